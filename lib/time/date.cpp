// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/date.hpp"

#include "time/civil.hpp"
#include "time/interval.hpp"

namespace cobijo {
namespace {

using internal::minutes_per_day;

constexpr int furthest_offset = 14 * 60;

// Faults about what was written never repeat it: it may be the birth date of a person.

fault not_a_date() {
  return {"E0701", {}, {}, 0, "this is not a date", "write it as YYYY-MM-DD, like 2024-02-29"};
}
fault no_such_day() {
  return {"E0702",
          {},
          {},
          0,
          "there is no such day in the calendar",
          "months are 01 to 12, and 29 February exists in leap years only"};
}
fault out_of_range() {
  return {"E0703", {}, {}, 0, "the date is out of range", "dates lie from 1900-01-01 to 2199-12-31"};
}
fault not_a_date_time() {
  return {"E0704",
          {},
          {},
          0,
          "this is not a date and time",
          "write it as YYYY-MM-DDTHH:MM, with Z or an offset like -05:00 if it is known"};
}
fault no_such_time() {
  return {"E0705",
          {},
          {},
          0,
          "there is no such time of day",
          "times are 00:00 to 23:59; the end of a day is 00:00 of the next"};
}
fault no_such_offset() {
  return {"E0706",
          {},
          {},
          0,
          "there is no such offset from UTC",
          "offsets are -14:00 to +14:00; for UTC write Z, and leave an unknown offset out"};
}

/// Reads numbers and punctuation from the front of a text; any failure sticks.
class scanner {
public:
  explicit scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    if (rest_.size() < count) ok_ = false;
    if (!ok_) return 0;
    int value = 0;
    for (char const c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  bool at(char c) const { return ok_ && !rest_.empty() && rest_.front() == c; }

  bool skip(char c) {
    if (!at(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!skip(c)) ok_ = false;
  }

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

private:
  std::string_view rest_;
  bool ok_ = true;
};

constexpr bool year_in_range(int year) {
  return year >= 1900 && year <= 2199;
}

result<date> make(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1 || day > 31) return no_such_day();
  if (!year_in_range(year)) return out_of_range();
  if (day > internal::days_in_month(year, month)) return no_such_day();
  return date::from_days(internal::day_of({year, month, day}));
}

void append(std::string& text, int value, std::size_t width) {
  auto const digits = std::to_string(value);
  text.append(width > digits.size() ? width - digits.size() : 0, '0');
  text += digits;
}

} // namespace

result<date> date::parse(std::string_view text) {
  scanner in(text);
  int const year = in.digits(4);
  in.expect('-');
  int const month = in.digits(2);
  in.expect('-');
  int const day = in.digits(2);
  if (!in.done()) return not_a_date();
  return make(year, month, day);
}

std::optional<date> date::from_ymd(int year, unsigned month, unsigned day) noexcept {
  if (!year_in_range(year) || month < 1 || month > 12 || day < 1) return std::nullopt;
  auto const m = static_cast<int>(month);
  if (day > static_cast<unsigned>(internal::days_in_month(year, m))) return std::nullopt;
  return date(internal::day_of({year, m, static_cast<int>(day)}));
}

date date::from_days(std::int32_t days_since_1970) {
  if (days_since_1970 < first().days() || days_since_1970 > last().days()) throw error({out_of_range()});
  return date(days_since_1970);
}

int date::year() const noexcept {
  return internal::civil_of(days_).year;
}
unsigned date::month() const noexcept {
  return static_cast<unsigned>(internal::civil_of(days_).month);
}
unsigned date::day() const noexcept {
  return static_cast<unsigned>(internal::civil_of(days_).day);
}

std::string date::to_string() const {
  auto const [year, month, day] = internal::civil_of(days_);
  std::string text;
  append(text, year, 4);
  text += '-';
  append(text, month, 2);
  text += '-';
  append(text, day, 2);
  return text;
}

date operator+(date d, std::int32_t days) {
  auto const sum = std::int64_t{d.days_} + days;
  if (sum < date::first().days() || sum > date::last().days()) throw error({out_of_range()});
  return date(static_cast<std::int32_t>(sum));
}

date operator-(date d, std::int32_t days) {
  auto const difference = std::int64_t{d.days_} - days;
  if (difference < date::first().days() || difference > date::last().days()) throw error({out_of_range()});
  return date(static_cast<std::int32_t>(difference));
}

result<date_time> date_time::parse(std::string_view text) {
  constexpr std::size_t date_length = 10;
  if (text.size() <= date_length) return not_a_date_time();
  scanner in(text.substr(date_length));
  in.expect('T');
  int const hour = in.digits(2);
  in.expect(':');
  int const minute = in.digits(2);
  int const second = in.skip(':') ? in.digits(2) : 0;

  std::optional<int> offset;
  bool real_offset = true;
  if (in.skip('Z')) {
    offset = 0;
  } else if (bool const behind = in.at('-'); behind || in.at('+')) {
    in.expect(behind ? '-' : '+');
    int const hours = in.digits(2);
    in.expect(':');
    int const minutes = in.digits(2);
    int const size = hours * 60 + minutes;
    // "-00:00" is how some programs say that they do not know the offset (RFC 3339, 4.3): no claim to build on.
    real_offset = minutes < 60 && size <= furthest_offset && !(behind && size == 0);
    offset = behind ? -size : size;
  }
  if (!in.done()) return not_a_date_time();

  auto const day = date::parse(text.substr(0, date_length));
  if (!day) return day.faults().front().code == "E0701" ? not_a_date_time() : day.faults().front();
  if (hour > 23 || minute > 59 || second > 59) return no_such_time();
  if (!real_offset) return no_such_offset();
  return from_minutes(day->days() * minutes_per_day + hour * 60 + minute, offset);
}

date_time date_time::from_minutes(std::int64_t local_minutes, std::optional<int> offset_minutes) {
  if (local_minutes < internal::first_minute || local_minutes > internal::last_minute) throw error({out_of_range()});
  if (offset_minutes && (*offset_minutes < -furthest_offset || *offset_minutes > furthest_offset))
    throw error({no_such_offset()});
  date_time at;
  at.minutes_ = local_minutes;
  at.offset_ = offset_minutes;
  return at;
}

date date_time::day() const {
  return date::from_days(static_cast<std::int32_t>(internal::day_of_minute(minutes_)));
}

unsigned date_time::hour() const noexcept {
  return static_cast<unsigned>((minutes_ - internal::first_minute) % minutes_per_day / 60);
}
unsigned date_time::minute() const noexcept {
  return static_cast<unsigned>((minutes_ - internal::first_minute) % 60);
}

std::string date_time::to_string() const {
  std::string text = day().to_string();
  text += 'T';
  append(text, static_cast<int>(hour()), 2);
  text += ':';
  append(text, static_cast<int>(minute()), 2);
  if (offset_ == 0) {
    text += 'Z';
  } else if (offset_) {
    int const size = *offset_ < 0 ? -*offset_ : *offset_;
    text += *offset_ < 0 ? '-' : '+';
    append(text, size / 60, 2);
    text += ':';
    append(text, size % 60, 2);
  }
  return text;
}

namespace internal {
namespace {

constexpr char const* partial_forms = "write YYYY-MM-DD, YYYY-MM, YYYY or \"not_yet\"";

fault with_hint(fault f, char const* hint) {
  f.hint = hint;
  return f;
}

span days_between(civil first, civil last) {
  return {day_of(first), day_of(last)};
}

} // namespace

result<span> parse_days(std::string_view text) {
  if (text == "not_yet") return exactly(not_yet);

  scanner in(text);
  int const year = in.digits(4);
  if (in.done()) {
    if (!year_in_range(year)) return out_of_range();
    return days_between({year, 1, 1}, {year, 12, 31});
  }
  in.expect('-');
  int const month = in.digits(2);
  if (in.done()) {
    if (month < 1 || month > 12) return with_hint(no_such_day(), "months are 01 to 12");
    if (!year_in_range(year)) return out_of_range();
    return days_between({year, month, 1}, {year, month, days_in_month(year, month)});
  }
  in.expect('-');
  int const day = in.digits(2);
  if (!in.done()) return with_hint(not_a_date(), partial_forms);
  auto const whole = make(year, month, day);
  if (!whole) return whole.faults();
  return exactly(whole->days());
}

result<minutes_span> parse_minutes(std::string_view text) {
  if (auto const days = parse_days(text))
    return minutes_span{minutes_of(*days), {}};
  else if (days.faults().front().code != "E0701")
    return days.faults();
  auto const at = date_time::parse(text);
  if (!at) return at.faults();
  return minutes_span{exactly(at->minutes()), at->offset_minutes()};
}

} // namespace internal
} // namespace cobijo
