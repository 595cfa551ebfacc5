// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What an undetermined value still depends on, read off the graph: by Kleene laws only, so nothing is guessed.
#pragma once

#include "edition/evaluate.hpp"

#include <set>
#include <unordered_map>

namespace cobijo::internal {

class residuals {
public:
  explicit residuals(compiled const& e);

  /// The condition with all that is known taken out, as in docs/format.md; null if the value is known.
  [[nodiscard]] json condition(truth_node n, values const& v) const;

  struct open_ends {
    std::set<int> facts;            ///< that can still decide
    std::set<std::uint32_t> things; ///< open law met on the way
  };
  [[nodiscard]] open_ends ends(truth_node n, values const& v) const;
  [[nodiscard]] open_ends ends(state_node n, values const& v) const;

private:
  struct walk;
  [[nodiscard]] json date(std::uint32_t at, values const& v) const;
  [[nodiscard]] json list(node const& n, values const& v, char const* key) const;
  [[nodiscard]] node const& truth_at(std::uint32_t at) const { return e_.graph.nodes[truths_[at]]; }
  [[nodiscard]] node const& date_at(std::uint32_t at) const { return e_.graph.nodes[dates_[at]]; }
  [[nodiscard]] node const& state_at(std::uint32_t at) const { return e_.graph.nodes[states_[at]]; }
  [[nodiscard]] json values_of(node const& n, fact const& f) const;

  compiled const& e_;
  model const& m_;
  std::vector<std::uint32_t> truths_, dates_, states_; ///< node of each position
  std::vector<int> fact_of_[4];                        ///< by storage kind and slot
  std::unordered_map<std::uint32_t, std::string> deadline_of_date_, deadline_of_state_;
};

} // namespace cobijo::internal
