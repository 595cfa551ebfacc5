// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#ifdef COBIJO_WITH_PROOFS

#include "diff/translate.hpp"

#include <algorithm>
#include <stdexcept>

namespace cobijo::internal {

translation::translation(pool& p, diff_edition const& side)
    : p_(p), side_(side), g_(side.in().graph), truths_(g_.truths), dates_(g_.date_values), states_(g_.states) {}

truth_terms translation::truth_at(std::uint32_t at) {
  if (!truths_[at]) {
    auto made = make_truth(g_.nodes[side_.in().index.truths[at]]);
    truths_[at] = std::move(made);
  }
  return *truths_[at];
}
date_terms translation::date_at(std::uint32_t at) {
  if (!dates_[at]) {
    auto made = make_date(g_.nodes[side_.in().index.dates[at]]);
    dates_[at] = std::move(made);
  }
  return *dates_[at];
}
state_terms const& translation::state_at(std::uint32_t at) {
  if (!states_[at]) {
    auto made = make_state(g_.nodes[side_.in().index.states[at]]);
    states_[at] = std::move(made);
  }
  return *states_[at];
}

fact const& translation::fact_in(int storage, std::uint32_t slot) const {
  return side_.book().facts[static_cast<std::size_t>(side_.in().index.fact_of[storage][slot])];
}
fact_terms const& translation::terms_of(int storage, std::uint32_t slot) {
  return p_.fact_at(side_, fact_in(storage, slot));
}

truth_terms translation::make_truth(node const& n) {
  auto& c = p_.c;
  switch (n.code) {
  case opcode::constant:
    return {c.bool_val(static_cast<truth>(n.flag) == truth::yes), c.bool_val(static_cast<truth>(n.flag) == truth::no)};
  case opcode::open_law: return {c.bool_val(false), c.bool_val(false)};
  case opcode::gate:
  case opcode::probe: return truth_at(n.a);
  case opcode::all:
  case opcode::any: {
    std::vector<z3::expr> t, f;
    for (auto i = n.a; i < n.a + n.b; ++i) {
      auto const one = truth_at(g_.operands[i]);
      t.push_back(one.t);
      f.push_back(one.f);
    }
    if (n.code == opcode::all) return {conj(c, t), disj(c, f)};
    return {disj(c, t), conj(c, f)};
  }
  case opcode::negate: return opposite(truth_at(n.a));
  case opcode::at_least: {
    // True if so many are true; false if fewer are left that are not false.
    z3::expr_vector t(c), f(c);
    std::vector<z3::expr> ts, fs;
    for (auto i = n.a; i < n.a + n.b; ++i) {
      auto const one = truth_at(g_.operands[i]);
      ts.push_back(one.t);
      fs.push_back(one.f);
    }
    // The order of operands is the graph's; a formula should not depend on it.
    auto by_id = [](z3::expr const& x, z3::expr const& y) { return x.id() < y.id(); };
    std::sort(ts.begin(), ts.end(), by_id);
    std::sort(fs.begin(), fs.end(), by_id);
    for (std::size_t i = 0; i < ts.size(); ++i) {
      t.push_back(ts[i]);
      f.push_back(fs[i]);
    }
    return {z3::atleast(t, n.c), z3::atleast(f, n.b - n.c + 1)};
  }
  case opcode::choose: {
    auto const when = truth_at(n.a), then = truth_at(n.b), otherwise = truth_at(n.c);
    return {disj(c, {conj(c, {when.t, then.t}), conj(c, {when.f, otherwise.t}), conj(c, {then.t, otherwise.t})}),
            disj(c, {conj(c, {when.t, then.f}), conj(c, {when.f, otherwise.f}), conj(c, {then.f, otherwise.f})})};
  }
  case opcode::fact_truth: {
    auto const& f = terms_of(0, n.a);
    return {f.terms[0], f.terms[1]};
  }
  case opcode::fact_one_of:
  case opcode::fact_any:
  case opcode::fact_given:
  case opcode::fact_count: return among(n);
  case opcode::number: {
    auto const& f = terms_of(1, n.a);
    return measured(f.terms[0], f.terms[1], static_cast<measure>(n.flag), g_.numbers[n.b]);
  }
  case opcode::date_compare: return compared(n);
  case opcode::state_is: {
    auto const& s = state_at(n.a);
    std::vector<z3::expr> alone{s[n.flag]};
    for (std::size_t i = 0; i < s.size(); ++i)
      if (i != n.flag) alone.push_back(neg(s[i]));
    return {conj(c, alone), neg(s[n.flag])};
  }
  case opcode::time_in: return time_in(g_.spells[n.a]);
  default: break;
  }
  throw std::logic_error("no truth");
}

truth_terms translation::among(node const& n) {
  auto& c = p_.c;
  auto const& f = terms_of(2, n.a);
  if (n.code == opcode::fact_given) {
    if (p_.who == persons::known) return {c.bool_val(true), c.bool_val(false)};
    // Something is known of a value, be it one that no condition names.
    auto known = f.terms;
    known.push_back(c.bool_const((f.id + "?other").c_str()));
    return {disj(c, known), c.bool_val(false)};
  }
  auto const names = values_in(side_, n);
  std::set<std::string> const wanted(names.begin(), names.end());
  std::vector<z3::expr> in, out, elsewhere_out;
  for (std::size_t i = 0; i < f.terms.size() / 2; ++i) {
    bool const here = i < f.values.size() && wanted.contains(f.values[i]);
    if (here) {
      in.push_back(f.terms[2 * i]);
      out.push_back(f.terms[2 * i + 1]);
    } else {
      elsewhere_out.push_back(f.terms[2 * i + 1]);
    }
  }
  if (n.code == opcode::fact_count) {
    z3::expr_vector t(c), left(c);
    for (std::size_t i = 0; i < in.size(); ++i) {
      t.push_back(in[i]);
      left.push_back(out[i]);
    }
    if (n.c > in.size()) return {c.bool_val(false), c.bool_val(true)};
    return {z3::atleast(t, n.c), z3::atleast(left, static_cast<unsigned>(in.size()) - n.c + 1)};
  }
  auto const all_out = conj(c, out);
  if (n.code == opcode::fact_any) return {disj(c, in), all_out};
  auto const only = conj(c, {neg(all_out), conj(c, elsewhere_out)});
  return {disj(c, {disj(c, in), only}), all_out};
}

truth_terms translation::compared(node const& n) {
  auto& c = p_.c;
  auto const a = date_at(n.a), b = date_at(n.b);
  auto const ago = c.int_val(long_ago);
  auto not_ago = [&](z3::expr const& x, bool floored) { return floored ? c.bool_val(true) : neg(is(x, ago)); };
  if (g_.minutes[n.a]) {
    if (n.flag != 0)
      return {conj(c, {neg(earlier(b.lo, b.zone_lo, a.hi, a.zone_hi)), not_ago(a.hi, a.floored)}),
              earlier(b.hi, b.zone_hi, a.lo, a.zone_lo)};
    return {earlier(a.hi, a.zone_hi, b.lo, b.zone_lo),
            conj(c, {neg(earlier(a.lo, a.zone_lo, b.hi, b.zone_hi)), not_ago(b.hi, b.floored)})};
  }
  if (n.flag != 0) return {conj(c, {le(a.hi, b.lo), not_ago(b.lo, b.floored)}), lt(b.hi, a.lo)};
  return {lt(a.hi, b.lo), conj(c, {le(b.hi, a.lo), not_ago(a.lo, a.floored)})};
}

namespace {

/// First and last minute of the day asked about.
std::pair<z3::expr, z3::expr> minutes_asked(z3::expr const& day) {
  auto& c = day.ctx();
  auto const first = (day * c.int_val(minutes_per_day)).simplify();
  return {first, (first + c.int_val(minutes_per_day - 1)).simplify()};
}

} // namespace

truth_terms translation::reached(std::uint32_t at) {
  auto& c = p_.c;
  auto const d = date_at(at);
  if (!g_.minutes[at]) return {le(d.hi, p_.as_of), lt(p_.as_of, d.lo)};
  auto const end = minutes_asked(p_.as_of).second;
  return {conj(c, {le(d.hi, end), d.floored ? c.bool_val(true) : neg(is(d.hi, c.int_val(long_ago)))}), lt(end, d.lo)};
}

truth_terms translation::not_past(std::uint32_t at) {
  auto& c = p_.c;
  auto const d = date_at(at);
  if (!g_.minutes[at])
    return {conj(c, {le(p_.as_of, d.lo), d.floored ? c.bool_val(true) : neg(is(d.lo, c.int_val(long_ago)))}),
            lt(d.hi, p_.as_of)};
  auto const [first, last] = minutes_asked(p_.as_of);
  return {le(last, d.lo), lt(d.hi, first)};
}

// --- spells ---------------------------------------------------------------------------------------------------------

truth_terms translation::time_in(spell_test const& t) {
  auto& c = p_.c;
  auto const& f = fact_in(3, static_cast<std::uint32_t>(t.slot));
  auto until = date_at(t.to), from = until;
  until = {smaller(until.lo, p_.as_of), smaller(until.hi, p_.as_of), until.zone_lo, until.zone_hi, until.floored};
  spell_terms like{0, f.id, {}, t.longest, 0, t.ends, c.bool_val(true), c.int_val(0), c.int_val(0), {}, {}};
  like.hi = c.int_val(std::int64_t{last_day} - first_day + 1);
  bool exact = same(until.lo, until.hi) && t.ends != counting::unknown && !t.has_gap;
  if (t.has_from) {
    from = date_at(t.from);
    exact = exact && same(from.lo, from.hi);
    // No more days than the window has.
    like.hi = either(le(from.lo, until.hi), until.hi - from.lo + c.int_val(1), c.int_val(1));
  } else {
    from.lo = from.hi = c.int_val(long_ago);
  }
  like.window = {from.lo, from.hi, until.lo, until.hi};
  auto key = like.fact + (t.longest ? "/longest/" : "/total/") + std::to_string(static_cast<int>(t.ends));
  for (auto const& e : like.window)
    key += '/' + std::to_string(e.id());
  if (t.has_gap) {
    // Two gaps of one length in days are kept apart by what they are made of.
    constexpr std::int64_t days[] = {0, 1, 7, 30, 365, 1};
    like.gap = days[static_cast<std::size_t>(t.gap.unit)] * t.gap.n;
    key += "/gap";
    for (int part : {static_cast<int>(t.gap.unit), t.gap.n, static_cast<int>(t.gap.lo), static_cast<int>(t.gap.hi)})
      key += '/' + std::to_string(part);
  }
  auto& s = p_.spell_at(key, like, exact);
  if (s.of_the_few.empty()) s.of_the_few = few_counted(s, t, from, until);
  auto const m = measured(s.lo, s.hi, t.by, t.limit);
  return {conj(c, {s.given, m.t}), conj(c, {s.given, m.f})};
}

/// As the evaluator has it: the least and the most over all that is open.
std::vector<z3::expr> translation::few_counted(spell_terms const& s, spell_test const& t, date_terms const& from,
                                               date_terms const& until) {
  auto& c = p_.c;
  auto const& few = p_.few_spells(s.fact);
  std::vector<z3::expr> ends{until.lo};
  auto const add_end = [&](z3::expr const& e) {
    if (std::none_of(ends.begin(), ends.end(), [&](z3::expr const& x) { return same(x, e); })) ends.push_back(e);
  };
  add_end(until.hi);
  if (ends.size() > 1)
    for (auto const& one : few.spells) {
      add_end(one.last);
      if (t.has_gap)
        for (auto const missing : {t.gap.lo, t.gap.hi})
          add_end(moved(one.last, t.gap, missing, false));
    }
  std::optional<std::pair<z3::expr, z3::expr>> found;
  for (auto const& end : ends)
    for (auto const& begin : {from.lo, from.hi})
      for (auto const missing : {t.gap.lo, t.gap.hi})
        for (auto const how : {counting::both_days, counting::one_day, counting::neither_day}) {
          if (t.ends != counting::unknown && t.ends != how) continue;
          auto const n = days_in(few, begin, end, t, missing, how);
          if (!found) {
            found.emplace(n, n);
            continue;
          }
          auto const inside = conj(c, {le(until.lo, end), le(end, until.hi)});
          found = {either(inside, smaller(found->first, n), found->first),
                   either(inside, greater(found->second, n), found->second)};
        }
  return {s.lo == found->first, s.hi == found->second};
}

/// Longest or total over spells cut to a window, after the last gap that is long enough.
z3::expr translation::days_in(spell_list const& few, z3::expr const& from, z3::expr const& until, spell_test const& t,
                              missing_day missing, counting ends) {
  auto& c = p_.c;
  auto const none = c.int_val(0);
  auto const on = ends == counting::both_days ? -1 : ends == counting::one_day ? 0 : 1;
  auto n = none, last_end = c.int_val(long_ago);
  auto any = c.bool_val(false);
  for (auto const& one : few.spells) {
    auto const first = greater(one.first, from), last = smaller(one.last, until);
    auto const counts = conj(c, {one.used, le(first, last)});
    auto const days = greater(none, sum(last - first, -on));
    auto const before =
        t.has_gap ? either(conj(c, {any, le(moved(last_end, t.gap, missing, false), sum(first, on))}), none, n) : n;
    n = either(counts, t.longest ? greater(before, days) : before + days, n);
    last_end = either(counts, last, last_end);
    any = disj(c, {any, counts});
  }
  if (!t.has_gap) return n;
  return either(le(moved(last_end, t.gap, missing, false), until), none, n);
}

// --- dates ----------------------------------------------------------------------------------------------------------

date_terms translation::make_date(node const& n) {
  auto& c = p_.c;
  auto const none = no_zone(c);
  bool const minutes = g_.minutes[n.out];
  switch (n.code) {
  case opcode::date_constant: {
    auto const at = g_.dates[n.a];
    return {c.int_val(at.lo), c.int_val(at.hi), none, none, at.lo != long_ago};
  }
  case opcode::date_as_of: return {p_.as_of, p_.as_of, none, none, true};
  case opcode::date_fact: {
    auto const& f = terms_of(1, n.a);
    auto const zone = f.terms.size() > 2 ? f.terms[2] : none;
    return {f.terms[0], f.terms[1], zone, zone, p_.who == persons::known};
  }
  case opcode::date_add: return added(n);
  case opcode::date_latest:
  case opcode::date_earliest: return extreme(n);
  case opcode::date_choose: return chosen(truth_at(n.a), date_at(n.b), date_at(n.c), minutes);
  case opcode::date_gate: return date_at(n.a);
  case opcode::date_to_day: {
    auto const d = date_at(n.a);
    auto const lo = day_of(d.lo);
    return {lo, same(d.lo, d.hi) ? lo : day_of(d.hi), none, none, d.floored};
  }
  case opcode::date_count: return counted(n);
  case opcode::date_running: {
    auto const applies = truth_at(n.a);
    auto const runs = both(applies, reached(n.b));
    auto const due = date_at(n.c);
    if (n.flag != 0) break; // shown alone
    auto const never = c.int_val(not_yet);
    return {either(runs.f, never, due.lo), either(runs.f, never, either(runs.t, due.hi, never)), due.zone_lo,
            due.zone_hi, due.floored};
  }
  default: break;
  }
  throw std::logic_error("no date that anything asks");
}

date_terms translation::hull(date_terms const& x, date_terms const& y, bool minutes) {
  if (!minutes) return {smaller(x.lo, y.lo), greater(x.hi, y.hi), x.zone_lo, x.zone_hi, x.floored && y.floored};
  auto const lo = earlier(y.lo, y.zone_lo, x.lo, x.zone_lo), hi = earlier(x.hi, x.zone_hi, y.hi, y.zone_hi);
  return {either(lo, y.lo, x.lo), either(hi, y.hi, x.hi), either(lo, y.zone_lo, x.zone_lo),
          either(hi, y.zone_hi, x.zone_hi), x.floored && y.floored};
}

date_terms translation::chosen(truth_terms const& when, date_terms const& then, date_terms const& otherwise,
                               bool minutes) {
  auto const unsure = hull(then, otherwise, minutes);
  auto pick = [&](z3::expr const& x, z3::expr const& y, z3::expr const& u) {
    return either(when.t, x, either(when.f, y, u));
  };
  // Of what is surely one or the other no hull is left.
  if (same(when.f, neg(when.t)))
    return {either(when.t, then.lo, otherwise.lo), either(when.t, then.hi, otherwise.hi),
            either(when.t, then.zone_lo, otherwise.zone_lo), either(when.t, then.zone_hi, otherwise.zone_hi),
            then.floored && otherwise.floored};
  return {pick(then.lo, otherwise.lo, unsure.lo), pick(then.hi, otherwise.hi, unsure.hi),
          pick(then.zone_lo, otherwise.zone_lo, unsure.zone_lo), pick(then.zone_hi, otherwise.zone_hi, unsure.zone_hi),
          unsure.floored};
}

date_terms translation::extreme(node const& n) {
  bool const later = n.code == opcode::date_latest, minutes = g_.minutes[n.out];
  // The order of operands is the graph's; of days, a formula should not depend on it.
  std::vector<date_terms> of;
  for (auto i = n.a; i < n.a + n.b; ++i)
    of.push_back(date_at(g_.operands[i]));
  if (!minutes)
    std::sort(of.begin(), of.end(), [](date_terms const& x, date_terms const& y) {
      return std::pair(x.lo.id(), x.hi.id()) < std::pair(y.lo.id(), y.hi.id());
    });
  auto out = of.front();
  for (std::size_t i = 1; i < of.size(); ++i) {
    auto const& o = of[i];
    if (!minutes) {
      auto const lo = later ? greater(out.lo, o.lo) : smaller(out.lo, o.lo);
      bool const exact = same(out.lo, out.hi) && same(o.lo, o.hi);
      out.hi = exact ? lo : later ? greater(out.hi, o.hi) : smaller(out.hi, o.hi);
      out.lo = lo;
      out.floored = later ? out.floored || o.floored : out.floored && o.floored;
      continue;
    }
    auto replaced = [&](z3::expr const& x, z3::expr const& zx, z3::expr const& y, z3::expr const& zy) {
      return later ? earlier(x, zx, y, zy) : earlier(y, zy, x, zx);
    };
    auto const lo = replaced(out.lo, out.zone_lo, o.lo, o.zone_lo), hi = replaced(out.hi, out.zone_hi, o.hi, o.zone_hi);
    out = {either(lo, o.lo, out.lo), either(hi, o.hi, out.hi), either(lo, o.zone_lo, out.zone_lo),
           either(hi, o.zone_hi, out.zone_hi), out.floored && o.floored};
  }
  return out;
}

z3::expr translation::plain_add(z3::expr const& x, std::int64_t n, bool minutes) {
  auto& c = p_.c;
  auto const first = minutes ? first_minute : std::int64_t{first_day},
             last = minutes ? last_minute : std::int64_t{last_day};
  if (auto v = numeral(x)) return c.int_val(minutes ? add_minutes(*v, n) : add_days(*v, n));
  auto const y = sum(x, n);
  auto const to = n >= 0 ? either(lt(c.int_val(last), y), c.int_val(not_yet), y)
                         : either(lt(y, c.int_val(first)), c.int_val(long_ago), y);
  return either(sentinel(x), x, to);
}

/// Hours that count from a bare day count to its very end.
date_terms translation::to_midnight(date_terms const& d) {
  if (same(d.lo, d.hi)) return d;
  auto& c = p_.c;
  auto const whole =
      conj(c, {neg(is(d.lo, d.hi)), neg(sentinel(d.hi)),
               is(z3::mod(d.hi - c.int_val(first_minute - 1), c.int_val(minutes_per_day)), c.int_val(0))});
  return {d.lo, either(whole, sum(d.hi, 1), d.hi), d.zone_lo, d.zone_hi, d.floored};
}

namespace {

date_terms minutes_of_days(date_terms const& d) {
  auto& c = d.lo.ctx();
  auto one = [&](z3::expr const& x, std::int64_t more) {
    auto const y = x * c.int_val(minutes_per_day) + c.int_val(more);
    return either(sentinel(x), x, y.simplify());
  };
  return {one(d.lo, 0), one(d.hi, minutes_per_day - 1), no_zone(c), no_zone(c), d.floored};
}

} // namespace

z3::expr translation::moved(z3::expr const& x, addition const& by, missing_day missing, bool minutes) {
  auto& c = p_.c;
  auto const days = minutes ? minutes_per_day : 1;
  switch (by.unit) {
  case unit::hours: return plain_add(x, std::int64_t{by.n} * 60, true);
  case unit::days: return plain_add(x, by.n * days, minutes);
  case unit::weeks: return plain_add(x, 7 * by.n * days, minutes);
  case unit::working_days: return x;
  case unit::months:
  case unit::years: break;
  }
  auto const months = std::int64_t{by.n} * (by.unit == unit::years ? 12 : 1);
  auto const& f = p_.function("months/" + std::to_string(months) + '/' + std::to_string(static_cast<int>(missing)),
                              [months, missing](std::int64_t day) { return add_months(day, months, missing); });
  if (!minutes) return p_.apply(f, x);
  auto const day = day_of(x), to = p_.apply(f, day);
  auto const hour = x - day * c.int_val(minutes_per_day);
  return either(disj(c, {sentinel(to), sentinel(x)}), to, to * c.int_val(minutes_per_day) + hour);
}

date_terms translation::added(node const& n) {
  auto const& by = g_.additions[n.b];
  bool const minutes = g_.minutes[n.out];
  auto at = date_at(n.a);
  if (minutes && !g_.minutes[n.a]) at = minutes_of_days(at);
  if (by.unit == unit::hours) at = to_midnight(at);
  auto const lo = moved(at.lo, by, by.lo, minutes);
  bool const exact = same(at.lo, at.hi) && by.lo == by.hi;
  return {lo, exact ? lo : moved(at.hi, by, by.hi, minutes), at.zone_lo, at.zone_hi,
          at.floored && (by.n >= 0 || by.unit == unit::working_days)};
}

date_terms translation::counted(node const& n) {
  auto& c = p_.c;
  auto const& count = g_.counts[n.b];
  auto start = date_at(n.a);
  auto const none = no_zone(c);
  if (count.unspecified) return {start.lo, c.int_val(not_yet), none, none, start.floored};
  if (count.by.unit == unit::hours) {
    if (!g_.minutes[n.a]) start = minutes_of_days(start);
    start = to_midnight(start);
    auto const lo = moved(start.lo, count.by, count.by.lo, true);
    return {lo, same(start.lo, start.hi) ? lo : moved(start.hi, count.by, count.by.hi, true), start.zone_lo,
            start.zone_hi, start.floored && count.by.n >= 0};
  }
  auto const& m = side_.book();
  struct open_closure {
    internal::closure const* of;
    truth_terms when;
  };
  std::vector<internal::closure const*> surely;
  std::vector<open_closure> perhaps;
  for (auto const& one : count.closures) {
    auto const when = truth_at(one.when);
    if (when.f.is_true()) continue;
    auto const* closure = &m.closures[static_cast<std::size_t>(one.closure)];
    if (when.t.is_true())
      surely.push_back(closure);
    else
      perhaps.push_back({closure, when});
  }
  constexpr std::size_t most = 4;
  bool rough = perhaps.size() > most;
  if (rough) perhaps.erase(perhaps.begin() + most, perhaps.end());
  internal::calendar const* const days =
      count.by.calendar < 0 ? nullptr : &m.calendars[static_cast<std::size_t>(count.by.calendar)];
  auto at = [&](z3::expr const& x, bool late, std::vector<internal::closure const*> const& shut) {
    std::vector<closed> list;
    for (auto const* one : shut) {
      if (late)
        list.push_back({one->longest_from, one->longest_until, 0});
      else if (one->shortest_from <= one->shortest_until)
        list.push_back({one->shortest_from, one->shortest_until, 0});
    }
    std::sort(list.begin(), list.end(),
              [](closed const& p, closed const& q) { return std::pair(p.from, p.until) < std::pair(q.from, q.until); });
    auto const* calendar = days == nullptr ? nullptr : late ? days->all.get() : days->usual.get();
    auto const rule = count_rule{count.by.unit,
                                 count.by.n,
                                 count.first_counted,
                                 count.starts_next_working_day,
                                 count.roll,
                                 late ? count.by.hi : count.by.lo,
                                 count.mail_days,
                                 calendar,
                                 list};
    std::string key = "count";
    for (int part :
         {static_cast<int>(rule.unit), rule.n, rule.first_counted ? 1 : 0, rule.starts_next_working_day ? 1 : 0,
          rule.roll ? 1 : 0, static_cast<int>(rule.missing_day), rule.mail_days})
      key += '/' + std::to_string(part);
    key += '/' + std::to_string(p_.ground.calendars.of(calendar));
    for (auto const& one : list)
      key += '/' + std::to_string(one.from) + '-' + std::to_string(one.until);
    auto const& f = p_.function(key, [&](std::int64_t day) {
      return late ? latest_due(exactly(day), rule) : earliest_due(exactly(day), rule);
    });
    // Of an interval whose ends do not give the ends of what comes out, more would have to be told.
    rough = rough || (!f.table->monotone && !same(start.lo, start.hi));
    return p_.apply(f, x);
  };
  // Each way in which the closures that are not settled may stand.
  auto over = [&](z3::expr const& x, bool late) {
    std::function<z3::expr(std::size_t, std::vector<internal::closure const*>)> from =
        [&](std::size_t i, std::vector<internal::closure const*> shut) -> z3::expr {
      if (i == perhaps.size()) return at(x, late, shut);
      auto const without = from(i + 1, shut);
      shut.push_back(perhaps[i].of);
      auto const with = from(i + 1, shut);
      return late ? either(perhaps[i].when.f, without, with) : either(perhaps[i].when.t, with, without);
    };
    return from(0, surely);
  };
  auto const lo = over(start.lo, false), hi = over(start.hi, true);
  bool const floored = start.floored && count.by.n >= 0;
  if (rough) return {p_.approximate(lo), p_.approximate(hi), none, none, floored};
  return {lo, hi, none, none, floored};
}

// --- states ---------------------------------------------------------------------------------------------------------

state_terms translation::make_state(node const& n) {
  auto& c = p_.c;
  switch (n.code) {
  case opcode::state_constant: {
    state_terms out;
    for (int s = 0; s < deadline_states; ++s)
      out.push_back(c.bool_val((n.flag >> s & 1) != 0));
    return out;
  }
  case opcode::state_judge: return judged(g_.judgements[n.a]);
  case opcode::state_choose: {
    auto const when = truth_at(n.a);
    auto const& then = state_at(n.b);
    auto const& otherwise = state_at(n.c);
    state_terms out;
    for (std::size_t s = 0; s < then.size(); ++s)
      out.push_back(disj(c, {conj(c, {neg(when.f), then[s]}), conj(c, {neg(when.t), otherwise[s]})}));
    return out;
  }
  default: return state_at(n.a);
  }
}

state_terms translation::judged(judgement const& j) {
  auto& c = p_.c;
  auto const runs = both(truth_at(j.applies), reached(j.start));
  auto const within = not_past(j.due), met = truth_at(j.met), excused = truth_at(j.excused);
  auto const live = neg(runs.f), unmet = neg(met.t), late = neg(within.t);
  return {neg(runs.t), conj(c, {live, unmet, neg(within.f)}), conj(c, {live, neg(met.f)}),
          conj(c, {live, unmet, late, neg(excused.f)}), conj(c, {live, unmet, late, neg(excused.t)})};
}

} // namespace cobijo::internal

#endif
