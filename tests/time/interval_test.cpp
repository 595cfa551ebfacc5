// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "corpus.hpp"
#include "time/interval.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace cobijo::internal;
using cobijo::corpus::code_of;
using cobijo::corpus::day;

TEST(Interval, ComparesAsEveryPairOfDaysWould) {
  // Points stand for themselves; the two sentinels are the ends of the scale. Each interval over six points is
  // compared with each other one, and the answer looked up pair by pair.
  std::vector<std::int64_t> const points{long_ago, -3, 0, 1, 40, not_yet};
  auto const judge = [&](std::size_t a0, std::size_t a1, std::size_t b0, std::size_t b1, bool strict) {
    bool all = true;
    bool some = false;
    for (auto a = a0; a <= a1; ++a)
      for (auto b = b0; b <= b1; ++b) {
        if (points[a] == long_ago && points[b] == long_ago) { // some two days before the calendar, in any order
          all = false;
          some = true;
          continue;
        }
        bool const holds = strict ? points[a] < points[b] : points[a] <= points[b];
        all = all && holds;
        some = some || holds;
      }
    return all ? truth::yes : some ? truth::unknown : truth::no;
  };
  for (std::size_t a0 = 0; a0 != points.size(); ++a0)
    for (auto a1 = a0; a1 != points.size(); ++a1)
      for (std::size_t b0 = 0; b0 != points.size(); ++b0)
        for (auto b1 = b0; b1 != points.size(); ++b1) {
          span const a{points[a0], points[a1]};
          span const b{points[b0], points[b1]};
          EXPECT_EQ(before(a, b), judge(a0, a1, b0, b1, true)) << a0 << a1 << b0 << b1;
          EXPECT_EQ(on_or_before(a, b), judge(a0, a1, b0, b1, false)) << a0 << a1 << b0 << b1;
        }
}

TEST(Interval, NotYetIsLaterThanEveryDayAndEqualsItself) {
  EXPECT_EQ(before(exactly(last_day), exactly(not_yet)), truth::yes);
  EXPECT_EQ(before(exactly(not_yet), exactly(not_yet)), truth::no);
  EXPECT_EQ(on_or_before(exactly(not_yet), exactly(not_yet)), truth::yes);
  EXPECT_EQ(on_or_before(exactly(not_yet), exactly(last_day)), truth::no);
  EXPECT_EQ(before(span{}, exactly(0)), truth::unknown);
}

TEST(Interval, SumsSaturate) {
  EXPECT_EQ(add_days(not_yet, -5), not_yet);
  EXPECT_EQ(add_days(long_ago, 5), long_ago);
  EXPECT_EQ(add_days(last_day, 1), not_yet);
  EXPECT_EQ(add_days(first_day, -1), long_ago);
  EXPECT_EQ(add_days(0, std::numeric_limits<std::int64_t>::max()), not_yet);
  EXPECT_EQ(add_days(0, std::numeric_limits<std::int64_t>::min()), long_ago);
  EXPECT_EQ(add_days(first_day, last_day - first_day), last_day);
  EXPECT_EQ(add_minutes(last_minute, 1), not_yet);
  EXPECT_EQ(add_minutes(first_minute, -1), long_ago);
  EXPECT_EQ(add_minutes(0, 60), 60);
  EXPECT_EQ(add_minutes(not_yet, 60), not_yet);
}

TEST(Interval, MinutesAndDays) {
  EXPECT_EQ(day_of_minute(0), 0);
  EXPECT_EQ(day_of_minute(-1), -1);
  EXPECT_EQ(day_of_minute(-1440), -1);
  EXPECT_EQ(day_of_minute(-1441), -2);
  EXPECT_EQ(day_of_minute(first_minute), first_day);
  EXPECT_EQ(day_of_minute(last_minute), last_day);
  EXPECT_EQ(day_of_minute(not_yet), not_yet);
  EXPECT_EQ(minutes_of(span{-1, 0}), (span{-1440, 1439}));
  EXPECT_EQ(minutes_of(span{}), span{});
  for (auto const days : {span{-1, -1}, span{first_day, last_day}, span{10, not_yet}, span{long_ago, 0}})
    EXPECT_EQ(days_of(minutes_of(days)), days);
}

