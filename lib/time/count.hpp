// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Counting a period from a day: section 6 of docs/format.md for one start, one calendar and one way to count.
///
/// Everything uncertain (which calendar, which rounding, how long a closure lasted) is settled before: the engine calls
/// `due` once for each way that is still possible and keeps the hull.
#pragma once

#include "time/calendar.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace cobijo::internal {

enum class unit : std::uint8_t { hours, days, weeks, months, years, working_days };

/// What becomes of the 31st in a month of 30 days.
enum class missing_day : std::uint8_t {
  last_day,         ///< the last day of that month
  next_day,         ///< the first day of the next month
  next_working_day, ///< the first working day of the next month
};

/// Days on which an office was shut, both ends included.
struct closed {
  std::int32_t from = 0;
  std::int32_t until = 0;
  int index = -1; ///< whatever the caller knows the closure by
};

/// How to count. Points to its calendar and closures and owns neither.
///
/// Closed days are no working days. Without a calendar every day that is not closed is a working day.
struct count_rule {
  internal::unit unit = internal::unit::days;
  int n = 0;
  bool first_counted = false;           ///< the day that the count starts from is day one
  bool starts_next_working_day = false; ///< the count starts from the first working day after the trigger
  bool roll = false;                    ///< a last day that is no working day moves to the next one
  internal::missing_day missing_day = internal::missing_day::last_day;
  int mail_days = 0; ///< days added once, before the roll
  working_days const* calendar = nullptr;
  std::span<closed const> closures; ///< sorted by `from`; they may overlap
};

/// The day so many months later (earlier, if negative), with the same day number; one that the month lacks goes by
/// `missing`. All months at once: month by month would lose days on the way.
///
///     31 January 2024 + 1 month: last_day 29 February, next_day 1 March, next_working_day Friday 1 March
///
/// Sentinels stay what they are; a day that leaves 1900-2199 becomes one.
[[nodiscard]] std::int64_t add_months(std::int64_t day, std::int64_t months, missing_day missing,
                                      working_days const* calendar = nullptr) noexcept;

/// The same for an interval, where the earliest and the latest may round differently: the days from the earliest to
/// the latest that any day of the interval can give.
[[nodiscard]] span add_months(span days, std::int64_t months, missing_day earliest, missing_day latest,
                              working_days const* calendar = nullptr) noexcept;

/// The last day of a period that is triggered on day `trigger`.
///
/// - days, weeks: `trigger + n`, one less if the first day is counted, plus mail days, then the roll;
/// - working days: the nth working day after the trigger, which is itself the first if it is counted and is a working
///   day; n = 0 is the trigger; neither mail days nor roll;
/// - months, years: the same day number, one day less if the first day is counted, plus mail days, then the roll;
/// - hours are counted by `due_minutes`, not here: the trigger comes back unchanged.
///
/// Sentinels come back as they are; what lies beyond 2199 is `not_yet`. Both fit the result.
[[nodiscard]] std::int32_t due(std::int32_t trigger, count_rule const& rule) noexcept;

/// The earliest and the latest last day that a trigger known only as an interval can give under one rule.
///
/// Almost always those of the first and the last trigger. Not where a missing day waits for the next working day and
/// nothing makes its neighbours wait as well: one month from 31 January 2025 then ends on Monday 3 March, from
/// 1 February on Saturday 1 March. Then the triggers in between are looked at as well.
[[nodiscard]] std::int64_t earliest_due(span trigger, count_rule const& rule) noexcept;
[[nodiscard]] std::int64_t latest_due(span trigger, count_rule const& rule) noexcept;

/// The last minute of a period of hours. Elapsed time: no clock, no calendar. Give it instants.
[[nodiscard]] constexpr std::int64_t due_minutes(std::int64_t trigger, std::int64_t hours) noexcept {
  constexpr std::int64_t most = not_yet / 60;
  return add_minutes(trigger, std::clamp(hours, -most, most) * 60);
}

/// Working days after `a`, up to and including `b`, that no closure takes away; 0 if `b` is not after `a`.
/// Endless (`not_yet`) if either end is open.
[[nodiscard]] std::int64_t working_days_between(std::int64_t a, std::int64_t b, working_days const* calendar,
                                                std::span<closed const> closures = {}) noexcept;

/// One thing that made the last day other than plain counting would have it.
struct count_step {
  enum class what : std::uint8_t {
    start_moved, ///< the count starts on `to`, the first working day after the trigger `from`
    holiday,     ///< `from` did not count: rule `index` of the calendar
    closure,     ///< `from` to `to` fell in closure `index`, which took `days` working days that nothing else had taken
    missing_day, ///< the month ends on `from` and has no day number `index`; it became `to`
    mail,        ///< `days` added for service by mail, from `from` to `to`
    rolled,      ///< the last day `from` is no working day and moved to `to`
  };
  what kind;
  std::int32_t from = 0;
  std::int32_t to = 0;
  int index = -1;
  int days = 1;

  friend constexpr bool operator==(count_step const&, count_step const&) noexcept = default;
};

/// What `due` did, in the order in which it did it. Weekends are not listed, nor holidays and closures that took no
/// working day. Empty if the period has no last day.
///
/// For working days the list is complete: the days of the window that are no weekend, less the holidays, less the
/// `days` of the closures, are the n of the rule.
[[nodiscard]] std::vector<count_step> trace(std::int32_t trigger, count_rule const& rule);

} // namespace cobijo::internal
