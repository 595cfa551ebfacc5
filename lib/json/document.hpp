// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Strict JSON: UTF-8, no duplicate keys, bounded depth, member order kept, faults with a line.
#pragma once

#include "cobijo/error.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace cobijo::internal {

using json = nlohmann::ordered_json;

inline constexpr int max_depth = 64;

/// Parses one JSON text. `file` is only for faults.
result<json> parse_json(std::string_view text, std::string const& file);

/// 1-based line on which the value at `pointer` ends its first token; 0 if there is none.
int line_of(std::string_view text, std::string const& pointer);

/// Appends `token`, escaped, to a JSON pointer.
std::string child(std::string const& pointer, std::string_view token);
std::string child(std::string const& pointer, std::size_t index);

/// The entry of `candidates` nearest to `word`, as `did you mean "x"?`, or nothing if none is near.
std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates);

} // namespace cobijo::internal
