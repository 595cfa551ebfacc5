// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Calendars and counting once more, as docs/format.md tells them and day by day: slow, and with nothing in common with
// lib/time but the types that hold the rules. Dates come from the standard library. Also random rules to try both on.
#pragma once

#include "time/calendar.hpp"
#include "time/count.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cobijo::naive {

namespace in = cobijo::internal;
namespace ch = std::chrono;

inline ch::year_month_day ymd(std::int64_t day) {
  return ch::sys_days(ch::days(day));
}
inline std::int64_t number(ch::year_month_day date) {
  return ch::sys_days(date).time_since_epoch().count();
}
inline int weekday(std::int64_t day) {
  return static_cast<int>(ch::weekday(ch::sys_days(ch::days(day))).iso_encoding()) - 1;
}

/// Easter as Gauss wrote it, with his two exceptions; his constants hold for 1900 to 2199.
inline std::int64_t easter(int year) {
  int const n = year < 2100 ? 5 : 6;
  int const d = (19 * (year % 19) + 24) % 30;
  int const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
  int march = 22 + d + e;
  if (d == 29 && e == 6) march -= 7;
  if (d == 28 && e == 6 && year % 19 > 10) march -= 7;
  return number(ch::year(year) / 3 / 1) + march - 1;
}

/// Does the rule, before it moves, fall on this day?
inline bool falls_on(in::holiday_rule const& rule, std::int64_t day) {
  if (day < rule.from || day > rule.to) return false;
  auto const date = ymd(day);
  int const month = static_cast<int>(static_cast<unsigned>(date.month()));
  int const number_of_day = static_cast<int>(static_cast<unsigned>(date.day()));
  int year = static_cast<int>(date.year());

  bool here = false;
  if (auto const* fixed = std::get_if<in::month_day>(&rule.on)) {
    here = month == fixed->month && number_of_day == fixed->day;
  } else if (auto const* nth = std::get_if<in::nth_weekday>(&rule.on)) {
    here = month == nth->month && weekday(day) == nth->weekday;
    if (nth->nth == -1)
      here = here && ymd(day + 7).month() != date.month();
    else
      here = here && (number_of_day - 1) / 7 + 1 == nth->nth;
  } else if (auto const* relative = std::get_if<in::from_easter>(&rule.on)) {
    // Gauss's constants end with the calendar: the years beside it are left to the tests of single days.
    here = year >= 1900 && year <= 2199 && day == easter(year) + relative->offset;
  } else {
    here = day == std::get<in::fixed_date>(rule.on).day;
  }
  return here && year >= rule.every_from && (year - rule.every_from) % rule.every_years == 0;
}

/// For each day of 1900-2199: is it a weekend day, and which is the first rule that falls on it (-1: none)?
struct calendar {
  std::vector<bool> weekend;
  std::vector<int> rule;

  calendar(std::vector<in::holiday_rule> const& rules, in::weekday_mask mask) {
    constexpr int margin = 10; // no random rule moves further
    auto const days = static_cast<std::size_t>(in::last_day - in::first_day) + 1;
    weekend.resize(days);
    rule.assign(days, -1);
    for (std::size_t i = 0; i != days; ++i)
      weekend[i] = ((static_cast<unsigned>(mask) >> weekday(in::first_day + static_cast<std::int64_t>(i))) & 1U) != 0;
    for (std::size_t r = 0; r != rules.size(); ++r)
      for (std::int64_t day = in::first_day - margin; day <= in::last_day + margin; ++day) {
        if (!falls_on(rules[r], day)) continue;
        auto const kept = day + rules[r].moves[static_cast<std::size_t>(weekday(day))];
        if (kept < in::first_day || kept > in::last_day) continue;
        auto& first = rule[static_cast<std::size_t>(kept - in::first_day)];
        if (first == -1) first = static_cast<int>(r);
      }
  }

  bool working(std::int64_t day) const {
    auto const at = static_cast<std::size_t>(day - in::first_day);
    return !weekend[at] && rule[at] == -1;
  }
};

inline bool open(calendar const* days, std::span<in::closed const> closures, std::int64_t day) {
  if (days != nullptr && !days->working(day)) return false;
  return std::none_of(closures.begin(), closures.end(),
                      [day](in::closed const& c) { return c.from <= day && day <= c.until; });
}

/// The first open day after a day; `not_yet` if there is none.
inline std::int64_t next_open(calendar const* days, std::span<in::closed const> closures, std::int64_t day) {
  do {
    ++day;
    if (day > in::last_day) return in::not_yet;
  } while (!open(days, closures, day));
  return day;
}

