// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "corpus.hpp"
#include "time/count.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace cobijo::internal;
using cobijo::corpus::calendars;
using cobijo::corpus::day;
using cobijo::corpus::json;
using cobijo::corpus::show;
using what = count_step::what;

std::vector<closed> closures_of(json const& in) {
  std::vector<closed> made;
  if (!in.contains("closures")) return made;
  for (auto const& c : in.at("closures"))
    made.push_back(
        {day(c.at("from").get<std::string>()), day(c.at("until").get<std::string>()), static_cast<int>(made.size())});
  return made;
}

TEST(Count, WorkedExamples) {
  auto const file = cobijo::corpus::read("counting.json");
  for (auto const& example : file.at("cases")) {
    SCOPED_TRACE(example.at("name").get<std::string>());
    auto clock = file.at("clocks").at(example.at("clock").get<std::string>());
    clock.update(example);
    auto const closures = closures_of(example);
    auto const start = day(example.at("start").get<std::string>());
    count_rule rule;
    std::tie(rule.unit, rule.n) = cobijo::corpus::period(example.at("period"));
    rule.first_counted = clock.value("first_day", "not_counted") == "counted";
    rule.starts_next_working_day = clock.value("starts", "trigger") == "next_working_day";
    rule.roll = clock.value("roll", "none") == "next_working_day";
    rule.missing_day = cobijo::corpus::missing_day(clock.value("missing_day", "last_day"));
    rule.mail_days = clock.value("mail_days", 0);
    rule.closures = closures;
    for (auto const& [calendar, expected] : example.at("due").items()) {
      rule.calendar = &calendars().at(calendar);
      EXPECT_EQ(show(due(start, rule)), expected.get<std::string>()) << calendar;
    }
  }
}

TEST(Count, WorkedHours) {
  auto const file = cobijo::corpus::read("counting.json");
  for (auto const& example : file.at("hours")) {
    auto const start = cobijo::date_time::parse(example.at("start").get<std::string>()).value();
    auto const end = cobijo::date_time::parse(example.at("due").get<std::string>()).value();
    EXPECT_EQ(due_minutes(*start.instant_minutes(), example.at("hours").get<std::int64_t>()), *end.instant_minutes())
        << example.at("name");
  }
  EXPECT_EQ(due_minutes(not_yet, 36), not_yet);
  EXPECT_EQ(due_minutes(long_ago, 36), long_ago);
  EXPECT_EQ(due_minutes(0, std::numeric_limits<std::int64_t>::max()), not_yet);
}

TEST(Count, HoursThatStartOnABareDay) {
  // Seventy-two hours from some minute of the day: from midnight to the last minute three days on.
  auto const start = parse_minutes("2026-03-06").value().at;
  EXPECT_EQ(due_minutes(start.lo, 72), parse_minutes("2026-03-09T00:00").value().at.lo);
  EXPECT_EQ(due_minutes(start.hi, 72), parse_minutes("2026-03-09T23:59").value().at.hi);
}

TEST(Months, WorkedExamples) {
  auto const file = cobijo::corpus::read("months.json");
  for (auto const& row : file.at("rows")) {
    auto const start = day(row.at("start").get<std::string>());
    auto const months = row.at("months").get<int>();
    SCOPED_TRACE(row.dump());
    auto const last = show(add_months(start, months, missing_day::last_day));
    auto const next = show(add_months(start, months, missing_day::next_day));
    EXPECT_EQ(last, row.at("last_day").get<std::string>());
    EXPECT_EQ(next, row.at("next_day").get<std::string>());
    // Snapping to the end of a month, and carrying surplus days over, are never what comes out where they differ.
    for (auto const* wrong : {"carried", "snapped", "one_by_one"})
      if (row.contains(wrong) && row.at(wrong) != row.at("last_day") && row.at(wrong) != row.at("next_day")) {
        EXPECT_NE(last, row.at(wrong).get<std::string>());
        EXPECT_NE(next, row.at(wrong).get<std::string>());
      }
    if (row.contains("one_by_one")) {
      std::int64_t step = start;
      for (int i = 0; i != months; ++i)
        step = add_months(step, 1, missing_day::last_day);
      EXPECT_EQ(show(step), row.at("one_by_one").get<std::string>());
    }
  }
}

TEST(Months, NextWorkingDayNeedsACalendarToKnowIt) {
  auto const& days = calendars().at("mx.lfpa_strict");
  auto const start = day("2026-01-31");
  EXPECT_EQ(show(add_months(start, 1, missing_day::next_working_day, &days)), "2026-03-02");
  EXPECT_EQ(show(add_months(start, 1, missing_day::next_working_day)), "2026-03-01");
  // The day exists, so that it is no working day does not matter.
  EXPECT_EQ(show(add_months(start, 2, missing_day::next_working_day, &days)), "2026-03-31");
  EXPECT_EQ(show(add_months(day("2026-01-28"), 1, missing_day::next_working_day, &days)), "2026-02-28");
}

