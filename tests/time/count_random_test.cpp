// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Counting against a day-by-day loop, and against laws that any right way of counting obeys.
#include "corpus.hpp"
#include "naive.hpp"
#include "time/count.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace cobijo::internal;
using cobijo::corpus::show;
using cobijo::naive::generator;
using what = count_step::what;

std::string describe(std::int32_t trigger, count_rule const& rule) {
  std::ostringstream out;
  out << show(trigger) << " unit " << static_cast<int>(rule.unit) << " n " << rule.n << " counted "
      << rule.first_counted << " starts " << rule.starts_next_working_day << " roll " << rule.roll << " missing "
      << static_cast<int>(rule.missing_day) << " mail " << rule.mail_days << " calendar " << (rule.calendar != nullptr);
  for (auto const& c : rule.closures)
    out << " [" << c.from << ',' << c.until << ']';
  return out.str();
}

/// A rule of any kind whose period is short enough to be counted day by day.
count_rule any_rule(generator& make, working_days const* calendar) {
  count_rule rule;
  rule.unit = static_cast<unit>(make.small(1, 5));
  switch (rule.unit) {
  case unit::months: rule.n = make.small(0, 30); break;
  case unit::years: rule.n = make.small(0, 6); break;
  case unit::weeks: rule.n = make.small(0, 30); break;
  default: rule.n = make.chance(20) ? make.small(0, 3) : make.small(0, 130); break;
  }
  rule.first_counted = make.chance(35);
  rule.starts_next_working_day = make.chance(25);
  rule.roll = make.chance(50);
  rule.missing_day = make.missing();
  rule.mail_days = make.chance(20) ? make.small(1, 7) : 0;
  rule.calendar = calendar;
  return rule;
}

/// Mostly month ends, where months are hard, and the edges of the calendar.
std::int32_t any_trigger(generator& make) {
  if (make.chance(3)) return make.day(first_day, first_day + 40);
  if (make.chance(5)) return make.day(last_day - 400, last_day);
  auto const day = make.day();
  if (!make.chance(35)) return day;
  auto const date = cobijo::date::from_days(day);
  auto const first = cobijo::date::from_ymd(date.year(), date.month(), 1)->days();
  return std::max(first_day, first - make.small(0, 3));
}

/// A random calendar twice: as the library works it out and as read day by day.
struct both {
  working_days fast;
  cobijo::naive::calendar slow;
  both(std::vector<holiday_rule> const& rules, weekday_mask weekend) : fast(rules, weekend), slow(rules, weekend) {}
};

std::unique_ptr<both> any_calendar(generator& make) {
  auto const rules = make.rules(12);
  return std::make_unique<both>(rules, make.weekend());
}

