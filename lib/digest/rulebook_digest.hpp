// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The name of a rulebook's content, the same whether its files were compiled in or read from a folder.
#pragma once

#include "digest/sha256.hpp"

#include <string>
#include <string_view>

namespace cobijo::internal {

/// Takes the files of a rulebook in the byte order of their paths. White space does not count; everything else does,
/// the order of members too, since answers list things in that order.
class rulebook_digest {
public:
  template <class Json>
  void add(std::string_view path, Json const& content) {
    sum_.update(path).update("\n").update(content.dump()).update("\n");
  }
  [[nodiscard]] std::string finish() { return "sha256:" + sum_.finish_hex(); }

private:
  sha256 sum_;
};

} // namespace cobijo::internal