TEST(Interval, HullAndChoice) {
  EXPECT_EQ(hull({1, 5}, {3, 9}), (span{1, 9}));
  EXPECT_EQ(latest({1, 5}, {3, 4}), (span{3, 5}));
  EXPECT_EQ(earliest({1, 5}, {3, 4}), (span{1, 4}));
  // One date that nobody knows leaves the safe end of "the later of the two" standing.
  EXPECT_EQ(latest(exactly(7), span{}), (span{7, not_yet}));
}

TEST(Interval, ReadsPartialDates) {
  EXPECT_EQ(parse_days("2024").value(), (span{day("2024-01-01"), day("2024-12-31")}));
  EXPECT_EQ(parse_days("2024-02").value(), (span{day("2024-02-01"), day("2024-02-29")}));
  EXPECT_EQ(parse_days("2023-02").value(), (span{day("2023-02-01"), day("2023-02-28")}));
  EXPECT_EQ(parse_days("2024-02-10").value(), exactly(day("2024-02-10")));
  EXPECT_EQ(parse_days("not_yet").value(), exactly(not_yet));
  EXPECT_EQ(parse_days("1900").value().lo, first_day);
  EXPECT_EQ(parse_days("2199-12").value().hi, last_day);

  for (auto const* text :
       {"", "24", "2024-", "2024-2", "2024-02-", "Not_yet", "long_ago", "2024-02-10T10:00", "202402", "2024-02-10 "})
    EXPECT_EQ(code_of(parse_days(text)), "E0701") << text;
  for (auto const* text : {"2024-13", "2024-00", "2023-02-29"})
    EXPECT_EQ(code_of(parse_days(text)), "E0702") << text;
  for (auto const* text : {"1899", "2200", "1899-12", "2200-01-01"})
    EXPECT_EQ(code_of(parse_days(text)), "E0703") << text;
}

TEST(Interval, ReadsDateTimes) {
  auto const start = day("2026-03-06") * minutes_per_day;
  auto const at = parse_minutes("2026-03-06T18:00-05:00").value();
  EXPECT_EQ(at.at, exactly(start + 18 * 60));
  EXPECT_EQ(at.offset, -300);
  EXPECT_EQ(at.instants(), exactly(start + 23 * 60));
  EXPECT_EQ(parse_minutes("2026-03-06T18:00").value().offset, std::nullopt);
  EXPECT_EQ(parse_minutes("2026-03-06T18:00").value().instants(), std::nullopt);

  auto const whole = parse_minutes("2026-03-06").value();
  EXPECT_EQ(whole.at, (span{start, start + 1439}));
  EXPECT_EQ(days_of(whole.at), exactly(day("2026-03-06")));
  EXPECT_EQ(parse_minutes("2026-03").value().at.lo, day("2026-03-01") * minutes_per_day);
  EXPECT_EQ(parse_minutes("not_yet").value().at, exactly(not_yet));
  EXPECT_EQ(parse_minutes("not_yet").value().instants(), exactly(not_yet));

  EXPECT_EQ(code_of(parse_minutes("yesterday")), "E0704");
  EXPECT_EQ(code_of(parse_minutes("2026-03-06 18:00")), "E0704");
  EXPECT_EQ(code_of(parse_minutes("2026-02-29")), "E0702");
  EXPECT_EQ(code_of(parse_minutes("2026-02-29T10:00")), "E0702");
  EXPECT_EQ(code_of(parse_minutes("2200")), "E0703");
  EXPECT_EQ(code_of(parse_minutes("2026-03-06T24:00")), "E0705");
}

} // namespace
