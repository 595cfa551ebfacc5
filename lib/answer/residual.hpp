// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What an undetermined value still depends on, read off the graph: by Kleene laws only, so nothing is guessed.
#pragma once

#include "edition/evaluate.hpp"

#include <set>
#include <unordered_map>

namespace cobijo::internal {

class residuals {
public:
  /// Of one evaluation; keeps what it worked out, so ask one object for all of its answers.
  residuals(compiled const& e, values const& v) : e_(e), m_(*e.book), i_(e.index), v_(v) {}

  /// The condition with all that is known taken out, as in docs/format.md; null if the value is known.
  [[nodiscard]] json condition(truth_node n);

  struct open_ends {
    std::set<int> facts;            ///< that can still decide
    std::set<std::uint32_t> things; ///< open law met on the way
  };
  [[nodiscard]] open_ends ends(truth_node n) const;
  [[nodiscard]] open_ends ends(state_node n) const;

private:
  struct walk;
  [[nodiscard]] json made(truth_node n);
  [[nodiscard]] json date(std::uint32_t at);
  [[nodiscard]] json list(node const& n, char const* key);
  [[nodiscard]] node const& truth_at(std::uint32_t at) const { return e_.graph.nodes[i_.truths[at]]; }
  [[nodiscard]] node const& date_at(std::uint32_t at) const { return e_.graph.nodes[i_.dates[at]]; }
  [[nodiscard]] node const& state_at(std::uint32_t at) const { return e_.graph.nodes[i_.states[at]]; }
  [[nodiscard]] json values_of(node const& n, fact const& f) const;

  compiled const& e_;
  model const& m_;
  graph_index const& i_;
  values const& v_;
  std::unordered_map<std::uint32_t, json> conditions_; ///< worked out, by position
};

} // namespace cobijo::internal
