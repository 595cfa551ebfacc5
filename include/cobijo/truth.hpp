// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The three values of a legal condition.
#pragma once

#include <cstdint>

namespace cobijo {

/// Kleene's three values. Unknown is zero, so that memory that was only cleared claims nothing.
///
/// A missing fact is unknown, never false. Once a condition is `yes` or `no`, no further fact changes it.
enum class truth : std::uint8_t { unknown = 0, yes = 1, no = 2 };

} // namespace cobijo
