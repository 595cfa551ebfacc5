// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// SHA-256 (FIPS 180-4), by which a rulebook is named in every answer. Used to recognise content, never to keep a
/// secret.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cobijo::internal {

/// Digest of a text that arrives in pieces.
class sha256 {
public:
  sha256& update(std::string_view piece);
  /// 64 lower-case hexadecimal digits. Ends the object: no `update` after it.
  [[nodiscard]] std::string finish_hex();

private:
  void block(unsigned char const* bytes);

  std::array<std::uint32_t, 8> state_{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                      0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
  std::array<unsigned char, 64> pending_{};
  std::size_t filled_ = 0;
  std::uint64_t length_ = 0;
};

[[nodiscard]] std::string sha256_hex(std::string_view text);

} // namespace cobijo::internal
