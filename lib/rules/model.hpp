// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A rulebook as read: every reference resolved to an index, every type checked, nothing yet compiled.
// Built once by read_rulebook (lib/rules/read.hpp), immutable afterwards. Members mirror docs/format.md.
#pragma once

#include "time/calendar.hpp"
#include "time/count.hpp"
#include "time/interval.hpp"
#include "json/document.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace cobijo::internal {

struct text {
  std::string en, es;
  [[nodiscard]] bool empty() const { return en.empty() && es.empty(); }
};

enum class support : std::uint8_t { verified, secondary, recalled, unverified };

/// Where a thing stands, for faults and for `show`.
struct place {
  int file = -1;
  std::string pointer;
};

// --- vocabulary ---------------------------------------------------------------------------------------------------

enum class fact_type : std::uint8_t { boolean, number, date, date_time, enumeration, set, spells };

struct value_set {
  std::vector<std::string> ids;
  std::vector<text> labels;
  std::unordered_map<std::string, int> index;
  [[nodiscard]] int words() const { return static_cast<int>((ids.size() + 63) / 64); }
};

struct fact {
  std::string id;
  fact_type type = fact_type::boolean;
  bool future = false;
  int values = -1; ///< index of its value_set
  text label, question;
  int sensitivity = 0;
  std::string answered_by;
  std::string state; ///< "mx" for an instance of a `state.` fact
  int slot = 0;      ///< where a person keeps it: see edition/person.hpp
  place where;
};

// --- conditions ---------------------------------------------------------------------------------------------------

enum class compare : std::uint8_t { before, on_or_before, after, on_or_after };
enum class measure : std::uint8_t { at_least, at_most, more_than, less_than, equal };
enum class deadline_state : std::uint8_t { not_running, open, met, excused, missed };
inline constexpr int deadline_states = 5;

struct condition;
using condition_ptr = std::shared_ptr<condition>;

struct period {
  enum class form : std::uint8_t { fixed, parameter, choice, unspecified } kind = form::fixed;
  unit in = unit::days;
  int n = 0;
  int parameter = -1;
  support known = support::verified;
  condition_ptr when;
  std::vector<period> of; ///< then, else
};

struct date_expression {
  enum class form : std::uint8_t {
    literal,
    as_of,
    due,
    fact,
    deadline,
    add,
    subtract,
    latest,
    earliest,
    choice,
    parameter
  } kind = form::literal;
  span literal{};
  int target = -1; ///< fact, deadline or parameter
  support known = support::verified;
  period by;
  std::vector<date_expression> of;
  condition_ptr when;
};

enum class op : std::uint8_t {
  all,
  any,
  none,
  negation,
  at_least,
  fact,
  date,
  age,
  provision,
  deadline,
  reading,
  choice,
  time_in
};

/// How a fact leaf tests its fact.
enum class test : std::uint8_t { is_true, is_false, one_of, includes_any, includes_at_least, number };

enum class counting : std::uint8_t { unknown, both_days, one_day, neither_day };

struct condition {
  op kind = op::all;
  // Annotations
  std::string id, cite, proof, note;
  text label;
  std::optional<support> known;
  std::vector<text> factors;
  // Structure: `of` holds the operands; for `choice` if, then, else
  std::vector<condition> of, unless;
  bool has_unless = false;
  int count = 0;     ///< at_least, includes_at_least
  int target = -1;   ///< fact, provision, deadline or reading
  int position = -1; ///< reading
  deadline_state state = deadline_state::missed;
  // Fact and age tests
  test how = test::is_true;
  std::vector<int> values;
  std::int64_t number = 0;
  int parameter = -1; ///< instead of values or number or limit
  measure by = measure::at_least;
  // Dates, ages, spells
  compare order = compare::before;
  std::vector<date_expression> dates; ///< date: left, right; age: on; time_in: from, to
  bool has_from = false, has_to = false;
  int birth = -1;             ///< age: the birth-date fact
  std::vector<period> limits; ///< age: limit; time_in: limit, since_gap
  bool longest = false, has_gap = false;
  counting ends = counting::unknown;
  std::optional<std::int32_t> text_of; ///< provision
  std::string pointer;                 ///< in the file of its provision
};

// --- dated things -------------------------------------------------------------------------------------------------

enum class effect_kind : std::uint8_t { in_force, falls_back, ends, unclear };

struct effect {
  span from;
  effect_kind kind = effect_kind::in_force;
  std::string word; ///< as written: enjoined, vacated, …
  int by = -1;
  condition_ptr where;
  support known = support::verified;
  std::string note;
};

struct instrument {
  std::string id, kind, gazette, link;
  text title;
  std::optional<span> published, in_force;
  support published_known = support::verified;
  std::vector<effect> effects;
  support known = support::verified;
  place where;
};

struct treaty_link {
  std::vector<std::string> any_of;
  std::string article;
};

/// What every dated version has, whatever it is a version of.
struct version_head {
  span from;
  support from_known = support::verified;
  int by = -1;
  std::string cite, note;
  std::string reach; ///< `parties` if it binds only those of a case
  support known = support::verified;
  bool creates = false, repealed = false;
  bool own_effects = false;
  std::vector<effect> effects;
  std::optional<treaty_link> treaty;
  place where;
};

