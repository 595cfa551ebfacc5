// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Persons asked of both editions with the evaluator itself. Nothing is told of a person that did not come through here.
#pragma once

#include "diff/document.hpp"

#include <map>

namespace cobijo::internal {

/// Facts by id.
using fact_map = std::map<std::string, json>;

/// What is asked of both sides: the status of a protection or the value of a provision.
struct diff_target {
  std::string id;
  bool protection = true;
  int a = -1, b = -1; ///< its position in each model, -1 where it is not
};

/// From a definite no over what is open to a definite yes.
[[nodiscard]] int rank_of(status s);

/// The part of an edition that one provision rests on, and what cannot be: a person is asked about it many times.
class edition_part {
public:
  explicit edition_part(diff_edition const& side);
  /// Of no provision with -1.
  void narrow_to(int provision);
  [[nodiscard]] values const& evaluate(person const& who, std::int32_t as_of);

private:
  diff_edition const& side_;
  compiled part_; ///< has the graph alone
  values values_;
  std::optional<int> provision_;
};

class replayer {
public:
  explicit replayer(diff_document const& d) : d_(d), a_(d.a), b_(d.b) {}

  struct answer {
    status before, after;
    friend bool operator==(answer const&, answer const&) = default;
  };
  /// Nothing, if the facts cannot be read or contradict one another.
  [[nodiscard]] std::optional<answer> ask(diff_target const& t, fact_map const& facts, std::int32_t as_of);
  /// Which of the things that cannot be were so the last time, by side and position.
  std::vector<std::pair<bool, std::size_t>> contradictions;

  /// The same answers from fewer facts, rounder days and smaller numbers.
  [[nodiscard]] witness smallest(diff_target const& t, fact_map facts, std::int32_t as_of, answer const& kept);

private:
  [[nodiscard]] std::optional<person> read(model const& m, fact_map const& facts) const;
  [[nodiscard]] status on(bool b_side, diff_target const& t, person const& who, std::int32_t as_of);
  [[nodiscard]] fact const* declared(std::string const& id) const;

  diff_document const& d_;
  edition_part a_, b_;
};

} // namespace cobijo::internal
