// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "edition/evaluate.hpp"

#include <algorithm>
#include <bit>

namespace cobijo::internal {
namespace {

constexpr truth opposite(truth t) {
  return t == truth::yes ? truth::no : t == truth::no ? truth::yes : truth::unknown;
}
constexpr truth is_so(bool b) {
  return b ? truth::yes : truth::no;
}

/// Is one minute earlier than another? By instant if both have an offset; one that has none is read in the other's.
bool earlier(std::int64_t x, std::int16_t x_offset, std::int64_t y, std::int16_t y_offset) {
  if (x_offset != no_offset && y_offset != no_offset) {
    if (!is_sentinel(x)) x -= x_offset;
    if (!is_sentinel(y)) y -= y_offset;
  }
  return x < y;
}

/// An interval with the offsets of its ends; days have none.
struct placed {
  span at;
  zone in;
};

truth before(placed const& a, placed const& b) {
  if (earlier(a.at.hi, a.in.hi, b.at.lo, b.in.lo)) return truth::yes;
  if (!earlier(a.at.lo, a.in.lo, b.at.hi, b.in.hi) && b.at.hi != long_ago) return truth::no;
  return truth::unknown;
}

truth on_or_before(placed const& a, placed const& b) {
  if (!earlier(b.at.lo, b.in.lo, a.at.hi, a.in.hi) && a.at.hi != long_ago) return truth::yes;
  if (earlier(b.at.hi, b.in.hi, a.at.lo, a.in.lo)) return truth::no;
  return truth::unknown;
}

/// The earlier of two ends; the later with `want_later`.
void take(std::int64_t& at, std::int16_t& offset, std::int64_t other, std::int16_t other_offset, bool want_later) {
  if (want_later ? earlier(at, offset, other, other_offset) : earlier(other, other_offset, at, offset)) {
    at = other;
    offset = other_offset;
  }
}

/// The minutes that the moment asked about may be.
placed minutes_asked(time_asked const& as_of) {
  if (!as_of.minute) return {minutes_of(exactly(as_of.day)), {}};
  return {exactly(*as_of.minute), {as_of.offset, as_of.offset}};
}

truth measured(std::int64_t lo, std::int64_t hi, measure by, std::int64_t limit) {
  auto both = [](bool low, bool high) { return low == high ? is_so(low) : truth::unknown; };
  switch (by) {
  case measure::at_least: return both(lo >= limit, hi >= limit);
  case measure::more_than: return both(lo > limit, hi > limit);
  case measure::at_most: return both(lo <= limit, hi <= limit);
  case measure::less_than: return both(lo < limit, hi < limit);
  case measure::equal:
    if (lo == limit && hi == limit) return truth::yes;
    return lo > limit || hi < limit ? truth::no : truth::unknown;
  }
  return truth::unknown;
}

class evaluator {
public:
  evaluator(compiled const& e, person const& p, time_asked const& as_of, values& v, assumptions const* what_if)
      : m_(*e.book), g_(e.graph), p_(p), as_of_(as_of), v_(v), what_if_(what_if) {}

  void run() {
    for (auto const& n : g_.nodes)
      step(n);
  }

private:
  bool taken_as_unknown(std::uint32_t thing) const {
    return what_if_ != nullptr && !what_if_->unknown.empty() && what_if_->unknown[thing];
  }

  void put(node const& n, span at, zone in = {}) {
    v_.dates[n.out] = at;
    v_.zones[n.out] = in;
  }
  placed date_value(std::uint32_t at) const { return {v_.dates[at], v_.zones[at]}; }

