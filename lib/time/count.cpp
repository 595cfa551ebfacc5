// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "time/count.hpp"

#include "time/civil.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

/// The working days of a calendar (of no calendar: every day) that no closure takes away.
class open_days {
public:
  open_days(working_days const* calendar, std::span<closed const> closures)
      : calendar_(calendar), closures_(closures) {}

  /// The nth open day after a day; n from 1.
  std::int64_t nth_after(std::int64_t day, std::int64_t n) const {
    std::int64_t target = rank(day) + n;
    std::int64_t found = nth(target);
    each_taken(day, [&](closed const&, std::int64_t from, std::int64_t until) {
      if (from > found) return false;
      target += rank(until) - rank(from - 1);
      found = nth(target);
      return true;
    });
    return found;
  }

  std::int64_t next_after(std::int64_t day) const { return nth_after(day, 1); }

  /// Open days after `a` up to `b`.
  std::int64_t between(std::int64_t a, std::int64_t b) const {
    std::int64_t count = rank(b) - rank(a);
    each_taken(a, [&](closed const&, std::int64_t from, std::int64_t until) {
      if (from > b) return false;
      count -= rank(std::min(until, b)) - rank(from - 1);
      return true;
    });
    return count;
  }

  /// What kept days after `a` up to `b` that are no weekend from being open days, in order of days.
  void explain(std::int64_t a, std::int64_t b, std::vector<count_step>& steps) const {
    auto const start = static_cast<std::ptrdiff_t>(steps.size());
    if (calendar_ != nullptr) {
      auto const& all = calendar_->holidays();
      auto h = std::upper_bound(all.begin(), all.end(), a,
                                [](std::int64_t day, working_days::holiday const& x) { return day < x.day; });
      std::int64_t seen = long_ago;
      for (; h != all.end() && h->day <= b; ++h) {
        if (h->day == seen || contains(calendar_->weekend(), weekday_of(h->day))) continue;
        seen = h->day;
        steps.push_back({count_step::what::holiday, h->day, h->day, h->rule, 1});
      }
    }
    each_taken(a, [&](closed const& c, std::int64_t from, std::int64_t until) {
      if (from > b) return false;
      auto const last = std::min(until, b);
      if (auto const days = rank(last) - rank(from - 1); days > 0)
        steps.push_back({count_step::what::closure, static_cast<std::int32_t>(from), static_cast<std::int32_t>(last),
                         c.index, static_cast<int>(days)});
      return true;
    });
    std::stable_sort(steps.begin() + start, steps.end(),
                     [](count_step const& x, count_step const& y) { return x.from < y.from; });
  }

private:
  std::int64_t rank(std::int64_t day) const {
    if (calendar_ != nullptr) return calendar_->rank(day);
    return std::clamp<std::int64_t>(day, first_day - 1, last_day) - first_day + 1;
  }
  std::int64_t nth(std::int64_t rank) const {
    if (calendar_ != nullptr) return calendar_->nth(rank);
    return saturate_day(first_day + rank - 1);
  }

  /// Calls `take(closure, from, until)` for what each closure takes after a day and no closure before it has taken,
  /// in order, until `take` returns false.
  template <class Take>
  void each_taken(std::int64_t after, Take take) const {
    std::int64_t covered = after;
    for (auto const& c : closures_) {
      auto const from = std::max<std::int64_t>(c.from, covered + 1);
      if (from > c.until) continue;
      if (!take(c, from, std::int64_t{c.until})) return;
      covered = c.until;
    }
  }

  working_days const* calendar_;
  std::span<closed const> closures_;
};

/// The same day number in another month, or the last day of a month that lacks it.
struct month_shift {
  std::int64_t day = 0;
  bool missing = false;
  int number = 0; ///< the day number looked for
};

month_shift shift_months(std::int64_t day, std::int64_t months) {
  constexpr std::int64_t wide = 12 * 1000;
  auto const from = civil_of(static_cast<std::int32_t>(day));
  std::int64_t const index = from.year * 12 + (from.month - 1) + std::clamp(months, -wide, wide);
  // A year beyond either end is still worked out: one day less may lead back into the calendar.
  if (index < 1899 * 12) return {long_ago};
  if (index >= 2201 * 12) return {not_yet};
  auto const year = static_cast<int>(index / 12);
  auto const month = static_cast<int>(index % 12) + 1;
  int const length = days_in_month(year, month);
  return {day_of({year, month, std::min(from.day, length)}), from.day > length, from.day};
}

