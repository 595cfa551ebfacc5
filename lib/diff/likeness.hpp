// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What says the same in both editions, by what it is made of: no solver need be asked about it.
#pragma once

#include "diff/replay.hpp"

#include <unordered_map>

namespace cobijo::internal {

/// Numbers calendars by their non-working days: the same number, the same days.
class calendar_numbers {
public:
  explicit calendar_numbers(diff_document const& d);
  /// 0 for no calendar.
  [[nodiscard]] std::size_t of(working_days const* days) const { return days == nullptr ? 0 : numbers_.at(days); }

private:
  std::unordered_map<working_days const*, std::size_t> numbers_;
};

/// Gives each node of both graphs a number by what it says: the same number, the same meaning.
class likeness {
public:
  explicit likeness(diff_document const& d);
  [[nodiscard]] bool alike(diff_target const& t) const;

private:
  struct numbered {
    std::vector<std::size_t> truths, dates, states;
  };
  numbered numbers(diff_edition const& side);

  diff_edition const &a_, &b_;
  calendar_numbers calendars_;
  std::unordered_map<std::string, std::size_t> numbers_;
  numbered of_a_, of_b_;
};

} // namespace cobijo::internal
