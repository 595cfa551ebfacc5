// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The two editions that a command compares, as they are named on the command line.
#pragma once

#include "shelf.hpp"

#include <cobijo/diff.hpp>

namespace cli {

/// DAY, FOLDER, git:REV:FOLDER, the latter two also with @DAY; each with ~DAY, as the law was known on that day.
struct side_names {
  std::string a, b;
};

struct side_pair {
  cobijo::diff_side a, b;
  std::optional<cobijo::date> as_of; ///< of the command line
};

/// A, B, and the options that say how both are read.
void side_options(CLI::App& command, options& o, side_names& names);
[[nodiscard]] side_pair read_sides(options const& o, side_names const& names, law_shelf const& shelf);

} // namespace cli
