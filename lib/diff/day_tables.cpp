// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/day_tables.hpp"

namespace cobijo::internal {

day_table::day_table(std::function<std::int64_t(std::int64_t)> const& make) {
  values.reserve(static_cast<std::size_t>(last_day - first_day) + 1);
  bool any = false;
  for (std::int64_t day = first_day; day <= last_day; ++day) {
    auto const value = make(day);
    if (!values.empty() && value < values.back()) monotone = false;
    values.push_back(value);
    if (is_sentinel(value)) {
      leaves = true;
      continue;
    }
    least = any ? std::min(least, value - day) : value - day;
    most = any ? std::max(most, value - day) : value - day;
    any = true;
  }
}

day_table const& day_tables::of(std::string const& signature, std::function<std::int64_t(std::int64_t)> const& make) {
  auto& e = [&]() -> entry& {
    std::lock_guard const lock(guard_);
    return entries_[signature];
  }();
  std::call_once(e.once, [&] { e.table = std::make_unique<day_table const>(make); });
  return *e.table;
}

} // namespace cobijo::internal
