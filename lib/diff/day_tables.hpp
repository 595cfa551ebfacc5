// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Functions of one day, worked out for every day there is.
#pragma once

#include "time/interval.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cobijo::internal {

struct day_table {
  explicit day_table(std::function<std::int64_t(std::int64_t)> const& make);

  std::vector<std::int64_t> values; ///< from first_day on
  bool monotone = true;
  bool leaves = false;              ///< gives a sentinel for some day
  std::int64_t least = 0, most = 0; ///< of F(x) - x, sentinels apart

  [[nodiscard]] std::int64_t at(std::int64_t day) const {
    if (is_sentinel(day)) return day;
    return values[static_cast<std::size_t>(std::clamp<std::int64_t>(day, first_day, last_day) - first_day)];
  }
};

/// Each table is worked out once, by the thread that first asks for it. Any thread may ask.
class day_tables {
public:
  /// `signature` says which function, `make` gives its value for a day.
  day_table const& of(std::string const& signature, std::function<std::int64_t(std::int64_t)> const& make);

private:
  struct entry {
    std::once_flag once;
    std::unique_ptr<day_table const> table;
  };
  std::mutex guard_; ///< of the map alone
  std::map<std::string, entry> entries_;
};

} // namespace cobijo::internal
