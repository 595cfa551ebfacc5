// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The JSON Schemas of `jurisdictions/schema`, compiled in so that rule files can be checked without looking for any.
/// `lib/embed/embed.cpp` writes the definitions.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace cobijo::internal {

/// File name (`rules.schema.json`) and text, sorted by name. Each is self-contained: what one schema borrows from
/// another has been copied into its `definitions`.
extern std::pair<std::string_view, std::string_view> const embedded_schemas[];
extern std::size_t const embedded_schemas_size;

/// Text of one schema; empty if there is none of that name.
[[nodiscard]] inline std::string_view embedded_schema(std::string_view name) {
  for (std::size_t i = 0; i < embedded_schemas_size; ++i)
    if (embedded_schemas[i].first == name) return embedded_schemas[i].second;
  return {};
}

} // namespace cobijo::internal
