// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What a node of a graph is made from.
#pragma once

#include "edition/graph.hpp"

namespace cobijo::internal {

enum class value_kind : std::uint8_t { truth, date, state };

[[nodiscard]] constexpr value_kind kind_of(opcode c) {
  return is_truth(c) ? value_kind::truth : is_state(c) ? value_kind::state : value_kind::date;
}

/// Calls `visit(kind, position)` for each value that a node is made from, in order.
template <class Visit>
void each_operand(graph const& g, node const& n, Visit visit) {
  using enum value_kind;
  auto list = [&](value_kind kind) {
    for (auto i = n.a; i < n.a + n.b; ++i)
      visit(kind, g.operands[i]);
  };
  switch (n.code) {
  case opcode::gate:
  case opcode::probe:
  case opcode::negate: visit(truth, n.a); break;
  case opcode::all:
  case opcode::any:
  case opcode::at_least: list(truth); break;
  case opcode::date_latest:
  case opcode::date_earliest: list(date); break;
  case opcode::choose:
  case opcode::date_choose:
  case opcode::state_choose:
    visit(truth, n.a);
    visit(kind_of(n.code), n.b);
    visit(kind_of(n.code), n.c);
    break;
  case opcode::date_compare:
    visit(date, n.a);
    visit(date, n.b);
    break;
  case opcode::state_is:
  case opcode::state_gate: visit(state, n.a); break;
  case opcode::time_in: {
    auto const& t = g.spells[n.a];
    if (t.has_from) visit(date, t.from);
    visit(date, t.to);
    break;
  }
  case opcode::date_add:
  case opcode::date_gate:
  case opcode::date_to_day: visit(date, n.a); break;
  case opcode::date_count:
    visit(date, n.a);
    for (auto const& c : g.counts[n.b].closures)
      visit(truth, c.when);
    break;
  case opcode::date_running:
    visit(truth, n.a);
    visit(date, n.b);
    visit(date, n.c);
    break;
  case opcode::state_judge: {
    auto const& j = g.judgements[n.a];
    for (auto at : {j.applies, j.met, j.excused})
      visit(truth, at);
    for (auto at : {j.start, j.due})
      visit(date, at);
    break;
  }
  case opcode::constant:
  case opcode::open_law:
  case opcode::fact_truth:
  case opcode::fact_one_of:
  case opcode::fact_given:
  case opcode::fact_any:
  case opcode::fact_count:
  case opcode::number:
  case opcode::date_constant:
  case opcode::date_as_of:
  case opcode::date_fact:
  case opcode::state_constant: break;
  }
}

} // namespace cobijo::internal
