// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// JSON Schemas: those of the files that the library reads, and those of what it writes.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cobijo_test {

/// What is wrong with a file, as `/pointer: message`; that the values around it are wrong because of it is left out.
/// @param name of the schema, as the library has it inside: `rules.schema.json`
std::vector<std::string> input_faults(std::string const& name, nlohmann::json const& value);

/// The same of what the library writes. @param name of the schema `docs/schema/NAME.schema.json`
std::vector<std::string> output_faults(std::string const& name, std::string const& document);

/// A line for each.
std::string lines(std::vector<std::string> const& faults);

} // namespace cobijo_test
