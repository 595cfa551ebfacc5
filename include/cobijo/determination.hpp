// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The answer for one person: which protections may be claimed, why, by when, and what is still unknown.
///
/// All of it is plain values, made once by `edition::determine` and never changed; it may be shared by threads.
/// It says what *may* be claimed and on what that rests. It is not legal advice.
#pragma once

#include <cobijo/date.hpp>
#include <cobijo/truth.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobijo {

/// A text in the two languages of the library.
struct bilingual {
  std::string en, es;
  /// The text in `lang` ("en" or "es"; anything else is English).
  [[nodiscard]] std::string const& in(std::string_view lang) const { return lang == "es" ? es : en; }
  friend bool operator==(bilingual const&, bilingual const&) = default;
};

/// May this protection be claimed?
enum class status : std::uint8_t {
  undetermined, ///< facts are missing, or the law is open
  eligible,     ///< every element is met and no exception applies, on facts that were given
  not_eligible, ///< an element fails or an exception applies, on facts that were given
  not_in_force  ///< no text of it applies on the law date
};
[[nodiscard]] std::string_view to_string(status s);

/// What an answer rests on besides the facts: taken as unknown, it would leave the answer undetermined.
struct support_note {
  std::string kind; ///< `reading`, `recalled`, `may`, `unclear`, `uncertain_date`, `unverified`, `before_first`
  std::string id;   ///< the reading, provision, deadline or instrument
  friend bool operator==(support_note const&, support_note const&) = default;
};

/// One condition that explains the answer.
struct reason {
  std::string provision;  ///< the provision whose text it stands in
  bool exception = false; ///< part of an exception (a bar), not of the elements
  truth value = truth::unknown;
  bilingual label;
  std::string cite;
  std::string fact; ///< the fact asked, if it is one
};

/// What a protection gives.
struct grant_note {
  std::string
      kind; ///< `stay`, `residence`, `work`, `family`, `renewal`, `path`, `services`, `documents`, `no_removal`, …
  bilingual label;
  std::string cite;
  std::string support; ///< how well its text is known: `verified`, `secondary`, `recalled`, `unverified`
};

/// The answer about one protection.
struct protection_answer {
  std::string id;
  bilingual label;
  cobijo::status status = cobijo::status::undetermined;
  truth elements = truth::unknown;   ///< what must be there
  truth exceptions = truth::unknown; ///< bars; `unknown` while one is still open
  std::string decision;              ///< `must`, `may`, `automatic`, `declaratory`, `should`, `consider`
  std::string layer;                 ///< `national`, `treaty`, `guidance`, `comparator`
  std::string authority;             ///< id of who decides
  bilingual authority_label;
  bool provisional = false; ///< rests on something recalled, or the law was last checked before the law date
  std::vector<reason> reasons;
  std::string residual; ///< JSON of the condition with all that is known taken out; empty unless undetermined
  std::vector<std::string> missing;  ///< facts that can still decide
  std::vector<std::string> readings; ///< contested points that it rests on
  std::vector<support_note> rests_on;
  std::vector<grant_note> grants;
  std::vector<std::string> leads_to, remedies, deadlines;
  std::vector<bilingual> notices;
  bilingual cap;
};

/// State of a deadline. More than one may be possible: see `deadline_answer::possible`.
enum class deadline_status : std::uint8_t { not_running, open, met, excused, missed, undetermined };
[[nodiscard]] std::string_view to_string(deadline_status s);

/// One step of a count, with its authority.
struct count_note {
  bilingual text;
  std::string cite;
  std::string from, to; ///< first and last day concerned
};

/// How one possible way of counting came to its last day.
struct count_trace {
  std::string start, due, clock, calendar, cite;
  std::vector<count_note> steps;
};

/// The answer about one deadline.
struct deadline_answer {
  std::string id;
  bilingual label;
  deadline_status state = deadline_status::undetermined;
  std::vector<deadline_status> possible; ///< every state that the unknown facts leave
  /// Earliest and latest possible last day (or minute, `2026-03-09T18:00-05:00`). The person goes by `due`, whoever
  /// calls an authority late goes by `latest`. Nothing if it does not run or has no such bound.
  std::optional<std::string> due, latest;
  std::optional<int> days_left;         ///< from `as_of` to `due`; negative once past
  std::optional<int> working_days_left; ///< as `days_left`, in working days of its clock; only while `due` lies ahead
  bool binds_person = true;
  std::string kind; ///< `term`, `stay`, `wait`
  std::string protection;
  std::string reach; ///< `parties` if it binds only the parties of a case
  bilingual if_missed;
  std::vector<std::string> leads_to;
  std::string cite;
  bool provisional = false;
  std::vector<count_trace> traces;
};

/// Everything that the law of one day says about one person.
struct determination {
  std::string as_of;    ///< the day (and hour) asked about
  std::string law_date; ///< whose text applied
  std::string rulebook_version, rulebook_digest;
  std::vector<protection_answer> protections; ///< in the order of the rulebook
  std::vector<deadline_answer> deadlines;

  /// The answer about one protection; nothing if the edition has none of that id.
  [[nodiscard]] protection_answer const* protection(std::string_view id) const;
  [[nodiscard]] deadline_answer const* deadline(std::string_view id) const;
};

} // namespace cobijo
