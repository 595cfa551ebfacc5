// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Persons sorted into groups by what is known of one fact.
#pragma once

#include "edition/person.hpp"

#include <cobijo/impact.hpp>

#include <map>

namespace cobijo::internal {

class grouping {
public:
  /// `fact`, `fact:year` or `fact:age`; read from the second side, or from the first if only that has the fact.
  [[nodiscard]] static result<grouping> of(model const& a, model const& b, std::string const& asked, std::size_t most);

  /// Counts a person and tells its groups, by the order in which groups appeared.
  std::vector<std::size_t> const& sort(person const& in_a, person const& in_b, std::int32_t as_of);

  /// The groups in the order of their values, and the place of each there.
  struct sorted {
    impact_grouping groups;
    std::vector<std::size_t> place;
  };
  [[nodiscard]] sorted finished() const;

private:
  using key = std::pair<impact_group::what, std::int64_t>;
  enum class by : std::uint8_t { value, year, age };

  grouping(model const& m, fact const& f, bool in_b, by how, std::string asked, std::size_t most)
      : model_(&m), fact_(&f), in_b_(in_b), how_(how), asked_(std::move(asked)), most_(most) {}

  [[nodiscard]] std::vector<key> keys(person const& p, std::int32_t as_of) const;
  [[nodiscard]] impact_group named(key const& k) const;

  model const* model_; ///< kept alive by the run
  fact const* fact_;
  bool in_b_;
  by how_;
  std::string asked_;
  std::size_t most_, kept_ = 0;
  std::map<key, std::size_t> index_;
  std::vector<std::uint64_t> persons_;
  std::vector<std::size_t> current_;
};

} // namespace cobijo::internal
