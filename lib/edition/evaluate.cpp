// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "edition/evaluate.hpp"

#include <algorithm>
#include <bit>

namespace cobijo::internal {
namespace {

constexpr truth opposite(truth t) { return t == truth::yes ? truth::no : t == truth::no ? truth::yes : truth::unknown; }
constexpr truth is_so(bool b) { return b ? truth::yes : truth::no; }

/// A minute read in another offset. One that has none is taken to be local there.
span in_offset(span at, std::int16_t from, std::int16_t to) {
  if (from == no_offset || to == no_offset || from == to) return at;
  return {add_minutes(at.lo, to - from), add_minutes(at.hi, to - from)};
}

/// The minutes that the moment asked about may be, in an offset.
span minutes_asked(moment const& as_of, std::int16_t offset) {
  if (!as_of.minute) return minutes_of(exactly(as_of.day));
  return in_offset(exactly(*as_of.minute), as_of.offset, offset);
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

struct count_range {
  std::int64_t lo = 0, hi = 0;
};

class evaluator {
public:
  evaluator(compiled const& e, person const& p, moment const& as_of, values& v, assumptions const* what_if)
      : m_(*e.book), g_(e.graph), p_(p), as_of_(as_of), v_(v), what_if_(what_if) {}

  void run() {
    for (auto const& n : g_.nodes) step(n);
  }

private:
  bool taken_as_unknown(std::uint32_t thing) const {
    return what_if_ != nullptr && !what_if_->unknown.empty() && what_if_->unknown[thing];
  }

  void put(node const& n, span at, std::int16_t offset = no_offset) {
    v_.dates[n.out] = at;
    v_.offsets[n.out] = offset;
  }

  void step(node const& n) {
    auto& t = v_.truths;
    switch (n.code) {
    case opcode::constant: t[n.out] = static_cast<truth>(n.flag); break;
    case opcode::open_law: t[n.out] = truth::unknown; break;
    case opcode::gate: t[n.out] = taken_as_unknown(n.b) ? truth::unknown : t[n.a]; break;
    case opcode::probe:
      t[n.out] = what_if_ != nullptr && !what_if_->forced.empty() && what_if_->forced[n.b] ? *what_if_->forced[n.b] : t[n.a];
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
      auto a = v_.dates[n.a], b = v_.dates[n.b];
      if (g_.minutes[n.a] && g_.minutes[n.b]) a = in_offset(a, v_.offsets[n.a], v_.offsets[n.b]);
      t[n.out] = n.flag != 0 ? on_or_before(a, b) : before(a, b);
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
        auto const offset = v_.offsets[n.b] != no_offset ? v_.offsets[n.b] : v_.offsets[n.c];
        put(n, hull(in_offset(v_.dates[n.b], v_.offsets[n.b], offset), in_offset(v_.dates[n.c], v_.offsets[n.c], offset)), offset);
      } else {
        auto const from = t[n.a] == truth::yes ? n.b : n.c;
        put(n, v_.dates[from], v_.offsets[from]);
      }
      break;
    case opcode::date_gate:
      if (taken_as_unknown(n.b)) put(n, {long_ago, not_yet});
      else put(n, v_.dates[n.a], v_.offsets[n.a]);
      break;
    case opcode::date_to_day: put(n, days_of(v_.dates[n.a])); break;
    case opcode::date_count: count_from(n); break;
    case opcode::date_running: {
      auto const runs = both(t[n.a], started(n.b));
      auto const due = v_.dates[n.c];
      if (n.flag != 0) put(n, runs == truth::no ? span{not_yet, long_ago} : due, v_.offsets[n.c]);
      else if (runs == truth::no) put(n, exactly(not_yet), v_.offsets[n.c]);
      else put(n, {due.lo, runs == truth::yes ? due.hi : not_yet}, v_.offsets[n.c]);
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
      auto const last = (n.flag & 2) != 0 ? minutes_asked(as_of_, offset).hi : as_of_.day;
      if (at.lo > last) at.lo = not_yet;
      if (at.hi > last) at.hi = not_yet;
    }
    put(n, at, offset);
  }

  span added(span to, addition const& by, missing_day lo, missing_day hi, bool in_minutes) const {
    auto plain = [&](std::int64_t n) {
      auto one = [&](std::int64_t at) { return in_minutes ? add_minutes(at, n * minutes_per_day) : add_days(at, n); };
      return span{one(to.lo), one(to.hi)};
    };
    switch (by.unit) {
    case unit::hours: return {add_minutes(to.lo, std::int64_t{by.n} * 60), add_minutes(to.hi, std::int64_t{by.n} * 60)};
    case unit::days: return plain(by.n);
    case unit::weeks: return plain(std::int64_t{by.n} * 7);
    case unit::months:
    case unit::years: {
      auto const months = std::int64_t{by.n} * (by.unit == unit::years ? 12 : 1);
      auto const* calendar = by.calendar < 0 ? nullptr : m_.calendars[static_cast<std::size_t>(by.calendar)].days.get();
      auto const moved = add_months(in_minutes ? days_of(to) : to, months, lo, hi, calendar);
      // A minute keeps its hour on the day that it moves to.
      return !in_minutes ? moved : span{at_hour_of(moved.lo, to.lo), at_hour_of(moved.hi, to.hi)};
    }
    case unit::working_days: return to; // refused by the reader outside deadlines
    }
    return to;
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
    put(n, added(at, by, by.lo, by.hi, in_minutes), v_.offsets[n.a]);
  }

  void extreme(node const& n) {
    auto const first = g_.operands[n.a];
    auto out = v_.dates[first];
    auto offset = v_.offsets[first];
    for (auto i = n.a + 1; i < n.a + n.b; ++i) {
      auto const at = g_.operands[i];
      if (offset == no_offset) offset = v_.offsets[at];
      auto const one = in_offset(v_.dates[at], v_.offsets[at], offset);
      out = n.code == opcode::date_latest ? latest(out, one) : earliest(out, one);
    }
    put(n, out, offset);
  }

  void count_from(node const& n) {
    auto const& c = g_.counts[n.b];
    auto start = v_.dates[n.a];
    auto const offset = v_.offsets[n.a];
    if (c.unspecified) {
      put(n, {start.lo, not_yet}, offset);
      return;
    }
    if (c.by.unit == unit::hours) {
      if (!g_.minutes[n.a]) start = minutes_of(start);
      // A bare day lasts to its very end, which is the next midnight.
      if (!start.exact() && !is_sentinel(start.hi) && (start.hi + 1) % minutes_per_day == 0) ++start.hi;
      put(n, {due_minutes(start.lo, c.by.n), due_minutes(start.hi, c.by.n)}, offset);
      return;
    }
    v_.shortest.clear();
    v_.longest.clear();
    for (auto const& one : c.closures) {
      auto const applies = v_.truths[one.when];
      if (applies == truth::no) continue;
      auto const& closure = m_.closures[static_cast<std::size_t>(one.closure)];
      v_.longest.push_back({closure.longest_from, closure.longest_until, one.closure});
      if (applies == truth::yes && closure.shortest_from <= closure.shortest_until)
        v_.shortest.push_back({closure.shortest_from, closure.shortest_until, one.closure});
    }
    auto by_from = [](closed const& a, closed const& b) { return a.from < b.from; };
    std::sort(v_.shortest.begin(), v_.shortest.end(), by_from);
    std::sort(v_.longest.begin(), v_.longest.end(), by_from);
    auto rule = count_rule{c.by.unit, c.by.n, c.first_counted, c.starts_next_working_day, c.roll, c.by.lo, c.mail_days,
                           c.by.calendar < 0 ? nullptr : m_.calendars[static_cast<std::size_t>(c.by.calendar)].days.get(),
                           v_.shortest};
    auto const lo = earliest_due(start, rule);
    rule.missing_day = c.by.hi;
    rule.closures = v_.longest;
    put(n, {lo, latest_due(start, rule)});
  }

  truth started(std::uint32_t start) const {
    auto const at = v_.dates[start];
    auto const now = g_.minutes[start] ? minutes_asked(as_of_, v_.offsets[start]) : exactly(as_of_.day);
    return on_or_before(at, now);
  }

  state_set judged(judgement const& j) const {
    auto const runs = both(v_.truths[j.applies], started(j.start));
    auto const due = v_.dates[j.due];
    auto const now = g_.minutes[j.due] ? minutes_asked(as_of_, v_.offsets[j.due]) : exactly(as_of_.day);
    auto const within = on_or_before(now, due);
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

  struct days {
    std::int64_t from, to;
  };

  static std::int64_t length(days d, counting ends) {
    auto const n = d.to - d.from;
    return ends == counting::both_days ? n + 1 : ends == counting::one_day ? n : std::max<std::int64_t>(0, n - 1);
  }

  /// Longest or total over spells cut to a window; spells outside it count nothing.
  static std::int64_t sum(std::vector<days> const& spells, days window, bool longest, counting ends) {
    std::int64_t out = 0;
    for (auto d : spells) {
      d = {std::max(d.from, window.from), std::min(d.to, window.to)};
      if (d.from > d.to) continue;
      out = longest ? std::max(out, length(d, ends)) : out + length(d, ends);
    }
    return out;
  }

  truth time_in(spell_test const& t) const {
    auto const& given = p_.spells[static_cast<std::size_t>(t.slot)];
    if (!given) return truth::unknown;
    span const from = t.has_from ? v_.dates[t.from] : exactly(long_ago);
    span const to = v_.dates[t.to];
    bool exact = from.exact() && to.exact();
    std::vector<days> least, most;
    for (auto s : *given) {
      // What has not begun by the day asked about has not happened; what runs on runs to the end of the window.
      if (s.from.lo > as_of_.day) continue;
      exact = exact && s.from.exact() && s.to.exact();
      if (s.from.hi <= as_of_.day && s.from.hi <= s.to.lo) least.push_back({s.from.hi, s.to.lo});
      most.push_back({s.from.lo, s.to.hi});
    }
    auto by_from = [](days const& a, days const& b) { return a.from < b.from; };
    std::sort(least.begin(), least.end(), by_from);
    std::sort(most.begin(), most.end(), by_from);
    days const narrow{from.hi, std::min<std::int64_t>(to.lo, as_of_.day)}, wide{from.lo, std::min<std::int64_t>(to.hi, as_of_.day)};
    count_range out{std::numeric_limits<std::int64_t>::max(), 0};
    auto keep = [&](std::int64_t lo, std::int64_t hi) {
      out.lo = std::min(out.lo, lo);
      out.hi = std::max(out.hi, hi);
    };
    for (auto ends : {counting::both_days, counting::one_day, counting::neither_day}) {
      if (t.ends != counting::unknown && t.ends != ends) continue;
      if (!t.has_gap) {
        keep(sum(least, narrow, t.longest, ends), sum(most, wide, t.longest, ends));
      } else if (!exact) {
        keep(0, sum(most, wide, t.longest, ends));
      } else {
        for (auto missing : {t.gap.lo, t.gap.hi}) {
          auto const kept = since_gap(most, wide, t.gap, missing, ends);
          auto const n = sum(kept, wide, t.longest, ends);
          keep(n, n);
        }
      }
    }
    return measured(out.lo, out.hi, t.by, t.limit);
  }

  /// The spells after the last gap that is long enough.
  std::vector<days> since_gap(std::vector<days> const& spells, days window, addition const& gap, missing_day missing,
                              counting ends) const {
    std::vector<days> cut;
    for (auto d : spells) {
      d = {std::max(d.from, window.from), std::min(d.to, window.to)};
      if (d.from <= d.to) cut.push_back(d);
    }
    if (cut.empty()) return cut;
    auto const more = ends == counting::both_days ? -1 : ends == counting::one_day ? 0 : 1;
    auto reached = [&](std::int64_t last, std::int64_t next) { return added(exactly(last), gap, missing, missing, false).lo <= next + more; };
    std::size_t first = 0;
    auto last = cut.front().to;
    for (std::size_t i = 1; i < cut.size(); ++i) {
      if (reached(last, cut[i].from)) first = i;
      last = std::max(last, cut[i].to);
    }
    if (reached(last, window.to)) return {};
    return {cut.begin() + static_cast<std::ptrdiff_t>(first), cut.end()};
  }

  model const& m_;
  graph const& g_;
  person const& p_;
  moment const& as_of_;
  values& v_;
  assumptions const* what_if_;
};

} // namespace

void values::fit(graph const& g) {
  truths.resize(g.truths);
  dates.resize(g.date_values);
  offsets.resize(g.date_values);
  states.resize(g.states);
  shortest.reserve(g.most_closures);
  longest.reserve(g.most_closures);
}

void evaluate(compiled const& e, person const& p, moment const& as_of, values& v, assumptions const* what_if) {
  v.fit(e.graph);
  evaluator(e, p, as_of, v, what_if).run();
}

} // namespace cobijo::internal
