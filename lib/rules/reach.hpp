// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What a rule refers to, however deep.
#pragma once

#include "rules/model.hpp"

#include <set>

namespace cobijo::internal {

/// Ids of provisions, deadlines, values, readings and clocks. A protection reaches its deadlines and remedies too.
class reach {
public:
  explicit reach(model const& m) : m_(m) {}

  void add(provision const& p);
  void add(deadline const& d);
  [[nodiscard]] std::set<std::string> const& ids() const { return ids_; }

private:
  void in(condition const& c);
  void in(date_expression const& d);
  void in(period const& p);
  void deadline_named(std::string const& id);

  model const& m_;
  std::set<std::string> ids_;
};

} // namespace cobijo::internal
