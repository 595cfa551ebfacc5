// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// What changed between two editions of the law, and what that means for people.
///
///     auto const book = cobijo::rulebook::builtin();
///     cobijo::diff_side a{book, cobijo::date::parse("2021-01-10").value(), {}, "2021-01-10"};
///     cobijo::diff_side b{book, cobijo::date::parse("2021-01-11").value(), {}, "2021-01-11"};
///     auto const d = cobijo::diff(a, b).value();
///     for (auto const& m : d.meanings())
///       if (m.is != cobijo::verdict::equivalent) std::cout << m.id << ": " << to_string(m.is) << '\n';
///     std::cout << cobijo::report(d, cobijo::diff_format::text);
///
/// docs/diff.md says what each kind of change, each severity and each verdict means, and what is proved.
#pragma once

#include <cobijo/report.hpp>

namespace cobijo {

/// One of the two editions compared.
struct diff_side {
  rulebook book;
  date law_date;
  law_options how;
  std::string name; ///< what reports call it
};

/// What a change does to people. The first in this order is the gravest.
enum class severity : std::uint8_t {
  narrows,   ///< somebody loses
  different, ///< somebody loses and somebody gains, or it could not be decided
  widens,    ///< somebody gains
  deadline,  ///< a last day moves
  grant,     ///< what a protection gives, or who decides
  support,   ///< how well the rule is known
  citation,
  wording ///< words, or another text of the same meaning
};
[[nodiscard]] std::string_view to_string(severity s);
[[nodiscard]] std::optional<severity> severity_of(std::string_view word);

/// What changed in one thing.
struct change {
  std::string id;   ///< stable: `provision.condition:mx.refugee_status.definition`
  std::string kind; ///< `provision.condition`, `deadline.period`, … (docs/diff.md)
  std::string thing, module;
  bilingual label;
  severity how = severity::wording;
  std::vector<std::string> instruments; ///< that brought it about, in order of time
};

/// What the second edition is to the first, over all possible persons.
enum class verdict : std::uint8_t {
  equivalent, ///< nobody's answer differs
  narrower,   ///< somebody loses, nobody gains
  broader,    ///< somebody gains, nobody loses
  different,  ///< somebody loses, somebody gains
  partial,    ///< nobody's of whom everything is known; somebody's of whom only a part is known
  undecided   ///< not decided within the time allowed
};
[[nodiscard]] std::string_view to_string(verdict v);

/// A person whose answers differ, small enough to read. Both editions were asked about these very facts.
struct witness {
  std::string facts; ///< JSON object
  moment as_of;
  status before = status::undetermined, after = status::undetermined;
};

/// What became of one protection, or of the value of one provision (`eligible`: true, `not_eligible`: false).
struct meaning {
  std::string id, module;
  bilingual label;
  bool protection = true;
  verdict is = verdict::undecided;
  bool proved = false; ///< that nobody differs, or differs the other way: false if only a search says so
  std::optional<witness> loses, gains, differs;
  std::string note; ///< why it was not decided
  double seconds = 0;
};

struct diff_options {
  /// The day that both editions are asked about. Nothing: the law date of the second.
  std::optional<date> as_of;
  /// Whatever day they are asked about: `as_of` is only where examples begin.
  bool any_day = false;
  std::vector<std::string> modules; ///< only these; all if empty
  std::vector<std::string> only;    ///< only these things and what is below them; all if empty
  bool meanings = true;             ///< false: structure alone
  bool proofs = true;               ///< false: search for persons, prove nothing
  double seconds = 20;              ///< for each protection
  unsigned threads = 0;             ///< at most so many; as many as the machine has if 0. Answers do not depend on it
};

namespace internal {
struct diff_document;
}

/// The difference of two editions. An immutable handle to shared data.
class law_diff {
public:
  [[nodiscard]] std::vector<change> const& changes() const;
  /// Of every protection; of other provisions, those that changed.
  [[nodiscard]] std::vector<meaning> const& meanings() const;
  /// Is there a change or a verdict of this severity?
  [[nodiscard]] bool has(severity s) const;

  /// For the library's own parts.
  [[nodiscard]] internal::diff_document const& impl() const { return *document_; }
  explicit law_diff(std::shared_ptr<internal::diff_document const> document) : document_(std::move(document)) {}

private:
  std::shared_ptr<internal::diff_document const> document_;
};

/// Whether this library was built with a solver; without one nothing is proved.
[[nodiscard]] bool has_proofs();

/// Compares two editions. Faults: E0305 for a reading, E0313 for a module, E0302 for a thing that neither side has.
[[nodiscard]] result<law_diff> diff(diff_side const& a, diff_side const& b, diff_options const& options = {});

enum class diff_format : std::uint8_t { text, json, markdown, html, line, changelog };

/// The difference as text, JSON (docs/diff.md), Markdown, an HTML page without scripts, one line for a commit, or the
/// draft of a release note in Markdown, by instrument.
[[nodiscard]] std::string report(law_diff const& d, diff_format as, report_style const& style = {});

} // namespace cobijo
