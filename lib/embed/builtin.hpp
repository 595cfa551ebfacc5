// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The default rulebook, as the build compiled it into the library. `lib/embed/embed.cpp` writes the definitions.
#pragma once

#include <cstddef>

namespace cobijo::internal {

/// CBOR: an array of `[path, content]`, sorted by path, members in the order of the file. Paths are relative to
/// `jurisdictions/`, with forward slashes.
extern unsigned char const builtin_rulebook[];
extern std::size_t const builtin_rulebook_size;
/// `sha256:` and 64 hexadecimal digits: `rulebook_digest` of the same files.
extern char const builtin_rulebook_digest[];
/// Version of the release that the rulebook belongs to.
extern char const builtin_rulebook_version[];

} // namespace cobijo::internal
