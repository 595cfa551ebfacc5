// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Which things of two rulebooks are the same thing.
#pragma once

#include "rules/model.hpp"

#include <set>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace cobijo::internal {

/// Things of two rulebooks under one id. A thing that was renamed is the same thing.
template <class Thing>
struct pair_of {
  Thing const* a = nullptr;
  Thing const* b = nullptr;
  [[nodiscard]] Thing const& any() const { return b != nullptr ? *b : *a; }
};

template <class Thing>
std::vector<std::string> const& former_ids(Thing const& t) {
  static std::vector<std::string> const none;
  if constexpr (std::is_base_of_v<named, Thing>)
    return t.was;
  else
    return none;
}

/// Those of `b` in their order, then those that only `a` has.
template <class Thing>
std::vector<pair_of<Thing>> paired(std::vector<Thing> const& a, std::vector<Thing> const& b) {
  std::unordered_map<std::string, Thing const*> by_id;
  for (auto const& one : a)
    by_id.emplace(one.id, &one);
  std::set<Thing const*> found;
  std::vector<pair_of<Thing>> out;
  for (auto const& one : b) {
    auto it = by_id.find(one.id);
    for (auto const& was : former_ids(one))
      if (it == by_id.end()) it = by_id.find(was);
    Thing const* before = it == by_id.end() ? nullptr : it->second;
    if (before != nullptr) found.insert(before);
    out.push_back({before, &one});
  }
  for (auto const& one : a)
    if (!found.contains(&one)) out.push_back({&one, nullptr});
  return out;
}

} // namespace cobijo::internal
