// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cobijo/impact.hpp>

#include <bitset>

namespace cobijo::internal {

/// What becomes of a protection by its two statuses: the table of docs/impact.md.
inline std::bitset<outcomes> outcomes_of(status before, status after) {
  auto definite = [](status s) { return s == status::eligible || s == status::not_eligible; };
  std::bitset<outcomes> out;
  auto note = [&](outcome o, bool so) { out[static_cast<std::size_t>(o)] = so; };
  note(outcome::loses, before == status::eligible && after != status::eligible);
  note(outcome::gains, before != status::eligible && after == status::eligible);
  note(outcome::becomes_undetermined, definite(before) && after == status::undetermined);
  note(outcome::becomes_decided, before == status::undetermined && definite(after));
  note(outcome::goes_out_of_force, before != status::not_in_force && after == status::not_in_force);
  note(outcome::comes_into_force, before == status::not_in_force && after != status::not_in_force);
  return out;
}

} // namespace cobijo::internal
