// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A rule as JSON nodes (docs/output.md, "Nodes"): what `explain` and `show` have in common. Their texts are made from
// it.
#pragma once

#include "answer/determine.hpp"
#include "answer/reasons.hpp"
#include "render/names.hpp"
#include "render/words.hpp"
#include "rules/reach.hpp"

#include <deque>
#include <set>

namespace cobijo::internal {

class rule_tree {
public:
  /// `values` decide which texts may apply. If they are `shown`, each thing referred to is unfolded below its first
  /// reference; if not, references stay references and are collected in `referred`.
  rule_tree(compiled const& e, values const& v, bool shown, std::string lang)
      : e_(e), m_(*e.book), v_(v), walk_(e, v), shown_(shown), lang_(std::move(lang)) {}

  /// A provision or deadline with the texts of it that may apply on law date `at`.
  [[nodiscard]] json rule(provision const& p, law at);
  [[nodiscard]] json rule(deadline const& d, law at);

  /// One version, whether it applies or not.
  [[nodiscard]] json text(provision const& p, int version, law at);
  [[nodiscard]] json text(deadline const& d, int version, law at);

  references referred;

private:
  template <class Thing>
  void unfold(json& out, Thing const& t, law at);
  void states(json& out, deadline const& d, law at) const;
  [[nodiscard]] json node(condition const& c, law at, std::string const& cite);
  [[nodiscard]] json nodes(std::vector<condition> const& of, law at, std::string const& cite);
  [[nodiscard]] std::string words(bilingual const& b) const { return b.in(lang_); }

  compiled const& e_;
  model const& m_;
  values const& v_;
  rule_walk walk_;
  bool shown_;
  std::string lang_;
  std::set<std::pair<void const*, law>> unfolded_;
};

/// The conditions of a deadline by their members, each with the words before it.
inline constexpr std::pair<char const*, phrase> deadline_conditions[] = {{"applies", say::applies_if},
                                                                         {"met", say::met_if},
                                                                         {"excused", say::excused_if},
                                                                         {"served_by_mail", say::by_mail_if}};

/// The label of a node, or what its kind asks of the nodes below it.
[[nodiscard]] std::string node_words(json const& n, std::string_view lang);
/// true, false or null.
[[nodiscard]] json truth_json(truth t);
/// A parameter's value in words.
[[nodiscard]] std::string value_words(model const& m, parameter_version const& v, std::string_view lang);

} // namespace cobijo::internal