TEST(CountAtRandom, AgreesWithADayByDayLoop) {
  generator make(20240229);
  int compared = 0;
  int ended = 0;
  for (int round = 0; round != 60; ++round) {
    auto const calendar = round % 15 == 0 ? nullptr : any_calendar(make);
    for (int i = 0; i != 3000; ++i, ++compared) {
      auto const trigger = any_trigger(make);
      auto const closures = make.closures(trigger, make.chance(50) ? 6 : 0);
      auto rule = any_rule(make, calendar ? &calendar->fast : nullptr);
      rule.closures = closures;
      auto const* slow = calendar ? &calendar->slow : nullptr;
      auto const expected = cobijo::naive::due(trigger, rule, slow);
      ASSERT_EQ(show(due(trigger, rule)), show(expected)) << describe(trigger, rule);
      if (expected == not_yet || expected == long_ago) continue;
      ++ended;
      auto const other = std::min<std::int64_t>(expected + make.small(-50, 50), last_day);
      ASSERT_EQ(working_days_between(trigger, other, rule.calendar, closures),
                cobijo::naive::between(trigger, other, slow, closures))
          << describe(trigger, rule) << " to " << show(other);
    }
  }
  EXPECT_GE(compared, 100'000);
  EXPECT_GT(ended, compared / 2);
}

TEST(CountAtRandom, MonthsAgreeWithTheStandardLibrary) {
  generator make(31);
  auto const calendar = any_calendar(make);
  for (int i = 0; i != 100'000; ++i) {
    auto const day = any_trigger(make);
    auto const months = make.small(-400, 400);
    auto const missing = make.missing();
    auto expected = cobijo::naive::add_months(std::clamp(day, first_day + 13000, last_day - 13000), months, missing,
                                              &calendar->slow, {});
    ASSERT_EQ(show(add_months(std::clamp(day, first_day + 13000, last_day - 13000), months, missing, &calendar->fast)),
              show(expected))
        << show(day) << " + " << months;
  }
}

/// Periods for which "later trigger, no earlier end" holds. It does not for a missing day that becomes the first
/// working day of the next month, unless the other days roll too: 31 January may then end on 3 March, and 1 February
/// on Saturday, 1 March.
bool ordered(count_rule const& rule) {
  bool const by_month = rule.unit == unit::months || rule.unit == unit::years;
  return !by_month || rule.missing_day != missing_day::next_working_day ||
         (rule.roll && !rule.first_counted && rule.mail_days == 0);
}

TEST(CountingLaws, ALaterTriggerNeverEndsEarlier) {
  generator make(1);
  for (int round = 0; round != 10; ++round) {
    auto const calendar = any_calendar(make);
    for (int i = 0; i != 4000; ++i) {
      auto const trigger = any_trigger(make);
      auto const closures = make.closures(trigger, 4);
      auto rule = any_rule(make, &calendar->fast);
      rule.closures = closures;
      if (!ordered(rule) || trigger == last_day) continue;
      ASSERT_LE(due(trigger, rule), due(trigger + 1, rule)) << describe(trigger, rule);
    }
  }
}

TEST(CountingLaws, AnIntervalOfTriggersGivesTheHullOfItsDays) {
  generator make(10);
  int wider = 0;
  for (int round = 0; round != 20; ++round) {
    auto const calendar = any_calendar(make);
    for (int i = 0; i != 2000; ++i) {
      auto const lo = any_trigger(make);
      auto const hi = std::min(last_day, lo + (make.chance(70) ? make.small(0, 6) : make.small(0, 400)));
      auto const closures = make.closures(lo, 4);
      auto rule = any_rule(make, &calendar->fast);
      if (make.chance(50)) {
        rule.unit = make.chance(70) ? unit::months : unit::years;
        rule.n = make.small(-30, 30);
        rule.missing_day = missing_day::next_working_day;
        rule.roll = make.chance(30);
      }
      rule.closures = closures;
      std::int64_t earliest = not_yet;
      std::int64_t latest = long_ago;
      for (auto t = lo; t <= hi; ++t) {
        earliest = std::min<std::int64_t>(earliest, due(t, rule));
        latest = std::max<std::int64_t>(latest, due(t, rule));
      }
      ASSERT_EQ(show(earliest_due({lo, hi}, rule)), show(earliest)) << describe(lo, rule) << " to " << show(hi);
      ASSERT_EQ(show(latest_due({lo, hi}, rule)), show(latest)) << describe(lo, rule) << " to " << show(hi);
      wider += earliest != due(lo, rule) || latest != due(hi, rule) ? 1 : 0;
    }
  }
  EXPECT_GT(wider, 100);
}

TEST(CountingLaws, AnIntervalWithAnOpenEndHasAnOpenEnd) {
  auto const& days = cobijo::corpus::calendars().at("mx.lfpa_strict");
  count_rule rule;
  rule.unit = unit::months;
  rule.n = 1;
  rule.missing_day = missing_day::next_working_day;
  rule.calendar = &days;
  auto const january = cobijo::corpus::day("2025-01-31");
  EXPECT_EQ(show(earliest_due({january, not_yet}, rule)), "2025-03-01");
  EXPECT_EQ(latest_due({january, not_yet}, rule), not_yet);
  EXPECT_EQ(earliest_due({long_ago, january}, rule), long_ago);
  EXPECT_EQ(show(latest_due({long_ago, january + 1}, rule)), "2025-03-03");
  EXPECT_EQ(show(latest_due({long_ago, january - 4}, rule)), "2025-02-27");
  EXPECT_EQ(earliest_due(span{}, rule), long_ago);
  EXPECT_EQ(latest_due(span{}, rule), not_yet);
  EXPECT_EQ(earliest_due(exactly(not_yet), rule), not_yet);

  auto const both = add_months(exactly(january), 1, missing_day::last_day, missing_day::next_day);
  EXPECT_EQ(show(both.lo), "2025-02-28");
  EXPECT_EQ(show(both.hi), "2025-03-01");
  auto const waits =
      add_months({january, january + 1}, 1, missing_day::next_working_day, missing_day::next_working_day, &days);
  EXPECT_EQ(show(waits.lo), "2025-03-01");
  EXPECT_EQ(show(waits.hi), "2025-03-03");
  EXPECT_EQ(add_months(span{}, -3, missing_day::last_day, missing_day::next_day), span{});
}

TEST(CountingLaws, ALongerPeriodNeverEndsEarlier) {
  generator make(2);
  for (int round = 0; round != 10; ++round) {
    auto const calendar = any_calendar(make);
    for (int i = 0; i != 4000; ++i) {
      auto const trigger = any_trigger(make);
      auto const closures = make.closures(trigger, 4);
      auto rule = any_rule(make, &calendar->fast);
      rule.closures = closures;
      // An office shut for more than a month: a missing day waits for it to open, the day after another month does not.
      if (!ordered(rule)) continue;
      auto const end = due(trigger, rule);
      ++rule.n;
      auto const later = due(trigger, rule);
      ASSERT_LE(end, later) << describe(trigger, rule);
      if (rule.unit == unit::working_days && rule.n > 1 && end != not_yet) {
        ASSERT_LT(end, later);
      }
    }
  }
}

TEST(CountingLaws, MoreHolidaysOrClosuresNeverEndItEarlier) {
  generator make(3);
  for (int round = 0; round != 40; ++round) {
    auto rules = make.rules(8);
    auto const weekend = make.weekend();
    working_days const fewer(rules, weekend);
    auto const more_rules = make.rules(4);
    rules.insert(rules.end(), more_rules.begin(), more_rules.end());
    working_days const more(rules, weekend);
    for (int i = 0; i != 1000; ++i) {
      auto const trigger = any_trigger(make);
      auto closures = make.closures(trigger, 4);
      auto rule = any_rule(make, &fewer);
      rule.closures = closures;
      auto const end = due(trigger, rule);
      rule.calendar = &more;
      auto const later = due(trigger, rule);
      ASSERT_LE(end, later) << describe(trigger, rule);

      auto const added = make.closures(trigger, 3);
      std::vector<closed> all;
      std::merge(closures.begin(), closures.end(), added.begin(), added.end(), std::back_inserter(all),
                 [](closed const& a, closed const& b) { return a.from < b.from; });
      rule.closures = all;
      ASSERT_LE(later, due(trigger, rule)) << describe(trigger, rule);
    }
  }
}

TEST(CountingLaws, AClosureOutsideTheWindowChangesNothing) {
  generator make(4);
  auto const calendar = any_calendar(make);
  for (int i = 0; i != 40'000; ++i) {
    auto const trigger = make.day(first_day + 1000, last_day - 20'000);
    auto rule = any_rule(make, &calendar->fast);
    auto const end = due(trigger, rule);
    if (end == not_yet) continue;
    // The window reaches from the trigger, which may count, to the end; but a period less its first day may end before
    // the day it was counted from or to.
    auto const first = std::min(trigger, end);
    auto last = std::max(trigger, end);
    for (auto const& step : trace(trigger, rule))
      last = std::max(last, step.to);
    std::vector<closed> const outside{{first - make.small(1, 60), first - 1, 0},
                                      {last + 1, last + make.small(1, 60), 1}};
    rule.closures = outside;
    ASSERT_EQ(end, due(trigger, rule)) << describe(trigger, rule);
    ASSERT_EQ(trace(trigger, rule), [&] {
      auto without = rule;
      without.closures = {};
      return trace(trigger, without);
    }()) << describe(trigger, rule);
  }
}

TEST(CountingLaws, TheOrderAndTheOverlapOfClosuresDoNotMatter) {
  generator make(5);
  auto const calendar = any_calendar(make);
  for (int i = 0; i != 20'000; ++i) {
    auto const trigger = any_trigger(make);
    auto const closures = make.closures(trigger, 6);
    auto rule = any_rule(make, &calendar->fast);
    rule.closures = closures;
    // The same days as single closed days, each twice.
    std::vector<closed> days;
    for (auto const& c : closures)
      for (auto d = c.from; d <= c.until; ++d)
        days.insert(days.end(), 2, closed{d, d, c.index});
    std::sort(days.begin(), days.end(), [](closed const& a, closed const& b) { return a.from < b.from; });
    auto apart = rule;
    apart.closures = days;
    ASSERT_EQ(due(trigger, rule), due(trigger, apart)) << describe(trigger, rule);
  }
}

TEST(CountingLaws, CountingBackGivesTheLength) {
  generator make(6);
  for (int round = 0; round != 10; ++round) {
    auto const calendar = any_calendar(make);
    for (int i = 0; i != 4000; ++i) {
      auto const trigger = any_trigger(make);
      auto const closures = make.closures(trigger, 5);
      auto rule = any_rule(make, &calendar->fast);
      rule.unit = unit::working_days;
      rule.starts_next_working_day = false;
      rule.closures = closures;
      auto const end = due(trigger, rule);
      if (end == not_yet || rule.n == 0) continue;
      auto const from = rule.first_counted ? trigger - 1 : trigger;
      ASSERT_EQ(working_days_between(from, end, rule.calendar, closures), rule.n) << describe(trigger, rule);
      ASSERT_EQ(working_days_between(from, end - 1, rule.calendar, closures), rule.n - 1) << describe(trigger, rule);
    }
  }
}

TEST(CountingLaws, WorkingDaysAddUp) {
  generator make(8);
  auto const calendar = any_calendar(make);
  for (int i = 0; i != 20'000; ++i) {
    auto const a = any_trigger(make);
    auto const b = std::min(last_day, a + make.small(0, 900));
    auto const c = std::min(last_day, b + make.small(0, 900));
    auto const closures = make.closures(a, 6);
    auto const count = [&](std::int32_t from, std::int32_t to) {
      return working_days_between(from, to, &calendar->fast, closures);
    };
    ASSERT_EQ(count(a, b) + count(b, c), count(a, c));
  }
}

TEST(CountingLaws, AUnionOfCalendarsNeverEndsEarlier) {
  auto const& strict = cobijo::corpus::calendars().at("mx.lfpa_strict");
  auto const& both = cobijo::corpus::calendars().at("mx.lfpa_union");
  count_rule rule;
  rule.unit = unit::working_days;
  for (auto d = cobijo::corpus::day("2011-01-01"); d <= cobijo::corpus::day("2030-12-31"); ++d)
    for (int const n : {15, 30, 45, 60}) {
      rule.n = n;
      rule.calendar = &strict;
      auto const end = due(d, rule);
      rule.calendar = &both;
      ASSERT_LE(end, due(d, rule)) << show(d) << ' ' << n;
    }
}

TEST(CountingLaws, TheStepsOfATraceAccountForEveryDay) {
  generator make(9);
  for (int round = 0; round != 20; ++round) {
    auto const calendar = any_calendar(make);
    for (int i = 0; i != 2000; ++i) {
      auto const trigger = any_trigger(make);
      auto const closures = make.closures(trigger, 6);
      auto rule = any_rule(make, &calendar->fast);
      rule.closures = closures;
      auto const end = due(trigger, rule);
      auto const steps = trace(trigger, rule);
      if (end == not_yet || end == long_ago) {
        ASSERT_TRUE(steps.empty());
        continue;
      }
      // Steps lie where the count went, and holidays and closures are what the calendar and the closures say.
      auto start = trigger;
      std::int32_t moved_to = -1;
      for (auto const& s : steps) {
        ASSERT_LE(s.from, s.to) << describe(trigger, rule);
        if (s.kind == what::start_moved) start = s.to;
        if (s.kind == what::rolled || s.kind == what::missing_day) moved_to = s.to;
        if (s.kind == what::holiday) {
          ASSERT_EQ(calendar->fast.why(s.from).rule, s.index);
          ASSERT_FALSE(calendar->fast.why(s.from).weekend);
        }
        if (s.kind == what::closure) {
          ASSERT_TRUE(std::any_of(closures.begin(), closures.end(), [&](closed const& c) {
            return c.index == s.index && c.from <= s.from && s.to <= c.until;
          }));
          ASSERT_GT(s.days, 0);
        }
      }
      if (rule.roll && rule.unit != unit::working_days && !steps.empty() && steps.back().kind == what::rolled) {
        ASSERT_EQ(moved_to, end);
      }
      if (rule.unit != unit::working_days || rule.n == 0) continue;

      auto left = std::int64_t{0};
      auto const eve = rule.first_counted ? start - 1 : start;
      for (auto d = eve + 1; d <= end; ++d)
        left += contains(calendar->fast.weekend(), cobijo::date::from_days(d).weekday()) ? 0 : 1;
      for (auto const& s : steps)
        if (s.from > eve && (s.kind == what::holiday || s.kind == what::closure)) left -= s.days;
      // What was skipped on the way to the start lies before the window: the start itself is an open day, in no step.
      ASSERT_EQ(left, rule.n) << describe(trigger, rule);
    }
  }
}

} // namespace
