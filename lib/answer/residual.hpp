// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What an undetermined value still depends on, read off the graph: by Kleene laws only, so nothing is guessed.
#pragma once

#include "edition/evaluate.hpp"

#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>

namespace cobijo::internal {

class residuals {
public:
  /// Of one evaluation; keeps what it worked out, so ask one object for all of its answers.
  residuals(compiled const& e, values const& v) : e_(e), m_(*e.book), i_(e.index), v_(v) {}

  /// The condition with all that is known taken out, as JSON (docs/format.md); empty if the value is known.
  [[nodiscard]] std::string condition(truth_node n);

  struct open_ends {
    std::set<int> facts;            ///< that can still decide
    std::set<std::uint32_t> things; ///< open law met on the way
  };
  [[nodiscard]] open_ends ends(truth_node n) const;

private:
  /// What is left of a condition. Of the same text there is one, so that the same address means the same condition.
  struct rest {
    enum class form : std::uint8_t { plain, all, any, negation } is = form::plain;
    std::string text;
    std::vector<rest const*> of; ///< of `all`, `any` and `negation`
  };

  struct walk;
  /// Nothing if the value is known.
  rest const* left(truth_node n);
  rest const* made(node const& n);
  rest const* joined(node const& n, rest::form as);
  rest const* denied(rest const* one);
  rest const* kept(rest one);
  rest const* plain(std::string text) { return kept({rest::form::plain, std::move(text), {}}); }
  [[nodiscard]] std::string text_of(std::uint32_t truth);
  [[nodiscard]] std::string date(std::uint32_t at);
  [[nodiscard]] node const& truth_at(std::uint32_t at) const { return e_.graph.nodes[i_.truths[at]]; }
  [[nodiscard]] node const& date_at(std::uint32_t at) const { return e_.graph.nodes[i_.dates[at]]; }
  [[nodiscard]] node const& state_at(std::uint32_t at) const { return e_.graph.nodes[i_.states[at]]; }
  [[nodiscard]] std::string values_of(node const& n, fact const& f) const;

  compiled const& e_;
  model const& m_;
  graph_index const& i_;
  values const& v_;
  std::unordered_map<std::uint32_t, rest const*> left_;                    ///< by position
  std::unordered_map<std::string_view, std::unique_ptr<rest const>> kept_; ///< by text
};

} // namespace cobijo::internal
