// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Rules as JSON made of ids alone, so that two texts of different rulebooks can be compared: what a text asks, apart
// from what it cites, how well it is known, and how it is worded.
#pragma once

#include "rules/model.hpp"

namespace cobijo::internal {

/// The same thing seen four ways. Two texts are the same if all four are.
struct canonical {
  json asks;   ///< what decides
  json cites;  ///< citations, in order
  json known;  ///< support, in order
  json worded; ///< labels, notes, factors, standards of proof, in order
};

[[nodiscard]] canonical canonical_of(model const& m, provision_version const& v);
[[nodiscard]] canonical canonical_of(model const& m, parameter_version const& v);
[[nodiscard]] canonical canonical_of(model const& m, clock_version const& v);

/// Parts of a deadline, so that a change can say which of them changed.
struct canonical_deadline {
  canonical whole;
  json period, start, clock, applies, met, excused, by_mail;
};
[[nodiscard]] canonical_deadline canonical_of(model const& m, deadline_version const& v);

[[nodiscard]] json canonical_of(model const& m, std::optional<date_expression> const& d);
[[nodiscard]] json canonical_of(std::vector<grant> const& grants);

} // namespace cobijo::internal
