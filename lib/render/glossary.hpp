// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What things are called, and conditions in words, for a rule file that stands alone or is half-written.
#pragma once

#include "rules/read.hpp"
#include "rules/reader.hpp"

#include <cobijo/determination.hpp>

#include <optional>

namespace cobijo::internal {

/// Reads no more than names, with the reader of the rulebook, and takes no notice of faults.
class glossary {
public:
  /// The names that `own` gives, then those of the `others`.
  glossary(json const& own, std::vector<rule_file> const& others);

  /// Things, facts and value sets with their labels; nothing else of it is whole. What is answered for each state is
  /// here for a state of its own as well, whose id is `state` and whose name is `{state}`.
  [[nodiscard]] model const& names() const { return names_; }

  struct words {
    bilingual text;
    std::vector<std::string> left_out; ///< pointers to the members that the format does not know
  };
  /// Nothing if it cannot be read, or names what is nowhere declared.
  [[nodiscard]] std::optional<words> condition_words(json const& c, bool denied);
  [[nodiscard]] std::optional<words> date_words(json const& d);
  [[nodiscard]] std::optional<words> period_words(json const& p);

private:
  template <class Read>
  std::optional<words> read(json const& v, Read in_words);

  model names_;
  fault_list faults_;
  reader reader_{names_, faults_};
};

} // namespace cobijo::internal
