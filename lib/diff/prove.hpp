// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What becomes of one protection, over all possible persons. Two ways: a solver that proves, and a search that does
// not.
#pragma once

#include "diff/replay.hpp"

namespace cobijo::internal {

/// Belongs to one thread at a time. What it says of a protection may depend on those that it was asked about before.
class judge_of_meaning {
public:
  virtual ~judge_of_meaning() = default;
  /// Fills in the verdict, the witnesses and whether it is proved.
  virtual void judge(diff_target const& t, meaning& out) = 0;
};

/// Makes one more judge of the same difference; any thread may call it.
using judge_maker = std::function<std::unique_ptr<judge_of_meaning>()>;

/// Nothing, if the library was built without a solver.
[[nodiscard]] judge_maker prover_of(diff_document const& d);
[[nodiscard]] judge_maker searcher_of(diff_document const& d);

} // namespace cobijo::internal
