// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The hard rules under tests/corpora/stress (the last file: single fine points): each a small set of rule files, and
/// cases that any engine must pass.
#pragma once

#include "project.hpp"
#include "reference.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace cobijo_reference {

struct hard_rule {
  std::string name, about;
  std::vector<std::pair<std::string, ordered_json>> files; ///< by path below `jurisdictions/`
  std::vector<json> cases;                                 ///< as in docs/format.md, section 10; `facts` hold the base
};

/// All of them, by name.
inline std::vector<hard_rule> hard_rules() {
  std::vector<std::filesystem::path> paths;
  for (auto const& entry : std::filesystem::directory_iterator(cobijo_test::root + "/tests/corpora/stress"))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<hard_rule> rules;
  for (auto const& path : paths) {
    auto const content = ordered_json::parse(cobijo_test::text_of(path));
    hard_rule rule{path.stem().string(), content["about"].get<std::string>(), {}, {}};
    for (auto const& [name, file] : content["files"].items())
      rule.files.emplace_back(name, file);
    for (json one : json(content["cases"])) {
      if (one.contains("base")) {
        json facts = json(content["bases"])[one["base"].get<std::string>()];
        facts.update(one["facts"]);
        one["facts"] = facts;
      }
      rule.cases.push_back(one);
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

/// What a case asks.
inline options asked_by(json const& one) {
  options asked;
  asked.as_of = one["as_of"].get<std::string>();
  if (one.contains("law_date")) asked.law_date = one["law_date"].get<std::string>();
  if (one.contains("known_at")) asked.known_at = one["known_at"].get<std::string>();
  if (one.contains("readings")) asked.readings = one["readings"];
  return asked;
}

/// The state of a deadline as it is shown: the only one possible, or open if it is open or met, or undetermined.
inline std::string shown_state(json const& deadline) {
  auto const& states = deadline["states"];
  if (states.size() == 1) return states[0].get<std::string>();
  return states == json({"met", "open"}) ? "open" : "undetermined";
}

/// The status of a protection.
inline std::string shown_status(json const& provision) {
  if (provision["in_force"] == false) return "not_in_force";
  if (provision["in_force"].is_null() || provision["value"].is_null()) return "undetermined";
  return provision["value"] == true ? "eligible" : "not_eligible";
}

} // namespace cobijo_reference
