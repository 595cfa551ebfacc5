// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/determine.hpp"
#include "check/case_file.hpp"
#include "engine/engine.hpp"
#include "project.hpp"
#include "random/generate.hpp"
#include "rules/read.hpp"

#include <cobijo/cobijo.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <regex>
#include <set>

namespace {

namespace in = cobijo::internal;
using cobijo::date;

using cobijo_test::day;
using cobijo_test::jurisdictions;
using cobijo_test::whole_rulebook;

/// What a timeline tells of a lane, short enough to compare thousands of times.
struct told {
  cobijo::status status = cobijo::status::undetermined;
  std::string grants;
  cobijo::deadline_status state = cobijo::deadline_status::undetermined;
  std::vector<cobijo::deadline_status> possible;
  std::optional<std::string> due, latest;
  friend bool operator==(told const&, told const&) = default;
};

std::string words(told const& t) {
  auto out = std::string(to_string(t.status)) + ' ' + t.grants + ' ' + std::string(to_string(t.state));
  for (auto s : t.possible)
    out += ' ' + std::string(to_string(s));
  return out + ' ' + t.due.value_or("-") + ' ' + t.latest.value_or("-");
}

told of(cobijo::timeline_state const& s) {
  told out{s.status, {}, s.state, s.possible, s.due, s.latest};
  for (auto const& g : s.grants)
    out.grants += g.kind + '|' + g.label.en + '|' + g.cite + '\n';
  return out;
}

using people = std::vector<std::pair<std::string, cobijo::facts>>;

/// The days from which the law may read otherwise: every date that a rule file names, and the day after it.
std::set<int> days_of_the_law() {
  std::set<int> out;
  std::regex const written("\"(\\d{4})(-\\d\\d)?(-\\d\\d)?\"");
  auto const files = in::read_folder(jurisdictions).value();
  for (auto const& [path, text] : files)
    for (auto it = std::sregex_iterator(text.begin(), text.end(), written); it != std::sregex_iterator(); ++it)
      if (auto const days = in::parse_days(it->str().substr(1, it->str().size() - 2)))
        for (auto d : {days->lo, days->lo + 1, days->hi, days->hi + 1})
          out.insert(static_cast<int>(d));
  return out;
}

/// Asks about one person on each day of a range, and compares with what the timeline says of that day.
class day_by_day {
public:
  day_by_day(cobijo::rulebook const& rules, cobijo::facts who, cobijo::timeline line)
      : who_(std::move(who)), line_(std::move(line)) {
    for (auto const& lane : line_.lanes)
      expected_.push_back(of(lane.first));
    seen_.resize(line_.lanes.size());
    auto const& m = *rules.impl();
    for (auto const& lane : line_.lanes)
      at_.push_back(static_cast<std::size_t>((lane.deadline ? m.deadline_index : m.provision_index).at(lane.id)));
  }

  /// The first difference, or nothing.
  std::string look(cobijo::edition const& law, date on) {
    std::set<std::size_t> touched;
    for (; next_ < line_.turns.size() && line_.turns[next_].on == on; ++next_) {
      expected_[line_.turns[next_].lane] = of(line_.turns[next_].now);
      touched.insert(line_.turns[next_].lane);
    }
    auto const& e = *law.impl();
    auto const& m = *e.book;
    in::evaluate(e, cobijo::edition::impl(who_), {on.days(), {}, in::no_offset}, values_);
    for (std::size_t i = 0; i < line_.lanes.size(); ++i) {
      auto const& lane = line_.lanes[i];
      auto const at = at_[i];
      raw now;
      if (lane.deadline) {
        auto const& n = e.deadlines[at];
        now = {0,
               0,
               values_.states[n.state.at],
               values_.dates[n.shown.at],
               values_.zones[n.shown.at].lo,
               values_.zones[n.shown.at].hi};
      } else {
        auto const& p = m.provisions[at];
        now = {static_cast<int>(in::status_of(e.provisions[at], values_)),
               in::granting_version(e, values_, p),
               0,
               {},
               0,
               0};
      }
      // Words are made only where something differs from the day before, or is said to.
      if (seen_[i] == now && !touched.contains(i)) continue;
      seen_[i] = now;
      auto const is = lane.deadline ? words_of(e, e.deadlines[at]) : words_of(e, m.provisions[at], at);
      if (!(is == expected_[i]))
        return lane.id + " on " + on.to_string() + ": " + words(expected_[i]) + ", " + words(is);
    }
    return {};
  }

  [[nodiscard]] bool all_turns_seen() const { return next_ == line_.turns.size(); }

private:
  struct raw {
    int status = -1, granting = -1;
    in::state_set states = 0;
    in::span at{};
    std::int16_t from_utc = 0, to_utc = 0;
    friend bool operator==(raw const&, raw const&) = default;
  };

  told words_of(in::compiled const& e, in::deadline_nodes const& n) const {
    told out;
    out.possible = in::states_in(values_.states[n.state.at]);
    out.state = in::state_told(values_.states[n.state.at]);
    auto const days = in::dates_of(e, values_, n);
    out.due = days.due;
    out.latest = days.latest;
    return out;
  }
  told words_of(in::compiled const& e, in::provision const& p, std::size_t at) const {
    told out;
    out.status = in::status_of(e.provisions[at], values_);
    if (auto const v = in::granting_version(e, values_, p); v >= 0)
      for (auto const& g : p.versions[static_cast<std::size_t>(v)].grants)
        out.grants += g.kind + '|' + g.label.en + '|' + g.cite + '\n';
    return out;
  }

