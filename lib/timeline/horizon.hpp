// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// How long an evaluation stays as it is when the day asked about moves on and nothing else does.
#pragma once

#include "edition/evaluate.hpp"

namespace cobijo::internal {

/// For each value of an evaluation, a day through which it surely stays the same. Never too late; it may be too early,
/// and then the next look finds that nothing changed.
class horizon {
public:
  horizon(compiled const& e, person const& p);

  /// `v` is the evaluation as of `day`.
  void look(values const& v, law day);

  [[nodiscard]] law of(truth_node n) const { return truths_[n.at]; }
  [[nodiscard]] law of(state_node n) const { return states_[n.at]; }
  [[nodiscard]] law of(date_node n) const { return dates_[n.at].until; }

private:
  /// A date may move on with the day asked about: by a day a day, save that months are longer and shorter, which adds
  /// or takes `slack` days in all.
  struct moving_date {
    law until = last_day;
    int slack = still;
  };
  static constexpr int still = -1;

  void step(node const& n);
  void truth_step(node const& n);
  [[nodiscard]] law chosen(node const& n, std::vector<law> const& of) const;
  [[nodiscard]] law joined(node const& n, truth absorbing) const;
  [[nodiscard]] law counted(node const& n) const;
  [[nodiscard]] law compared(node const& n) const;
  [[nodiscard]] law spells(node const& n) const;
  [[nodiscard]] law judged(judgement const& j) const;
  [[nodiscard]] moving_date date_step(node const& n) const;
  [[nodiscard]] moving_date either(moving_date a, moving_date b) const;
  /// The day before the day asked about passes an end of a date.
  [[nodiscard]] law before_passing(span ends, bool in_minutes) const;
  [[nodiscard]] law before_day(std::int64_t turn) const;

  graph const& g_;
  person const& p_;
  values const* v_ = nullptr;
  law day_ = 0;
  std::vector<law> truths_, states_;
  std::vector<moving_date> dates_;
};

} // namespace cobijo::internal