  void step(node const& n) {
    auto& t = v_.truths;
    switch (n.code) {
    case opcode::constant: t[n.out] = static_cast<truth>(n.flag); break;
    case opcode::open_law: t[n.out] = truth::unknown; break;
    case opcode::gate: t[n.out] = taken_as_unknown(n.b) ? truth::unknown : t[n.a]; break;
    case opcode::probe:
      t[n.out] =
          what_if_ != nullptr && !what_if_->forced.empty() && what_if_->forced[n.b] ? *what_if_->forced[n.b] : t[n.a];
      break;
    case opcode::all: t[n.out] = joined(n, truth::no); break;
    case opcode::any: t[n.out] = joined(n, truth::yes); break;
    case opcode::negate: t[n.out] = opposite(t[n.a]); break;
    case opcode::at_least: {
      std::uint32_t yes = 0, possible = 0;
      for (auto i = n.a; i < n.a + n.b; ++i) {
        yes += t[g_.operands[i]] == truth::yes;
        possible += t[g_.operands[i]] != truth::no;
      }
      t[n.out] = yes >= n.c ? truth::yes : possible < n.c ? truth::no : truth::unknown;
      break;
    }
    case opcode::choose:
      t[n.out] = t[n.a] == truth::yes ? t[n.b] : t[n.a] == truth::no || t[n.b] == t[n.c] ? t[n.c] : truth::unknown;
      break;
    case opcode::fact_truth: t[n.out] = p_.truths[n.a]; break;
    case opcode::fact_one_of:
    case opcode::fact_any: t[n.out] = among(n); break;
    case opcode::fact_given: {
      bool given = false;
      for (std::uint32_t w = 0; w < n.flag; ++w)
        given |= ((p_.in[n.a + w] | p_.out[n.a + w]) & g_.masks[n.b + w]) != 0;
      t[n.out] = given ? truth::yes : truth::unknown;
      break;
    }
    case opcode::fact_count: {
      std::uint32_t in = 0, possible = 0;
      for (std::uint32_t w = 0; w < n.flag; ++w) {
        auto const mask = g_.masks[n.b + w];
        in += static_cast<std::uint32_t>(std::popcount(p_.in[n.a + w] & mask));
        possible += static_cast<std::uint32_t>(std::popcount(~p_.out[n.a + w] & mask));
      }
      t[n.out] = in >= n.c ? truth::yes : possible < n.c ? truth::no : truth::unknown;
      break;
    }
    case opcode::number: {
      auto const at = p_.intervals[n.a];
      t[n.out] = measured(at.lo, at.hi, static_cast<measure>(n.flag), g_.numbers[n.b]);
      break;
    }
    case opcode::date_compare: {
      if (g_.minutes[n.a])
        t[n.out] =
            n.flag != 0 ? on_or_before(date_value(n.a), date_value(n.b)) : before(date_value(n.a), date_value(n.b));
      else
        t[n.out] = n.flag != 0 ? internal::on_or_before(v_.dates[n.a], v_.dates[n.b])
                               : internal::before(v_.dates[n.a], v_.dates[n.b]);
      break;
    }
    case opcode::state_is: {
      auto const wanted = one_state(static_cast<deadline_state>(n.flag));
      auto const s = v_.states[n.a];
      t[n.out] = (s & wanted) == 0 ? truth::no : s == wanted ? truth::yes : truth::unknown;
      break;
    }
    case opcode::time_in: t[n.out] = time_in(g_.spells[n.a]); break;

    case opcode::date_constant: put(n, g_.dates[n.a]); break;
    case opcode::date_as_of: put(n, exactly(as_of_.day)); break;
    case opcode::date_fact: date_fact(n); break;
    case opcode::date_add: date_add(n); break;
    case opcode::date_latest:
    case opcode::date_earliest: extreme(n); break;
    case opcode::date_choose:
      if (t[n.a] == truth::unknown) {
        auto [at, in] = date_value(n.b);
        auto const other = date_value(n.c);
        take(at.lo, in.lo, other.at.lo, other.in.lo, false);
        take(at.hi, in.hi, other.at.hi, other.in.hi, true);
        put(n, at, in);
      } else {
        auto const from = t[n.a] == truth::yes ? n.b : n.c;
        put(n, v_.dates[from], v_.zones[from]);
      }
      break;
    case opcode::date_gate:
      if (taken_as_unknown(n.b))
        put(n, {long_ago, not_yet});
      else
        put(n, v_.dates[n.a], v_.zones[n.a]);
      break;
    case opcode::date_to_day: put(n, days_of(v_.dates[n.a])); break;
    case opcode::date_count: count_from(n); break;
    case opcode::date_running: {
      auto const runs = both(t[n.a], reached(n.b));
      auto const due = v_.dates[n.c];
      if (n.flag != 0)
        put(n, runs == truth::no ? span{not_yet, long_ago} : due, v_.zones[n.c]);
      else if (runs == truth::no)
        put(n, exactly(not_yet));
      else
        put(n, {due.lo, runs == truth::yes ? due.hi : not_yet}, v_.zones[n.c]);
      break;
    }

    case opcode::state_constant: v_.states[n.out] = n.flag; break;
    case opcode::state_judge: v_.states[n.out] = judged(g_.judgements[n.a]); break;
    case opcode::state_choose:
      v_.states[n.out] = t[n.a] == truth::yes  ? v_.states[n.b]
                         : t[n.a] == truth::no ? v_.states[n.c]
                                               : static_cast<state_set>(v_.states[n.b] | v_.states[n.c]);
      break;
    case opcode::state_gate: v_.states[n.out] = taken_as_unknown(n.b) ? any_state : v_.states[n.a]; break;
    }
  }