  cobijo::facts who_;
  cobijo::timeline line_;
  std::vector<std::size_t> at_; ///< index of each lane in the model
  std::vector<raw> seen_;
  std::vector<told> expected_;
  std::size_t next_ = 0;
  in::values values_;
};

people examples() {
  people out;
  for (auto const& file : std::filesystem::directory_iterator(cobijo_test::root + "/docs/examples")) {
    if (file.path().extension() != ".json") continue;
    auto const text = cobijo_test::text_of(file.path());
    out.emplace_back(file.path().filename().string(), whole_rulebook().read_question(text).value().who);
  }
  return out;
}

/// Persons of the cases beside the rules, some of each file.
people persons_of_cases(int every) {
  auto const cases = in::read_cases(cobijo::read_case_files(jurisdictions).value()).value();
  people out;
  int n = 0;
  for (auto const& one : cases)
    if (n++ % every == 0)
      out.emplace_back(one.file + ": " + one.name, whole_rulebook().read_facts(one.facts.dump()).value());
  return out;
}

/// `turns`: the days on which to compile the law anew; empty for each day.
void compare(cobijo::rulebook const& rules, people const& who, date from, date to, std::set<int> const& turns) {
  cobijo::timeline_options how{from, to};
  std::vector<std::pair<std::string, day_by_day>> lines;
  for (auto const& [name, facts] : who)
    lines.emplace_back(name, day_by_day(rules, facts, cobijo::make_timeline(rules, facts, how).value()));
  std::optional<cobijo::edition> law;
  for (auto d = from.days(); d <= to.days(); ++d) {
    auto const on = date::from_days(d);
    if (!law || turns.empty() || turns.contains(d)) law = rules.at(on).value();
    for (auto& [name, line] : lines) {
      auto const differs = line.look(*law, on);
      ASSERT_EQ(differs, "") << name;
    }
  }
  for (auto const& [name, line] : lines)
    EXPECT_TRUE(line.all_turns_seen()) << name;
}

// The law of a day is compiled anew wherever a rule file names a date; with COBIJO_EVERY_DAY, on each of the days.
TEST(TimelineEveryDay, OfTheExamples) {
  auto const who = examples();
  ASSERT_GE(who.size(), 8U);
  auto const turns = std::getenv("COBIJO_EVERY_DAY") != nullptr ? std::set<int>() : days_of_the_law();
  compare(whole_rulebook(), who, day("1980-01-01"), day("2030-12-31"), turns);
}

TEST(TimelineEveryDay, OfThePersonsOfCases) {
  auto const who = persons_of_cases(331);
  ASSERT_GE(who.size(), 15U);
  compare(whole_rulebook(), who, day("2020-01-01"), day("2025-12-31"), days_of_the_law());
}

// More by hand: COBIJO_RANDOM_BOOKS=10000
TEST(Timeline, OfRandomRulebooksEqualsTheAnswersOfEachDay) {
  auto const books = cobijo_test::number_from_environment("COBIJO_RANDOM_BOOKS", 60);
  std::size_t turns = 0;
  for (std::uint64_t seed = 0; seed < books; ++seed) {
    cobijo_random::source random(seed);
    auto const made = cobijo_random::random_rulebook(random);
    cobijo_engine::engine const engine(made.files);
    auto const [first, last] = std::minmax_element(made.days.begin(), made.days.end());
    auto const from = date::from_days(static_cast<int>(*first) - 40),
               to = date::from_days(static_cast<int>(*last) + 500);
    people who;
    for (int i = 0; i < 12; ++i) {
      auto const facts = cobijo_random::random_person(made, random, cobijo_random::offsets::mixed);
      who.emplace_back("seed " + std::to_string(seed) + ": " + facts.dump(),
                       engine.book().read_facts(facts.dump()).value());
      turns += cobijo::make_timeline(engine.book(), who.back().second, {from, to}).value().turns.size();
    }
    compare(engine.book(), who, from, to, {});
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(turns, books * 20);
}

// The days are those at which something changes, not one after the other.
TEST(Timeline, LooksAtFewDays) {
  auto const who = examples().front().second;
  auto const line = cobijo::make_timeline(whole_rulebook(), who, {day("1980-01-01"), day("2030-12-31")}).value();
  EXPECT_GT(line.turns.size(), 20U);
  EXPECT_GT(line.looks, line.turns.empty() ? 0U : 20U);
  EXPECT_LT(line.looks, 18628U * whole_rulebook().modules().size() / 4);
}

TEST(Timeline, RefusesWhatItCannotAnswer) {
  auto const who = whole_rulebook().read_facts("{}").value();
  auto code = [&](cobijo::timeline_options const& how) {
    auto const out = cobijo::make_timeline(whole_rulebook(), who, how);
    return out ? std::string() : out.faults().front().code;
  };
  cobijo::timeline_options how{day("2025-01-02"), day("2025-01-01")};
  EXPECT_EQ(code(how), "E0707");
  how.to = how.from;
  EXPECT_EQ(code(how), "");
  how.modules = {"zz"};
  EXPECT_EQ(code(how), "E0313");
  how.modules.clear();
  how.only = {"mx.nothing"};
  EXPECT_EQ(code(how), "E0302");
  how.only.clear();
  how.law.readings = {{"mx.nothing", "x"}};
  EXPECT_EQ(code(how), "E0305");
}

} // namespace
