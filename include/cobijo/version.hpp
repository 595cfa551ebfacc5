// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Version of the library, and of the rule format that it reads.
#pragma once

#include <string_view>

namespace cobijo {

/// Version of the library, `0.1.0`.
[[nodiscard]] std::string_view version() noexcept;

/// Oldest and newest rule format that this library reads (docs/format.md).
inline constexpr int oldest_format = 1;
inline constexpr int newest_format = 1;

} // namespace cobijo
