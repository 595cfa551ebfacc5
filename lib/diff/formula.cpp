// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#ifdef COBIJO_WITH_PROOFS

#include "diff/formula.hpp"

#include <algorithm>

namespace cobijo::internal {

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

} // namespace

z3::expr conj(z3::context& c, std::vector<z3::expr> of) {
  return joined(c, std::move(of), false);
}
z3::expr disj(z3::context& c, std::vector<z3::expr> of) {
  return joined(c, std::move(of), true);
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

z3::expr no_zone(z3::context& c) {
  return c.int_val(no_offset);
}

z3::expr sentinel(z3::expr const& x) {
  auto& c = x.ctx();
  return disj(c, {is(x, c.int_val(long_ago)), is(x, c.int_val(not_yet))});
}

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

} // namespace cobijo::internal

#endif