/// What a day becomes whose number the month lacks. `shift.day` is then the last day of that month.
std::int64_t resolve(month_shift const& shift, missing_day missing, open_days const& open) {
  if (!shift.missing) return shift.day;
  switch (missing) {
  case missing_day::last_day: return shift.day;
  case missing_day::next_day: return shift.day + 1;
  case missing_day::next_working_day:
    // Before the calendar begins nobody knows which day that would be.
    return shift.day < first_day - 1 ? long_ago : open.next_after(shift.day);
  }
  return shift.day;
}

constexpr std::int32_t narrow(std::int64_t day) {
  return static_cast<std::int32_t>(saturate_day(day));
}

using what = count_step::what;

/// The one way in which periods are counted. With `steps`, it says what it does as it does it, so that an explanation
/// cannot differ from the answer.
std::int32_t counted(std::int32_t trigger, count_rule const& rule, std::vector<count_step>* steps) {
  std::int64_t start = saturate_day(trigger);
  if (is_sentinel(start) || rule.unit == unit::hours) return narrow(start);
  open_days const open(rule.calendar, rule.closures);

  if (rule.starts_next_working_day) {
    start = open.next_after(trigger);
    if (start == not_yet) return narrow(not_yet);
    if (steps != nullptr) {
      open.explain(trigger, start, *steps);
      steps->push_back({what::start_moved, trigger, narrow(start)});
    }
  }

  if (rule.unit == unit::working_days) {
    if (rule.n <= 0) return narrow(start);
    // "The first, if it is a working day": counting from the eve says the same.
    std::int64_t const eve = rule.first_counted ? start - 1 : start;
    std::int64_t const last = open.nth_after(eve, rule.n);
    if (steps != nullptr && last != not_yet) open.explain(eve, last, *steps);
    return narrow(last);
  }

  std::int64_t last = start;
  switch (rule.unit) {
  case unit::days: last += rule.n; break;
  case unit::weeks: last += std::int64_t{7} * rule.n; break;
  case unit::months:
  case unit::years: {
    auto const shift = shift_months(start, std::int64_t{rule.n} * (rule.unit == unit::years ? 12 : 1));
    last = resolve(shift, rule.missing_day, open);
    if (steps != nullptr && shift.missing) {
      if (last != not_yet && rule.missing_day == missing_day::next_working_day) open.explain(shift.day, last, *steps);
      steps->push_back({what::missing_day, narrow(shift.day), narrow(last), shift.number});
    }
    break;
  }
  default: break;
  }
  if (is_sentinel(last)) return narrow(last);
  if (rule.first_counted) --last;

  if (rule.mail_days != 0) {
    if (steps != nullptr)
      steps->push_back({what::mail, narrow(last), narrow(last + rule.mail_days), -1, rule.mail_days});
    last += rule.mail_days;
  }
  if (rule.roll && saturate_day(last) == last) {
    std::int64_t const rolled = open.next_after(last - 1);
    if (steps != nullptr && rolled != last) {
      if (rolled != not_yet) open.explain(last - 1, rolled, *steps);
      steps->push_back({what::rolled, narrow(last), narrow(rolled)});
    }
    last = rolled;
  }
  return narrow(last);
}

std::int64_t months_of(count_rule const& rule) {
  if (rule.unit == unit::months) return rule.n;
  if (rule.unit == unit::years) return std::int64_t{12} * rule.n;
  return 0;
}

/// Does a later trigger never give an earlier last day?
bool keeps_order(count_rule const& rule) {
  return months_of(rule) == 0 || rule.missing_day != missing_day::next_working_day ||
         (rule.roll && !rule.first_counted && rule.mail_days == 0);
}

std::int64_t start_of(std::int64_t trigger, count_rule const& rule) {
  return rule.starts_next_working_day ? open_days(rule.calendar, rule.closures).next_after(trigger) : trigger;
}

