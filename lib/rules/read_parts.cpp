// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The small things that every section shares: texts, days, ids, version heads, effects.
#include "rules/reader.hpp"

#include <algorithm>

namespace cobijo::internal {

std::string instance_id(std::string const& id, std::string const& state) {
  return id + '@' + state;
}

text reader::read_text(cursor const& c) {
  text out;
  if (!c.object({"en", "es"})) return out;
  for (auto const& [key, where] : {std::pair{"en", &out.en}, std::pair{"es", &out.es}}) {
    if (!c.has(key))
      c.fail("E0802", std::string("the text is missing in \"") + key + "\"", "every text is in English and Spanish");
    else if (says(c.at(key).value(), ""))
      c.at(key).fail("E0802", "an empty text", "write it, in \"" + std::string(key) + "\"");
    else
      *where = c.at(key).string();
  }
  return out;
}

text reader::text_or_none(cursor const& c, std::string_view key) {
  return c.has(key) ? read_text(c.at(key)) : text{};
}

support reader::read_support(cursor const& c, support otherwise) {
  auto const w = c.word({"verified", "secondary", "recalled", "unverified"});
  return w < 0 ? otherwise : static_cast<support>(w);
}

span reader::read_days(cursor const& c, bool interval) {
  auto one = [](cursor const& at) -> span {
    auto const written = at.string();
    if (!at.is_string()) return exactly(0);
    if (written == "not_yet") {
      at.fail("E0701", "\"not_yet\" is no date of a rule", "a day such as 2024-02-10");
      return exactly(0);
    }
    auto parsed = parse_days(written);
    if (parsed) return *parsed;
    auto const& f = parsed.faults().front();
    at.fail(f.code.c_str(), f.message, f.hint);
    return exactly(0);
  };
  if (c.is_array() && interval) {
    if (c.value().size() != 2) {
      c.fail("E0701", "an interval has a first and a last day", "[\"2012-11-09\", \"2012-11-12\"]");
      return exactly(0);
    }
    span const out{one(c.at(std::size_t{0})).lo, one(c.at(std::size_t{1})).hi};
    if (out.lo > out.hi) c.fail("E0707", "the interval ends before it begins");
    return out.lo > out.hi ? exactly(out.lo) : out;
  }
  auto const out = one(c);
  if (!interval && !out.exact()) c.fail("E0701", "a single day is needed here", "a day such as 2024-02-10");
  return interval ? out : exactly(out.lo);
}

std::optional<span> reader::days_or_none(cursor const& c, std::string_view key) {
  if (!c.has(key)) return std::nullopt;
  return read_days(c.at(key));
}

std::vector<std::string> reader::read_strings(cursor const& c, std::string_view key) {
  std::vector<std::string> out;
  if (c.has(key)) c.at(key).elements([&](cursor const& s) { out.push_back(s.string()); });
  return out;
}

bool reader::check_id(cursor const& c, std::string const& id, int module) {
  bool good = !id.empty() && id.front() >= 'a' && id.front() <= 'z' && id.back() != '.';
  char before = '.';
  for (char ch : id) {
    bool const word = (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
    if (!word && (ch != '.' || before == '.')) good = false;
    before = ch;
  }
  if (!good) {
    c.fail("E0207", "\"" + id + "\" is no id", "lower-case words, digits and _ joined by dots");
    return false;
  }
  if (module < 0) return true;
  auto const& name = m_.modules[static_cast<std::size_t>(module)].id;
  if (id != name && !id.starts_with(name + ".")) {
    c.fail("E0208", "\"" + id + "\" does not begin with the module's id", "\"" + name + "." + id + "\"");
    return false;
  }
  return true;
}

int reader::find(cursor const& c, std::unordered_map<std::string, int> const& index, char const* code, char const* what,
                 std::string const& id) {
  auto const it = index.find(id);
  if (it != index.end()) return it->second;
  std::vector<std::string> names;
  names.reserve(index.size());
  for (auto const& [name, i] : index)
    names.push_back(name);
  std::sort(names.begin(), names.end());
  auto hint = did_you_mean(id, names);
  for (auto const* kind : {"", "instrument ", "clock ", "calendar ", "reading "})
    if (auto d = declared_.find(kind + id); d != declared_.end()) hint = "\"" + id + "\" is a " + d->second.first;
  c.fail(code, std::string("unknown ") + what + " \"" + id + "\"", hint);
  return -1;
}

int reader::find_instrument(cursor const& c, std::string_view key) {
  if (!c.has(key)) return -1;
  auto const i = find(c.at(key), m_.instrument_index, "E0308", "instrument", c.at(key).string());
  if (i >= 0) refers("i:" + m_.instruments[static_cast<std::size_t>(i)].id);
  return i;
}

std::vector<effect> reader::read_effects(cursor const& c, scope const& s) {
  std::vector<effect> out;
  c.elements([&](cursor const& e) {
    if (!e.object({"from", "is", "by", "where", "support", "note", "cite"}) || !e.needs("from") || !e.needs("is"))
      return;
    effect one;
    one.from = read_days(e.at("from"));
    one.word = e.at("is").string();
    auto const w = e.at("is").word(
        {"in_force", "enjoined", "stayed", "vacated", "overruled", "proposed", "expired", "terminated", "unclear"});
    one.kind = w <= 0   ? effect_kind::in_force
               : w <= 5 ? effect_kind::falls_back
               : w <= 7 ? effect_kind::ends
                        : effect_kind::unclear;
    if (e.has("by")) {
      // No edge: an order may block the instrument that it cites.
      one.by = find(e.at("by"), m_.instrument_index, "E0308", "instrument", e.at("by").string());
    }
    if (e.has("where")) one.where = std::make_shared<condition>(read_condition(e.at("where"), s));
    if (e.has("support")) one.known = read_support(e.at("support"), support::verified);
    one.note = e.string_or("note");
    out.push_back(std::move(one));
  });
  return out;
}

void reader::read_head(cursor const& c, version_head& v, scope const& s, int file) {
  v.where = {file, c.pointer()};
  if (c.needs("from")) v.from = read_days(c.at("from"));
  if (c.has("from_support")) v.from_known = read_support(c.at("from_support"), support::verified);
  v.by = find_instrument(c, "by");
  v.cite = c.string_or("cite");
  v.note = c.string_or("note");
  v.reach = c.string_or("reach");
  v.creates = c.flag("creates");
  v.repealed = c.flag("repealed");
  if (c.has("support"))
    v.known = read_support(c.at("support"), support::verified);
  else if (!v.repealed)
    c.needs("support", "how well the text is known: verified, secondary, recalled, unverified");
  v.own_effects = c.has("effect");
  if (v.own_effects) v.effects = read_effects(c.at("effect"), s);
  if (c.has("treaty")) {
    auto const t = c.at("treaty");
    if (t.object({"any_of", "article"}) && t.needs("any_of") && t.needs("article")) {
      v.treaty = treaty_link{read_strings(t, "any_of"), t.at("article").string()};
      if (s.state.empty()) t.fail("E0405", "a treaty binds states", "mark the provision \"per\": \"state\"");
      for (auto const& id : v.treaty->any_of)
        if (std::none_of(m_.parties.begin(), m_.parties.end(), [&](party const& p) { return p.treaty == id; }))
          t.fail("E0311", "no state is listed as party to \"" + id + "\"", "add rows to parties");
    }
  }
}

void reader::check_order(cursor const& versions, std::vector<version_head const*> const& heads) {
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (i > 0 && heads[i]->creates)
      versions.at(i).fail("E0502", "only the first version can create the law", "drop \"creates\"");
    if (i > 0 && (heads[i]->from.lo < heads[i - 1]->from.lo || heads[i]->from.hi < heads[i - 1]->from.hi ||
                  heads[i]->from == heads[i - 1]->from))
      versions.at(i).fail("E0501", "versions are in order of \"from\", each later than the one before");
  }
  if (heads.empty()) versions.fail("E0209", "no version", "write at least one");
}

void reader::read_named(cursor const& c, named& n, int module, int file, scope const& s) {
  n.id = s.state.empty() ? std::string(c.key()) : instance_id(std::string(c.key()), s.state);
  n.module = module;
  n.state = s.state;
  n.where = {file, c.pointer()};
  n.was = read_strings(c, "was");
  n.label = text_or_none(c, "label");
  if (!s.state.empty() && !n.label.empty())
    for (auto const& [id, name] : m_.states)
      if (id == s.state) {
        n.label.en += " (" + name.en + ")";
        n.label.es += " (" + name.es + ")";
      }
  if (c.has("governed_by")) n.governed_by = read_date(c.at("governed_by"), s);
}

} // namespace cobijo::internal
