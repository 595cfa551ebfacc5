// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/glossary.hpp"

#include "render/describe.hpp"

#include <initializer_list>

namespace cobijo::internal {
namespace {

struct section {
  char const* name;
  std::initializer_list<char const*> members; ///< that names need; none: all
};

// A fact without its list of states exists in each: what a file calls it is not the place to say that it does not.
constexpr auto sections = {
    section{"states", {}},
    section{"roles", {}},
    section{"value_sets", {}},
    section{"facts", {"type", "values", "future", "roles", "sensitivity", "answered_by", "label", "question"}},
    section{"authorities", {"label"}},
    section{"instruments", {"title", "gazette"}},
    section{"readings", {"label", "positions"}},
    section{"clocks", {"label"}},
    section{"calendars", {"label"}},
    section{"parameters", {"label", "versions"}},
    section{"provisions", {"label", "per"}},
    section{"deadlines", {"label", "per"}}};

/// The part of a file that gives names, save those that `own` gives.
json names_in(json const& file, json const* own) {
  json out = json::object();
  if (!file.is_object()) return out;
  for (auto const* name : {"module", "name", "kind", "layer"})
    if (file.contains("module") && file.contains(name)) out[name] = file[name];
  for (auto const& s : sections) {
    if (!file.contains(s.name) || !file[s.name].is_object()) continue;
    auto const* mine = own != nullptr && own->is_object() && own->contains(s.name) ? &(*own)[s.name] : nullptr;
    auto& kept = out[s.name] = json::object();
    for (auto it = file[s.name].begin(); it != file[s.name].end(); ++it) {
      if (mine != nullptr && mine->is_object() && mine->contains(it.key())) continue;
      auto const& thing = it.value();
      if (s.members.size() == 0 || !thing.is_object()) {
        kept[it.key()] = thing;
        continue;
      }
      auto& few = kept[it.key()] = json::object();
      for (auto const* member : s.members)
        if (thing.contains(member)) few[member] = thing[member];
    }
  }
  return out;
}

/// The sections of the vocabulary, or all others: the reader takes them apart.
json part_of(json const& names, bool vocabulary) {
  json out = json::object();
  for (auto it = names.begin(); it != names.end(); ++it) {
    auto const& key = it.key();
    bool const words = key == "states" || key == "roles" || key == "value_sets" || key == "facts";
    if (words == vocabulary) out[key] = it.value();
  }
  return out;
}

} // namespace

glossary::glossary(json const& own, std::vector<rule_file> const& others) {
  json const any_state{{"states", {{"state", {{"en", "{state}"}, {"es", "{state}"}}}}}};
  std::vector<json> vocabulary{any_state}, rules;
  auto add = [&](json const& names) {
    vocabulary.push_back(part_of(names, true));
    rules.push_back(part_of(names, false));
  };
  add(names_in(own, nullptr));
  for (auto const& other : others)
    add(names_in(other.root, &own));
  names_.files.resize(vocabulary.size());

  auto pass = [&](std::vector<json> const& files, auto visit) {
    for (std::size_t i = 0; i < files.size(); ++i)
      visit(cursor(faults_, files[i]), static_cast<int>(i));
  };
  constexpr int no_module = -1;
  pass(vocabulary, [&](cursor const& c, int i) { reader_.vocabulary(c, i); });
  pass(vocabulary, [&](cursor const& c, int i) { reader_.facts(c, i); });
  pass(rules, [&](cursor const& c, int i) {
    if (c.has("module")) reader_.module(c, i);
  });
  for (auto& one : rules)
    one.erase("module");
  pass(rules, [&](cursor const& c, int i) { reader_.declare(c, no_module, i); });
  pass(rules, [&](cursor const& c, int i) { reader_.parameters(c, no_module, i); });
  pass(rules, [&](cursor const& c, int i) { reader_.bodies(c, no_module, i); });
}

template <class Read>
std::optional<glossary::words> glossary::read(json const& v, Read in_words) {
  faults_.faults.clear();
  words out;
  auto const describe_it = in_words(cursor(faults_, v), scope{"state", true});
  for (auto const& f : faults_.faults) {
    if (f.code != "E0202") return std::nullopt;
    out.left_out.push_back(f.pointer);
  }
  out.text = describe_it();
  return out;
}

std::optional<glossary::words> glossary::condition_words(json const& c, bool denied) {
  return read(c, [&](cursor const& at, scope const& s) {
    return [&, found = reader_.read_condition(at, s)] {
      return denied ? denied_words(names_, found) : describe(names_, found);
    };
  });
}

std::optional<glossary::words> glossary::date_words(json const& d) {
  return read(d, [&](cursor const& at, scope const& s) {
    return [&, found = reader_.read_date(at, s)] { return describe(names_, found); };
  });
}

std::optional<glossary::words> glossary::period_words(json const& p) {
  return read(p, [&](cursor const& at, scope const& s) {
    return [&, found = reader_.read_period(at, s, true)] { return describe(names_, found); };
  });
}

} // namespace cobijo::internal
