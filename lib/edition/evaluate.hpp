// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// One pass over a graph for one person. No recursion, no allocation once the workspace has its size.
#pragma once

#include "edition/compile.hpp"
#include "edition/person.hpp"

namespace cobijo::internal {

/// The day asked about, with its hour if one was given.
struct time_asked {
  std::int32_t day = 0;
  std::optional<std::int64_t> minute; ///< local minutes since 1970
  std::int16_t offset = no_offset;
};

/// Offsets from UTC of the two ends of an interval of minutes.
struct zone {
  std::int16_t lo = no_offset, hi = no_offset;
};

/// Values of all nodes of one evaluation. Reused from person to person; belongs to one thread at a time.
struct values {
  std::vector<truth> truths;
  std::vector<span> dates;
  std::vector<zone> zones; ///< of dates that count minutes
  std::vector<state_set> states;

  // Scratch
  struct days {
    std::int64_t from, to;
  };
  std::vector<closed> shortest, longest;
  std::vector<days> shortest_spells, longest_spells;

  void fit(graph const& g);
};

/// What to take differently: things taken as unknown, leaves forced. Both are indexed and may be empty.
struct assumptions {
  std::vector<bool> unknown;                ///< by thing
  std::vector<std::optional<truth>> forced; ///< by probe
};

void evaluate(compiled const& e, person const& p, time_asked const& as_of, values& v,
              assumptions const* what_if = nullptr);

} // namespace cobijo::internal
