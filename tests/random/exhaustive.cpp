// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "exhaustive.hpp"

#include <algorithm>

namespace cobijo_random {

std::vector<std::string> small_world_facts(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i)
    names.push_back("x.b" + std::to_string(i));
  return names;
}

std::vector<std::pair<std::string, ordered_json>> small_world(ordered_json const& tree,
                                                              std::vector<std::string> const& names) {
  auto const label = [](std::string const& words) { return ordered_json{{"en", words}, {"es", words}}; };
  ordered_json facts = ordered_json::object();
  for (auto const& name : names)
    facts[name] = {{"type", "boolean"},
                   {"sensitivity", 0},
                   {"answered_by", "person"},
                   {"label", label(name)},
                   {"question", label(name + "?")}};
  ordered_json const version = {{"from", "2000-01-01"},  {"by", "alpha.law"}, {"cite", "art. 1"},
                                {"support", "verified"}, {"creates", true},   {"when", tree}};
  ordered_json rules;
  rules["instruments"]["alpha.law"] = {{"title", label("law")}, {"kind", "statute"}};
  rules["provisions"]["alpha.p"] = {{"label", label("p")}, {"versions", ordered_json::array({version})}};
  return {{"vocabulary/facts.json", {{"facts", facts}}},
          {"alpha/module.json",
           {{"module", "alpha"},
            {"name", label("alpha")},
            {"kind", "state"},
            {"layer", "national"},
            {"checked", "2030-01-01"},
            {"authorities", ordered_json::object()}}},
          {"alpha/rules.json", rules}};
}

bool classical_value(ordered_json const& tree, std::vector<std::string> const& names, unsigned values) {
  auto const value = [&](ordered_json const& inner) { return classical_value(inner, names, values); };
  auto const count = [&](ordered_json const& list) { return std::count_if(list.begin(), list.end(), value); };
  auto const size = [](ordered_json const& list) { return static_cast<std::ptrdiff_t>(list.size()); };
  if (tree.contains("fact")) {
    auto const place = std::find(names.begin(), names.end(), tree["fact"].get<std::string>()) - names.begin();
    return (values >> place & 1U) == (tree.value("is", true) ? 1U : 0U);
  }
  if (tree.contains("all"))
    return count(tree["all"]) == size(tree["all"]) && (!tree.contains("unless") || count(tree["unless"]) == 0);
  if (tree.contains("any")) return count(tree["any"]) > 0;
  if (tree.contains("none")) return count(tree["none"]) == 0;
  if (tree.contains("not")) return !value(tree["not"]);
  if (tree.contains("if")) return value(tree[value(tree["if"]) ? "then" : "else"]);
  return count(tree["of"]) >= tree["at_least"].get<std::ptrdiff_t>();
}

} // namespace cobijo_random
