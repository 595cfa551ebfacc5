// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Adding facts never changes a definite answer. Here on the reference interpreter.
#include "compare.hpp"
#include "generate.hpp"
#include "project.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace cobijo_random;

namespace {

/// More rounds by hand: COBIJO_RANDOM_BOOKS=1000
int books() {
  return static_cast<int>(cobijo_test::number_from_environment("COBIJO_RANDOM_BOOKS", 60));
}

TEST(Reference, IsMonotone) {
  int definite = 0, all = 0;
  for (int seed = 0; seed < books(); ++seed) {
    source random(static_cast<std::uint64_t>(seed));
    auto const book = random_rulebook(random);
    cobijo_reference::reference const reference(book.files);
    for (int i = 0; i < 40; ++i) {
      auto const person = random_person(book, random);
      auto const fuller = complete(book, person, random);
      auto const asked = random_options(book, random, random.chance(25));
      auto const before = reference.evaluate(person, asked), after = reference.evaluate(fuller, asked);
      ASSERT_EQ(first_contradiction(before, after), "")
          << "seed " << seed << ", person " << i << ", as of " << asked.as_of << '\n'
          << person << '\n'
          << fuller;
      for (auto const& provision : before["provisions"]) {
        ++all;
        definite += !provision["value"].is_null();
      }
    }
  }
  // The test would say nothing about persons of whom nothing is ever known.
  EXPECT_GT(definite * 4, all);
}

TEST(Generator, GivesTheSameForTheSameSeed) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    source one(seed), two(seed);
    auto const a = random_rulebook(one), b = random_rulebook(two);
    ASSERT_EQ(a.files, b.files);
    ASSERT_EQ(random_person(a, one), random_person(b, two));
  }
  // The numbers of SplitMix64 are the same everywhere.
  source zero(0);
  EXPECT_EQ(zero.next(), 0xe220a8397b1dcdafU);
}

TEST(Compare, NamesTheFirstDifference) {
  json const a = {{"x", {{"value", true}}}}, b = {{"x", {{"value", nullptr}}}};
  EXPECT_EQ(first_difference(a, a), "");
  EXPECT_EQ(first_difference(a, b), "x/value: true, null");
  EXPECT_EQ(first_difference(a, json::object()), "x: {\"value\":true}, missing");
  EXPECT_EQ(first_difference(json::object(), a), "x: missing, {\"value\":true}");
}

} // namespace
