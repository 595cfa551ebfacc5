// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "time/civil.hpp"

// Only the calendar of Boost.Date_Time. Never its months and years: they snap to the end of the month.
#include <boost/date_time/gregorian/greg_calendar.hpp>

namespace cobijo::internal {
namespace {

using boost::gregorian::gregorian_calendar;

gregorian_calendar::ymd_type ymd(civil date) {
  using boost::gregorian::greg_day;
  using boost::gregorian::greg_month;
  using boost::gregorian::greg_year;
  return {greg_year(static_cast<unsigned short>(date.year)), greg_month(static_cast<unsigned short>(date.month)),
          greg_day(static_cast<unsigned short>(date.day))};
}

/// The number that Boost gives to 1970-01-01.
constexpr std::int32_t epoch = 2440588;

} // namespace

civil civil_of(std::int32_t day) noexcept {
  auto const date = gregorian_calendar::from_day_number(static_cast<gregorian_calendar::date_int_type>(day + epoch));
  return {date.year, date.month, date.day};
}

std::int32_t day_of(civil date) noexcept {
  return static_cast<std::int32_t>(gregorian_calendar::day_number(ymd(date))) - epoch;
}

int days_in_month(int year, int month) noexcept {
  return gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
}

} // namespace cobijo::internal
