// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// From rule files to a model: the whole way, with every fault found.
#pragma once

#include "rules/model.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cobijo::internal {

/// A rule file by its path below the rulebook's folder (`mx/refugee_status.json`).
struct rule_file {
  std::string path;
  std::string text; ///< empty if the file came from the built-in rulebook
  json root;
};

/// The rule files that are built into the library; only the vocabulary and those of `modules`, if any are named.
std::vector<rule_file> embedded_files(std::vector<std::string> const* modules = nullptr);

/// Parses each file. Faults of all files are told together.
result<std::vector<rule_file>> parse_files(std::vector<std::pair<std::string, std::string>> const& files);

/// Reads parsed files, in any order. Test cases and schemas among them are passed over.
/// `version` and `digest` are those of a release; without a digest it is worked out.
result<std::shared_ptr<model const>> read_model(std::vector<rule_file> const& files, std::string version = {},
                                                std::string digest = {});

/// Digest of the rules: SHA-256 over path and compact text of every rule file, in order of path.
std::string digest_of(std::vector<rule_file> const& files);

/// Whether a path names a file of rules or vocabulary (not cases, not schemas).
bool is_rule_path(std::string_view path);

/// Reads every rule file below a folder. Fault E0105 if it cannot be read.
result<std::vector<std::pair<std::string, std::string>>> read_folder(std::string const& folder);

} // namespace cobijo::internal
