// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What becomes of one protection, over all possible persons. Two ways: a solver that proves, and a search that does
// not.
#pragma once

#include "diff/replay.hpp"

namespace cobijo::internal {

class judge_of_meaning {
public:
  virtual ~judge_of_meaning() = default;
  /// Fills in the verdict, the witnesses and whether it is proved.
  virtual void judge(diff_target const& t, meaning& out) = 0;
};

/// Nothing, if the library was built without a solver.
[[nodiscard]] std::unique_ptr<judge_of_meaning> make_prover(diff_document const& d);
[[nodiscard]] std::unique_ptr<judge_of_meaning> make_searcher(diff_document const& d);

} // namespace cobijo::internal
