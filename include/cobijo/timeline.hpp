// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Every day on which an answer about one person changes: a birthday, the end of a term or of a stay, a law.
///
///     cobijo::timeline_options how{cobijo::date::parse("2025-01-01").value(),
///     cobijo::date::parse("2027-12-31").value()}; auto const years = cobijo::make_timeline(book, who, how).value();
///     for (auto const& t : years.turns) std::cout << t.on.to_string() << ' ' << years.lanes[t.lane].id << '\n';
///     std::cout << cobijo::report(book, years, cobijo::timeline_format::text);
///
/// On each day the question is that of `edition::determine`, asked as of that day under the law of that day. The facts
/// stay as they were given: an event that lies ahead happens when its day has come, and nothing else is supposed. The
/// days are computed from the dates in the law and in the facts, not by trying every day.
#pragma once

#include <cobijo/report.hpp>

namespace cobijo {

struct timeline_options {
  date from, to; ///< first and last day, both included
  /// One law all along; nothing: the law of each day.
  std::optional<date> law_date = std::nullopt;
  law_options law = {};
  std::vector<std::string> modules = {}; ///< only these; all if empty
  std::vector<std::string> only = {};    ///< only these protections, with their deadlines, and deadlines; all if empty
};

/// What is told of a protection or deadline on a day.
struct timeline_state {
  // Of a protection
  cobijo::status status = cobijo::status::undetermined;
  std::vector<grant_note> grants; ///< what it gives
  // Of a deadline
  deadline_status state = deadline_status::undetermined;
  std::vector<deadline_status> possible;
  std::optional<std::string> due, latest; ///< as in `deadline_answer`
};

/// One protection or deadline, from the first day to the last.
struct timeline_lane {
  std::string id, module;
  bilingual label;
  bool deadline = false;
  timeline_state first; ///< on the first day
};

/// Why an answer changes on a day.
struct timeline_cause {
  /// `law` (a text, its effect or a reading begins or ends), `time` (a condition on days turns), `deadline` (the state
  /// of one turns), `start`, `due` (the deadline itself starts, or its last day has passed)
  std::string kind;
  std::string id;         ///< the thing whose text changes, the provision whose condition turns, the deadline
  std::string instrument; ///< of `law`; may be empty
  bilingual label;        ///< of the instrument or thing; of the condition
  std::string cite;
  friend bool operator==(timeline_cause const&, timeline_cause const&) = default;
};

/// One answer changes.
struct timeline_turn {
  date on;                                                         ///< the first day of the new answer
  std::size_t lane;                                                ///< position in `lanes`
  bool status = false, grants = false, state = false, due = false; ///< what of it changes
  timeline_state now;
  std::vector<timeline_cause> causes;
};

struct timeline {
  date from, to;
  std::optional<date> law_date;
  std::string rulebook_version, rulebook_digest;
  std::vector<timeline_lane> lanes; ///< in the order of the rulebook
  std::vector<timeline_turn> turns; ///< by day, then by lane
  std::size_t looks = 0;            ///< how many evaluations found them
};

/// Faults: E0305 for a reading, E0313 for a module, E0302 for a protection or deadline, E0707 if `to` lies before
/// `from`.
[[nodiscard]] result<timeline> make_timeline(rulebook const& book, facts const& who, timeline_options const& how);

enum class timeline_format : std::uint8_t { text, json, svg, html };

/// The turns as text or JSON (docs/timeline.md), as a chart (SVG), or as a page with chart and table and no script.
/// Lanes on which nothing changes and nothing can be claimed are only counted, unless `style.all`.
[[nodiscard]] std::string report(rulebook const& book, timeline const& t, timeline_format as,
                                 report_style const& style = {});

} // namespace cobijo
