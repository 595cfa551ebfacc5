// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What the objects of a rule file are, and the order of their members: for the canonical form, and for outlines.
#pragma once

#include "json/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cobijo::internal {

/// `map of provision`: a map from ids to provisions. The order of ids is the author's.
inline constexpr std::string_view map_of = "map of ";

/// `file`, or `person` for facts and what is asked about them.
[[nodiscard]] std::string kind_of(json const& root);

/// Whether such an object has a line for each member, however short.
[[nodiscard]] bool always_tall(std::string const& kind);

struct part {
  std::string const* name;
  json const* value;
  std::string kind;   ///< of the value, or of each element of a list; empty for plain values and what is not known
  bool known = false; ///< a member of that kind of object
};

/// The members of an object in canonical order; those that are not known last.
[[nodiscard]] std::vector<part> parts_of(json const& object, std::string const& kind);

} // namespace cobijo::internal
