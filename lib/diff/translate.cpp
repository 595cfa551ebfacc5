// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#ifdef COBIJO_WITH_PROOFS

#include "diff/translate.hpp"

#include <algorithm>

namespace cobijo::internal {

// --- small formulas -------------------------------------------------------------------------------------------------

bool same(z3::expr const& x, z3::expr const& y) {
  return z3::eq(x, y);
}

z3::expr neg(z3::expr const& e) {
  if (e.is_true()) return e.ctx().bool_val(false);
  if (e.is_false()) return e.ctx().bool_val(true);
  if (e.is_app() && e.decl().decl_kind() == Z3_OP_NOT) return e.arg(0);
  return !e;
}

namespace {

z3::expr joined(z3::context& c, std::vector<z3::expr> of, bool absorbing) {
  std::vector<z3::expr> kept;
  for (auto const& e : of) {
    if (absorbing ? e.is_true() : e.is_false()) return c.bool_val(absorbing);
    if (absorbing ? e.is_false() : e.is_true()) continue;
    kept.push_back(e);
  }
  std::sort(kept.begin(), kept.end(), [](z3::expr const& x, z3::expr const& y) { return x.id() < y.id(); });
  kept.erase(std::unique(kept.begin(), kept.end(), same), kept.end());
  if (kept.empty()) return c.bool_val(!absorbing);
  if (kept.size() == 1) return kept.front();
  z3::expr_vector all(c);
  for (auto const& e : kept)
    all.push_back(e);
  return absorbing ? z3::mk_or(all) : z3::mk_and(all);
}

z3::expr either(z3::expr const& when, z3::expr const& then, z3::expr const& otherwise) {
  if (when.is_true() || same(then, otherwise)) return then;
  if (when.is_false()) return otherwise;
  return z3::ite(when, then, otherwise);
}

std::optional<std::int64_t> numeral(z3::expr const& e) {
  std::int64_t n = 0;
  if (e.is_numeral() && e.is_numeral_i64(n)) return n;
  return std::nullopt;
}

z3::expr le(z3::expr const& x, z3::expr const& y) {
  if (same(x, y)) return x.ctx().bool_val(true);
  if (auto a = numeral(x), b = numeral(y); a && b) return x.ctx().bool_val(*a <= *b);
  return x <= y;
}
z3::expr lt(z3::expr const& x, z3::expr const& y) {
  return neg(le(y, x));
}
z3::expr is(z3::expr const& x, z3::expr const& y) {
  if (same(x, y)) return x.ctx().bool_val(true);
  if (auto a = numeral(x), b = numeral(y); a && b) return x.ctx().bool_val(*a == *b);
  return x == y;
}
z3::expr sum(z3::expr const& x, std::int64_t n) {
  if (n == 0) return x;
  if (auto a = numeral(x)) return x.ctx().int_val(*a + n);
  return x + x.ctx().int_val(n);
}
z3::expr smaller(z3::expr const& x, z3::expr const& y) {
  return either(le(x, y), x, y);
}
z3::expr greater(z3::expr const& x, z3::expr const& y) {
  return either(le(x, y), y, x);
}

/// No offset: what the evaluator calls by the same name.
z3::expr no_zone(z3::context& c) {
  return c.int_val(no_offset);
}

z3::expr sentinel(z3::expr const& x) {
  auto& c = x.ctx();
  return disj(c, {is(x, c.int_val(long_ago)), is(x, c.int_val(not_yet))});
}

/// As the evaluator has it: by instant if both have an offset.
z3::expr earlier(z3::expr const& x, z3::expr const& zx, z3::expr const& y, z3::expr const& zy) {
  auto& c = x.ctx();
  auto const local = lt(x, y);
  auto const zoned = conj(c, {neg(is(zx, no_zone(c))), neg(is(zy, no_zone(c)))});
  if (zoned.is_false() || same(zx, zy)) return local;
  auto instant = [&](z3::expr const& at, z3::expr const& z) { return either(sentinel(at), at, at - z); };
  return either(zoned, lt(instant(x, zx), instant(y, zy)), local);
}

z3::expr day_of(z3::expr const& minute) {
  auto& c = minute.ctx();
  if (auto n = numeral(minute)) return c.int_val(day_of_minute(*n));
  auto const day = (minute - c.int_val(first_minute)) / c.int_val(minutes_per_day) + c.int_val(std::int64_t{first_day});
  return either(sentinel(minute), minute, day);
}

truth_terms opposite(truth_terms const& x) {
  return {x.f, x.t};
}

truth_terms both(truth_terms const& x, truth_terms const& y) {
  auto& c = x.t.ctx();
  return {conj(c, {x.t, y.t}), disj(c, {x.f, y.f})};
}

truth_terms measured(z3::expr const& lo, z3::expr const& hi, measure by, std::int64_t limit) {
  auto& c = lo.ctx();
  auto const n = c.int_val(limit);
  switch (by) {
  case measure::at_least: return {le(n, lo), lt(hi, n)};
  case measure::more_than: return {lt(n, lo), le(hi, n)};
  case measure::at_most: return {le(hi, n), lt(n, lo)};
  case measure::less_than: return {lt(hi, n), le(n, lo)};
  case measure::equal: return {conj(c, {is(lo, n), is(hi, n)}), disj(c, {lt(n, lo), lt(hi, n)})};
  }
  return {c.bool_val(false), c.bool_val(false)};
}

} // namespace

z3::expr conj(z3::context& c, std::vector<z3::expr> of) {
  return joined(c, std::move(of), false);
}
z3::expr disj(z3::context& c, std::vector<z3::expr> of) {
  return joined(c, std::move(of), true);
}

// --- the pool -------------------------------------------------------------------------------------------------------

namespace {

int storage_of(opcode code) {
  switch (code) {
  case opcode::fact_one_of:
  case opcode::fact_any:
  case opcode::fact_count:
  case opcode::fact_given: return 2;
  default: return -1;
  }
}

std::vector<std::string> values_in(model const& m, graph const& g, fact const& f, node const& n) {
  auto const& ids = m.value_sets[static_cast<std::size_t>(f.values)].ids;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if ((g.masks[n.b + i / 64] >> (i % 64) & 1U) != 0) out.push_back(ids[i]);
  return out;
}

std::string key_of(fact const& f) {
  return f.id + '/' + std::to_string(static_cast<int>(f.type)) + (f.future ? "+" : "");
}

} // namespace

pool::pool(z3::context& context, diff_document const& document, persons of)
    : c(context), d(document), who(of),
      as_of(document.options.any_day ? context.int_const("as_of")
                                     : context.int_val(std::int64_t{document.as_of.days()})) {
  for (auto const* side : {&d.a, &d.b})
    for (auto const& n : side->in().graph.nodes) {
      if (storage_of(n.code) != 2 || n.code == opcode::fact_given) continue;
      auto const& f = side->book().facts[static_cast<std::size_t>(side->in().index.fact_of[2][n.a])];
      auto values = values_in(side->book(), side->in().graph, f, n);
      named_[key_of(f)].insert(values.begin(), values.end());
    }
}

fact_terms const& pool::fact_at(diff_edition const& side, fact const& f) {
  auto const key = key_of(f);
  if (auto const it = facts.find(key); it != facts.end()) return it->second;
  auto& out = facts[key];
  out.declared = &f;
  out.id = f.id;
  bool const known = who == persons::known;
  auto flag = [&](std::string const& name) { return c.bool_const((key + name).c_str()); };
  auto whole = [&](std::string const& name) { return c.int_const((key + name).c_str()); };
  auto limits = [&](z3::expr const& x, std::int64_t lo, z3::expr const& hi) { return x >= c.int_val(lo) && x <= hi; };
  auto const never = c.int_val(not_yet);
  switch (f.type) {
  case fact_type::boolean: {
    auto const t = flag("");
    if (known) {
      out.terms = {t, neg(t)};
    } else {
      out.terms = {t, flag("?no")};
      out.domain.push_back(!(out.terms[0] && out.terms[1]));
    }
    break;
  }
  case fact_type::number: {
    constexpr std::int64_t most = 1000000000000, nowhere = 2 * most;
    auto const lo = whole("");
    auto const hi = known ? lo : whole("?hi");
    out.terms = {lo, hi};
    auto const given = limits(lo, 0, c.int_val(most)) && limits(hi, 0, c.int_val(most)) && lo <= hi;
    out.domain.push_back(known ? limits(lo, 0, c.int_val(most))
                               : (given || (lo == c.int_val(-nowhere) && hi == c.int_val(nowhere))));
    break;
  }
  case fact_type::date:
  case fact_type::date_time: {
    bool const minutes = f.type == fact_type::date_time;
    auto const lo = whole("");
    auto const hi = known ? lo : whole("?hi");
    out.terms = {lo, hi};
    std::int64_t const first = minutes ? first_minute : std::int64_t{first_day};
    auto last = c.int_val(minutes ? last_minute : std::int64_t{last_day});
    // What lies ahead of the day asked about has not happened.
    if (!f.future)
      last =
          minutes ? z3::expr((as_of * c.int_val(minutes_per_day) + c.int_val(minutes_per_day - 1)).simplify()) : as_of;
    if (known)
      out.domain.push_back(limits(lo, first, last) || lo == never);
    else
      out.domain.push_back((limits(lo, first, last) && limits(hi, first, last) && lo <= hi) ||
                           (limits(lo, first, last) && hi == never) ||
                           ((lo == c.int_val(long_ago) || lo == never) && hi == never));
    if (minutes) {
      out.terms.push_back(whole("?offset"));
      out.domain.push_back(out.terms[2] == no_zone(c) || limits(out.terms[2], -840, c.int_val(840)));
    }
    break;
  }
  case fact_type::enumeration:
  case fact_type::set: {
    auto const& named = named_[key];
    out.values.assign(named.begin(), named.end());
    bool const one = f.type == fact_type::enumeration;
    out.rest = one && named.size() < side.book().value_sets[static_cast<std::size_t>(f.values)].ids.size();
    std::vector<z3::expr> in, not_out;
    auto pair = [&](std::string const& name) {
      auto const yes = flag('=' + name);
      auto const no = known ? neg(yes) : flag('!' + name);
      out.terms.push_back(yes);
      out.terms.push_back(no);
      in.push_back(yes);
      not_out.push_back(neg(no));
      if (!known) out.domain.push_back(!(yes && no));
    };
    for (auto const& v : out.values) {
      pair(v);
      // A value that one vocabulary lacks cannot be told to it.
      for (auto const* s : {&d.a, &d.b})
        if (auto const it = s->book().fact_index.find(f.id); it != s->book().fact_index.end()) {
          auto const& other = s->book().facts[static_cast<std::size_t>(it->second)];
          if (other.values < 0 || !s->book().value_sets[static_cast<std::size_t>(other.values)].index.contains(v))
            out.domain.push_back(neg(in.back()));
        }
    }
    if (out.rest) pair("");
    if (one && !in.empty()) {
      z3::expr_vector yes(c), open(c);
      for (std::size_t i = 0; i < in.size(); ++i) {
        yes.push_back(in[i]);
        open.push_back(not_out[i]);
      }
      out.domain.push_back(z3::mk_or(open));
      if (known) {
        out.domain.push_back(z3::atmost(yes, 1));
      } else {
        for (std::size_t i = 0; i < in.size(); ++i) {
          std::vector<z3::expr> others;
          for (std::size_t j = 0; j < in.size(); ++j)
            if (j != i) others.push_back(neg(not_out[j]));
          // Exactly one is left: that is the value, unless what is left stands for many.
          auto const left = conj(c, others);
          out.domain.push_back(out.rest && i + 1 == in.size() ? z3::implies(in[i], left) : z3::expr(in[i] == left));
        }
      }
    }
    break;
  }
  case fact_type::spells: break;
  }
  for (auto const& e : out.terms)
    fact_of.emplace((e.is_app() && e.decl().decl_kind() == Z3_OP_NOT ? e.arg(0) : e).id(), &out);
  return out;
}

spell_terms const& pool::spell_at(std::string const& signature, spell_terms const& like, bool exact) {
  if (auto const it = spells.find(signature); it != spells.end()) return it->second;
  auto const name = "spells/" + std::to_string(spells.size());
  auto one = like;
  // Whether anything is known of the spells is one question, however they are measured.
  if (who == persons::partly_known) one.given = c.bool_const((like.fact + "?given").c_str());
  auto const most = one.hi;
  one.lo = c.int_const(name.c_str());
  one.hi = c.int_const((name + "?hi").c_str());
  // Spells that overlap count twice, so only one spell is surely no longer than the window.
  (one.longest ? one.domain : one.usual).push_back(one.hi <= most);
  one.domain.push_back(one.lo >= 0 && one.lo <= one.hi);
  if (exact && who == persons::known) one.domain.push_back(one.lo == one.hi);
  // The same spells, measured otherwise: the longest is no longer than all, and a longer gap starts anew less often.
  for (auto const& [key, other] : spells) {
    if (other.fact != one.fact || other.window != one.window || other.ends_less != one.ends_less) continue;
    auto at_most = [&](spell_terms const& x, spell_terms const& y) {
      one.domain.push_back(x.lo <= y.lo && x.hi <= y.hi);
    };
    auto gap_of = [](spell_terms const& x) { return x.gap == 0 ? std::numeric_limits<std::int64_t>::max() : x.gap; };
    // Gaps in months are only roughly so many days: those that come near each other are not compared.
    auto surely_less = [&](spell_terms const& x, spell_terms const& y) {
      return gap_of(x) < gap_of(y) - gap_of(y) / 10 - 5;
    };
    if (other.longest == one.longest && surely_less(other, one))
      at_most(other, one);
    else if (other.longest == one.longest && surely_less(one, other))
      at_most(one, other);
    else if (other.longest != one.longest && other.gap == 0 && one.gap == 0)
      other.longest ? at_most(other, one) : at_most(one, other);
  }
  auto& out = spells.emplace(signature, std::move(one)).first->second;
  for (auto const& e : {out.given, out.lo, out.hi})
    spell_of.emplace(e.id(), &out);
  return out;
}

day_function const& pool::function(std::string const& signature,
                                   std::function<std::int64_t(std::int64_t)> const& make) {
  if (auto const it = functions_.find(signature); it != functions_.end()) return it->second;
  auto const name = "F" + std::to_string(functions_.size());
  day_function f{c.function(name.c_str(), c.int_sort(), c.int_sort()), {}, true, false, 0, 0};
  f.table.reserve(static_cast<std::size_t>(last_day - first_day) + 1);
  bool any = false;
  for (std::int64_t day = first_day; day <= last_day; ++day) {
    auto const y = make(day);
    if (!f.table.empty() && y < f.table.back()) f.monotone = false;
    f.table.push_back(y);
    if (is_sentinel(y)) {
      f.leaves = true;
      continue;
    }
    f.least = any ? std::min(f.least, y - day) : y - day;
    f.most = any ? std::max(f.most, y - day) : y - day;
    any = true;
  }
  return functions_.emplace(signature, std::move(f)).first->second;
}

z3::expr pool::apply(day_function const& f, z3::expr const& x) {
  if (auto n = numeral(x)) return c.int_val(f.at(*n));
  auto const value = f.name(x);
  if (applications.contains(value.id())) return value;
  application a{&f, x, value, {}};
  auto const ago = c.int_val(long_ago), never = c.int_val(not_yet);
  a.told.push_back(z3::implies(x == ago, value == ago));
  a.told.push_back(z3::implies(x == never, value == never));
  auto within = value >= x + c.int_val(f.least) && value <= x + c.int_val(f.most);
  auto const inside = x != ago && x != never;
  a.told.push_back(z3::implies(inside, f.leaves ? within || value == ago || value == never : within));
  if (auto const day = numeral(as_of); day && f.monotone)
    // Most last days are only ever compared with the day asked about.
    for (auto const limit : {*day, *day + 1}) {
      auto const it = std::lower_bound(f.table.begin(), f.table.end(), limit);
      auto const from = it == f.table.end() ? std::int64_t{last_day} + 1 : first_day + (it - f.table.begin());
      a.told.push_back((value >= c.int_val(limit)) == (x >= c.int_val(from)));
    }
  applications.emplace(value.id(), std::move(a));
  return value;
}

// --- translation ----------------------------------------------------------------------------------------------------

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

fact_terms const& translation::fact_in(int storage, std::uint32_t slot) {
  auto const index = side_.in().index.fact_of[storage][slot];
  return p_.fact_at(side_, side_.book().facts[static_cast<std::size_t>(index)]);
}

truth_terms translation::make_truth(node const& n) {
  auto& c = p_.c;
  auto const no = c.bool_val(false), yes = c.bool_val(true);
  switch (n.code) {
  case opcode::constant:
    return {c.bool_val(static_cast<truth>(n.flag) == truth::yes), c.bool_val(static_cast<truth>(n.flag) == truth::no)};
  case opcode::open_law: return {no, no};
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
    auto const& f = fact_in(0, n.a);
    return {f.terms[0], f.terms[1]};
  }
  case opcode::fact_one_of:
  case opcode::fact_any:
  case opcode::fact_given:
  case opcode::fact_count: return among(n);
  case opcode::number: {
    auto const& f = fact_in(1, n.a);
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
  blunt_ = true;
  return {no, yes};
}

truth_terms translation::among(node const& n) {
  auto& c = p_.c;
  auto const& f = fact_in(2, n.a);
  if (n.code == opcode::fact_given) {
    if (p_.who == persons::known) return {c.bool_val(true), c.bool_val(false)};
    // Something is known of a value; of one that no condition names it is not told here.
    blunt_ = blunt_ || f.rest || f.terms.empty();
    return {disj(c, f.terms), c.bool_val(false)};
  }
  auto const inside = values_in(side_.book(), g_, *f.declared, n);
  // `declared` may be the other side's: the values are found by name, in this side's list.
  auto const& own = side_.book().facts[static_cast<std::size_t>(side_.in().index.fact_of[2][n.a])];
  auto const names = &own == f.declared ? inside : values_in(side_.book(), g_, own, n);
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

truth_terms translation::time_in(spell_test const& t) {
  auto& c = p_.c;
  auto const& f =
      side_.book().facts[static_cast<std::size_t>(side_.in().index.fact_of[3][static_cast<std::size_t>(t.slot)])];
  auto const to = date_at(t.to);
  spell_terms like{
      f.id, {}, t.longest, 0, 0, c.bool_val(true), c.int_val(0), c.int_val(std::int64_t{last_day} - first_day + 1),
      {},   {}};
  for (auto const& e : {to.lo, to.hi})
    like.window += '/' + std::to_string(e.id());
  bool exact = same(to.lo, to.hi) && t.ends != counting::unknown;
  if (t.has_from) {
    auto const from = date_at(t.from);
    like.window += '/' + std::to_string(from.lo.id()) + '/' + std::to_string(from.hi.id());
    exact = exact && same(from.lo, from.hi);
    // No more days than the window has.
    auto const until = smaller(to.hi, p_.as_of);
    auto const length = either(le(from.lo, until), until - from.lo + c.int_val(1), c.int_val(1));
    like.hi = length;
  }
  if (t.has_gap) {
    // Two gaps of one length in days are kept apart by what they are made of.
    constexpr std::int64_t days[] = {0, 1, 7, 30, 365, 1};
    like.gap = days[static_cast<std::size_t>(t.gap.unit)] * t.gap.n;
    exact = false;
  }
  like.ends_less = t.ends == counting::neither_day ? 1 : t.ends == counting::one_day ? 0 : -1;
  auto key = like.fact + like.window + (t.longest ? "/longest/" : "/total/") + std::to_string(static_cast<int>(t.ends));
  if (t.has_gap)
    key += "/gap" + std::to_string(static_cast<int>(t.gap.unit)) + '.' + std::to_string(t.gap.n) + '.' +
           std::to_string(static_cast<int>(t.gap.lo)) + std::to_string(static_cast<int>(t.gap.hi));
  auto const& s = p_.spell_at(key, like, exact);
  auto const m = measured(s.lo, s.hi, t.by, t.limit);
  return {conj(c, {s.given, m.t}), conj(c, {s.given, m.f})};
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
    auto const& f = fact_in(1, n.a);
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
    if (n.flag != 0) blunt_ = true; // only shown; nothing asks it
    auto const never = c.int_val(not_yet);
    return {either(runs.f, never, due.lo), either(runs.f, never, either(runs.t, due.hi, never)), due.zone_lo,
            due.zone_hi, due.floored};
  }
  default: break;
  }
  blunt_ = true;
  return {c.int_val(long_ago), c.int_val(not_yet), none, none, false};
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

date_terms translation::plain_add(date_terms const& at, std::int64_t n, bool minutes) {
  auto& c = p_.c;
  auto const first = minutes ? first_minute : std::int64_t{first_day},
             last = minutes ? last_minute : std::int64_t{last_day};
  auto one = [&](z3::expr const& x) {
    if (auto v = numeral(x)) return c.int_val(minutes ? add_minutes(*v, n) : add_days(*v, n));
    auto const y = sum(x, n);
    auto const moved = n >= 0 ? either(lt(c.int_val(last), y), c.int_val(not_yet), y)
                              : either(lt(y, c.int_val(first)), c.int_val(long_ago), y);
    return either(sentinel(x), x, moved);
  };
  auto const lo = one(at.lo);
  return {lo, same(at.lo, at.hi) ? lo : one(at.hi), at.zone_lo, at.zone_hi, at.floored && n >= 0};
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

date_terms translation::added(node const& n) {
  auto& c = p_.c;
  auto const& by = g_.additions[n.b];
  bool const minutes = g_.minutes[n.out];
  auto at = date_at(n.a);
  if (minutes && !g_.minutes[n.a]) at = minutes_of_days(at);
  switch (by.unit) {
  case unit::hours: return plain_add(to_midnight(at), std::int64_t{by.n} * 60, true);
  case unit::days: return plain_add(at, minutes ? by.n * minutes_per_day : by.n, minutes);
  case unit::weeks: return plain_add(at, 7 * (minutes ? by.n * minutes_per_day : by.n), minutes);
  case unit::working_days: return at;
  case unit::months:
  case unit::years: break;
  }
  auto const months = std::int64_t{by.n} * (by.unit == unit::years ? 12 : 1);
  auto moved = [&](z3::expr const& x, missing_day how) -> z3::expr {
    auto const& f = p_.function("months/" + std::to_string(months) + '/' + std::to_string(static_cast<int>(how)),
                                [&](std::int64_t day) { return add_months(day, months, how); });
    if (!minutes) return p_.apply(f, x);
    auto const day = day_of(x), to = p_.apply(f, day);
    auto const hour = x - day * c.int_val(minutes_per_day);
    return either(disj(c, {sentinel(to), sentinel(x)}), to, to * c.int_val(minutes_per_day) + hour);
  };
  auto const lo = moved(at.lo, by.lo);
  return {lo, same(at.lo, at.hi) && by.lo == by.hi ? lo : moved(at.hi, by.hi), at.zone_lo, at.zone_hi,
          at.floored && months >= 0};
}

namespace {

std::string days_of_calendar(working_days const* w) {
  if (w == nullptr) return "-";
  std::uint64_t hash = 1469598103934665603U;
  auto mix = [&](std::uint64_t v) {
    hash ^= v;
    hash *= 1099511628211U;
  };
  mix(static_cast<std::uint64_t>(w->weekend()));
  std::int32_t before = 0;
  for (auto const& h : w->holidays()) {
    if (h.day != before) mix(static_cast<std::uint64_t>(h.day + 100000));
    before = h.day;
  }
  return std::to_string(hash) + '.' + std::to_string(w->rank(last_day));
}

} // namespace

date_terms translation::counted(node const& n) {
  auto& c = p_.c;
  auto const& count = g_.counts[n.b];
  auto start = date_at(n.a);
  auto const none = no_zone(c);
  if (count.unspecified) return {start.lo, c.int_val(not_yet), none, none, start.floored};
  if (count.by.unit == unit::hours) {
    if (!g_.minutes[n.a]) start = minutes_of_days(start);
    return plain_add(to_midnight(start), std::int64_t{count.by.n} * 60, true);
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
  if (perhaps.size() > most) {
    blunt_ = true;
    perhaps.erase(perhaps.begin() + most, perhaps.end());
  }
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
    key += '/' + days_of_calendar(calendar);
    for (auto const& one : list)
      key += '/' + std::to_string(one.from) + '-' + std::to_string(one.until);
    auto const& f = p_.function(key, [&](std::int64_t day) {
      return late ? latest_due(exactly(day), rule) : earliest_due(exactly(day), rule);
    });
    // Of an interval whose ends do not give the ends of what comes out, more would have to be told.
    if (!f.monotone && !same(start.lo, start.hi)) blunt_ = true;
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
  return {over(start.lo, false), over(start.hi, true), none, none, start.floored && count.by.n >= 0};
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
