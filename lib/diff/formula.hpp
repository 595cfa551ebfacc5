// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Small formulas, folded as they are made, so that the same thing said twice is the same formula.
#pragma once

#include "edition/evaluate.hpp"

#include <z3++.h>

namespace cobijo::internal {

/// "Can be shown true" and "can be shown false", so that Kleene's three values are kept.
struct truth_terms {
  z3::expr t, f;
};

[[nodiscard]] bool same(z3::expr const& x, z3::expr const& y);

[[nodiscard]] z3::expr neg(z3::expr const& e);
[[nodiscard]] z3::expr conj(z3::context& c, std::vector<z3::expr> of);
[[nodiscard]] z3::expr disj(z3::context& c, std::vector<z3::expr> of);
[[nodiscard]] z3::expr either(z3::expr const& when, z3::expr const& then, z3::expr const& otherwise);

[[nodiscard]] std::optional<std::int64_t> numeral(z3::expr const& e);
[[nodiscard]] z3::expr le(z3::expr const& x, z3::expr const& y);
[[nodiscard]] z3::expr lt(z3::expr const& x, z3::expr const& y);
[[nodiscard]] z3::expr is(z3::expr const& x, z3::expr const& y);
[[nodiscard]] z3::expr sum(z3::expr const& x, std::int64_t n);
[[nodiscard]] z3::expr smaller(z3::expr const& x, z3::expr const& y);
[[nodiscard]] z3::expr greater(z3::expr const& x, z3::expr const& y);

/// No offset: what the evaluator calls by the same name.
[[nodiscard]] z3::expr no_zone(z3::context& c);
/// Is it no day at all: long ago, or not yet?
[[nodiscard]] z3::expr sentinel(z3::expr const& x);
/// As the evaluator has it: by instant if both have an offset.
[[nodiscard]] z3::expr earlier(z3::expr const& x, z3::expr const& zx, z3::expr const& y, z3::expr const& zy);
[[nodiscard]] z3::expr day_of(z3::expr const& minute);

[[nodiscard]] truth_terms opposite(truth_terms const& x);
[[nodiscard]] truth_terms both(truth_terms const& x, truth_terms const& y);
[[nodiscard]] truth_terms measured(z3::expr const& lo, z3::expr const& hi, measure by, std::int64_t limit);

} // namespace cobijo::internal
