// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "timeline/horizon.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

/// What a month that lacks a day can add or take when a date that moves is shifted by months.
constexpr int month_slack = 4;

} // namespace

horizon::horizon(compiled const& e, person const& p)
    : g_(e.graph), p_(p), truths_(g_.truths, last_day), states_(g_.states, last_day), dates_(g_.date_values) {}

void horizon::look(values const& v, law day) {
  v_ = &v;
  day_ = day;
  for (auto const& n : g_.nodes)
    step(n);
}

void horizon::step(node const& n) {
  if (is_truth(n.code)) return truth_step(n);
  if (!is_state(n.code)) {
    dates_[n.out] = date_step(n);
    return;
  }
  auto& out = states_[n.out];
  switch (n.code) {
  case opcode::state_judge: out = judged(g_.judgements[n.a]); break;
  case opcode::state_gate: out = states_[n.a]; break;
  case opcode::state_choose: out = chosen(n, states_); break;
  default: out = last_day;
  }
}

void horizon::truth_step(node const& n) {
  auto& out = truths_[n.out];
  switch (n.code) {
  case opcode::gate:
  case opcode::negate:
  case opcode::probe: out = truths_[n.a]; break;
  case opcode::all: out = joined(n, truth::no); break;
  case opcode::any: out = joined(n, truth::yes); break;
  case opcode::at_least: out = counted(n); break;
  case opcode::choose: out = chosen(n, truths_); break;
  case opcode::date_compare: out = compared(n); break;
  case opcode::state_is: out = states_[n.a]; break;
  case opcode::time_in: out = spells(n); break;
  default: out = last_day; // facts are given once
  }
}

/// As long as the choice stands, only what it may fall on counts.
law horizon::chosen(node const& n, std::vector<law> const& of) const {
  auto const when = v_->truths[n.a];
  auto out = truths_[n.a];
  if (when != truth::no) out = std::min(out, of[n.b]);
  if (when != truth::yes) out = std::min(out, of[n.c]);
  return out;
}

/// One absorbing operand is enough for as long as it lasts.
law horizon::joined(node const& n, truth absorbing) const {
  law least = last_day, longest = first_day;
  bool absorbed = false;
  for (auto i = n.a; i < n.a + n.b; ++i) {
    auto const one = g_.operands[i];
    least = std::min(least, truths_[one]);
    if (v_->truths[one] == absorbing) {
      absorbed = true;
      longest = std::max(longest, truths_[one]);
    }
  }
  return absorbed ? longest : least;
}

law horizon::counted(node const& n) const {
  law out = last_day;
  for (auto i = n.a; i < n.a + n.b; ++i)
    out = std::min(out, truths_[g_.operands[i]]);
  return out;
}

law horizon::before_day(std::int64_t turn) const {
  if (is_sentinel(turn) || turn <= day_) return last_day;
  return static_cast<law>(std::min<std::int64_t>(turn - 1, last_day));
}

law horizon::before_passing(span ends, bool in_minutes) const {
  law out = last_day;
  for (auto end : {ends.lo, ends.hi}) {
    if (in_minutes) end = day_of_minute(end);
    if (!is_sentinel(end)) out = std::min({out, before_day(end), before_day(end + 1)});
  }
  return out;
}

/// A comparison turns when two ends meet, and they come nearer by a day a day.
law horizon::compared(node const& n) const {
  auto const &a = dates_[n.a], &b = dates_[n.b];
  auto const until = std::min(a.until, b.until);
  if (a.slack == still && b.slack == still) return until;
  auto const slack = std::max(a.slack, 0) + std::max(b.slack, 0);
  auto const x = v_->dates[n.a], y = v_->dates[n.b];
  auto const is = v_->truths[n.out];
  law out = until;
  auto meet = [&](std::int64_t p, std::int64_t q) {
    if (is_sentinel(p) || is_sentinel(q)) return;
    auto gap = p < q ? q - p : p - q;
    if (g_.minutes[n.a]) gap = gap / minutes_per_day - 2;
    out = std::min(
        out, static_cast<law>(std::min<std::int64_t>(day_ + std::max<std::int64_t>(0, gap - slack - 1), last_day)));
  };
  if (is != truth::no) meet(x.hi, y.lo);
  if (is != truth::yes) meet(x.lo, y.hi);
  return out;
}

/// Stays that lie behind, in a window that lies behind, are counted once; otherwise every day may count.
law horizon::spells(node const& n) const {
  auto const& t = g_.spells[n.a];
  auto const& given = p_.spells[static_cast<std::size_t>(t.slot)];
  if (!given || given->empty()) return last_day;
  auto out = dates_[t.to].until;
  bool over = dates_[t.to].slack == still && v_->dates[t.to].hi <= day_;
  if (t.has_from) {
    out = std::min(out, dates_[t.from].until);
    over = over && dates_[t.from].slack == still;
  }
  for (auto const& s : *given)
    over = over && s.from.hi <= day_ && s.to.hi <= day_;
  return over ? out : day_;
}

law horizon::judged(judgement const& j) const {
  auto out = truths_[j.applies];
  if (v_->truths[j.applies] == truth::no) return out;
  for (auto one : {j.start, j.due})
    out = std::min(out, dates_[one].slack == still
                            ? std::min(dates_[one].until, before_passing(v_->dates[one], g_.minutes[one]))
                            : day_);
  return std::min({out, truths_[j.met], truths_[j.excused]});
}

horizon::moving_date horizon::either(moving_date a, moving_date b) const {
  return {std::min(a.until, b.until), std::max(a.slack, b.slack)};
}

horizon::moving_date horizon::date_step(node const& n) const {
  switch (n.code) {
  case opcode::date_as_of: return {last_day, 0};
  case opcode::date_fact: {
    if ((n.flag & 1) != 0) return {};
    return {before_passing(p_.intervals[n.a], (n.flag & 2) != 0), still};
  }
  case opcode::date_add: {
    auto out = dates_[n.a];
    auto const& by = g_.additions[n.b];
    bool const by_months = by.unit == unit::months || by.unit == unit::years;
    if (out.slack != still && by_months) out.slack += month_slack;
    if (out.slack != still && by.calendar >= 0) out.until = day_;
    return out;
  }
  case opcode::date_latest:
  case opcode::date_earliest: {
    auto out = dates_[g_.operands[n.a]];
    for (auto i = n.a + 1; i < n.a + n.b; ++i)
      out = either(out, dates_[g_.operands[i]]);
    return out;
  }
  case opcode::date_choose: {
    auto const when = v_->truths[n.a];
    auto out = when == truth::yes ? dates_[n.b] : when == truth::no ? dates_[n.c] : either(dates_[n.b], dates_[n.c]);
    out.until = std::min(out.until, truths_[n.a]);
    return out;
  }
  case opcode::date_gate:
  case opcode::date_to_day: return dates_[n.a];
  case opcode::date_count: {
    auto out = dates_[n.a];
    if (out.slack != still) return {day_, out.slack};
    for (auto const& c : g_.counts[n.b].closures)
      out.until = std::min(out.until, truths_[c.when]);
    return out;
  }
  case opcode::date_running: {
    auto out = either(dates_[n.b], dates_[n.c]);
    if (out.slack != still) return {day_, out.slack};
    return {std::min({out.until, truths_[n.a], before_passing(v_->dates[n.b], g_.minutes[n.b])}), still};
  }
  default: return {};
  }
}

} // namespace cobijo::internal
