// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What a rule refers to: by itself, and however deep.
#pragma once

#include "rules/model.hpp"

#include <set>

namespace cobijo::internal {

/// What a text refers to by itself, each once, in the order of first reference.
struct references {
  std::vector<provision const*> provisions;
  std::vector<deadline const*> deadlines;
  std::vector<int> parameters, readings;

  void in(model const& m, provision_version const& v);
  void in(model const& m, deadline_version const& v);
  void in(model const& m, date_expression const& d);
};

/// Ids of provisions, deadlines, values, readings and clocks, however deep. A protection reaches its deadlines and
/// remedies too.
class reach {
public:
  explicit reach(model const& m) : m_(m) {}

  void add(provision const& p);
  void add(deadline const& d);
  /// Without the deadlines and remedies that it has as a protection.
  void add_text(provision const& p);
  [[nodiscard]] std::set<std::string> const& ids() const { return ids_; }

private:
  void texts(provision const& p);
  void follow(references const& found);

  model const& m_;
  std::set<std::string> ids_;
};

} // namespace cobijo::internal
