// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What an edition is compiled to: one list of nodes in the order in which they are evaluated, each written once,
// shared by everything that needs it. Three kinds of value: truths, dates (intervals), deadline states (sets).
// The same list serves evaluation of one person, of columns, and translation to a solver.
#pragma once

#include "rules/model.hpp"

namespace cobijo::internal {

enum class opcode : std::uint8_t {
  // Truths
  constant, ///< flag: the truth
  open_law, ///< a: thing, b: position + 1 of a reading. Unknown because the law is: an open reading, an unclear effect
            ///< …
  gate,     ///< a: truth, b: thing. As a, unless the thing is taken as unknown
  all,      ///< operands [a, a + b)
  any,      ///< operands [a, a + b)
  negate,   ///< a: truth
  at_least, ///< operands [a, a + b), c: how many
  choose,   ///< a: truth, b: then, c: else
  fact_truth,   ///< a: slot
  fact_one_of,  ///< a: first word, b: first mask word, flag: words. Enum: among these values
  fact_given,   ///< a: first word, b: first mask word, flag: words. Enum: among all values, true once anything is known
  fact_any,     ///< a: first word, b: first mask word, flag: words. Set: includes one of these
  fact_count,   ///< a: first word, b: first mask word, flag: words, c: how many
  number,       ///< a: slot, b: number constant, flag: measure
  date_compare, ///< a, b: dates; flag: 0 before, 1 on or before; c: thing + 1 of an uncertain boundary, or 0
  state_is,     ///< a: state; flag: deadline_state
  time_in,      ///< a: spell test
  probe,        ///< a: truth, b: probe. As a, unless forced: how coverage asks whether a leaf matters
  // Dates
  date_constant, ///< a: date constant
  date_as_of,
  date_fact,     ///< a: slot; flag: 1 may lie ahead, 2 counts minutes
  date_add,      ///< a: date, b: addition
  date_latest,   ///< operands [a, a + b)
  date_earliest, ///< operands [a, a + b)
  date_choose,   ///< a: truth, b: then, c: else
  date_gate,     ///< a: date, b: thing
  date_to_day,   ///< a: date in minutes
  date_count,    ///< a: start, b: count
  date_running,  ///< a: truth (applies), b: start, c: due; not_yet while it does not run. flag 1: no date instead
  // States of deadlines
  state_constant, ///< flag: set of states
  state_judge,    ///< a: judgement
  state_choose,   ///< a: truth, b: then, c: else
  state_gate,     ///< a: state, b: thing
};

[[nodiscard]] constexpr bool is_truth(opcode c) {
  return c < opcode::date_constant;
}
[[nodiscard]] constexpr bool is_state(opcode c) {
  return c >= opcode::state_constant;
}

/// `out` is the position of the value among those of its kind; operands are such positions too.
struct node {
  opcode code = opcode::constant;
  std::uint8_t flag = 0;
  std::uint32_t out = 0, a = 0, b = 0, c = 0;
  friend bool operator==(node const&, node const&) = default;
};

using state_set = std::uint8_t;
[[nodiscard]] constexpr state_set one_state(deadline_state s) {
  return static_cast<state_set>(1U << static_cast<unsigned>(s));
}
inline constexpr state_set any_state = (1U << deadline_states) - 1;

/// Something that an answer may rest on.
struct thing {
  enum class what : std::uint8_t { reading, recalled, may, unclear, uncertain_date, unverified, before_first } kind;
  std::string id; ///< of the reading, or of the provision, deadline, clock, … it is about
  int version = -1;
  friend bool operator==(thing const&, thing const&) = default;
};

/// A period added to a date. `lo` and `hi` are the roundings of a missing day.
struct addition {
  internal::unit unit = internal::unit::days;
  int n = 0; ///< negative to subtract
  internal::missing_day lo = internal::missing_day::last_day, hi = internal::missing_day::last_day;
  int calendar = -1;
  friend bool operator==(addition const&, addition const&) = default;
};

struct count_closure {
  int closure = -1;
  std::uint32_t when = 0;           ///< truth
  std::uint32_t recalled_until = 0; ///< thing + 1 of an end that is only recalled
};

/// A deadline's period on one clock: everything settled but roundings and closures.
struct count {
  addition by;
  bool unspecified = false;
  bool first_counted = false, starts_next_working_day = false, roll = false;
  int mail_days = 0;
  std::vector<count_closure> closures;
  std::uint32_t recalled_calendar = 0; ///< thing + 1 of a calendar some of whose days are only recalled
};

struct judgement {
  std::uint32_t applies, start, due, met, excused;
};

struct spell_test {
  int slot = 0;
  bool longest = false, has_from = false, has_to = false, has_gap = false;
  counting ends = counting::unknown;
  measure by = measure::at_least;
  std::int64_t limit = 0;
  addition gap;
  std::uint32_t from = 0, to = 0;
};

struct graph {
  std::vector<node> nodes;
  std::vector<std::uint32_t> operands;
  std::vector<std::uint64_t> masks;
  std::vector<std::int64_t> numbers;
  std::vector<span> dates;
  std::vector<addition> additions;
  std::vector<count> counts;
  std::vector<judgement> judgements;
  std::vector<spell_test> spells;
  std::vector<thing> things;
  std::vector<bool> minutes; ///< by date position: counts minutes, not days
  std::uint32_t truths = 0, date_values = 0, states = 0;
  std::uint32_t probes = 0;
  std::size_t most_closures = 0;
};

} // namespace cobijo::internal
