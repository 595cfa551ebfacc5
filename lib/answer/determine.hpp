// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "edition/evaluate.hpp"

#include <cobijo/rulebook.hpp>

#include <set>

namespace cobijo::internal {

inline moment to_internal(cobijo::moment const& m) {
  moment out;
  out.day = m.day().days();
  if (m.time()) {
    out.minute = m.time()->minutes();
    if (m.time()->offset_minutes()) out.offset = static_cast<std::int16_t>(*m.time()->offset_minutes());
  }
  return out;
}

inline status status_of(truth in_force, truth value) {
  if (in_force == truth::no) return status::not_in_force;
  if (in_force == truth::unknown || value == truth::unknown) return status::undetermined;
  return value == truth::yes ? status::eligible : status::not_eligible;
}

inline status status_of(provision_nodes const& n, values const& v) {
  return status_of(v.truths[n.in_force.at], v.truths[n.value.at]);
}

/// What of a determination is wanted. Everything, unless narrowed.
struct wanted_answers {
  std::set<std::string> const* only = nullptr; ///< ids of protections and deadlines
  bool rests = true;                           ///< which single things a definite answer rests on
};

cobijo::determination determine(compiled const& e, person const& p, moment const& as_of,
                                wanted_answers const& wanted = {});

/// Due or latest as shown: a day, a minute, or nothing if it has no such bound.
struct shown_dates {
  std::optional<std::string> due, latest;
  span at;
};
shown_dates dates_of(compiled const& e, values const& v, deadline_nodes const& n);

} // namespace cobijo::internal
