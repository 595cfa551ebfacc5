// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include <cobijo/date.hpp>

#include "corpus.hpp"
#include "time/civil.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>
#include <type_traits>

namespace {

using cobijo::date;
using cobijo::date_time;
using cobijo::corpus::code_of;

static_assert(sizeof(date) == 4);
static_assert(std::is_trivially_copyable_v<date>);
static_assert(date{}.days() == 0);
static_assert(date{}.weekday() == 3);
static_assert(date::first() < date::last());
static_assert(date::last() - date::first() == 109572);

TEST(Date, EveryDayAgreesWithTheStandardLibrary) {
  namespace ch = std::chrono;
  auto expected = ch::sys_days(ch::year(1900) / 1 / 1);
  ASSERT_EQ(date::first().days(), expected.time_since_epoch().count());
  for (auto d = date::first().days(); d <= date::last().days(); ++d, expected += ch::days(1)) {
    auto const day = date::from_days(d);
    ch::year_month_day const ymd(expected);
    ASSERT_EQ(day.year(), static_cast<int>(ymd.year())) << d;
    ASSERT_EQ(day.month(), static_cast<unsigned>(ymd.month())) << d;
    ASSERT_EQ(day.day(), static_cast<unsigned>(ymd.day())) << d;
    ASSERT_EQ(day.weekday(), static_cast<int>(ch::weekday(expected).iso_encoding()) - 1) << d;
    ASSERT_EQ(cobijo::internal::weekday_of(d), day.weekday()) << d;
    ASSERT_EQ(date::from_ymd(day.year(), day.month(), day.day()), day) << d;
    ASSERT_EQ(date::parse(day.to_string()).value(), day) << d;
  }
  EXPECT_EQ(ch::year_month_day(expected), ch::year(2200) / 1 / 1);
}

TEST(Date, DaysThatDoNotExistAgreeWithTheStandardLibrary) {
  namespace ch = std::chrono;
  int refused = 0;
  for (int y = 1900; y <= 2199; ++y)
    for (unsigned m = 0; m <= 13; ++m)
      for (unsigned d = 0; d <= 32; ++d) {
        bool const exists = (ch::year(y) / static_cast<int>(m) / static_cast<int>(d)).ok();
        ASSERT_EQ(date::from_ymd(y, m, d).has_value(), exists) << y << '-' << m << '-' << d;
        refused += exists ? 0 : 1;
      }
  EXPECT_GT(refused, 0);
}

TEST(Date, ReadsOnlyTheIsoForm) {
  EXPECT_EQ(date::parse("2024-02-29").value().to_string(), "2024-02-29");
  EXPECT_EQ(date::parse("1970-01-01").value(), date());
  for (auto const* text : {"",
                           "2024",
                           "2024-02",
                           "2024-2-29",
                           "2024-02-9",
                           "24-02-29",
                           "2024/02/29",
                           "20240229",
                           " 2024-02-29",
                           "2024-02-29 ",
                           "2024-02-29T00:00",
                           "+2024-02-29",
                           "-2024-02-29",
                           "2024-02--1",
                           "2024-0a-01",
                           "29-02-2024",
                           "not_yet",
                           "today",
                           "2024-02-2\xd9\xa9",
                           "02024-02-29"})
    EXPECT_EQ(code_of(date::parse(text)), "E0701") << text;
  EXPECT_EQ(code_of(date::parse(std::string_view("2024-02-29\0", 11))), "E0701");
}

TEST(Date, SaysWhichWayADateIsImpossible) {
  for (auto const* text : {"2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01",
                           "2024-00-10", "2024-01-00", "2024-01-32"})
    EXPECT_EQ(code_of(date::parse(text)), "E0702") << text;
  for (auto const* text : {"1899-12-31", "2200-01-01", "0000-01-01", "9999-12-31"})
    EXPECT_EQ(code_of(date::parse(text)), "E0703") << text;
}

TEST(Date, FaultsDoNotRepeatWhatWasWritten) {
  for (std::string const text :
       {"1987-02-30", "1787-03-04", "17.08.1987", "1987-08-17T25:00", "1987-08-17T10:00+19:00"})
    for (auto const& faults : {date::parse(text).faults(), date_time::parse(text).faults()}) {
      ASSERT_FALSE(faults.empty());
      for (auto const& part : {text, text.substr(0, 4)})
        EXPECT_EQ(cobijo::to_string(faults.front()).find(part), std::string::npos) << text;
    }
}

TEST(Date, ArithmeticStaysInsideTheCalendar) {
  auto const day = date::parse("2023-12-31").value();
  EXPECT_EQ((day + 60).to_string(), "2024-02-29");
  EXPECT_EQ((day - 365).to_string(), "2022-12-31");
  EXPECT_EQ(day + 1 - day, 1);
  EXPECT_LT(day, day + 1);
  EXPECT_EQ(date::first() + 109572, date::last());
  EXPECT_THROW((void)(date::last() + 1), cobijo::error);
  EXPECT_THROW((void)(date::first() - 1), cobijo::error);
  EXPECT_THROW((void)(date::last() - std::numeric_limits<std::int32_t>::min()), cobijo::error);
  EXPECT_THROW((void)(date::first() + std::numeric_limits<std::int32_t>::min()), cobijo::error);
  try {
    (void)date::from_days(84006);
    FAIL();
  } catch (cobijo::error const& e) {
    EXPECT_EQ(e.code(), "E0703");
  }
}

TEST(DateTime, ReadsWithAndWithoutOffset) {
  auto const at = date_time::parse("2026-03-06T18:00-05:00").value();
  EXPECT_EQ(at.day().to_string(), "2026-03-06");
  EXPECT_EQ(at.hour(), 18U);
  EXPECT_EQ(at.minute(), 0U);
  EXPECT_EQ(at.offset_minutes(), -300);
  EXPECT_EQ(at.instant_minutes(), date_time::parse("2026-03-06T23:00Z").value().minutes());
  EXPECT_EQ(at.to_string(), "2026-03-06T18:00-05:00");

  auto const local = date_time::parse("2026-03-06T18:00").value();
  EXPECT_EQ(local.minutes(), at.minutes());
  EXPECT_FALSE(local.offset_minutes().has_value());
  EXPECT_FALSE(local.instant_minutes().has_value());
  EXPECT_EQ(local.to_string(), "2026-03-06T18:00");
  EXPECT_FALSE(local == at);

  EXPECT_EQ(date_time::parse("1969-12-31T23:59:59Z").value().minutes(), -1);
  EXPECT_EQ(date_time::parse("1969-12-31T23:59Z").value().day().to_string(), "1969-12-31");
  EXPECT_EQ(date_time::parse("2026-03-06T18:00:30+05:45").value().to_string(), "2026-03-06T18:00+05:45");
  EXPECT_EQ(date_time::parse("2026-03-06T18:00+00:00").value().to_string(), "2026-03-06T18:00Z");
  EXPECT_EQ(date_time::parse("1900-01-01T00:00").value().to_string(), "1900-01-01T00:00");
  EXPECT_EQ(date_time::parse("2199-12-31T23:59-14:00").value().to_string(), "2199-12-31T23:59-14:00");
  EXPECT_EQ(date_time().to_string(), "1970-01-01T00:00");
}

TEST(DateTime, RefusesWhatItCannotMean) {
  for (auto const* text : {"", "2026-03-06", "2026-03-06 18:00", "2026-03-06T18", "2026-03-06T18:0", "2026-03-06T1800",
                           "2026-03-06t18:00", "2026-03-06T18:00z", "2026-03-06T18:00 Z", "2026-03-06T18:00:",
                           "2026-03-06T18:00:00.5", "2026-03-06T18:00-5:00", "2026-03-06T18:00-0500",
                           "2026-03-06T18:00+05", "2026-03-06T18:00ZZ", "2026-3-06T18:00:00", "T18:00"})
    EXPECT_EQ(code_of(date_time::parse(text)), "E0704") << text;
  for (auto const* text : {"2026-03-06T24:00", "2026-03-06T18:60", "2026-03-06T18:00:60"})
    EXPECT_EQ(code_of(date_time::parse(text)), "E0705") << text;
  for (auto const* text :
       {"2026-03-06T18:00+14:01", "2026-03-06T18:00-15:00", "2026-03-06T18:00+05:60", "2026-03-06T18:00-00:00"})
    EXPECT_EQ(code_of(date_time::parse(text)), "E0706") << text;
  EXPECT_EQ(code_of(date_time::parse("2026-02-29T18:00")), "E0702");
  EXPECT_EQ(code_of(date_time::parse("1899-12-31T18:00")), "E0703");
  EXPECT_THROW((void)date_time::from_minutes(84006LL * 1440), cobijo::error);
  EXPECT_THROW((void)date_time::from_minutes(0, 841), cobijo::error);
}

TEST(DateTime, EveryMinuteOfSomeDaysRoundTrips) {
  for (auto const* day : {"1900-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "2199-12-31"}) {
    auto const start = date::parse(day).value().days() * std::int64_t{1440};
    for (int minute = 0; minute != 1440; ++minute)
      for (std::optional<int> const offset : {std::optional<int>(), std::optional<int>(minute - 720)}) {
        auto const at = date_time::from_minutes(start + minute, offset);
        ASSERT_EQ(at.day().to_string(), day);
        ASSERT_EQ(static_cast<int>(at.hour() * 60 + at.minute()), minute);
        ASSERT_EQ(date_time::parse(at.to_string()).value(), at) << at.to_string();
      }
  }
}

TEST(DateTime, RandomTextIsRefusedOrRoundTrips) {
  std::mt19937_64 random(20260115);
  std::string const letters = "0123456789-:TZ+ ";
  std::string const start = "2024-02-29T18:05:00-05:00";
  int accepted = 0;
  for (int i = 0; i != 200000; ++i) {
    auto text = start.substr(0, random() % (start.size() + 1));
    for (auto changes = random() % 3; changes != 0 && !text.empty(); --changes)
      text[random() % text.size()] = letters[random() % letters.size()];
    if (auto const day = date::parse(text)) {
      ASSERT_EQ(day->to_string(), text);
      ++accepted;
    }
    if (auto const at = date_time::parse(text)) {
      ASSERT_EQ(date_time::parse(at->to_string()).value(), *at) << text;
      ASSERT_EQ(at->to_string().substr(0, 16), text.substr(0, 16));
      ++accepted;
    }
  }
  EXPECT_GT(accepted, 1000);
}

TEST(Fault, IsPrintedWhereItIs) {
  EXPECT_EQ(cobijo::to_string(cobijo::fault{"E0701", "a.json", "/x", 12, "this is not a date", "write it"}),
            "a.json:12: E0701: this is not a date (write it)");
  EXPECT_EQ(cobijo::to_string(cobijo::fault{"E0701", "a.json", "/x", 0, "this is not a date", ""}),
            "a.json#/x: E0701: this is not a date");
  EXPECT_EQ(cobijo::to_string(cobijo::fault{"E0701", "", "", 0, "this is not a date", ""}),
            "E0701: this is not a date");
}

TEST(Fault, ErrorSpeaksOfTheFirst) {
  cobijo::error const two({{"E0701", "", "", 3, "one", ""}, {"E0702", "", "", 4, "two", ""}});
  EXPECT_EQ(two.code(), "E0701");
  EXPECT_STREQ(two.what(), ":3: E0701: one [and 1 more]");
  EXPECT_EQ(two.faults().size(), 2U);
  cobijo::error const none(std::vector<cobijo::fault>{});
  EXPECT_EQ(none.code(), "E0000");
  EXPECT_THROW((void)date::parse("x").value(), cobijo::error);
}

} // namespace
