// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Is a rulebook well-formed, do its cases pass, does every condition have cases that show it decide?
#pragma once

#include <cobijo/rulebook.hpp>

namespace cobijo {

/// Points of drafting that loading lets pass. Codes E08xx must be mended, W08xx deserve a look (docs/errors.md).
[[nodiscard]] std::vector<fault> check(rulebook const& book);

/// Case files as pairs of path and text (docs/format.md section 10).
using case_files = std::vector<std::pair<std::string, std::string>>;

/// Every `*.cases.json` below a folder. Fault E0105 if it cannot be read.
[[nodiscard]] result<case_files> read_case_files(std::string const& folder);

/// A case whose answer was not the expected one.
struct case_failure {
  std::string file, name;
  int line = 0;
  std::vector<std::string> differences; ///< `mx.refugee_status: status is eligible, expected undetermined`
};

struct cases_report {
  std::size_t passed = 0;
  std::vector<case_failure> failures;
};

/// Runs every case. Faults: E01xx for what is no JSON, E06xx for facts, E0901 for a case that is not well-formed.
[[nodiscard]] result<cases_report> run_cases(rulebook const& book, case_files const& files);

/// A leaf of some version for which no case shows that it decides.
struct coverage_gap {
  std::string file, pointer, thing; ///< where it stands, and the provision or deadline that holds it
  std::string from;                 ///< first day of the version
  bilingual label;
};

struct coverage_report {
  std::size_t leaves = 0, covered = 0;
  std::vector<coverage_gap> gaps;
};

/// For each leaf of each version: is there a case in which forcing it true and forcing it false gives some protection
/// different statuses, or some deadline different states or dates?
[[nodiscard]] result<coverage_report> coverage(rulebook const& book, case_files const& files);

} // namespace cobijo
