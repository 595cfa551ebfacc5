// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Why a provision has its value, read off the rules as written: the leaves that decided it, with their citations.
#pragma once

#include "edition/evaluate.hpp"

#include <cobijo/determination.hpp>

namespace cobijo::internal {

class rule_walk {
public:
  rule_walk(compiled const& e, values const& v) : e_(e), m_(*e.book), v_(v) {}

  [[nodiscard]] truth value(truth_node n) const { return v_.truths[n.at]; }
  [[nodiscard]] truth value(condition const& c, law at) const;
  [[nodiscard]] truth value(provision const& p, law at) const;
  /// The law date that a reference passes on.
  [[nodiscard]] static law law_for(condition const& reference, law at) { return reference.text_of.value_or(at); }
  /// What may apply, most recent first; a certain one ends the list. Each says on which law date it is read.
  [[nodiscard]] std::vector<alternative> possible(provision const& p, law at) const;
  [[nodiscard]] std::vector<alternative> possible(deadline const& d, law at) const;

  /// The leaves that decided, each once.
  [[nodiscard]] std::vector<reason> reasons(provision const& p, law at) const;

private:
  [[nodiscard]] std::vector<alternative> possible(std::vector<alternative> const& list) const;
  /// Part of an exception; below a `not` or `none`: then a reason says that the thing is not so.
  struct place_in_rule {
    bool exception = false, denied = false;
  };
  void provision_reasons(provision const& p, law at, place_in_rule where, std::vector<reason>& out) const;
  void condition_reasons(condition const& c, law at, provision const& in, place_in_rule where, std::string const& cite,
                         std::vector<reason>& out) const;

  compiled const& e_;
  model const& m_;
  values const& v_;
};

} // namespace cobijo::internal
