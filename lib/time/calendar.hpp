// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Which days are working days: dated holiday rules and a weekend, worked out once for every day of 1900-2199.
#pragma once

#include "time/interval.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cobijo::internal {

/// A set of weekdays.
enum class weekday_mask : std::uint8_t {
  none = 0,
  monday = 1 << 0,
  tuesday = 1 << 1,
  wednesday = 1 << 2,
  thursday = 1 << 3,
  friday = 1 << 4,
  saturday = 1 << 5,
  sunday = 1 << 6,
};
[[nodiscard]] constexpr weekday_mask operator|(weekday_mask a, weekday_mask b) noexcept {
  return static_cast<weekday_mask>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
/// Is this weekday (0 for Monday to 6 for Sunday) in the set?
[[nodiscard]] constexpr bool contains(weekday_mask set, int weekday) noexcept {
  return ((static_cast<unsigned>(set) >> weekday) & 1U) != 0;
}

/// The same day of a month every year. A year whose month has no such day has no such holiday.
struct month_day {
  int month = 1; ///< 1 to 12
  int day = 1;   ///< 1 to 31
};
/// The nth Monday, or other weekday, of a month. A month without a fifth one has no such holiday.
struct nth_weekday {
  int month = 1;   ///< 1 to 12
  int weekday = 0; ///< 0 for Monday to 6 for Sunday
  int nth = 1;     ///< 1 to 5, or -1 for the last
};
/// So many days after Easter Sunday of the western churches; before it, if negative.
struct from_easter {
  int offset = 0;
};
/// One day, once.
struct fixed_date {
  std::int32_t day = 0; ///< days since 1970-01-01
};

/// One rule of a calendar: the days of the years that it makes holidays.
struct holiday_rule {
  std::string id;
  std::variant<month_day, nth_weekday, from_easter, fixed_date> on;

  /// First and last day on which the rule can fall. They limit the day before it moves.
  std::int32_t from = static_cast<std::int32_t>(long_ago);
  std::int32_t to = static_cast<std::int32_t>(not_yet);

  /// Only in every so many years, counted from a year that is one of them, and in none before it.
  int every_years = 1;
  int every_from = 0;

  /// By the weekday that the day falls on (0 for Monday), how many days later it is kept; earlier, if negative.
  std::array<std::int8_t, 7> moves{};
};

/// Easter Sunday of a Gregorian year, in days since 1970-01-01.
[[nodiscard]] std::int32_t easter_sunday(int year) noexcept;

/// The working days of one calendar. Made once, never changed, shared by threads.
///
/// Takes about a third of a megabyte, so that every question is answered by one look into a table. Days before 1900
/// and after 2199 are no working days: nothing is known about them.
class working_days {
public:
  working_days(std::vector<holiday_rule> rules, weekday_mask weekend);

  [[nodiscard]] bool is_working(std::int64_t day) const noexcept {
    if (day < first_day || day > last_day) return false;
    auto const at = static_cast<std::size_t>(day - first_day);
    return ((words_[at / 64].working >> (at % 64)) & 1U) != 0;
  }

  /// How many working days there are up to and including this day.
  [[nodiscard]] std::int32_t rank(std::int64_t day) const noexcept;

  /// The working day of this rank: `nth(rank(d)) == d` for a working day `d`. Ranks count from 1. Below 1 the answer
  /// is `long_ago`, above the last it is `not_yet`.
  [[nodiscard]] std::int64_t nth(std::int64_t rank) const noexcept {
    if (rank < 1) return long_ago;
    if (rank > static_cast<std::int64_t>(days_.size())) return not_yet;
    return days_[static_cast<std::size_t>(rank - 1)];
  }

  /// Why a day is no working day: both may be so; neither, for a working day.
  struct reason {
    bool weekend = false;
    int rule = -1; ///< index into `rules()` of the first rule that falls on the day; -1 for none
  };
  [[nodiscard]] reason why(std::int64_t day) const noexcept;

  [[nodiscard]] std::vector<holiday_rule> const& rules() const noexcept { return rules_; }
  [[nodiscard]] weekday_mask weekend() const noexcept { return weekend_; }

  /// A day on which a rule falls.
  struct holiday {
    std::int32_t day;
    std::int32_t rule;
  };
  /// Every holiday, by day and then by rule, weekends included.
  [[nodiscard]] std::vector<holiday> const& holidays() const noexcept { return holidays_; }

private:
  struct word {
    std::uint64_t working = 0; ///< one bit a day
    std::int64_t before = 0;   ///< working days before the first day of this word
  };
  std::vector<holiday_rule> rules_;
  weekday_mask weekend_;
  std::vector<holiday> holidays_;
  std::vector<word> words_;
  std::vector<std::int32_t> days_;
};

} // namespace cobijo::internal
