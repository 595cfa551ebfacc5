// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// A world small enough to be tried whole: conditions over at most eight boolean facts, and all 3^n persons.
///
///     auto const names = cobijo_random::small_world_facts(5);
///     auto const tree = cobijo_random::random_boolean_condition(names, random);
///     auto const files = cobijo_random::small_world(tree, names);          // one provision, `alpha.p`
///     cobijo_random::for_each_person(names, [&](cobijo_random::json const& person, std::size_t number) { … });
#pragma once

#include "generate.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace cobijo_random {

/// `x.b0`, `x.b1`, …
std::vector<std::string> small_world_facts(int count);

/// Rule files with these facts and the provision `alpha.p`, whose condition is `tree`.
std::vector<std::pair<std::string, ordered_json>> small_world(ordered_json const& tree,
                                                              std::vector<std::string> const& names);

/// What classical logic says of `tree` when every fact is known: bit i of `values` is the value of `names[i]`.
/// Written apart from the interpreters, for them to be checked with.
bool classical_value(ordered_json const& tree, std::vector<std::string> const& names, unsigned values);

/// Every person: number `sum of d_i * 3^i`, where d_i is 0 if `names[i]` is false, 1 if true and 2 if unknown.
template <class Visit>
void for_each_person(std::vector<std::string> const& names, Visit visit) {
  std::size_t count = 1;
  for (std::size_t i = 0; i < names.size(); ++i)
    count *= 3;
  for (std::size_t number = 0; number < count; ++number) {
    json person = json::object();
    auto rest = number;
    for (auto const& name : names) {
      if (rest % 3 != 2) person[name] = rest % 3 == 1;
      rest /= 3;
    }
    visit(person, number);
  }
}

} // namespace cobijo_random
