// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "time/calendar.hpp"

#include "time/civil.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <type_traits>
#include <utility>

namespace cobijo::internal {
namespace {

// A day of the year before or after the calendar may move into it: 1 January to 31 December.
constexpr int first_year = 1899;
constexpr int last_year = 2200;
constexpr std::size_t word_bits = 64;

/// The day on which the rule falls in a year, before it moves; nothing if the year has no such day.
std::optional<std::int32_t> falls_in(holiday_rule const& rule, int year) {
  return std::visit(
      [year](auto const& on) -> std::optional<std::int32_t> {
        using kind = std::decay_t<decltype(on)>;
        if constexpr (std::is_same_v<kind, month_day>) {
          if (on.month < 1 || on.month > 12 || on.day < 1 || on.day > days_in_month(year, on.month)) return {};
          return day_of({year, on.month, on.day});
        } else if constexpr (std::is_same_v<kind, nth_weekday>) {
          if (on.month < 1 || on.month > 12) return {};
          int const length = days_in_month(year, on.month);
          if (on.nth == -1) {
            std::int32_t const end = day_of({year, on.month, length});
            return end - (weekday_of(end) - on.weekday + 7) % 7;
          }
          std::int32_t const start = day_of({year, on.month, 1});
          int const day = 1 + (on.weekday - weekday_of(start) + 7) % 7 + 7 * (on.nth - 1);
          if (on.nth < 1 || day > length) return {};
          return start + day - 1;
        } else if constexpr (std::is_same_v<kind, from_easter>) {
          return easter_sunday(year) + on.offset;
        } else {
          return on.day;
        }
      },
      rule.on);
}

/// First and last year in which the rule can fall, as far as they matter.
std::pair<int, int> years_of(holiday_rule const& rule) {
  if (auto const* once = std::get_if<fixed_date>(&rule.on)) {
    // Far outside the calendar there is no year to name, nor a day to mark.
    if (once->day < first_day - 366 || once->day > last_day + 366) return {1, 0};
    int const year = civil_of(once->day).year;
    return {year, year};
  }
  // A day that counts from Easter may lie in another year than its Easter: one year of margin.
  int const from = rule.from <= first_day ? first_year : civil_of(std::min(rule.from, last_day)).year - 1;
  int const to = rule.to >= last_day ? last_year : civil_of(std::max(rule.to, first_day)).year + 1;
  return {std::max(from, first_year), std::min(to, last_year)};
}

} // namespace

std::int32_t easter_sunday(int year) noexcept {
  // The Gregorian computus: the Sunday after the ecclesiastical full moon that falls on or next after 21 March.
  int const golden = year % 19; // place of the year in the nineteen-year cycle of the moon
  int const century = year / 100;
  int const lost_leap_days = century - century / 4;
  int const moon_correction = (8 * century + 13) / 25;
  int const age = (19 * golden + lost_leap_days - moon_correction + 15) % 30; // days from 21 March to the full moon
  // The church's tables let no full moon fall on 19 April, and none on 18 April twice in a cycle.
  int const moon = age - (age == 29 || (age == 28 && golden > 10) ? 1 : 0);
  std::int32_t const full_moon = day_of({year, 3, 21}) + moon;
  return full_moon + 7 - (weekday_of(full_moon) + 1) % 7;
}

working_days::working_days(std::vector<holiday_rule> rules, weekday_mask weekend)
    : rules_(std::move(rules)), weekend_(weekend) {
  for (std::size_t i = 0; i != rules_.size(); ++i) {
    auto const& rule = rules_[i];
    auto const [from, to] = years_of(rule);
    for (int year = from; year <= to; ++year) {
      if (rule.every_years > 1 && (year - rule.every_from) % rule.every_years != 0) continue;
      if (year < rule.every_from) continue;
      auto const falls = falls_in(rule, year);
      if (!falls || *falls < rule.from || *falls > rule.to) continue;
      std::int32_t const kept = *falls + rule.moves[static_cast<std::size_t>(weekday_of(*falls))];
      if (kept < first_day || kept > last_day) continue;
      holidays_.push_back({kept, static_cast<std::int32_t>(i)});
    }
  }
  std::sort(holidays_.begin(), holidays_.end(),
            [](holiday a, holiday b) { return a.day != b.day ? a.day < b.day : a.rule < b.rule; });

  // 64 days are nine weeks and a day, so there are only seven different words before the holidays are taken out.
  std::array<std::uint64_t, 7> weeks{};
  for (int start = 0; start != 7; ++start)
    for (int bit = 0; bit != static_cast<int>(word_bits); ++bit)
      if (!contains(weekend, (start + bit) % 7)) weeks[static_cast<std::size_t>(start)] |= std::uint64_t{1} << bit;

  constexpr std::size_t count = static_cast<std::size_t>(last_day - first_day) + 1;
  words_.resize((count + word_bits - 1) / word_bits);
  auto const first_weekday = static_cast<std::size_t>(weekday_of(first_day));
  for (std::size_t i = 0; i != words_.size(); ++i)
    words_[i].working = weeks[(first_weekday + i) % 7];
  if constexpr (count % word_bits != 0) words_.back().working &= (std::uint64_t{1} << (count % word_bits)) - 1;
  for (auto const& h : holidays_) {
    auto const at = static_cast<std::size_t>(h.day - first_day);
    words_[at / word_bits].working &= ~(std::uint64_t{1} << (at % word_bits));
  }

  std::int64_t total = 0;
  for (auto& w : words_) {
    w.before = total;
    total += std::popcount(w.working);
  }
  days_.reserve(static_cast<std::size_t>(total));
  for (std::size_t i = 0; i != words_.size(); ++i)
    for (auto left = words_[i].working; left != 0; left &= left - 1)
      days_.push_back(first_day + static_cast<std::int32_t>(i * word_bits) + std::countr_zero(left));
}

std::int32_t working_days::rank(std::int64_t day) const noexcept {
  if (day < first_day) return 0;
  if (day >= last_day) return static_cast<std::int32_t>(days_.size());
  auto const at = static_cast<std::size_t>(day - first_day);
  auto const& w = words_[at / word_bits];
  auto const up_to_day = ~std::uint64_t{0} >> (word_bits - 1 - at % word_bits);
  return static_cast<std::int32_t>(w.before + std::popcount(w.working & up_to_day));
}

working_days::reason working_days::why(std::int64_t day) const noexcept {
  reason because;
  if (day < first_day || day > last_day) return because;
  because.weekend = contains(weekend_, weekday_of(static_cast<std::int32_t>(day)));
  auto const found = std::lower_bound(holidays_.begin(), holidays_.end(), day,
                                      [](holiday const& h, std::int64_t d) { return h.day < d; });
  if (found != holidays_.end() && found->day == day) because.rule = found->rule;
  return because;
}

} // namespace cobijo::internal
