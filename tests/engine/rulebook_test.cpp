// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The real rulebook: it is well-drafted, its cases pass, every leaf is shown to decide, and it keeps the promises of
// the library for everyone who is in its cases.
#include "answer/determine.hpp"
#include "check/case_file.hpp"
#include "edition/person.hpp"
#include "project.hpp"
#include "random/generate.hpp"

#include <cobijo/cobijo.hpp>
#include <gtest/gtest.h>

#include <iostream>

using namespace cobijo;
namespace in = cobijo::internal;

namespace {

using cobijo_test::whole_rulebook;

in::model const& rules() {
  return *whole_rulebook().impl();
}

case_files const& case_texts() {
  static case_files const all = read_case_files(cobijo_test::jurisdictions).value();
  return all;
}

std::string told(std::vector<fault> const& faults) {
  std::string all;
  for (auto const& f : faults)
    all += to_string(f) + '\n';
  return all;
}

TEST(Rulebook, LoadsFromItsFolderAndIsTheBuiltInOne) {
  auto const built_in = rulebook::builtin();
  EXPECT_EQ(built_in.digest(), whole_rulebook().digest());
  EXPECT_EQ(built_in.modules().size(), whole_rulebook().modules().size());
  EXPECT_EQ(built_in.version(), version());
}

TEST(Rulebook, CheckFindsNothing) {
  auto const found = check(whole_rulebook());
  EXPECT_TRUE(found.empty()) << told(found);
}

TEST(Rulebook, EveryCasePasses) {
  auto const report = run_cases(whole_rulebook(), case_texts());
  ASSERT_TRUE(report) << told(report.faults());
  for (auto const& f : report->failures) {
    ADD_FAILURE() << f.file << ':' << f.line << ": " << f.name;
    for (auto const& d : f.differences)
      std::cout << "    " << d << '\n';
  }
  std::cout << report->passed << " cases\n";
  EXPECT_GT(report->passed, 900U);
}

// A suite of its own: it takes as long as all the others here.
TEST(Coverage, EveryLeafOfEveryVersionHasACaseInWhichItDecides) {
  auto const report = coverage(whole_rulebook(), case_texts());
  ASSERT_TRUE(report) << told(report.faults());
  for (auto const& g : report->gaps)
    ADD_FAILURE() << g.file << g.pointer << " (" << g.thing << ", " << g.from << "): " << g.label.en;
  std::cout << report->covered << " of " << report->leaves << " leaves\n";
}

TEST(Rulebook, OfNobodyKnownNothingIsSaid) {
  auto const nobody = whole_rulebook().read_facts("{}").value();
  workspace space;
  for (int year = 1950; year <= 2040; year += 3)
    for (unsigned month : {1U, 8U}) {
      auto const day = *date::from_ymd(year, month, 11);
      for (auto const& law : {whole_rulebook().at(day).value(), whole_rulebook().at(day, {{}, true, {}}).value()}) {
        auto const answers = law.evaluate(nobody, day, space);
        for (std::size_t i = 0; i < answers.size(); ++i)
          EXPECT_TRUE(answers[i].status == status::undetermined || answers[i].status == status::not_in_force)
              << law.protections()[i] << " on " << day.to_string() << ": " << to_string(answers[i].status);
      }
    }
}

TEST(Rulebook, NoCaseContradictsItself) {
  auto const cases = in::read_cases(case_texts()).value();
  in::edition_cache editions(whole_rulebook());
  in::values v;
  for (auto const& c : cases) {
    auto const e = editions.at(c).value();
    in::evaluate(*e, in::read_person(rules(), c.facts, c.file).value(), in::to_internal(c.as_of), v);
    for (std::size_t i = 0; i < e->never.size(); ++i)
      EXPECT_NE(v.truths[e->never[i].at], truth::yes) << rules().never[i].id << " in " << c.file << ": " << c.name;
  }
}

// Takes away facts, and the exactness of dates and sets, and looks whether what was definite then is still so when all
// is known.
class forgetful {
public:
  explicit forgetful(std::uint64_t seed) : random_(seed) {}

  in::json operator()(in::json const& facts) {
    in::json out = in::json::object();
    for (auto it = facts.begin(); it != facts.end(); ++it) {
      if (random_.chance(35)) continue;
      auto const& f = rules().facts[static_cast<std::size_t>(rules().fact_index.at(it.key()))];
      out[it.key()] = random_.chance(40) ? blurred(it.value(), f) : it.value();
    }
    return out;
  }

private:
  in::json blurred(in::json const& value, in::fact const& f) {
    bool const dated = f.type == in::fact_type::date || f.type == in::fact_type::date_time;
    if (dated && value.is_string() && value != "not_yet") {
      auto const text = value.get<std::string>();
      if (text.size() >= 10) return random_.chance(50) ? text.substr(0, 7) : text.substr(0, 4);
    }
    if (f.type == in::fact_type::set && value.is_array()) {
      in::json out{{"yes", in::json::array()}, {"no", in::json::array()}};
      auto const& ids = rules().value_sets[static_cast<std::size_t>(f.values)].ids;
      for (auto const& id : ids) {
        bool const inside = std::find(value.begin(), value.end(), id) != value.end();
        if (random_.chance(60)) out[inside ? "yes" : "no"].push_back(id);
      }
      return out;
    }
    return value;
  }

  cobijo_random::source random_;
};

// A suite of its own: the build with checks leaves it out.
TEST(FurtherFacts, NeverChangeADefiniteAnswer) {
  auto const cases = in::read_cases(case_texts()).value();
  constexpr std::uint64_t seed = 20260115;
  std::cout << "seed " << seed << '\n';
  forgetful forget(seed);
  in::edition_cache editions(whole_rulebook());
  in::values full, part;
  std::size_t definite = 0;
  for (auto const& c : cases) {
    auto const e = editions.at(c).value();
    auto const as_of = in::to_internal(c.as_of);
    auto const who = in::read_person(rules(), c.facts, c.file).value();
    in::evaluate(*e, who, as_of, full);
    for (int round = 0; round < 6; ++round) {
      auto const less = forget(c.facts);
      in::evaluate(*e, in::read_person(rules(), less, c.file).value(), as_of, part);
      for (std::size_t i = 0; i < e->provisions.size(); ++i) {
        auto const& n = e->provisions[i];
        for (auto node : {n.value, n.in_force, n.elements, n.exceptions}) {
          auto const before = part.truths[node.at];
          if (before == truth::unknown) continue;
          ++definite;
          ASSERT_EQ(before, full.truths[node.at])
              << rules().provisions[i].id << " in " << c.file << ": " << c.name << '\n'
              << less;
        }
      }
      for (std::size_t i = 0; i < e->deadlines.size(); ++i) {
        auto const before = part.states[e->deadlines[i].state.at], after = full.states[e->deadlines[i].state.at];
        ASSERT_EQ(after & before, after) << rules().deadlines[i].id << " in " << c.file << ": " << c.name << '\n'
                                         << less;
        auto const wide = part.dates[e->deadlines[i].shown.at], narrow = full.dates[e->deadlines[i].shown.at];
        ASSERT_TRUE(narrow.lo > narrow.hi || (wide.lo <= narrow.lo && narrow.hi <= wide.hi))
            << rules().deadlines[i].id << " in " << c.file << ": " << c.name << '\n'
            << less;
      }
    }
  }
  EXPECT_GT(definite, 10000U);
}

} // namespace
