// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/names.hpp"

#include "render/describe.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

std::string in(text const& t, std::string_view lang) {
  return to_bilingual(t).in(lang);
}

template <class Things, class Index>
text const* labelled(Things const& things, Index const& index, std::string const& id) {
  auto const it = index.find(id);
  return it == index.end() ? nullptr : &things[static_cast<std::size_t>(it->second)].label;
}

text const* label_in(model const& m, std::string const& id) {
  if (auto const* t = labelled(m.provisions, m.provision_index, id)) return t;
  if (auto const* t = labelled(m.deadlines, m.deadline_index, id)) return t;
  if (auto const* t = labelled(m.readings, m.reading_index, id)) return t;
  if (auto const* t = labelled(m.parameters, m.parameter_index, id)) return t;
  if (auto const* t = labelled(m.facts, m.fact_index, id)) return t;
  if (auto const* t = labelled(m.clocks, m.clock_index, id)) return t;
  if (auto const* t = labelled(m.calendars, m.calendar_index, id)) return t;
  if (auto const it = m.instrument_index.find(id); it != m.instrument_index.end())
    return &m.instruments[static_cast<std::size_t>(it->second)].title;
  for (auto const& c : m.closures)
    if (c.id == id) return &c.label;
  return nullptr;
}

} // namespace

std::string label_of(model const& m, std::string const& id, std::string_view lang) {
  if (auto const* t = label_in(m, id)) return in(*t, lang);
  if (id.starts_with('/')) {
    // "/provisions/ID/versions/…": the id is the second token, and never holds a slash.
    auto const begin = id.find('/', 1) + 1;
    auto const inner = id.substr(begin, id.find('/', begin) - begin);
    if (auto const* t = label_in(m, inner)) return say::point_in.in(lang) + in(*t, lang);
  }
  // "TREATY@STATE": a row of the tables of parties and reservations.
  if (auto const cut = id.find('@'); cut != std::string::npos)
    if (auto const* t = label_in(m, id.substr(0, cut))) {
      for (auto const& [state, name] : m.states)
        if (state == id.substr(cut + 1)) return in(*t, lang) + " (" + in(name, lang) + ")";
    }
  return id;
}

std::string authority_name(model const& m, std::string const& id, std::string_view lang) {
  auto const* t = labelled(m.authorities, m.authority_index, id);
  return t == nullptr ? id : in(*t, lang);
}

result<found_rule> find_rule(model const& m, std::string_view id) {
  std::string const name(id);
  if (auto it = m.provision_index.find(name); it != m.provision_index.end())
    return found_rule{&m.provisions[static_cast<std::size_t>(it->second)], nullptr};
  if (auto it = m.deadline_index.find(name); it != m.deadline_index.end())
    return found_rule{nullptr, &m.deadlines[static_cast<std::size_t>(it->second)]};
  auto was = [&](named const& n) { return std::find(n.was.begin(), n.was.end(), name) != n.was.end(); };
  std::vector<std::string> names;
  for (auto const& p : m.provisions) {
    if (was(p)) return found_rule{&p, nullptr};
    names.push_back(p.id);
  }
  for (auto const& d : m.deadlines) {
    if (was(d)) return found_rule{nullptr, &d};
    names.push_back(d.id);
  }
  auto hint = did_you_mean(id, names);
  return fault{"E0302",
               {},
               {},
               0,
               "the rulebook has no protection, provision or deadline \"" + name + "\"",
               hint.empty() ? "cobijo list provisions names them" : hint};
}

fault unknown_module(model const& m, std::string const& id) {
  std::vector<std::string> names;
  for (auto const& one : m.modules)
    names.push_back(one.id);
  return {"E0313", {}, {}, 0, "the rulebook has no module \"" + id + "\"", did_you_mean(id, names)};
}

fault neither_has(std::string const& code, std::string const& what, std::string const& id) {
  return {code, {}, {}, 0, "neither rulebook has a " + what + " \"" + id + '"', "cobijo list tells what there is"};
}

json instrument_json(model const& m, int instrument, std::string_view lang) {
  if (instrument < 0) return nullptr;
  auto const& i = m.instruments[static_cast<std::size_t>(instrument)];
  json out{{"id", i.id}, {"title", in(i.title, lang)}};
  if (!i.gazette.empty()) out["gazette"] = i.gazette;
  if (i.published) out["published"] = written(*i.published);
  if (!i.link.empty()) out["link"] = i.link;
  return out;
}

json version_json(model const& m, version_head const& v, std::string_view lang) {
  json out;
  out["from"] = written(v.from);
  if (v.from_known != support::verified) out["from_support"] = word_of(v.from_known);
  out["by"] = instrument_json(m, v.by, lang);
  out["cite"] = v.cite;
  out["support"] = word_of(v.known);
  if (v.creates) out["creates"] = true;
  if (v.repealed) out["repealed"] = true;
  if (!v.note.empty()) out["note"] = v.note;
  return out;
}

std::vector<effect> const& effects_of(model const& m, version_head const& v) {
  return v.own_effects || v.by < 0 ? v.effects : m.instruments[static_cast<std::size_t>(v.by)].effects;
}

bool known_by(model const& m, int instrument, span from, std::optional<std::int32_t> known_at) {
  if (!known_at) return true;
  if (instrument >= 0)
    if (auto const& published = m.instruments[static_cast<std::size_t>(instrument)].published) from = *published;
  return from.hi <= *known_at;
}

std::string instrument_words(json const& by) {
  if (by.is_null()) return {};
  auto out = by["title"].get<std::string>();
  if (by.contains("gazette")) out += " (" + by["gazette"].get<std::string>() + ")";
  return out;
}

json rulebook_json(std::string const& version, std::string const& digest) {
  return {{"version", version}, {"digest", digest}};
}

json rulebook_json(model const& m) {
  return rulebook_json(m.version, m.digest);
}

void colophon(page& out, model const& m, std::string_view law_date) {
  auto const& lang = out.lang();
  out.blank();
  auto book = say::rulebook.in(lang) + ' ';
  if (!m.version.empty()) book += m.version + ' ';
  if (!law_date.empty()) out.line(0, filled(say::law_date.in(lang), law_date));
  out.line(0, book + m.digest);
  out.line(0, say::not_advice.in(lang));
}

} // namespace cobijo::internal
