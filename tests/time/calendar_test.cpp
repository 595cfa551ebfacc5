// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "corpus.hpp"
#include "naive.hpp"
#include "time/calendar.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace cobijo::internal;
using cobijo::corpus::calendars;
using cobijo::corpus::day;
using cobijo::corpus::json;
using cobijo::corpus::show;

int year_of(std::int32_t d) {
  return cobijo::date::from_days(d).year();
}

TEST(Easter, AgreesWithGauss) {
  for (int year = 1900; year <= 2199; ++year) {
    ASSERT_EQ(easter_sunday(year), cobijo::naive::easter(year)) << year;
    ASSERT_EQ(cobijo::date::from_days(easter_sunday(year)).weekday(), 6) << year;
  }
}

TEST(Easter, AgreesWithTheTables) {
  auto const file = cobijo::corpus::read("easter.json");
  for (auto const& text : file.at("sundays")) {
    auto const sunday = day(text.get<std::string>());
    EXPECT_EQ(show(easter_sunday(year_of(sunday))), text.get<std::string>());
  }
}

TEST(Calendar, HolidaysFallWhereTheyShould) {
  auto const file = cobijo::corpus::read("holidays.json");
  for (auto const& fact : file.at("facts")) {
    auto const& days = calendars().at(fact.at("calendar").get<std::string>());
    SCOPED_TRACE(fact.at("calendar").get<std::string>() + ": " + fact.at("about").get<std::string>());
    for (auto const& [id, dates] : fact.at("rules").items())
      for (auto const& text : dates) {
        auto const at = day(text.get<std::string>());
        EXPECT_FALSE(days.is_working(at)) << text;
        auto const why = days.why(at);
        ASSERT_GE(why.rule, 0) << text;
        EXPECT_EQ(days.rules()[static_cast<std::size_t>(why.rule)].id, id) << text;
      }
    for (auto const& text : fact.at("working")) {
      auto const at = day(text.get<std::string>());
      auto const why = days.why(at);
      EXPECT_EQ(why.rule, -1) << text;
      EXPECT_EQ(days.is_working(at), !why.weekend) << text;
    }
  }
}

TEST(Calendar, UnionHasTheHolidaysOfBoth) {
  auto const& strict = calendars().at("mx.lfpa_strict");
  auto const& labour = calendars().at("mx.lft");
  auto const& both = calendars().at("mx.lfpa_union");
  for (auto d = first_day; d <= last_day; ++d)
    ASSERT_EQ(both.is_working(d), strict.is_working(d) && labour.is_working(d)) << show(d);
}

TEST(Calendar, RanksAndDaysAreInverse) {
  for (auto const& [id, days] : calendars()) {
    std::int32_t seen = 0;
    for (auto d = first_day; d <= last_day; ++d) {
      if (days.is_working(d)) {
        ++seen;
        ASSERT_EQ(days.nth(seen), d) << id << ' ' << show(d);
      }
      ASSERT_EQ(days.rank(d), seen) << id << ' ' << show(d);
    }
    EXPECT_EQ(days.nth(0), long_ago);
    EXPECT_EQ(days.nth(-7), long_ago);
    EXPECT_EQ(days.nth(seen + 1), not_yet);
    EXPECT_EQ(days.rank(first_day - 1), 0);
    EXPECT_EQ(days.rank(long_ago), 0);
    EXPECT_EQ(days.rank(not_yet), seen);
    EXPECT_FALSE(days.is_working(first_day - 1));
    EXPECT_FALSE(days.is_working(last_day + 1));
    EXPECT_FALSE(days.is_working(not_yet));
  }
}

TEST(Calendar, WithoutRulesAndWithoutWorkingDays) {
  working_days const every({}, weekday_mask::none);
  EXPECT_EQ(every.rank(last_day), last_day - first_day + 1);
  EXPECT_EQ(every.nth(1), first_day);
  EXPECT_FALSE(every.why(0).weekend);

  working_days const none({}, static_cast<weekday_mask>(127));
  EXPECT_EQ(none.rank(last_day), 0);
  EXPECT_EQ(none.nth(1), not_yet);
  EXPECT_TRUE(none.why(0).weekend);
}