inline std::int64_t add_months(std::int64_t day, std::int64_t months, in::missing_day missing, calendar const* days,
                               std::span<in::closed const> closures) {
  auto const date = ymd(day);
  auto const month = ch::year_month(date.year(), date.month()) + ch::months(months);
  if (auto const there = month / date.day(); there.ok()) return number(there);
  auto const last = number(month / ch::last);
  switch (missing) {
  case in::missing_day::last_day: return last;
  case in::missing_day::next_day: return last + 1;
  case in::missing_day::next_working_day: return next_open(days, closures, last);
  }
  return last;
}

/// What `internal::due` must give.
inline std::int64_t due(std::int64_t trigger, in::count_rule const& rule, calendar const* days) {
  auto const end = [](std::int64_t day) {
    return day > in::last_day ? in::not_yet : day < in::first_day ? in::long_ago : day;
  };
  auto start = trigger;
  if (rule.starts_next_working_day) start = next_open(days, rule.closures, trigger);
  if (start == in::not_yet) return start;

  auto last = start;
  switch (rule.unit) {
  case in::unit::hours: return trigger;
  case in::unit::working_days: {
    if (rule.n == 0) return start;
    int left = rule.n;
    if (rule.first_counted && open(days, rule.closures, start)) --left;
    for (; left > 0 && last != in::not_yet; --left)
      last = next_open(days, rule.closures, last);
    return last;
  }
  case in::unit::days: last = start + rule.n; break;
  case in::unit::weeks: last = start + 7 * rule.n; break;
  case in::unit::months: last = add_months(start, rule.n, rule.missing_day, days, rule.closures); break;
  case in::unit::years: last = add_months(start, 12 * rule.n, rule.missing_day, days, rule.closures); break;
  }
  if (last == in::not_yet) return last;
  if (rule.first_counted) --last;
  last += rule.mail_days;
  if (end(last) != last) return end(last);
  if (rule.roll && !open(days, rule.closures, last)) last = next_open(days, rule.closures, last);
  return last;
}

inline std::int64_t between(std::int64_t a, std::int64_t b, calendar const* days,
                            std::span<in::closed const> closures) {
  std::int64_t count = 0;
  for (auto day = a + 1; day <= b; ++day)
    count += open(days, closures, day) ? 1 : 0;
  return count;
}

/// Random rules, the same on every machine: the distributions of the standard library are not.
class generator {
public:
  explicit generator(std::uint64_t seed) : random_(seed) {}

  std::int64_t number(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  int small(int low, int high) { return static_cast<int>(number(low, high)); }
  bool chance(int percent) { return small(0, 99) < percent; }
  std::int32_t day(std::int32_t low = in::first_day, std::int32_t high = in::last_day) {
    return static_cast<std::int32_t>(number(low, high));
  }

  in::holiday_rule rule() {
    in::holiday_rule made;
    switch (small(0, 3)) {
    case 0: made.on = in::month_day{small(1, 12), small(1, 31)}; break;
    case 1: made.on = in::nth_weekday{small(1, 12), small(0, 6), chance(25) ? -1 : small(1, 5)}; break;
    case 2: made.on = in::from_easter{small(-60, 70)}; break;
    default: made.on = in::fixed_date{day()}; break;
    }
    if (chance(30)) made.from = day();
    if (chance(30)) made.to = std::max(made.from, day());
    if (chance(20)) {
      made.every_years = small(1, 7);
      made.every_from = small(1890, 2100);
    }
    if (chance(40))
      for (auto& move : made.moves)
        if (chance(40)) move = static_cast<std::int8_t>(small(-6, 6));
    return made;
  }

  std::vector<in::holiday_rule> rules(int most) {
    std::vector<in::holiday_rule> made(static_cast<std::size_t>(small(0, most)));
    for (auto& r : made)
      r = rule();
    return made;
  }

  in::weekday_mask weekend() {
    if (chance(60)) return in::weekday_mask::saturday | in::weekday_mask::sunday;
    if (chance(3)) return static_cast<in::weekday_mask>(127);
    return static_cast<in::weekday_mask>(small(0, 126));
  }

  /// Sorted, some empty-handed, some overlapping, some enclosed in others; near `day`, mostly.
  std::vector<in::closed> closures(std::int32_t day, int most) {
    std::vector<in::closed> made(static_cast<std::size_t>(small(0, most)));
    int index = 0;
    for (auto& c : made) {
      c.from = day + small(-40, 200);
      c.until = c.from + (chance(50) ? small(0, 6) : small(0, 120));
      c.index = index++;
    }
    std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) { return a.from < b.from; });
    return made;
  }

  in::missing_day missing() { return static_cast<in::missing_day>(small(0, 2)); }

private:
  std::mt19937_64 random_;
};

} // namespace cobijo::naive
