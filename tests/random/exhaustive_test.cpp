// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The reference interpreter on worlds small enough to be tried whole.
#include "exhaustive.hpp"

#include <gtest/gtest.h>

using namespace cobijo_random;

namespace {

TEST(Reference, EverySmallPerson) {
  source random(1);
  for (int round = 0; round < 300; ++round) {
    auto const names = small_world_facts(random.between(1, 5));
    auto const tree = random_boolean_condition(names, random);
    cobijo_reference::reference const book(small_world(tree, names));
    cobijo_reference::options asked;
    asked.as_of = "2020-01-01";
    std::vector<json> values;
    for_each_person(names, [&](json const& person, std::size_t) {
      values.push_back(book.evaluate(person, asked)["provisions"]["alpha.p"]["value"]);
    });
    std::size_t number = 0;
    for_each_person(names, [&](json const& person, std::size_t) {
      unsigned known = 0;
      std::size_t power = 1;
      bool whole = true;
      for (std::size_t i = 0; i < names.size(); ++i, power *= 3) {
        auto const digit = number / power % 3;
        if (digit < 2) {
          known |= static_cast<unsigned>(digit) << i;
          continue;
        }
        whole = false;
        if (values[number].is_null()) continue;
        // What is definite stays, whatever the missing fact turns out to be.
        for (auto less : {power, 2 * power}) {
          ASSERT_EQ(values[number], values[number - less]) << tree << '\n' << person;
        }
      }
      if (whole) {
        ASSERT_EQ(values[number], classical_value(tree, names, known)) << tree << '\n' << person;
      }
      ++number;
    });
  }
}

} // namespace