/// The last day from `from` to `to` on which a count may start and whose number the month to come lacks; `long_ago`
/// if there is none. Of all such days it is the one whose period ends last.
std::int64_t last_start_that_goes_missing(std::int64_t from, std::int64_t to, count_rule const& rule) {
  open_days const open(rule.calendar, rule.closures);
  auto const months = months_of(rule);
  auto [year, month, number] = civil_of(static_cast<std::int32_t>(to));
  for (;; number = 31) {
    auto const first = day_of({year, month, 1});
    auto const there = shift_months(first, months);
    int const here_length = days_in_month(year, month);
    if (!is_sentinel(there.day)) {
      auto const [there_year, there_month, unused] = civil_of(static_cast<std::int32_t>(there.day));
      for (int n = std::min(number, here_length); n > days_in_month(there_year, there_month); --n) {
        auto const day = first + n - 1;
        if (day < from) return long_ago;
        if (!rule.starts_next_working_day || open.between(day - 1, day) == 1) return day;
      }
    }
    if (first <= from) return long_ago;
    if (--month == 0) {
      month = 12;
      --year;
    }
  }
}

} // namespace

std::int64_t add_months(std::int64_t day, std::int64_t months, missing_day missing,
                        working_days const* calendar) noexcept {
  day = saturate_day(day);
  if (is_sentinel(day)) return day;
  return saturate_day(resolve(shift_months(day, months), missing, open_days(calendar, {})));
}

span add_months(span days, std::int64_t months, missing_day earliest, missing_day latest,
                working_days const* calendar) noexcept {
  count_rule rule;
  rule.unit = unit::months;
  rule.n = static_cast<int>(std::clamp<std::int64_t>(months, -12 * 1000, 12 * 1000));
  rule.calendar = calendar;
  rule.missing_day = earliest;
  auto const lo = earliest_due(days, rule);
  rule.missing_day = latest;
  return {lo, latest_due(days, rule)};
}

std::int32_t due(std::int32_t trigger, count_rule const& rule) noexcept {
  return counted(trigger, rule, nullptr);
}

std::int64_t earliest_due(span trigger, count_rule const& rule) noexcept {
  auto at = saturate_day(trigger.lo);
  auto earliest = due(static_cast<std::int32_t>(at), rule);
  if (is_sentinel(at) || keeps_order(rule)) return earliest;
  // The first start that does not go missing ends no later than all after it. Before it lie three days at most.
  auto const last = std::min<std::int64_t>(trigger.hi, last_day);
  for (;;) {
    auto const start = start_of(at, rule);
    if (is_sentinel(start) || !shift_months(start, months_of(rule)).missing) return earliest;
    at = rule.starts_next_working_day ? start : at + 1;
    if (at > last) return earliest;
    earliest = std::min(earliest, due(static_cast<std::int32_t>(at), rule));
  }
}

std::int64_t latest_due(span trigger, count_rule const& rule) noexcept {
  auto const at = saturate_day(trigger.hi);
  auto const latest = due(static_cast<std::int32_t>(at), rule);
  if (is_sentinel(at) || keeps_order(rule)) return latest;
  auto to = start_of(at, rule);
  if (is_sentinel(to)) return latest;
  auto const from = std::max<std::int64_t>(trigger.lo, first_day) + (rule.starts_next_working_day ? 1 : 0);
  auto const start = from <= to ? last_start_that_goes_missing(from, to, rule) : long_ago;
  if (start == long_ago) return latest;
  auto as_it_stands = rule;
  as_it_stands.starts_next_working_day = false;
  return std::max(latest, due(static_cast<std::int32_t>(start), as_it_stands));
}

std::int64_t working_days_between(std::int64_t a, std::int64_t b, working_days const* calendar,
                                  std::span<closed const> closures) noexcept {
  if (b <= a) return 0;
  if (a == long_ago || b == not_yet) return not_yet;
  return open_days(calendar, closures).between(a, b);
}

std::vector<count_step> trace(std::int32_t trigger, count_rule const& rule) {
  std::vector<count_step> steps;
  if (is_sentinel(counted(trigger, rule, &steps))) steps.clear();
  return steps;
}

} // namespace cobijo::internal
