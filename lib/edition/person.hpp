// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The facts of one person, laid out by kind so that the evaluator reads them by slot.
#pragma once

#include "rules/model.hpp"

#include <limits>

namespace cobijo::internal {

/// Offset from UTC of a minute that was written without one.
inline constexpr std::int16_t no_offset = std::numeric_limits<std::int16_t>::min();

/// First and last day of a stay; `not_yet` as the last day: it still runs.
struct spell {
  span from, to;
};

/// Slots are those of `fact::slot`. Sets and enums are two words a 64 values: what is in, what is out; an enum known
/// exactly has one value in and all others out.
struct person {
  std::vector<truth> truths;
  std::vector<span> intervals;
  std::vector<std::int16_t> offsets; ///< parallel to `intervals`
  std::vector<std::uint64_t> in, out;
  std::vector<std::optional<std::vector<spell>>> spells;

  explicit person(model const& m)
      : truths(static_cast<std::size_t>(m.slots[0]), truth::unknown), intervals(static_cast<std::size_t>(m.slots[1])),
        offsets(static_cast<std::size_t>(m.slots[1]), no_offset), in(static_cast<std::size_t>(m.slots[2])),
        out(static_cast<std::size_t>(m.slots[2])), spells(static_cast<std::size_t>(m.slots[3])) {
    for (auto const& f : m.facts)
      if (f.type == fact_type::number)
        intervals[static_cast<std::size_t>(f.slot)] = {std::numeric_limits<std::int64_t>::min() / 2,
                                                       std::numeric_limits<std::int64_t>::max() / 2};
  }
};

/// Reads facts from a JSON object, nested or with dotted keys. Faults never repeat a value.
result<person> read_person(model const& m, json const& facts, std::string const& file);

} // namespace cobijo::internal
