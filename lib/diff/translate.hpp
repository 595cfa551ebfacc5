// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A compiled graph as formulas. A truth is two of them, "can be shown true" and "can be shown false", so that Kleene's
// three values are kept; a date is its two ends; a set of states is one formula a state.
//
// Both editions draw on one pool of facts and of functions, by id and by content: what is the same in both is the same
// formula, and needs no solver.
#pragma once

#include "diff/replay.hpp"

#include <z3++.h>

namespace cobijo::internal {

/// Everything is known of the persons meant, or perhaps only a part.
enum class persons : std::uint8_t { known, partly_known };

/// A function of one day, worked out for every day there is. Solvers see an unknown function; what it does is told to
/// them bit by bit, where they guess wrong.
struct day_function {
  z3::func_decl name;
  std::vector<std::int64_t> table;      ///< from first_day on
  bool monotone = true, leaves = false; ///< `leaves`: gives a sentinel for some day
  std::int64_t least = 0, most = 0;     ///< of F(x) - x, sentinels apart
  [[nodiscard]] std::int64_t at(std::int64_t day) const {
    if (is_sentinel(day)) return day;
    return table[static_cast<std::size_t>(std::clamp<std::int64_t>(day, first_day, last_day) - first_day)];
  }
};

/// A function at a day that is not known yet.
struct application {
  day_function const* of;
  z3::expr argument, value;
  std::vector<z3::expr> told; ///< what is told of it from the start
};

/// The variables of one fact.
struct fact_terms {
  fact const* declared = nullptr;
  std::string id;
  std::vector<z3::expr> terms;     ///< boolean: t, f; number and date: lo, hi; a minute its offset; values: see below
  std::vector<std::string> values; ///< of an enum or set, those that any condition names: terms in, out, in, out, …
  bool rest = false;               ///< an enum may have a value that none names: one more pair of terms
  std::vector<z3::expr> domain;
};

/// The number of days in spells that a condition measures.
struct spell_terms {
  std::string fact, window;
  bool longest = false;
  std::int64_t gap = 0; ///< days of the gap after which counting begins anew, roughly; 0: none
  int ends_less = 0;    ///< days of a spell that do not count, beyond its own length
  z3::expr given, lo, hi;
  std::vector<z3::expr> domain;
  /// What is so unless spells overlap: asked for first, so that examples are such as happen.
  std::vector<z3::expr> usual;
};

class pool {
public:
  pool(z3::context& context, diff_document const& document, persons of);

  z3::context& c;
  diff_document const& d;
  persons who;
  z3::expr as_of;

  fact_terms const& fact_at(diff_edition const& side, fact const& f);
  /// `like` has all but the terms.
  spell_terms const& spell_at(std::string const& signature, spell_terms const& like, bool exact);
  /// A function of a day; `signature` says which, `make` gives its value for a day.
  day_function const& function(std::string const& signature, std::function<std::int64_t(std::int64_t)> const& make);
  z3::expr apply(day_function const& f, z3::expr const& argument);

  std::map<std::string, fact_terms> facts;
  std::map<std::string, spell_terms> spells;
  std::map<unsigned, application> applications;  ///< by number of the term
  std::map<unsigned, fact_terms const*> fact_of; ///< by number of the variable
  std::map<unsigned, spell_terms const*> spell_of;

private:
  std::map<std::string, std::set<std::string>> named_; ///< values of facts that conditions name
  std::map<std::string, day_function> functions_;
};

struct truth_terms {
  z3::expr t, f;
};
struct date_terms {
  z3::expr lo, hi, zone_lo, zone_hi;
  bool floored = false; ///< never long_ago
};
using state_terms = std::vector<z3::expr>;

/// One edition in terms of a pool.
class translation {
public:
  translation(pool& p, diff_edition const& side);

  [[nodiscard]] truth_terms truth_of(truth_node n) { return truth_at(n.at); }
  /// Something is only approximated: what is found impossible is no proof.
  [[nodiscard]] bool blunt() const { return blunt_; }

private:
  truth_terms truth_at(std::uint32_t at);
  date_terms date_at(std::uint32_t at);
  state_terms const& state_at(std::uint32_t at);
  truth_terms make_truth(node const& n);
  date_terms make_date(node const& n);
  state_terms make_state(node const& n);

  fact_terms const& fact_in(int storage, std::uint32_t slot);
  truth_terms among(node const& n);
  truth_terms compared(node const& n);
  truth_terms reached(std::uint32_t at);
  truth_terms not_past(std::uint32_t at);
  truth_terms time_in(spell_test const& t);
  state_terms judged(judgement const& j);
  date_terms added(node const& n);
  date_terms counted(node const& n);
  date_terms extreme(node const& n);
  date_terms hull(date_terms const& x, date_terms const& y, bool minutes);
  date_terms chosen(truth_terms const& when, date_terms const& then, date_terms const& otherwise, bool minutes);
  date_terms plain_add(date_terms const& at, std::int64_t n, bool minutes);
  date_terms to_midnight(date_terms const& d);

  pool& p_;
  diff_edition const& side_;
  graph const& g_;
  std::vector<std::optional<truth_terms>> truths_;
  std::vector<std::optional<date_terms>> dates_;
  std::vector<std::optional<state_terms>> states_;
  bool blunt_ = false;
};

// Small formulas, folded as they are made, so that the same thing said twice is the same formula.
[[nodiscard]] z3::expr conj(z3::context& c, std::vector<z3::expr> of);
[[nodiscard]] z3::expr disj(z3::context& c, std::vector<z3::expr> of);
[[nodiscard]] z3::expr neg(z3::expr const& e);
[[nodiscard]] bool same(z3::expr const& x, z3::expr const& y);

} // namespace cobijo::internal
