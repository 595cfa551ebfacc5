// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What stands beside the facts of a person or case: the day asked about, and how the law is read.
#pragma once

#include "rules/cursor.hpp"

#include <cobijo/rulebook.hpp>

namespace cobijo::internal {

/// Nothing after a fault. What was written stays unsaid: a file about a person is not repeated.
[[nodiscard]] std::optional<date> read_day(cursor const& at);
[[nodiscard]] std::optional<cobijo::moment> read_moment(cursor const& at);

/// The members `known_at` and `readings`, if they are there.
[[nodiscard]] law_options read_law_options(cursor const& around);

} // namespace cobijo::internal