TEST(Calendar, RulesReachOverTheEdgesOfTheCalendar) {
  // The day that moves lies outside, where it is kept inside, and the other way round.
  holiday_rule new_year{"new_year", month_day{1, 1}};
  new_year.moves = {-1, -1, -1, -1, -1, -1, -1};
  working_days const eve({new_year}, weekday_mask::none);
  EXPECT_FALSE(eve.is_working(last_day));
  EXPECT_TRUE(eve.is_working(first_day));

  holiday_rule old_year{"old_year", month_day{12, 31}};
  old_year.moves = {1, 1, 1, 1, 1, 1, 1};
  working_days const morrow({old_year}, weekday_mask::none);
  EXPECT_FALSE(morrow.is_working(first_day));
  EXPECT_TRUE(morrow.is_working(last_day));
}

TEST(Calendar, ADayFromEasterMayLieInTheNextYear) {
  holiday_rule far{"far", from_easter{300}};
  far.from = day("2021-01-01");
  far.to = day("2021-12-31");
  working_days const days({far}, weekday_mask::none);
  ASSERT_EQ(days.holidays().size(), 1U);
  EXPECT_EQ(show(days.holidays()[0].day), "2021-02-06"); // Easter 2020 was on 12 April
}

TEST(Calendar, LeapDayIsAHolidayInLeapYearsOnly) {
  working_days const days({{"leap", month_day{2, 29}}}, weekday_mask::none);
  EXPECT_EQ(days.holidays().size(), 73U);
  EXPECT_FALSE(days.is_working(day("2000-02-29")));
  EXPECT_TRUE(days.is_working(day("2100-03-01")));
}

TEST(Calendar, AFifthMondayIsMissingInMostMonths) {
  working_days const days({{"fifth", nth_weekday{2, 0, 5}}}, weekday_mask::none);
  // A February has five Mondays only in a leap year that begins it with one.
  for (auto const& h : days.holidays())
    EXPECT_EQ(show(h.day).substr(5), "02-29");
  EXPECT_FALSE(days.is_working(day("2016-02-29")));
}

TEST(Calendar, LimitsGoByTheDayBeforeItMoves) {
  holiday_rule sunday{"moved", month_day{1, 1}};
  sunday.moves[6] = 1;
  sunday.from = sunday.to = day("2023-01-01"); // a Sunday
  working_days const once({sunday}, weekday_mask::none);
  ASSERT_EQ(once.holidays().size(), 1U);
  EXPECT_EQ(show(once.holidays()[0].day), "2023-01-02");

  sunday.from = sunday.to = day("2023-01-02");
  EXPECT_TRUE(working_days({sunday}, weekday_mask::none).holidays().empty());
}

TEST(Calendar, OnADayOfTwoRulesTheFirstIsNamed) {
  working_days const days({{"a", month_day{5, 2}}, {"b", month_day{5, 1}}, {"c", fixed_date{day("2026-05-01")}}},
                          weekday_mask::none);
  EXPECT_EQ(days.why(day("2026-05-01")).rule, 1);
  EXPECT_EQ(days.why(day("2026-05-02")).rule, 0);
}

TEST(Calendar, FixedDatesFarAwayDoNoHarm) {
  working_days const days({{"past", fixed_date{std::numeric_limits<std::int32_t>::min()}},
                           {"future", fixed_date{std::numeric_limits<std::int32_t>::max()}},
                           {"outside", fixed_date{last_day + 1}}},
                          weekday_mask::none);
  EXPECT_TRUE(days.holidays().empty());
}

TEST(Calendar, RandomRulesAgreeWithADayByDayReading) {
  cobijo::naive::generator make(7);
  for (int i = 0; i != 40; ++i) {
    auto const rules = make.rules(8);
    auto const weekend = make.weekend();
    working_days const days(rules, weekend);
    cobijo::naive::calendar const expected(rules, weekend);
    for (auto d = first_day; d <= last_day; ++d) {
      auto const at = static_cast<std::size_t>(d - first_day);
      auto const why = days.why(d);
      ASSERT_EQ(days.is_working(d), expected.working(d)) << i << ' ' << show(d);
      ASSERT_EQ(why.rule, expected.rule[at]) << i << ' ' << show(d);
      ASSERT_EQ(why.weekend, expected.weekend[at]) << i << ' ' << show(d);
    }
  }
}

} // namespace
