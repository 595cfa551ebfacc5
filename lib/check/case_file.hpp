// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Cases as read from *.cases.json: shared by the runner and by coverage.
#pragma once

#include "json/document.hpp"

#include <cobijo/check.hpp>

#include <map>
#include <memory>

namespace cobijo::internal {

struct test_case {
  std::string file, name, pointer;
  cobijo::moment as_of = date();
  date law_date;
  law_options options;
  json facts, expect;
};

result<std::vector<test_case>> read_cases(case_files const& files);

/// Editions by law date and options, so that cases of the same day share one.
class edition_cache {
public:
  explicit edition_cache(rulebook const& book, bool probes = false) : book_(book), probes_(probes) {}
  result<std::shared_ptr<compiled const>> at(test_case const& c);

private:
  rulebook const& book_;
  bool probes_;
  std::map<std::string, std::shared_ptr<compiled const>> made_;
};

} // namespace cobijo::internal
