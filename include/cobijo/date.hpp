// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// A day, and a minute of a day, as the library takes and gives them.
///
///     auto entry = cobijo::date::parse("2024-02-29").value();   // throws cobijo::error if it is no date
///     entry.weekday();                                          // 3: Thursday (0 is Monday)
///     (entry + 30).to_string();                                 // "2024-03-30"
///
/// There is deliberately no way to add months or years here: what happens to 31 January plus one month is a
/// question of law, answered by the clock of each jurisdiction, not by a date type. There is no "today" either: every
/// call of the library is given the day it is about.
#pragma once

#include <cobijo/error.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cobijo {

/// A day of the Gregorian calendar from 1900-01-01 to 2199-12-31.
///
/// A small value (four bytes): copy it, compare it, sort it. A default-made date is 1970-01-01.
class date {
public:
  /// 1970-01-01.
  constexpr date() noexcept = default;

  /// Reads `YYYY-MM-DD`, and nothing else: no spaces, no other separators, no shorter forms.
  ///
  /// Faults: `E0701` it is not written that way, `E0702` there is no such day (29 February 2023), `E0703` it lies
  /// outside 1900-2199. A fault never repeats the text, which may be about a person.
  ///
  ///     auto d = cobijo::date::parse("2023-02-29");
  ///     if (!d) std::cerr << cobijo::to_string(d.faults().front());   // E0702: there is no such day …
  [[nodiscard]] static result<date> parse(std::string_view text);

  /// The day with this year, month (1-12) and day of the month (1-31); nothing if there is none, or none in range.
  ///
  ///     cobijo::date::from_ymd(2024, 2, 29).has_value();   // true
  ///     cobijo::date::from_ymd(2023, 2, 29).has_value();   // false
  [[nodiscard]] static std::optional<date> from_ymd(int year, unsigned month, unsigned day) noexcept;

  /// The day so many days after 1970-01-01 (before, if negative). @throws error `E0703` outside 1900-2199.
  [[nodiscard]] static date from_days(std::int32_t days_since_1970);

  /// 1900-01-01, the first day there is.
  [[nodiscard]] static constexpr date first() noexcept { return date(-25567); }
  /// 2199-12-31, the last.
  [[nodiscard]] static constexpr date last() noexcept { return date(84005); }

  /// Days since 1970-01-01; negative before.
  [[nodiscard]] constexpr std::int32_t days() const noexcept { return days_; }

  [[nodiscard]] int year() const noexcept;       ///< 1900 to 2199
  [[nodiscard]] unsigned month() const noexcept; ///< 1 to 12
  [[nodiscard]] unsigned day() const noexcept;   ///< day of the month, 1 to 31

  /// 0 for Monday to 6 for Sunday.
  [[nodiscard]] constexpr int weekday() const noexcept {
    // 1970-01-01 was a Thursday; the multiple of seven keeps the dividend positive in the whole range.
    return static_cast<int>((days_ + 3 + 7 * 4000) % 7);
  }

  /// `YYYY-MM-DD`.
  [[nodiscard]] std::string to_string() const;

  friend constexpr bool operator==(date, date) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(date, date) noexcept = default;

  /// So many days later. @throws error `E0703` if that leaves 1900-2199.
  friend date operator+(date d, std::int32_t days);
  /// So many days earlier. @throws error `E0703` if that leaves 1900-2199.
  friend date operator-(date d, std::int32_t days);
  /// Days from `b` to `a`; negative if `a` is the earlier.
  friend constexpr std::int32_t operator-(date a, date b) noexcept { return a.days_ - b.days_; }

private:
  explicit constexpr date(std::int32_t days) noexcept : days_(days) {}
  std::int32_t days_ = 0;
};

/// A minute of a day, as the clock on the wall showed it, and how far that clock was from UTC if that is known.
///
/// Periods counted in hours need the offset: without it, 48 hours across a change of the clocks could be 47 or 49.
///
///     auto at = cobijo::date_time::parse("2026-03-06T18:00-05:00").value();
///     at.day().to_string();     // "2026-03-06", the local day
///     at.offset_minutes();      // -300
///     at.to_string();           // "2026-03-06T18:00-05:00"
class date_time {
public:
  /// 1970-01-01T00:00, no offset.
  constexpr date_time() noexcept = default;

  /// Reads `YYYY-MM-DDTHH:MM`, optionally followed by `:SS`, optionally followed by `Z` or an offset `+HH:MM` or
  /// `-HH:MM`. Seconds are checked and then dropped: the law counts no finer than minutes.
  ///
  /// Faults: those of `date::parse` for the day, `E0704` it is not written that way, `E0705` there is no such time of
  /// day (24:00 is the next day's 00:00), `E0706` no place on Earth has such an offset.
  [[nodiscard]] static result<date_time> parse(std::string_view text);

  /// The minute so many minutes after 1970-01-01T00:00 on the wall clock.
  /// @throws error `E0703` outside 1900-2199, `E0706` for an offset beyond 14 hours.
  [[nodiscard]] static date_time from_minutes(std::int64_t local_minutes, std::optional<int> offset_minutes = {});

  /// Minutes since 1970-01-01T00:00 on the wall clock.
  [[nodiscard]] constexpr std::int64_t minutes() const noexcept { return minutes_; }

  /// Minutes by which the wall clock was ahead of UTC (negative: behind); nothing if that is not known.
  [[nodiscard]] constexpr std::optional<int> offset_minutes() const noexcept { return offset_; }

  /// Minutes since 1970-01-01T00:00 UTC; nothing if the offset is not known.
  [[nodiscard]] constexpr std::optional<std::int64_t> instant_minutes() const noexcept {
    if (!offset_) return std::nullopt;
    return minutes_ - *offset_;
  }

  [[nodiscard]] date day() const;                 ///< the local day
  [[nodiscard]] unsigned hour() const noexcept;   ///< 0 to 23, local
  [[nodiscard]] unsigned minute() const noexcept; ///< 0 to 59

  /// `YYYY-MM-DDTHH:MM`, with `Z` or the offset if there is one.
  [[nodiscard]] std::string to_string() const;

  /// The same wall clock time with the same offset. Two date-times are not ordered: compare `instant_minutes()`.
  friend constexpr bool operator==(date_time const&, date_time const&) noexcept = default;

private:
  std::int64_t minutes_ = 0;
  std::optional<int> offset_;
};

} // namespace cobijo
