// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "edition/evaluate.hpp"

#include <cobijo/rulebook.hpp>

#include <set>

namespace cobijo::internal {

inline time_asked to_internal(cobijo::moment const& m) {
  time_asked out;
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

/// The states of a set, and the one that is told: the only one, or open for open-or-met.
std::vector<deadline_status> states_in(state_set set);
deadline_status state_told(state_set set);

/// The version whose grants a protection gives, or -1: grants stay until a later text replaces them.
int granting_version(compiled const& e, values const& v, provision const& p);

/// What a version gives; nothing of version -1.
std::vector<grant_note> grants_of(provision const& p, int version);

/// What of a determination is wanted. Everything, unless narrowed.
struct wanted_answers {
  std::set<std::string> const* only = nullptr; ///< ids of protections and deadlines
  bool rests = true;                           ///< which single things a definite answer rests on
};

cobijo::determination determine(compiled const& e, person const& p, time_asked const& as_of,
                                wanted_answers const& wanted = {});

/// Due or latest as shown: a day, a minute, or nothing if it has no such bound.
struct shown_dates {
  std::optional<std::string> due, latest;
  span at;
};
shown_dates dates_of(compiled const& e, values const& v, deadline_nodes const& n);

} // namespace cobijo::internal
