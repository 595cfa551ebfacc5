// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The library against the reference interpreter: hard rules, small worlds tried whole, random rulebooks and persons.
#include "engine/engine.hpp"
#include "project.hpp"
#include "random/compare.hpp"
#include "random/exhaustive.hpp"
#include "random/generate.hpp"
#include "reference/corpus.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace cobijo_random {
namespace {

using cobijo_test::number_from_environment;

/// The file of the thing that a difference is about, for whoever has to find out why.
std::string rules_about(rulebook const& book, std::string const& difference) {
  if (std::getenv("COBIJO_RANDOM_TELL") == nullptr) return "COBIJO_RANDOM_TELL=1 shows the rules";
  std::string all = difference + '\n';
  for (auto const& [path, content] : book.files)
    if (!path.starts_with("vocabulary/")) all += path + ' ' + content.dump() + '\n';
  return all;
}

TEST(Engine, AnswersTheHardRulesLikeTheReference) {
  for (auto const& rule : cobijo_reference::hard_rules()) {
    cobijo_reference::reference const reference(rule.files);
    cobijo_engine::engine engine(rule.files);
    for (auto const& one : rule.cases) {
      auto const asked = cobijo_reference::asked_by(one);
      EXPECT_EQ(first_difference(reference.evaluate(one["facts"], asked), engine.evaluate(one["facts"], asked)), "")
          << rule.name << ": " << one["name"];
    }
  }
}

TEST(Engine, AnswersEverySmallPersonLikeTheReference) {
  source random(7);
  for (int round = 0; round < 120; ++round) {
    auto const names = small_world_facts(random.between(1, 5));
    auto const files = small_world(random_boolean_condition(names, random), names);
    cobijo_reference::reference const reference(files);
    cobijo_engine::engine engine(files);
    cobijo_reference::options asked;
    asked.as_of = "2020-01-01";
    for_each_person(names, [&](json const& person, std::size_t) {
      ASSERT_EQ(first_difference(reference.evaluate(person, asked), engine.evaluate(person, asked)), "") << person;
    });
  }
}

// 2,000 rulebooks of 100 persons each; more by hand: COBIJO_RANDOM_PAIRS, and another start: COBIJO_RANDOM_SEED.
TEST(Engine, AnswersRandomRulebooksLikeTheReference) {
  auto const pairs = number_from_environment("COBIJO_RANDOM_PAIRS", 200000);
  auto const seed = number_from_environment("COBIJO_RANDOM_SEED", 20260101);
  std::cout << "seed " << seed << ", " << pairs << " pairs\n";
  std::uint64_t done = 0;
  for (std::uint64_t round = 0; done < pairs; ++round) {
    source random(seed + round);
    auto const book = random_rulebook(random);
    cobijo_reference::reference const reference(book.files);
    cobijo_engine::engine engine(book.files);
    for (int option = 0; option < 10; ++option) {
      auto const asked = random_options(book, random, random.chance(30));
      for (int i = 0; i < 10; ++i, ++done) {
        auto const person = random_person(book, random, random.chance(20) ? offsets::mixed : offsets::one);
        auto const difference = first_difference(reference.evaluate(person, asked), engine.evaluate(person, asked));
        ASSERT_EQ(difference, "") << "seed " << seed + round << ", as of " << asked.as_of << ", law "
                                  << asked.law_date.value_or("-") << ", known at " << asked.known_at.value_or("-")
                                  << ", readings " << asked.readings << ", unknown " << json(asked.unknown) << '\n'
                                  << person << '\n'
                                  << rules_about(book, difference);
      }
    }
  }
}

} // namespace
} // namespace cobijo_random
