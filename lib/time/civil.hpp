// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Between days since 1970-01-01 and year, month, day. Any year from 1400 to 9999, so that a rule of the calendar may
/// look just over the edge of 1900-2199.
#pragma once

#include <cstdint>

namespace cobijo::internal {

struct civil {
  int year = 1970;
  int month = 1; ///< 1 to 12
  int day = 1;   ///< 1 to 31
};

[[nodiscard]] civil civil_of(std::int32_t day) noexcept;
/// The date must exist.
[[nodiscard]] std::int32_t day_of(civil date) noexcept;
[[nodiscard]] int days_in_month(int year, int month) noexcept;

/// 0 for Monday to 6 for Sunday.
[[nodiscard]] constexpr int weekday_of(std::int32_t day) noexcept {
  return static_cast<int>((std::int64_t{day} + 3 + 7'000'000) % 7);
}

} // namespace cobijo::internal
