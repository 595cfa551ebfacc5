// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common.hpp"

#include <map>
#include <optional>

namespace cli {

/// The rulebook, and its editions by law date and options: persons of one day share theirs.
class law_shelf {
public:
  explicit law_shelf(options const& o);

  [[nodiscard]] cobijo::rulebook const& book() const { return book_; }
  /// The day asked about: of the command line, else of the file, else today.
  [[nodiscard]] cobijo::moment as_of(cobijo::question const& q) const;
  /// The day of the command line, else today.
  [[nodiscard]] cobijo::date day() const { return as_of_ ? as_of_->day() : today_; }
  /// How the law is read: the command line goes before the file of a person, if there is one.
  [[nodiscard]] cobijo::law_options options_for(cobijo::law_options how = {}) const;
  /// The law for one person: the command line goes before the file, the file before the day asked about.
  /// Faults: readings that the rulebook does not have.
  [[nodiscard]] cobijo::result<cobijo::edition const*> law(cobijo::question const& q);
  /// The law on the day of the command line, for commands that read no person.
  [[nodiscard]] cobijo::edition const& law();

private:
  void override_readings(cobijo::law_options& how) const;

  cobijo::rulebook book_;
  std::optional<cobijo::moment> as_of_;
  std::optional<cobijo::date> law_date_, known_at_;
  std::vector<std::string> readings_;
  cobijo::date today_;
  std::map<std::string, cobijo::edition> made_;
};

} // namespace cli
