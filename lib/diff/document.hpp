// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A difference as worked out: what reports are made from.
#pragma once

#include "answer/determine.hpp"

#include <cobijo/diff.hpp>

#include <functional>
#include <set>

namespace cobijo::internal {

struct diff_edition {
  edition made;
  std::string name;
  values blank; ///< of a person of whom nothing is known
  [[nodiscard]] compiled const& in() const { return *made.impl(); }
  [[nodiscard]] model const& book() const { return *made.impl()->book; }
  [[nodiscard]] law day() const { return made.impl()->options.law_date; }
};

/// What happened to a thing between the two law dates.
struct diff_event {
  span from;
  std::string what; ///< `text`, `repealed`, or the word of an effect
  int instrument = -1;
  bool in_b = true; ///< whose rulebook tells of it
};

struct diff_entry : change {
  std::vector<diff_event> events;
  /// What stood and what stands, in a language; null for nothing.
  std::function<json(std::string const&)> before, after;
};

struct diff_document {
  diff_edition a, b;
  diff_options options;
  date as_of;
  std::vector<diff_entry> entries;
  std::vector<change> changes; ///< the same, as callers see them
  std::vector<meaning> meanings;
  bool solver = false; ///< whether one was asked
};

/// Adds an entry for each thing that differs. Severities of what people may claim are left for `judge`.
void compare_texts(diff_document& out);

/// Adds the meaning of each protection, and of each provision whose own text changed.
void compare_meanings(diff_document& out);

/// Ids of the provisions whose own value says how grave an entry is: those that changed, and those that use a value or
/// a reading that changed.
[[nodiscard]] std::set<std::string> provisions_to_judge(diff_document const& d);

/// Gives each entry the severity that follows from the meanings, and sorts.
void judge(diff_document& out);

/// The last day of a count that starts on a day, with nothing known of anybody.
[[nodiscard]] span due_of(compiled const& e, count const& c, std::int64_t day, values const& v);

/// What decides over a thing on a side: its newest alternative, or nothing.
struct text_in_force {
  enum class what : std::uint8_t { missing, none, unknown, text } kind = what::missing;
  int version = -1;
  law at = 0;
  std::vector<alternative> all;
};
[[nodiscard]] text_in_force text_of(diff_edition const& side, provision const* p);
[[nodiscard]] text_in_force text_of(diff_edition const& side, deadline const* d);

// --- in words -------------------------------------------------------------------------------------------------------

/// The difference as JSON (docs/diff.md): what every report is made from.
[[nodiscard]] json document_of(diff_document const& d, std::string const& lang);

// Parts of that document in one line.
[[nodiscard]] std::string one_line(json const& doc, std::string const& lang);
[[nodiscard]] std::string event_words(json const& event, std::string const& lang);
[[nodiscard]] std::string verdict_words(json const& meaning, std::string const& lang);
[[nodiscard]] std::string due_words(json const& due, std::string const& lang);
[[nodiscard]] std::string status_in(std::string const& word, bool protection, std::string const& lang);

/// The draft of a release note in Markdown: changes by the instrument that brought them about.
[[nodiscard]] std::string changelog(diff_document const& d, json const& doc, std::string const& lang);

} // namespace cobijo::internal
