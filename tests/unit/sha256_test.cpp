// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "digest/rulebook_digest.hpp"
#include "digest/sha256.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

using cobijo::internal::rulebook_digest;
using cobijo::internal::sha256;
using cobijo::internal::sha256_hex;

// Example messages published with FIPS 180-4.
TEST(Sha256, EmptyMessage) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OneBlock) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, TwoBlocks) {
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, FourBlocks) {
  EXPECT_EQ(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                       "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

TEST(Sha256, AMillionLetters) {
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesMakeNoDifference) {
  std::string const text(300, 'x');
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    sha256 sum;
    sum.update(std::string_view(text).substr(0, cut)).update(std::string_view(text).substr(cut));
    ASSERT_EQ(sum.finish_hex(), sha256_hex(text)) << "cut at " << cut;
  }
}

TEST(RulebookDigest, IsTheHashOfPathsAndCompactTexts) {
  rulebook_digest digest;
  digest.add("a.json", nlohmann::ordered_json::parse(R"({ "b" : 1, "a": [ 2 ] })"));
  digest.add("c/d.json", nlohmann::ordered_json::parse("{}"));
  EXPECT_EQ(digest.finish(), "sha256:" + sha256_hex("a.json\n{\"b\":1,\"a\":[2]}\nc/d.json\n{}\n"));
}
