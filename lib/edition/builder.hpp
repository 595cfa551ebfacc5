// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Adds nodes to a graph: folds constants, and gives the same node for the same question.
#pragma once

#include "edition/graph.hpp"

#include <unordered_map>

namespace cobijo::internal {

/// Positions of values, by kind, so that they cannot be mixed up.
struct truth_node {
  std::uint32_t at = 0;
  friend bool operator==(truth_node, truth_node) = default;
};
struct date_node {
  std::uint32_t at = 0;
  friend bool operator==(date_node, date_node) = default;
};
struct state_node {
  std::uint32_t at = 0;
};

class builder {
public:
  builder();

  truth_node constant(truth t) const { return truth_node{static_cast<std::uint32_t>(t)}; }
  /// The constant that a node is, if it is one.
  std::optional<truth> value_of(truth_node n) const {
    return n.at < 3 ? std::optional(static_cast<truth>(n.at)) : std::nullopt;
  }
  truth_node open_law(std::uint32_t thing, int position = -1);
  truth_node gate(truth_node n, std::uint32_t thing);
  truth_node all(std::vector<truth_node> of) { return fold(opcode::all, std::move(of), truth::no); }
  truth_node any(std::vector<truth_node> of) { return fold(opcode::any, std::move(of), truth::yes); }
  truth_node negate(truth_node n);
  truth_node at_least(int count, std::vector<truth_node> of);
  truth_node choose(truth_node when, truth_node then, truth_node otherwise);
  truth_node fact_truth(int slot);
  truth_node fact_values(opcode how, int slot, int words, std::vector<int> const& values, int count);
  truth_node number(int slot, measure by, std::int64_t limit);
  /// `order`: before or on_or_before (the others are written with negate and swap). `uncertain`: thing + 1.
  truth_node date_compare(date_node a, date_node b, bool on_or_before, std::uint32_t uncertain = 0);
  truth_node state_is(state_node s, deadline_state wanted);
  truth_node time_in(spell_test t);
  truth_node probe(truth_node n, std::uint32_t probe);

  date_node date(span constant);
  date_node as_of();
  date_node date_fact(int slot, bool future, bool minutes);
  date_node add(date_node to, addition by);
  date_node extreme(bool latest, std::vector<date_node> of);
  date_node choose(truth_node when, date_node then, date_node otherwise);
  date_node gate(date_node n, std::uint32_t thing);
  date_node to_day(date_node n);
  date_node counted(date_node start, count c);
  date_node running(truth_node applies, date_node start, date_node due, bool shown);
  std::optional<span> value_of(date_node n) const;
  bool minutes(date_node n) const { return g_.minutes[n.at]; }

  state_node states(state_set s);
  state_node judge(truth_node applies, date_node start, date_node due, truth_node met, truth_node excused);
  state_node choose(truth_node when, state_node then, state_node otherwise);
  state_node gate(state_node n, std::uint32_t thing);

  std::uint32_t thing_index(thing t);

  graph take() { return std::move(g_); }
  graph const& made() const { return g_; }
  node const& truth_at(truth_node n) const { return g_.nodes[truth_nodes_[n.at]]; }

private:
  std::uint32_t add_node(node n, bool share = true);
  truth_node fold(opcode code, std::vector<truth_node> of, truth absorbing);
  std::pair<std::uint32_t, std::uint32_t> list(std::vector<std::uint32_t> const& of);

  graph g_;
  std::vector<std::uint32_t> truth_nodes_, date_nodes_; ///< node of each truth and date position
  std::vector<bool> bounds_; ///< by date position: only never, ever or nothing, which are the same in days and minutes
  std::unordered_map<std::string, std::uint32_t> shared_;
  std::unordered_map<std::string, std::uint32_t> lists_, masks_, things_;
};

} // namespace cobijo::internal
