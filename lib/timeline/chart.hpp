// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cobijo/timeline.hpp>

namespace cobijo::internal {

/// A timeline drawn: one bar a lane, as an SVG of its own. Every state has a pattern besides its colour, and its words
/// as the title of its bar.
[[nodiscard]] std::string chart(timeline const& t, std::vector<bool> const& shown, std::string const& title,
                                std::string const& lang);

} // namespace cobijo::internal