  static truth both(truth a, truth b) {
    if (a == truth::no || b == truth::no) return truth::no;
    return a == truth::yes && b == truth::yes ? truth::yes : truth::unknown;
  }

  truth joined(node const& n, truth absorbing) const {
    auto out = opposite(absorbing);
    for (auto i = n.a; i < n.a + n.b; ++i) {
      auto const one = v_.truths[g_.operands[i]];
      if (one == absorbing) return absorbing;
      if (one == truth::unknown) out = truth::unknown;
    }
    return out;
  }

  // An enum is among values if nothing outside them is left; a set includes one if one is in.
  truth among(node const& n) const {
    bool in = false, possible = false, elsewhere = false;
    for (std::uint32_t w = 0; w < n.flag; ++w) {
      auto const mask = g_.masks[n.b + w];
      in |= (p_.in[n.a + w] & mask) != 0;
      possible |= (~p_.out[n.a + w] & mask) != 0;
      elsewhere |= (~p_.out[n.a + w] & ~mask) != 0;
    }
    if (in) return truth::yes;
    if (!possible) return truth::no;
    return n.code == opcode::fact_one_of && !elsewhere ? truth::yes : truth::unknown;
  }

  // An event after the moment asked about has not happened.
  void date_fact(node const& n) {
    auto at = p_.intervals[n.a];
    auto const offset = p_.offsets[n.a];
    if ((n.flag & 1) == 0) {
      auto const now = (n.flag & 2) != 0 ? minutes_asked(as_of_) : placed{exactly(as_of_.day), {}};
      if (earlier(now.at.hi, now.in.hi, at.lo, offset)) at.lo = not_yet;
      if (earlier(now.at.hi, now.in.hi, at.hi, offset)) at.hi = not_yet;
    }
    put(n, at, {offset, offset});
  }

  span added(span to, addition const& by, missing_day lo, missing_day hi, bool in_minutes) const {
    auto plain = [&](std::int64_t n) {
      auto one = [&](std::int64_t at) { return in_minutes ? add_minutes(at, n * minutes_per_day) : add_days(at, n); };
      return span{one(to.lo), one(to.hi)};
    };
    switch (by.unit) {
    case unit::hours: {
      auto const from = to_midnight(to);
      return {add_minutes(from.lo, std::int64_t{by.n} * 60), add_minutes(from.hi, std::int64_t{by.n} * 60)};
    }
    case unit::days: return plain(by.n);
    case unit::weeks: return plain(std::int64_t{by.n} * 7);
    case unit::months:
    case unit::years: {
      auto const months = std::int64_t{by.n} * (by.unit == unit::years ? 12 : 1);
      auto const* calendar =
          by.calendar < 0 ? nullptr : m_.calendars[static_cast<std::size_t>(by.calendar)].usual.get();
      auto const moved = add_months(in_minutes ? days_of(to) : to, months, lo, hi, calendar);
      // A minute keeps its hour on the day that it moves to.
      return !in_minutes ? moved : span{at_hour_of(moved.lo, to.lo), at_hour_of(moved.hi, to.hi)};
    }
    case unit::working_days: return to; // refused by the reader outside deadlines
    }
    return to;
  }

  // Hours that count from a bare day count to its very end, which is the next midnight.
  static span to_midnight(span at) {
    bool const whole = !at.exact() && !is_sentinel(at.hi) && (at.hi - first_minute + 1) % minutes_per_day == 0;
    return {at.lo, whole ? at.hi + 1 : at.hi};
  }

  static std::int64_t at_hour_of(std::int64_t day, std::int64_t minute) {
    if (is_sentinel(day) || is_sentinel(minute)) return day;
    return day * minutes_per_day + (minute - day_of_minute(minute) * minutes_per_day);
  }

