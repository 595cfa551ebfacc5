// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Two results in the form that the reference interpreter gives, compared.
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace cobijo_random {

/// Where two results differ first: `provisions/x.p1/value: true, null`; empty if they are the same.
/// What only one of them has is a difference too.
inline std::string first_difference(nlohmann::json const& expected, nlohmann::json const& given,
                                    std::string const& where = "") {
  if (expected == given) return "";
  if (!expected.is_object() || !given.is_object()) return where + ": " + expected.dump() + ", " + given.dump();
  auto const inside = [&](std::string const& key) { return where.empty() ? key : where + '/' + key; };
  for (auto const& [key, value] : expected.items()) {
    if (!given.contains(key)) return inside(key) + ": " + value.dump() + ", missing";
    if (auto found = first_difference(value, given[key], inside(key)); !found.empty()) return found;
  }
  for (auto const& [key, value] : given.items())
    if (!expected.contains(key)) return inside(key) + ": missing, " + value.dump();
  return "";
}

/// Where the answers for a fuller person contradict those for the same person with less known; empty if nowhere.
/// What was definite has to stay. States still possible and the interval from `due` to `latest` may only shrink, and
/// vanish only if the deadline cannot be running any more.
inline std::string first_contradiction(nlohmann::json const& partial, nlohmann::json const& fuller) {
  auto const say = [](std::string const& where, nlohmann::json const& before, nlohmann::json const& after) {
    return where + ": " + before.dump() + ", then " + after.dump();
  };
  for (auto const& [id, before] : partial["provisions"].items())
    for (auto const& [name, value] : before.items())
      if (auto const& after = fuller["provisions"][id][name]; !value.is_null() && value != after)
        return say("provisions/" + id + '/' + name, value, after);
  for (auto const& [id, before] : partial["deadlines"].items()) {
    auto const& after = fuller["deadlines"][id];
    for (auto const& state : after["states"])
      if (std::find(before["states"].begin(), before["states"].end(), state) == before["states"].end())
        return say("deadlines/" + id + "/states", before["states"], after["states"]);
    if (after["states"] == nlohmann::json{"not_running"}) continue;
    // The offset is cut off: here the times of a person have the same one or none.
    auto const moment = [](nlohmann::json const& d) { return d.get<std::string>().substr(0, 16); };
    for (auto const* end : {"due", "latest"}) {
      auto const &was = before[end], &is = after[end];
      if (was.is_null()) continue;
      bool const wider =
          is.is_null() || (end == std::string("due") ? moment(is) < moment(was) : moment(is) > moment(was));
      if (wider) return say("deadlines/" + id + '/' + end, was, is);
    }
  }
  return "";
}

} // namespace cobijo_random