TEST(Months, SaturateAtTheEdges) {
  EXPECT_EQ(add_months(not_yet, -5, missing_day::last_day), not_yet);
  EXPECT_EQ(add_months(long_ago, 5, missing_day::last_day), long_ago);
  EXPECT_EQ(add_months(day("2199-12-01"), 1, missing_day::last_day), not_yet);
  EXPECT_EQ(add_months(day("1900-01-31"), -1, missing_day::last_day), long_ago);
  EXPECT_EQ(add_months(0, std::numeric_limits<std::int64_t>::max(), missing_day::last_day), not_yet);
  EXPECT_EQ(add_months(0, std::numeric_limits<std::int64_t>::min(), missing_day::last_day), long_ago);
  EXPECT_EQ(show(add_months(day("1900-01-01"), 300 * 12 - 1, missing_day::last_day)), "2199-12-01");
}

TEST(Count, SentinelsComeBack) {
  for (auto const u : {unit::hours, unit::days, unit::weeks, unit::months, unit::years, unit::working_days}) {
    count_rule rule;
    rule.unit = u;
    rule.n = 3;
    rule.roll = true;
    rule.starts_next_working_day = true;
    rule.calendar = &calendars().at("us.federal");
    EXPECT_EQ(due(static_cast<std::int32_t>(not_yet), rule), not_yet);
    EXPECT_EQ(due(static_cast<std::int32_t>(long_ago), rule), long_ago);
    EXPECT_TRUE(trace(static_cast<std::int32_t>(not_yet), rule).empty());
    if (u == unit::hours) continue;
    rule.n = 400'000;
    EXPECT_EQ(due(0, rule), not_yet);
    EXPECT_TRUE(trace(0, rule).empty());
    rule.n = std::numeric_limits<int>::max();
    EXPECT_EQ(due(last_day, rule), not_yet);
  }
}

TEST(Count, TheEdgesOfTheCalendarCanBeReached) {
  count_rule year;
  year.unit = unit::years;
  year.n = 1;
  year.first_counted = true; // to 2200-01-01, less one day
  EXPECT_EQ(show(due(day("2199-01-01"), year)), "2199-12-31");
  EXPECT_EQ(show(due(day("2199-01-02"), year)), "not_yet");

  // And the first, by way of December 1899.
  count_rule back;
  back.unit = unit::months;
  back.n = -1;
  EXPECT_EQ(show(due(day("1900-01-31"), back)), "long_ago");
  back.mail_days = 3;
  EXPECT_EQ(show(due(day("1900-01-31"), back)), "1900-01-03");

  count_rule closed_day;
  closed_day.unit = unit::working_days;
  closed_day.n = 1;
  std::vector<closed> const end{{last_day, last_day, 0}};
  EXPECT_EQ(due(last_day - 1, closed_day), last_day);
  closed_day.closures = end;
  EXPECT_EQ(due(last_day - 1, closed_day), not_yet);
}

TEST(Count, NothingIsCountedWhereNobodyWorks) {
  working_days const never({}, static_cast<weekday_mask>(127));
  count_rule rule;
  rule.calendar = &never;
  rule.n = 5;
  EXPECT_EQ(show(due(0, rule)), "1970-01-06");
  rule.roll = true;
  EXPECT_EQ(due(0, rule), not_yet);
  rule.unit = unit::working_days;
  EXPECT_EQ(due(0, rule), not_yet);
  EXPECT_EQ(working_days_between(0, 100, &never), 0);
}

TEST(Count, WithoutACalendarEveryDayIsAWorkingDay) {
  count_rule rule;
  rule.unit = unit::working_days;
  rule.n = 10;
  EXPECT_EQ(due(100, rule), 110);
  std::vector<closed> const shut{{105, 107, 0}};
  rule.closures = shut;
  EXPECT_EQ(due(100, rule), 113);
  EXPECT_EQ(working_days_between(100, 113, nullptr, shut), 10);
}

TEST(Count, ARunningPeriodIsMeasuredInWorkingDays) {
  auto const& days = calendars().at("mx.lfpa_strict");
  EXPECT_EQ(working_days_between(day("2026-01-15"), day("2026-02-24"), &days), 27);
  EXPECT_EQ(working_days_between(day("2026-02-24"), day("2026-02-24"), &days), 0);
  EXPECT_EQ(working_days_between(day("2026-02-25"), day("2026-02-24"), &days), 0);
  EXPECT_EQ(working_days_between(0, not_yet, &days), not_yet);
  EXPECT_EQ(working_days_between(long_ago, 0, &days), not_yet);
  EXPECT_EQ(working_days_between(not_yet, not_yet, &days), 0);
  EXPECT_EQ(working_days_between(not_yet, 0, &days), 0);
}

TEST(Count, AnEmptyPeriodOfWorkingDaysEndsWhereItStarts) {
  count_rule rule;
  rule.unit = unit::working_days;
  rule.n = 0;
  rule.first_counted = true;
  rule.calendar = &calendars().at("us.federal");
  EXPECT_EQ(show(due(day("2026-07-04"), rule)), "2026-07-04");
  rule.starts_next_working_day = true;
  EXPECT_EQ(show(due(day("2026-07-03"), rule)), "2026-07-06");
}