  void date_add(node const& n) {
    auto const& by = g_.additions[n.b];
    bool const in_minutes = g_.minutes[n.out];
    auto at = v_.dates[n.a];
    if (in_minutes && !g_.minutes[n.a]) at = minutes_of(at);
    put(n, added(at, by, by.lo, by.hi, in_minutes), v_.zones[n.a]);
  }

  void extreme(node const& n) {
    bool const later = n.code == opcode::date_latest;
    auto [at, in] = date_value(g_.operands[n.a]);
    for (auto i = n.a + 1; i < n.a + n.b; ++i) {
      auto const other = date_value(g_.operands[i]);
      take(at.lo, in.lo, other.at.lo, other.in.lo, later);
      take(at.hi, in.hi, other.at.hi, other.in.hi, later);
    }
    put(n, at, in);
  }

  void count_from(node const& n) {
    auto const& c = g_.counts[n.b];
    auto start = v_.dates[n.a];
    if (c.unspecified) {
      put(n, {start.lo, not_yet});
      return;
    }
    if (c.by.unit == unit::hours) {
      if (!g_.minutes[n.a]) start = minutes_of(start);
      start = to_midnight(start);
      put(n, {due_minutes(start.lo, c.by.n), due_minutes(start.hi, c.by.n)}, v_.zones[n.a]);
      return;
    }
    v_.shortest.clear();
    v_.longest.clear();
    for (auto const& one : c.closures) {
      auto const applies = v_.truths[one.when];
      if (applies == truth::no) continue;
      auto const& closure = m_.closures[static_cast<std::size_t>(one.closure)];
      bool const endless = one.recalled_until != 0 && taken_as_unknown(one.recalled_until - 1);
      v_.longest.push_back({closure.longest_from, endless ? last_day : closure.longest_until, one.closure});
      if (applies == truth::yes && !endless && closure.shortest_from <= closure.shortest_until)
        v_.shortest.push_back({closure.shortest_from, closure.shortest_until, one.closure});
    }
    auto by_from = [](closed const& a, closed const& b) { return a.from < b.from; };
    std::sort(v_.shortest.begin(), v_.shortest.end(), by_from);
    std::sort(v_.longest.begin(), v_.longest.end(), by_from);
    calendar const* const days = c.by.calendar < 0 ? nullptr : &m_.calendars[static_cast<std::size_t>(c.by.calendar)];
    bool const sure_only = c.recalled_calendar != 0 && taken_as_unknown(c.recalled_calendar - 1);
    auto rule = count_rule{
        c.by.unit,  c.by.n,  c.first_counted, c.starts_next_working_day,
        c.roll,     c.by.lo, c.mail_days,     days == nullptr ? nullptr : (sure_only ? days->sure : days->usual).get(),
        v_.shortest};
    auto const lo = earliest_due(start, rule);
    rule.missing_day = c.by.hi;
    rule.closures = v_.longest;
    if (days != nullptr) rule.calendar = days->all.get();
    put(n, {lo, latest_due(start, rule)});
  }

  /// Has a day or minute come by the moment asked about? An event of that day has, whatever its hour.
  truth reached(std::uint32_t at) const {
    if (!g_.minutes[at]) return internal::on_or_before(v_.dates[at], exactly(as_of_.day));
    auto now = minutes_asked(as_of_);
    now.at.lo = now.at.hi;
    return on_or_before(date_value(at), now);
  }
  /// Is the moment asked about on or before a day or minute? Of a bare day every minute may be meant.
  truth not_past(std::uint32_t at) const {
    if (!g_.minutes[at]) return internal::on_or_before(exactly(as_of_.day), v_.dates[at]);
    return on_or_before(minutes_asked(as_of_), date_value(at));
  }

  state_set judged(judgement const& j) const {
    auto const runs = both(v_.truths[j.applies], reached(j.start));
    auto const within = not_past(j.due);
    state_set out = 0;
    if (runs != truth::yes) out |= one_state(deadline_state::not_running);
    if (runs == truth::no) return out;
    auto const met = v_.truths[j.met], excused = v_.truths[j.excused];
    if (met != truth::no) out |= one_state(deadline_state::met);
    if (met == truth::yes) return out;
    if (within != truth::no) out |= one_state(deadline_state::open);
    if (within == truth::yes) return out;
    if (excused != truth::no) out |= one_state(deadline_state::excused);
    if (excused != truth::yes) out |= one_state(deadline_state::missed);
    return out;
  }

  // --- spells -----------------------------------------------------------------------------------------------------

