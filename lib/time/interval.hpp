// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Dates that are known only in part: an interval from the earliest to the latest day (or minute) still possible.
///
/// Days count from 1970-01-01, minutes from 1970-01-01T00:00; both are plain integers here, so that the evaluator can
/// hold them in columns. The two sentinels are the same for days and minutes and fit in 32 bits.
#pragma once

#include <cobijo/date.hpp>
#include <cobijo/error.hpp>
#include <cobijo/truth.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace cobijo::internal {

/// Earlier than every day; as the lower end of an interval: no lower bound.
inline constexpr std::int64_t long_ago = std::numeric_limits<std::int32_t>::min();
/// Later than every day: has not happened; as the upper end of an interval: no upper bound, or not at all.
inline constexpr std::int64_t not_yet = std::numeric_limits<std::int32_t>::max();

/// The days there are.
inline constexpr std::int32_t first_day = date::first().days();
inline constexpr std::int32_t last_day = date::last().days();

inline constexpr std::int64_t minutes_per_day = 24 * 60;
/// The minutes there are.
inline constexpr std::int64_t first_minute = first_day * minutes_per_day;
inline constexpr std::int64_t last_minute = last_day * minutes_per_day + minutes_per_day - 1;

[[nodiscard]] constexpr bool is_sentinel(std::int64_t at) noexcept {
  return at == long_ago || at == not_yet;
}

/// `day`, or the sentinel beyond the end of the calendar that it has left.
[[nodiscard]] constexpr std::int64_t saturate_day(std::int64_t day) noexcept {
  return day < first_day ? long_ago : day > last_day ? not_yet : day;
}
[[nodiscard]] constexpr std::int64_t saturate_minute(std::int64_t minute) noexcept {
  return minute < first_minute ? long_ago : minute > last_minute ? not_yet : minute;
}

/// `day + n`; sentinels stay what they are, and a sum outside the calendar becomes one.
[[nodiscard]] constexpr std::int64_t add_days(std::int64_t day, std::int64_t n) noexcept {
  if (is_sentinel(day)) return day;
  constexpr std::int64_t wide = not_yet; // more than the calendar is long, and far from overflow
  return saturate_day(day + std::clamp(n, -wide, wide));
}
[[nodiscard]] constexpr std::int64_t add_minutes(std::int64_t minute, std::int64_t n) noexcept {
  if (is_sentinel(minute)) return minute;
  constexpr std::int64_t wide = not_yet;
  return saturate_minute(minute + std::clamp(n, -wide, wide));
}

/// The local day of a local minute.
[[nodiscard]] constexpr std::int64_t day_of_minute(std::int64_t minute) noexcept {
  if (is_sentinel(minute)) return minute;
  return (minute - first_minute) / minutes_per_day + first_day;
}

/// From the earliest to the latest possible day, or minute; `lo <= hi`.
struct span {
  std::int64_t lo = long_ago;
  std::int64_t hi = not_yet;

  [[nodiscard]] constexpr bool exact() const noexcept { return lo == hi; }
  friend constexpr bool operator==(span const&, span const&) noexcept = default;
};

/// Known to be exactly this.
[[nodiscard]] constexpr span exactly(std::int64_t at) noexcept {
  return {at, at};
}
/// The smallest interval that holds both.
[[nodiscard]] constexpr span hull(span a, span b) noexcept {
  return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
}
/// The later of two, and the earlier of two, as far as they are known.
[[nodiscard]] constexpr span latest(span a, span b) noexcept {
  return {std::max(a.lo, b.lo), std::max(a.hi, b.hi)};
}
[[nodiscard]] constexpr span earliest(span a, span b) noexcept {
  return {std::min(a.lo, b.lo), std::min(a.hi, b.hi)};
}

/// The local days of an interval of local minutes.
[[nodiscard]] constexpr span days_of(span minutes) noexcept {
  return {day_of_minute(minutes.lo), day_of_minute(minutes.hi)};
}
/// All the minutes of an interval of days: from 00:00 of the first to 23:59 of the last.
[[nodiscard]] constexpr span minutes_of(span days) noexcept {
  return {is_sentinel(days.lo) ? days.lo : days.lo * minutes_per_day,
          is_sentinel(days.hi) ? days.hi : days.hi * minutes_per_day + minutes_per_day - 1};
}

using cobijo::truth;

/// Is `a` before `b`? Yes if it is for every pair of days they may stand for, no if for none.
///
/// `not_yet` is not before `not_yet`. Two days of which is known only that they lie before the calendar are not
/// ordered: the answer is unknown.
[[nodiscard]] constexpr truth before(span a, span b) noexcept {
  if (a.hi < b.lo) return truth::yes;
  if (a.lo >= b.hi && a.lo != long_ago) return truth::no;
  return truth::unknown;
}
/// Is `a` on or before `b`? `not_yet` is on or before `not_yet`.
[[nodiscard]] constexpr truth on_or_before(span a, span b) noexcept {
  if (a.hi <= b.lo && b.lo != long_ago) return truth::yes;
  if (a.lo > b.hi) return truth::no;
  return truth::unknown;
}

/// An interval of local minutes, and the offset from UTC that they were written with, if any.
struct minutes_span {
  span at;
  std::optional<int> offset;

  /// The instants; only if the offset is known (a sentinel needs none).
  [[nodiscard]] constexpr std::optional<span> instants() const noexcept {
    if (is_sentinel(at.lo) && is_sentinel(at.hi)) return at;
    if (!offset) return std::nullopt;
    return span{is_sentinel(at.lo) ? at.lo : at.lo - *offset, is_sentinel(at.hi) ? at.hi : at.hi - *offset};
  }
  friend constexpr bool operator==(minutes_span const&, minutes_span const&) noexcept = default;
};

/// Reads `2024-02-10`, `2024-02`, `2024` or `not_yet` as an interval of days.
///
/// Faults: `E0701` not written that way, `E0702` no such month or day, `E0703` outside 1900-2199.
[[nodiscard]] result<span> parse_days(std::string_view text);

/// Reads what `parse_days` reads (a bare date is its whole day) and the forms of `date_time::parse`.
///
/// Faults: those of both; `E0704` for a text that is neither.
[[nodiscard]] result<minutes_span> parse_minutes(std::string_view text);

} // namespace cobijo::internal
