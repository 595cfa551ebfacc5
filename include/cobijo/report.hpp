// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Answers and rules as text, for people, and as JSON, for programs (docs/output.md). Nothing here writes anywhere:
/// each function returns a string.
#pragma once

#include <cobijo/rulebook.hpp>

namespace cobijo {

/// The determination as JSON, members as in docs/output.md. Texts in `lang`, "en" or "es". One line if `indent` is -1.
[[nodiscard]] std::string to_json(determination const& d, std::string_view lang = "en", int indent = 2);

/// How a report is written.
struct report_style {
  std::string lang = "en"; ///< "en" or "es"
  bool json = false;       ///< members as in docs/output.md, instead of text
  bool colour = false;     ///< escape sequences of terminals; never the only bearer of a meaning
  int width = 100;         ///< columns at which text is wrapped
  bool all = false;        ///< also what is not in force, deadlines that do not run, every open question
  bool brief = false;      ///< modules in which nothing can be claimed and no clock runs are only counted
  bool steps = false;      ///< each step of the count of a deadline, with its authority
};

/// The answers for one person, by module: eligible first, then what is open, then what is refused, each with the
/// reasons that decided, what is missing, what it gives, its deadlines.
[[nodiscard]] std::string report(edition const& law, determination const& d, report_style const& style = {});

/// The deadlines of a determination by the day they are due.
[[nodiscard]] std::string report_deadlines(edition const& law, determination const& d, report_style const& style = {});

/// One protection for one person: its rule as a tree, each node with its value, words, citation and text in force.
/// Fault `E0302`: there is no such provision.
[[nodiscard]] result<std::string> explain(edition const& law, facts const& who, moment const& as_of,
                                          std::string_view id, report_style const& style = {});

/// The consolidated text of a provision or deadline on the law date, numbered like a statute; below it the definitions,
/// values and contested points that it refers to. Fault `E0302`: there is no such thing.
[[nodiscard]] result<std::string> show(edition const& law, std::string_view id, report_style const& style = {});

/// Every version of a provision or deadline and of the definitions it refers to: dates, instruments, support, and what
/// later decisions did to them. Fault `E0302`: there is no such thing.
[[nodiscard]] result<std::string> history(rulebook const& book, std::string_view id, report_style const& style = {});

/// What a rulebook holds.
enum class listing : std::uint8_t { protections, provisions, deadlines, facts, modules, readings, instruments };

/// The ids and labels of one kind of thing; facts with their values. Only of `modules`, unless that is empty.
[[nodiscard]] std::string list(rulebook const& book, listing what, std::vector<std::string> const& modules = {},
                               report_style const& style = {});

/// A JSON file of this project in its canonical form: order of members, indentation, line ends. Never changes what the
/// file means. Faults: E01xx for what is no JSON.
[[nodiscard]] result<std::string> formatted(std::string_view json, std::string_view name = {});

/// A JSON file of this project as an outline in words, to be compared line by line (docs/diff.md, "In git"): all that
/// stands in it, a line for each fact. Things of other files go by their labels in the rule files below `folder`, or in
/// the built-in rulebook if it is empty. For what is neither rules nor cases the canonical JSON; what is no JSON is
/// returned as it is.
[[nodiscard]] std::string outlined(std::string_view text, std::string_view folder = {}, std::string_view lang = "en");

} // namespace cobijo
