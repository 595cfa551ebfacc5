// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// What a change of the law does to a table of people: who loses, who gains, who becomes undetermined, by group.
///
///     auto const book = cobijo::rulebook::builtin();
///     cobijo::diff_side a{book, cobijo::date::parse("2021-01-10").value(), {}, "2021-01-10"};
///     cobijo::diff_side b{book, cobijo::date::parse("2021-01-11").value(), {}, "2021-01-11"};
///     auto run = cobijo::impact::between(a, b, {.by = {"person.nationality"}}).value();
///     std::uint64_t row = 0;
///     for (std::string line; std::getline(std::cin, line);)
///       for (auto const& f : run.add(line, ++row)) std::cerr << row << ": " << to_string(f) << '\n';
///     std::cout << cobijo::report(run.finished(), cobijo::impact_format::text);
///
/// Memory does not grow with the number of persons. No value of a fact is kept, save those that were asked for as
/// groups. docs/impact.md says what each outcome means.
#pragma once

#include <cobijo/diff.hpp>

#include <array>
#include <cstdint>

namespace cobijo {

/// What may become of an answer. A person can have more than one outcome: who was eligible and is undetermined now
/// both loses and becomes undetermined.
enum class outcome : std::uint8_t {
  // Protections
  loses,                ///< was eligible, is not any more
  gains,                ///< is eligible, was not
  becomes_undetermined, ///< was eligible or not eligible, is undetermined
  becomes_decided,      ///< was undetermined, is eligible or not eligible
  goes_out_of_force,    ///< no text of it applies any more, or the second rulebook has no such protection
  comes_into_force,     ///< a text of it applies, and none did
  // Deadlines
  due_earlier,  ///< the day by which the person goes is earlier
  due_later,    ///< it is later
  due_ends,     ///< there is no such day any more
  due_begins,   ///< there is one, and there was none
  latest_moves, ///< the last possible day is another, or comes, or goes
  state_changes ///< the states that are possible are others
};
inline constexpr std::size_t outcomes = 12;
[[nodiscard]] std::string_view to_string(outcome o);
[[nodiscard]] std::optional<outcome> outcome_of(std::string_view word);

struct impact_options {
  std::optional<moment> as_of;      ///< of who brings no day of their own; nothing: the law date of the second side
  std::vector<std::string> modules; ///< only these; all if empty
  std::vector<std::string> only;    ///< only these protections and deadlines; all if empty
  /// Facts to group by. A date groups by year, a date of birth by age on the day asked about; `fact:year`, `fact:age`.
  std::vector<std::string> by;
  std::size_t examples = 5; ///< row numbers kept for each outcome of each group
  std::size_t values = 300; ///< groups kept of each fact; persons of further values are counted together
};

/// How many persons, and the first rows in which they stand.
struct impact_count {
  std::uint64_t persons = 0;
  std::vector<std::uint64_t> rows;
};

/// What became of one thing for everybody, or for the persons of a group.
struct impact_tally {
  std::uint64_t changed = 0;                              ///< persons for whom anything of it is another
  std::array<impact_count, outcomes> of;                  ///< by outcome
  std::array<std::array<std::uint64_t, 4>, 4> moves = {}; ///< of a protection: persons by status before and after
  std::optional<std::pair<std::int64_t, std::int64_t>> due_days, latest_days; ///< least and greatest shift in days

  [[nodiscard]] impact_count const& operator[](outcome o) const { return of[static_cast<std::size_t>(o)]; }
};

/// Persons who share a value of a fact.
struct impact_group {
  enum class what : std::uint8_t { value, none, not_yet, unknown, others } kind = what::value;
  std::string value; ///< `true`, `HN`, `3`, `2019`, `15-17`; empty for what is no value
  bilingual label;
  std::uint64_t persons = 0;
};

struct impact_grouping {
  std::string by; ///< as asked for
  bilingual label;
  std::vector<impact_group> groups;
};

/// A protection or deadline for which anything changed; or, without id, all of them: a person counts once.
struct impact_thing {
  std::string id, module;
  bilingual label;
  impact_tally all;
  std::vector<std::map<std::size_t, impact_tally>> by; ///< by grouping, then by group; who has no change is not there
};

struct impact_side {
  std::string name, rulebook_version, rulebook_digest;
  date law_date;
  std::optional<date> known_at; ///< only law that was known by this day
};

/// All that was counted. Plain values.
struct impact_report {
  impact_side a, b;
  moment as_of; ///< of who brought no day of their own
  std::uint64_t persons = 0;
  std::uint64_t left_out = 0;                       ///< rows with faults
  std::map<std::string, std::uint64_t> left_out_by; ///< by code of the first fault
  std::map<std::string, std::uint64_t> one_sided;   ///< persons whose fact was told to the side that knows it
  std::vector<impact_grouping> groupings;
  impact_thing people;
  std::vector<impact_thing> protections, deadlines; ///< the gravest first
  std::size_t protections_compared = 0, deadlines_compared = 0;
  std::size_t examples = 0;

  /// Did this become of anybody?
  [[nodiscard]] bool has(outcome o) const { return people.all[o].persons > 0; }
};

namespace internal {
class impact_run;
}

/// Counts persons one by one. One thread at a time.
class impact {
public:
  /// Faults: those of `diff`; E0301 for a fact to group by that neither side has, E0401 for one that makes no groups.
  [[nodiscard]] static result<impact> between(diff_side const& a, diff_side const& b,
                                              impact_options const& options = {});
  impact(impact&&) noexcept;
  impact& operator=(impact&&) noexcept;
  ~impact();

  /// A person as JSON: bare facts, or `{ "as_of": …, "facts": { … } }`. With faults the row is counted as left out, and
  /// nothing else of it. A fact or a value that only one of two vocabularies has is unknown to the other side.
  std::vector<fault> add(std::string_view json, std::uint64_t row);
  /// The same for one whose facts were read already, by the rulebook of each side.
  std::vector<fault> add(facts const& in_a, facts const& in_b, moment const& as_of, std::uint64_t row);
  /// A row that could not be read at all.
  void leave_out(std::vector<fault> const& why);

  [[nodiscard]] impact_report finished() const;

private:
  explicit impact(std::unique_ptr<internal::impact_run> run);
  std::unique_ptr<internal::impact_run> run_;
};

enum class impact_format : std::uint8_t { text, json, markdown, csv };

/// The report as text, JSON (docs/impact.md), Markdown, or a table of all counts.
/// @param hide_below counts below it are not told, nor what would give them back, nor any row
[[nodiscard]] std::string report(impact_report const& r, impact_format as, report_style const& style = {},
                                 std::uint64_t hide_below = 0);

} // namespace cobijo
