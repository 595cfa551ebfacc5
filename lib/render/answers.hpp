// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Pieces of an answer in words, shared by the reports.
#pragma once

#include "render/names.hpp"

namespace cobijo::internal {

/// `✓ eligible` in its colour.
[[nodiscard]] std::string status_words(page const& out, status s);

/// ` (met / missed)`, the states that are possible where none is known; else nothing.
[[nodiscard]] std::string possible_words(deadline_status s, std::vector<deadline_status> const& possible,
                                         std::string_view lang);

/// `in force until 2026-02-13 (…): 29 days left, 20 working days`, all that is known of when a deadline ends.
[[nodiscard]] std::string deadline_words(page const& out, deadline_answer const& d);

/// One line for each possible count and each step of it.
void count_lines(page& out, std::size_t indent, model const& m, deadline_answer const& d);

/// What an answer rests on, or is left open by, in words: kind, thing, and a module checked too early.
[[nodiscard]] std::vector<std::string> rests_on_words(model const& m, protection_answer const& p,
                                                      std::string_view law_date, std::string_view lang);

/// ` [text recalled]`, or nothing for what is known well.
[[nodiscard]] std::string support_mark(std::string_view support, std::string_view lang);

/// The same, and nothing either for what others tell of a text: a mark for what an answer would be provisional for.
[[nodiscard]] std::string doubt_mark(std::string_view support, std::string_view lang);

/// `kind`, `label`, `cite`, and `support` where it is not verified.
[[nodiscard]] json grant_json(grant_note const& g, std::string_view lang);

/// `text (cite)`.
[[nodiscard]] std::string cited(std::string text, std::string_view cite);

} // namespace cobijo::internal