  using days = values::days;

  // The number grows with every spell that begins earlier or ends later, so it lies between those of the shortest and
  // of the longest spells that are possible.
  truth time_in(spell_test const& t) {
    auto const& given = p_.spells[static_cast<std::size_t>(t.slot)];
    if (!given) return truth::unknown;
    span const from = t.has_from ? v_.dates[t.from] : exactly(long_ago);
    span const to = earliest(v_.dates[t.to], exactly(as_of_.day));
    v_.shortest_spells.clear();
    v_.longest_spells.clear();
    auto happened = [&](std::int64_t at) { return at > as_of_.day ? not_yet : at; };
    for (auto const& s : *given) {
      if (happened(s.from.hi) != not_yet) v_.shortest_spells.push_back({s.from.hi, happened(s.to.lo)});
      if (happened(s.from.lo) != not_yet) v_.longest_spells.push_back({s.from.lo, happened(s.to.hi)});
    }
    auto by_from = [](days const& a, days const& b) { return a.from < b.from; };
    std::sort(v_.shortest_spells.begin(), v_.shortest_spells.end(), by_from);
    std::sort(v_.longest_spells.begin(), v_.longest_spells.end(), by_from);
    auto lo = std::numeric_limits<std::int64_t>::max(), hi = std::int64_t{0};
    for (auto const* spells : {&v_.shortest_spells, &v_.longest_spells})
      for (auto window_from : {from.lo, from.hi})
        for (auto missing : {t.gap.lo, t.gap.hi})
          for (auto ends : {counting::both_days, counting::one_day, counting::neither_day}) {
            if (t.ends != counting::unknown && t.ends != ends) continue;
            auto at_window_end = [&](std::int64_t window_to) {
              if (window_to < to.lo || window_to > to.hi) return;
              auto const n = days_in(*spells, {window_from, window_to}, t, missing, ends);
              lo = std::min(lo, n);
              hi = std::max(hi, n);
            };
            at_window_end(to.lo);
            at_window_end(to.hi);
            // As the window grows the number grows to the end of a spell, stands, and falls when a gap is full.
            if (to.exact()) continue;
            for (auto const& s : *spells) {
              at_window_end(s.to);
              if (t.has_gap) at_window_end(after(s.to, t.gap, missing));
            }
          }
    return measured(lo, hi, t.by, t.limit);
  }

  std::int64_t after(std::int64_t last, addition const& gap, missing_day missing) const {
    return added(exactly(last), gap, missing, missing, false).lo;
  }

  /// Longest or total over spells cut to a window, after the last gap that is long enough.
  std::int64_t days_in(std::vector<days> const& spells, days window, spell_test const& t, missing_day missing,
                       counting ends) const {
    auto const on = ends == counting::both_days ? -1 : ends == counting::one_day ? 0 : 1;
    std::int64_t total = 0, longest = 0;
    std::optional<std::int64_t> last_end;
    for (auto const& s : spells) {
      auto const first = std::max(s.from, window.from), last = std::min(s.to, window.to);
      // Ends that are known only within overlapping intervals may cross; such a spell is as short as it can be.
      if (first > last && (s.from <= s.to || s.from > window.to || s.to < window.from)) continue;
      if (last_end && t.has_gap && after(*last_end, t.gap, missing) <= first + on) total = longest = 0;
      auto const both_days = std::max<std::int64_t>(last - first + 1, 1);
      auto const n = std::max<std::int64_t>(0, both_days - 1 - on);
      total += n;
      longest = std::max(longest, n);
      last_end = last;
    }
    if (!last_end || (t.has_gap && after(*last_end, t.gap, missing) <= window.to)) return 0;
    return t.longest ? longest : total;
  }

  model const& m_;
  graph const& g_;
  person const& p_;
  time_asked const& as_of_;
  values& v_;
  assumptions const* what_if_;
};

} // namespace

void values::fit(graph const& g) {
  truths.resize(g.truths);
  dates.resize(g.date_values);
  zones.resize(g.date_values);
  states.resize(g.states);
  shortest.reserve(g.most_closures);
  longest.reserve(g.most_closures);
}

void evaluate(compiled const& e, person const& p, time_asked const& as_of, values& v, assumptions const* what_if) {
  v.fit(e.graph);
  evaluator(e, p, as_of, v, what_if).run();
}

} // namespace cobijo::internal