struct grant {
  std::string kind, cite;
  text label;
  support known = support::verified;
};

struct provision_version : version_head {
  condition when;
  std::vector<grant> grants;
  bool has_grants = false;
};

struct notice {
  text label;
  std::string cite;
  std::optional<span> from, to;
};

struct protection {
  std::string authority, decision, layer;
  std::vector<std::string> leads_to, remedies, deadlines, fees;
  text cap;
  std::string cap_cite;
  std::vector<notice> notices;
};

/// What every named, versioned thing has.
struct named {
  std::string id;
  text label;
  int module = -1;
  std::string state; ///< of a `per: state` instance
  std::vector<std::string> was;
  std::optional<date_expression> governed_by;
  place where;
};

struct provision : named {
  std::optional<cobijo::internal::protection> protects;
  bool may = false;
  std::vector<provision_version> versions;
};

struct parameter_version : version_head {
  enum class form : std::uint8_t { none, number, period, date, values, money } kind = form::none;
  std::int64_t number = 0;
  period length;
  span date{};
  std::vector<std::string> values;
  std::string amount, currency;
};

struct parameter : named {
  std::vector<parameter_version> versions;
};

struct deadline_version : version_head {
  std::optional<condition> applies, met, excused, by_mail;
  date_expression start;
  period length;
  int clock = -1;
};

struct deadline : named {
  bool binds_person = true;
  std::string kind; ///< term, stay, wait
  std::string protection;
  text if_missed;
  std::vector<std::string> leads_to, remedies;
  std::string reach;
  std::vector<deadline_version> versions;
};

/// A clock member: a value, or one chosen by a condition.
struct clock_member {
  std::string literal;
  condition_ptr when;
  std::vector<clock_member> of; ///< then, else
};

struct clock_version : version_head {
  std::optional<clock_member> first_day, starts, roll, missing_day, calendar, mail_days;
};

struct clock : named {
  std::vector<clock_version> versions;
};

struct calendar_rule {
  text label;
  std::string cite;
  support known = support::verified;
};

struct calendar {
  std::string id;
  text label;
  /// With the holidays that are surely known, with those that are recalled too, and with the unverified ones too.
  std::shared_ptr<working_days const> sure, usual, all;
  bool recalled = false;            ///< some holiday is only recalled
  std::vector<calendar_rule> rules; ///< parallel to the rule indexes that working_days::why gives
  place where;
};

struct closure {
  std::string id, cite, note;
  text label;
  std::vector<int> clocks;
  std::vector<std::string> except;
  std::int32_t longest_from = 0, longest_until = 0, shortest_from = 0, shortest_until = 0;
  condition_ptr when;
  support known = support::verified, until_known = support::verified;
  int by = -1;
  place where;
};

struct position {
  std::string id, cite;
  text label;
};

struct prevailing {
  span from;
  int position = -1; ///< -1: the reading is open again
  int by = -1;
  condition_ptr where;
  std::string reach, cite, note;
  support known = support::verified;
};

struct reading {
  std::string id;
  text label, question;
  int module = -1;
  std::vector<cobijo::internal::position> positions;
  std::vector<prevailing> prevails;
  place where;
};

struct party {
  std::string state, treaty, cite;
  span from;
  std::optional<span> to;
  support known = support::verified;
};

struct reservation {
  std::string state, treaty, cite;
  std::vector<std::string> articles;
  span from;
  std::optional<span> to;
  bool excludes = false;
  support known = support::verified;
};

struct authority {
  std::string id;
  text label;
};

struct law_module {
  std::string id, kind, layer;
  text name;
  std::optional<std::int32_t> checked;
  int clock = -1; ///< rounds ages and `add`
  place where;
};

struct impossible {
  std::string id;
  text label;
  condition when;
};

// --- the whole ----------------------------------------------------------------------------------------------------

struct source_file {
  std::string path;
  std::string text; ///< kept only while reading a folder, for line numbers
};

struct model {
  std::string version, digest;
  std::vector<source_file> files;
  std::vector<std::pair<std::string, text>> states, roles;

  std::vector<value_set> value_sets;
  std::vector<fact> facts;
  std::unordered_map<std::string, int> fact_index;
  int slots[4] = {0, 0, 0, 0}; ///< by storage kind: truth, interval, set, spells
  std::vector<impossible> never;

  std::vector<law_module> modules;
  std::vector<instrument> instruments;
  std::vector<authority> authorities;
  std::vector<reading> readings;
  std::vector<clock> clocks;
  std::vector<calendar> calendars;
  std::vector<closure> closures;
  std::vector<party> parties;
  std::vector<reservation> reservations;
  std::vector<provision> provisions;
  std::vector<parameter> parameters;
  std::vector<deadline> deadlines;

  std::unordered_map<std::string, int> module_index, instrument_index, authority_index, reading_index, clock_index,
      calendar_index, provision_index, parameter_index, deadline_index;
};

} // namespace cobijo::internal
