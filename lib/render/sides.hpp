// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The two sides of a comparison, as reports of it name them.
#pragma once

#include "json/document.hpp"

#include <cobijo/date.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cobijo::internal {

/// `version` and `digest`: of the rulebook.
[[nodiscard]] json side_json(std::string const& name, date law_date, std::optional<date> known_at,
                             std::string const& version, std::string const& digest);

/// Of each side whose law is taken as it was known on a day, a sentence that says so. `doc` has the sides as `a`, `b`.
[[nodiscard]] std::vector<std::string> known_sides(json const& doc, std::string const& lang);

/// Which rulebook was asked, or which two.
[[nodiscard]] std::string rulebooks_line(json const& doc, std::string const& lang);

} // namespace cobijo::internal
