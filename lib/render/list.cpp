// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/describe.hpp"
#include "render/names.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

class lister {
public:
  lister(rulebook const& book, std::vector<std::string> const& modules, std::string_view lang)
      : book_(book), m_(*book.impl()), modules_(modules), lang_(lang) {}

  json of(listing what) {
    switch (what) {
    case listing::protections:
      for (auto const& p : m_.provisions)
        if (p.protects)
          if (auto* one = add(p.id, p.label)) {
            (*one)["authority"] = authority_name(m_, p.protects->authority, lang_);
            (*one)["decision"] = p.protects->decision;
            (*one)["layer"] = p.protects->layer;
          }
      break;
    case listing::provisions:
      for (auto const& p : m_.provisions)
        add(p.id, p.label);
      break;
    case listing::deadlines:
      for (auto const& d : m_.deadlines)
        if (auto* one = add(d.id, d.label)) (*one)["binds"] = d.binds_person ? "person" : "authority";
      break;
    case listing::facts: facts(); break;
    case listing::modules:
      for (auto const& m : m_.modules)
        if (auto* one = add(m.id, m.name)) {
          (*one)["kind"] = m.kind;
          (*one)["layer"] = m.layer;
          if (m.checked) (*one)["checked"] = written_day(*m.checked);
        }
      break;
    case listing::readings:
      for (auto const& r : m_.readings)
        if (auto* one = add(r.id, r.label)) {
          (*one)["question"] = words(r.question);
          (*one)["positions"] = json::object();
          for (auto const& p : r.positions)
            (*one)["positions"][p.id] = words(p.label);
        }
      break;
    case listing::instruments:
      for (auto const& i : m_.instruments)
        if (auto* one = add(i.id, i.title)) {
          (*one)["kind"] = i.kind;
          if (!i.gazette.empty()) (*one)["gazette"] = i.gazette;
          if (i.published) (*one)["published"] = written(*i.published);
          if (i.in_force) (*one)["in_force"] = written(*i.in_force);
          if (!i.link.empty()) (*one)["link"] = i.link;
          (*one)["support"] = word_of(i.known);
        }
      break;
    }
    return std::move(out_);
  }

private:
  std::string words(text const& t) const { return to_bilingual(t).in(lang_); }

  bool wanted(std::string const& id) const {
    return modules_.empty() || std::any_of(modules_.begin(), modules_.end(), [&](std::string const& m) {
             return id == m || (id.starts_with(m) && id[m.size()] == '.');
           });
  }

  json* add(std::string const& id, text const& label) {
    if (!wanted(id)) return nullptr;
    out_.push_back(json{{"id", id}, {"label", words(label)}});
    return &out_.back();
  }

  void facts() {
    for (auto const& f : book_.vocabulary()) {
      if (!wanted(f.id)) continue;
      json one{{"id", f.id},
               {"label", f.label.in(lang_)},
               {"type", f.type},
               {"question", f.question.in(lang_)},
               {"sensitivity", f.sensitivity},
               {"answered_by", f.answered_by}};
      if (!f.values.empty()) one["values"] = json::object();
      for (auto const& [value, label] : f.values)
        one["values"][value] = label.in(lang_);
      out_.push_back(std::move(one));
    }
  }

  rulebook const& book_;
  model const& m_;
  std::vector<std::string> const& modules_;
  std::string_view lang_;
  json out_ = json::array();
};

} // namespace

std::string list(rulebook const& book, listing what, std::vector<std::string> const& modules,
                 report_style const& style) {
  auto const things = lister(book, modules, style.lang).of(what);
  if (style.json) return things.dump(2);
  page out(style);
  // Values that many facts share would bury the rest: they are told once all is asked for.
  constexpr std::size_t most_values = 30;
  for (auto const& one : things) {
    out.line(0, out.inked(ink::strong, one["id"].get<std::string>()) + "  " + one["label"].get<std::string>());
    if (one.contains("type")) out.line(4, type_phrase(one["type"].get<std::string>()).in(style.lang));
    if (one.contains("gazette")) out.line(4, one["gazette"].get<std::string>());
    if (one.contains("link")) out.line(4, one["link"].get<std::string>());
    if (one.contains("question") && !one.contains("type")) out.line(4, one["question"].get<std::string>());
    for (auto const* key : {"values", "positions"}) {
      if (!one.contains(key)) continue;
      std::size_t n = 0;
      for (auto it = one[key].begin(); it != one[key].end(); ++it) {
        if (!style.all && one[key].size() > most_values && n == most_values) {
          out.line(6, filled(say::and_more.in(style.lang), std::to_string(one[key].size() - n)) + " (--all)");
          break;
        }
        out.line(6, it.key() + ": " + it.value().get<std::string>());
        ++n;
      }
    }
  }
  return out.take();
}

} // namespace cobijo
