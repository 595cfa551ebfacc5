// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#ifdef COBIJO_WITH_PROOFS

#include "diff/pool.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

std::string key_of(fact const& f) {
  return f.id + '/' + std::to_string(static_cast<int>(f.type)) + (f.future ? "+" : "");
}

fact const& fact_in(diff_edition const& side, node const& n) {
  return side.book().facts[static_cast<std::size_t>(side.in().index.fact_of[2][n.a])];
}

} // namespace

std::vector<std::string> values_in(diff_edition const& side, node const& n) {
  auto const& masks = side.in().graph.masks;
  auto const& ids = side.book().value_sets[static_cast<std::size_t>(fact_in(side, n).values)].ids;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if ((masks[n.b + i / 64] >> (i % 64) & 1U) != 0) out.push_back(ids[i]);
  return out;
}

proof_ground::proof_ground(diff_document const& document) : d(document), calendars(d) {
  for (auto const* side : {&d.a, &d.b})
    for (auto const& n : side->in().graph.nodes) {
      bool const names = n.code == opcode::fact_one_of || n.code == opcode::fact_any || n.code == opcode::fact_count;
      if (!names && n.code != opcode::fact_given) continue;
      auto& all = named[key_of(fact_in(*side, n))];
      if (!names) continue;
      for (auto& one : values_in(*side, n))
        all.insert(std::move(one));
    }
}

pool::pool(z3::context& context, proof_ground const& shared, persons of)
    : c(context), ground(shared), d(shared.d), who(of),
      as_of(d.options.any_day ? context.int_const("as_of") : context.int_val(std::int64_t{d.as_of.days()})) {}

fact_terms const& pool::fact_at(diff_edition const& side, fact const& f) {
  auto const key = key_of(f);
  if (auto const it = facts_.find(key); it != facts_.end()) return it->second;
  auto& out = facts_[key];
  out.number = facts_.size();
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
    auto const& named = ground.named.at(key);
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

spell_list const& pool::few_spells(std::string const& fact) {
  auto const [it, fresh] = lists_.try_emplace(fact);
  auto& out = it->second;
  if (!fresh) return out;
  constexpr int most = 3;
  for (int i = 0; i < most; ++i) {
    auto const name = fact + '#' + std::to_string(i);
    spell_list::one const one{c.bool_const((name + "?used").c_str()), c.int_const(name.c_str()),
                              c.int_const((name + "?last").c_str())};
    auto const earliest = out.spells.empty() ? c.int_val(std::int64_t{first_day}) : sum(out.spells.back().last, 2);
    if (!out.spells.empty()) out.domain.push_back(z3::implies(one.used, out.spells.back().used));
    out.domain.push_back(z3::implies(one.used, one.first >= earliest && one.first <= one.last && one.last <= as_of));
    out.spells.push_back(one);
  }
  return out;
}

spell_terms& pool::spell_at(std::string const& signature, spell_terms const& like, bool exact) {
  if (auto const it = spells_.find(signature); it != spells_.end()) return it->second;
  auto const name = "spells/" + std::to_string(spells_.size());
  auto one = like;
  one.number = spells_.size();
  // Whether anything is known of the spells is one question, however they are measured.
  if (who == persons::partly_known) one.given = c.bool_const((like.fact + "?given").c_str());
  auto const most = one.hi;
  one.lo = c.int_const(name.c_str());
  one.hi = c.int_const((name + "?hi").c_str());
  // Spells that overlap count twice, so only one spell is surely no longer than the window.
  if (one.longest) one.domain.push_back(one.hi <= most);
  one.domain.push_back(one.lo >= 0 && one.lo <= one.hi);
  if (exact && who == persons::known) one.domain.push_back(one.lo == one.hi);
  // The same spells, measured otherwise: the longest is no longer than all, and a longer gap starts anew less often.
  for (auto const& [key, other] : spells_) {
    bool const comparable =
        other.fact == one.fact && other.ends == one.ends &&
        std::equal(other.window.begin(), other.window.end(), one.window.begin(), one.window.end(), same);
    if (!comparable) continue;
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
  auto& out = spells_.emplace(signature, std::move(one)).first->second;
  for (auto const& e : {out.given, out.lo, out.hi})
    spell_of.emplace(e.id(), &out);
  return out;
}

day_function const& pool::function(std::string const& signature,
                                   std::function<std::int64_t(std::int64_t)> const& make) {
  if (auto const it = functions_.find(signature); it != functions_.end()) return it->second;
  auto const name = "F" + std::to_string(functions_.size());
  day_function f{c.function(name.c_str(), c.int_sort(), c.int_sort()), &ground.tables.of(signature, make)};
  return functions_.emplace(signature, std::move(f)).first->second;
}

z3::expr pool::apply(day_function const& f, z3::expr const& x) {
  auto const& t = *f.table;
  if (auto n = numeral(x)) return c.int_val(t.at(*n));
  auto const value = f.name(x);
  if (applications.contains(value.id())) return value;
  application a{applications.size(), &t, x, value, {}};
  auto const ago = c.int_val(long_ago), never = c.int_val(not_yet);
  a.told.push_back(z3::implies(x == ago, value == ago));
  a.told.push_back(z3::implies(x == never, value == never));
  auto within = value >= x + c.int_val(t.least) && value <= x + c.int_val(t.most);
  auto const inside = x != ago && x != never;
  a.told.push_back(z3::implies(inside, t.leaves ? within || value == ago || value == never : within));
  if (auto const day = numeral(as_of); day && t.monotone)
    // Most last days are only ever compared with the day asked about.
    for (auto const limit : {*day, *day + 1}) {
      auto const it = std::lower_bound(t.values.begin(), t.values.end(), limit);
      auto const from = it == t.values.end() ? std::int64_t{last_day} + 1 : first_day + (it - t.values.begin());
      a.told.push_back((value >= c.int_val(limit)) == (x >= c.int_val(from)));
    }
  applications.emplace(value.id(), std::move(a));
  return value;
}

z3::expr pool::approximate(z3::expr const& e) {
  auto const out = c.int_const(("nearly/" + std::to_string(e.id())).c_str());
  approximated.emplace(out.id(), out == e);
  return out;
}

} // namespace cobijo::internal

#endif
