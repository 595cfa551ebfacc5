// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The project's own files, which the tests read: its rules, examples and corpora.
#pragma once

#include <cobijo/rulebook.hpp>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace cobijo_test {

inline std::string const root = COBIJO_SOURCE_DIR;
inline std::string const jurisdictions = root + "/jurisdictions";
/// A rulebook of one invented state, small enough to read.
inline std::string const zedland_folder = root + "/tests/cli/rulebook";

/// Every rule of the project, from its folder; read once.
inline cobijo::rulebook const& whole_rulebook() {
  static auto const one = cobijo::rulebook::load(jurisdictions).value();
  return one;
}

inline cobijo::date day(std::string const& text) {
  return cobijo::date::parse(text).value();
}

/// What a file holds; nothing if it cannot be read.
inline std::string text_of(std::string const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// How much of what is random a test tries: fewer where checks make it slow, more by hand.
inline std::uint64_t number_from_environment(char const* name, std::uint64_t otherwise) {
  auto const* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

} // namespace cobijo_test
