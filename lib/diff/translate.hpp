// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A compiled graph as formulas. A truth is two of them, "can be shown true" and "can be shown false", so that Kleene's
// three values are kept; a date is its two ends; a set of states is one formula a state.
//
// Both editions draw on one pool of facts and of functions, by id and by content: what is the same in both is the same
// formula, and needs no solver.
#pragma once

#include "diff/pool.hpp"

namespace cobijo::internal {

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

private:
  truth_terms truth_at(std::uint32_t at);
  date_terms date_at(std::uint32_t at);
  state_terms const& state_at(std::uint32_t at);
  truth_terms make_truth(node const& n);
  date_terms make_date(node const& n);
  state_terms make_state(node const& n);

  fact const& fact_in(int storage, std::uint32_t slot) const;
  fact_terms const& terms_of(int storage, std::uint32_t slot);
  truth_terms among(node const& n);
  truth_terms compared(node const& n);
  truth_terms reached(std::uint32_t at);
  truth_terms not_past(std::uint32_t at);
  state_terms judged(judgement const& j);

  truth_terms time_in(spell_test const& t);
  std::vector<z3::expr> few_counted(spell_terms const& s, spell_test const& t, date_terms const& from,
                                    date_terms const& until);
  z3::expr days_in(spell_list const& few, z3::expr const& from, z3::expr const& until, spell_test const& t,
                   missing_day missing, counting ends);

  z3::expr plain_add(z3::expr const& x, std::int64_t n, bool minutes);
  z3::expr moved(z3::expr const& x, addition const& by, missing_day missing, bool minutes);
  date_terms added(node const& n);
  date_terms counted(node const& n);
  date_terms extreme(node const& n);
  date_terms hull(date_terms const& x, date_terms const& y, bool minutes);
  date_terms chosen(truth_terms const& when, date_terms const& then, date_terms const& otherwise, bool minutes);
  date_terms to_midnight(date_terms const& d);

  pool& p_;
  diff_edition const& side_;
  graph const& g_;
  std::vector<std::optional<truth_terms>> truths_;
  std::vector<std::optional<date_terms>> dates_;
  std::vector<std::optional<state_terms>> states_;
};

} // namespace cobijo::internal
