// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The reference interpreter: docs/format.md, executed as it is written.
///
/// It walks the JSON of the rule files for every question anew. Nothing is compiled, shared or remembered, because its
/// only duty is to be plainly right: the library is compared with it on random rulebooks and persons, and where the two
/// differ, this one is what the page means. It shares no code with the library, not even for dates.
///
/// Its input is taken to be well-formed; the library does the checking.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cobijo_reference {

using json = nlohmann::json;
using ordered_json = nlohmann::ordered_json;

/// What is asked beside the facts.
struct options {
  std::string as_of;                   ///< `2026-03-09`, or with an hour: `2026-03-09T10:00-05:00`
  std::optional<std::string> law_date; ///< a day; `as_of` if left out
  std::optional<std::string> known_at; ///< a day; everything is known if left out
  json readings = "prevailing";        ///< `"prevailing"`, `"open"`, or positions that are fixed: `{ id: position }`

  /// Things taken as unknown, to see what an answer rests on: `recalled` (every version, node, date and row that is
  /// only recalled), `may` (every reference to another provision whose decision is `may`), `reading:<id>`.
  std::set<std::string> unknown;
};

/// All rule files of a release.
class reference {
public:
  /// Each file by its path below `jurisdictions/` (`vocabulary/person.json`, `mx/module.json`, …) and its content.
  /// Files of cases (`*.cases.json`) and schemas (`schema/…`) are passed over.
  explicit reference(std::vector<std::pair<std::string, ordered_json>> const& files);

  /// Every provision and every deadline, for one person:
  ///
  ///     { "provisions": { "mx.child": { "value": true|false|null, "in_force": …, "elements": …, "exceptions": … } },
  ///       "deadlines": { "mx.refugee_status.filing": { "states": ["met", "open"], "due": date|null, "latest": … } } }
  ///
  /// `null` is unknown. Provisions and deadlines that exist per state are answered as `id@mx`. `states` are those
  /// still possible, sorted. `due` is null if it has no lower bound or the deadline cannot be running, `latest` if it
  /// has no upper bound; where hours are counted they are date-times.
  [[nodiscard]] json evaluate(json const& facts, options const& asked) const;

private:
  friend class walk;

  std::vector<std::string> states_;
  std::map<std::string, ordered_json> facts_; // by full name: `mx.entry.date`, `principal.person.birth_date`
  std::map<std::string, ordered_json> value_sets_, modules_;
  std::map<std::string, ordered_json> instruments_, readings_, clocks_, calendars_, provisions_, parameters_,
      deadlines_;
  std::vector<ordered_json> closures_, parties_, reservations_;
  // For each id with `governed_by`: the days on which its text, or any text it refers to, may change.
  std::map<std::string, std::set<std::int64_t>> changes_;

  void declare(ordered_json const& vocabulary);
  void collect_changes(ordered_json const& node, std::set<ordered_json const*>& seen,
                       std::set<std::int64_t>& days) const;
};

} // namespace cobijo_reference