TEST(Count, TheFirstDayIsTheTriggerOnlyIfItIsAWorkingDay) {
  count_rule rule;
  rule.unit = unit::working_days;
  rule.n = 1;
  rule.first_counted = true;
  rule.calendar = &calendars().at("us.federal");
  EXPECT_EQ(show(due(day("2026-07-02"), rule)), "2026-07-02");
  EXPECT_EQ(show(due(day("2026-07-03"), rule)), "2026-07-06");
  std::vector<closed> const shut{{day("2026-07-02"), day("2026-07-02"), 0}};
  rule.closures = shut;
  EXPECT_EQ(show(due(day("2026-07-02"), rule)), "2026-07-06");
}

TEST(Trace, SaysWhichDaysDidNotCount) {
  auto const& days = calendars().at("mx.lfpa_union");
  auto const index = [&](char const* id) {
    auto const& rules = days.rules();
    return static_cast<int>(
        std::find_if(rules.begin(), rules.end(), [&](holiday_rule const& r) { return r.id == id; }) - rules.begin());
  };
  std::vector<closed> const shut{{day("2025-12-22"), day("2026-01-02"), 40},
                                 {day("2025-12-29"), day("2026-01-04"), 41}};
  count_rule rule;
  rule.unit = unit::working_days;
  rule.n = 30;
  rule.calendar = &days;
  rule.closures = shut;
  // The second closure took nothing that the first had not: it is not listed. Christmas and New Year are closed too,
  // but would not have counted anyway. Then the Monday of the one list, and the date of the other.
  auto const labour_monday =
      static_cast<int>(days.rules().size()) - 1 -
      static_cast<int>(std::find_if(days.rules().rbegin(), days.rules().rend(),
                                    [](holiday_rule const& r) { return r.id == "constitution"; }) -
                       days.rules().rbegin());
  std::vector<count_step> const expected{
      {what::closure, day("2025-12-22"), day("2026-01-02"), 40, 8},
      {what::holiday, day("2025-12-25"), day("2025-12-25"), index("christmas"), 1},
      {what::holiday, day("2026-01-01"), day("2026-01-01"), index("new_year"), 1},
      {what::holiday, day("2026-02-02"), day("2026-02-02"), labour_monday, 1},
      {what::holiday, day("2026-02-05"), day("2026-02-05"), index("constitution"), 1},
  };
  EXPECT_EQ(trace(day("2025-12-10"), rule), expected);
}

TEST(Trace, SaysWhyTheLastDayMoved) {
  auto const& days = calendars().at("us.federal");
  count_rule rule;
  rule.n = 30;
  rule.roll = true;
  rule.calendar = &days;
  auto const steps = trace(day("2026-06-03"), rule);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].kind, what::holiday);
  EXPECT_EQ(show(steps[0].from), "2026-07-03");
  EXPECT_EQ(days.rules()[static_cast<std::size_t>(steps[0].index)].id, "independence_observed");
  EXPECT_EQ(steps[1], (count_step{what::rolled, day("2026-07-03"), day("2026-07-06"), -1, 1}));

  // A weekend is reason enough and needs no step of its own; the mail comes first.
  rule.mail_days = 3;
  std::vector<count_step> const expected{{what::mail, day("2025-01-01"), day("2025-01-04"), -1, 3},
                                         {what::rolled, day("2025-01-04"), day("2025-01-06"), -1, 1}};
  EXPECT_EQ(trace(day("2024-12-02"), rule), expected);

  // A last day that is a working day moves nowhere, and what lay before it did count.
  EXPECT_TRUE(trace(day("2025-06-02"),
                    [&] {
                      auto plain = rule;
                      plain.mail_days = 0;
                      return plain;
                    }())
                  .empty());
}

TEST(Trace, SaysWhatBecameOfAMissingDay) {
  count_rule rule;
  rule.unit = unit::months;
  rule.n = 1;
  rule.missing_day = missing_day::next_working_day;
  rule.calendar = &calendars().at("mx.lfpa_strict");
  std::vector<count_step> const expected{{what::missing_day, day("2026-02-28"), day("2026-03-02"), 31, 1}};
  EXPECT_EQ(trace(day("2026-01-31"), rule), expected);
  EXPECT_TRUE(trace(day("2026-01-28"), rule).empty());
}

TEST(Trace, SaysWhereTheCountStarted) {
  auto const& days = calendars().at("pa.some");
  count_rule rule;
  rule.unit = unit::working_days;
  rule.n = 2;
  rule.starts_next_working_day = true;
  rule.first_counted = true;
  rule.calendar = &days;
  auto const steps = trace(day("2024-03-28"), rule);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(days.rules()[static_cast<std::size_t>(steps[0].index)].id, "good_friday");
  EXPECT_EQ(steps[1], (count_step{what::start_moved, day("2024-03-28"), day("2024-04-01"), -1, 1}));
}

} // namespace
