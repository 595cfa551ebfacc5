// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Answers as text, for people and for programs. Nothing here writes anywhere: each function returns a string.
#pragma once

#include <cobijo/rulebook.hpp>

namespace cobijo {

/// The determination as JSON, members as in docs/output.md. Texts in `lang`, "en" or "es". One line if `indent` is -1.
[[nodiscard]] std::string to_json(determination const& d, std::string_view lang = "en", int indent = 2);

} // namespace cobijo
