// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The default rulebook, as the build compiled it into the library. `lib/embed/embed.cpp` writes the definitions.
#pragma once

#include <cstddef>

namespace cobijo::internal {

/// A rule file as CBOR, members in the order of the file. Its path is relative to `jurisdictions/`, with forward
/// slashes.
struct builtin_file {
  char const* path;
  unsigned char const* content;
  std::size_t size;
};

/// Sorted by path.
extern builtin_file const builtin_files[];
extern std::size_t const builtin_file_count;
/// `sha256:` and 64 hexadecimal digits: `rulebook_digest` of the same files.
extern char const builtin_rulebook_digest[];
/// Version of the release that the rulebook belongs to.
extern char const builtin_rulebook_version[];

} // namespace cobijo::internal
