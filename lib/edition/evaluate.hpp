// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// One pass over a graph for one person. No recursion, no allocation once the workspace has its size.
#pragma once

#include "edition/compile.hpp"
#include "edition/person.hpp"

namespace cobijo::internal {

/// The day asked about, with its hour if one was given.
struct moment {
  std::int32_t day = 0;
  std::optional<std::int64_t> minute; ///< local minutes since 1970
  std::int16_t offset = no_offset;
};

/// Values of all nodes of one evaluation. Reused from person to person; belongs to one thread at a time.
struct values {
  std::vector<truth> truths;
  std::vector<span> dates;
  std::vector<std::int16_t> offsets;
  std::vector<state_set> states;
  std::vector<closed> shortest, longest; // scratch

  void fit(graph const& g);
};

/// What to take differently: things taken as unknown, leaves forced. Both are indexed and may be empty.
struct assumptions {
  std::vector<bool> unknown;             ///< by thing
  std::vector<std::optional<truth>> forced; ///< by probe
};

void evaluate(compiled const& e, person const& p, moment const& as_of, values& v, assumptions const* what_if = nullptr);

} // namespace cobijo::internal
