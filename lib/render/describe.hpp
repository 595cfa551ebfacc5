// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Conditions, dates and periods in words, English and Spanish.
#pragma once

#include "rules/model.hpp"

#include <cobijo/determination.hpp>

namespace cobijo::internal {

inline bilingual to_bilingual(text const& t) {
  return {t.en, t.es};
}

/// One line for a condition: its own label, or words made from what it tests.
bilingual describe(model const& m, condition const& c);
/// One line for its contrary: `must not be so: …`.
bilingual denied_words(model const& m, condition const& c);
bilingual describe(model const& m, date_expression const& d);
bilingual describe(model const& m, period const& p);

/// `2012-11-12`, or `2012-11-09 … 2012-11-12` for an interval.
std::string written(span days);
std::string written_day(std::int64_t day);
std::string written_minute(std::int64_t minute, std::int16_t offset);

bilingual name_of(deadline_state s);
std::string_view word_of(deadline_state s);
std::string_view word_of(support s);

} // namespace cobijo::internal
