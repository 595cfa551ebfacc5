// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What the build compiled in is what stands in the tree.
#include "cobijo/version.hpp"
#include "embed/builtin.hpp"
#include "project.hpp"
#include "rules/read.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cobijo::internal {
namespace {

std::vector<rule_file> embedded() {
  std::vector<rule_file> files;
  for (std::size_t i = 0; i < builtin_file_count; ++i)
    files.push_back({builtin_files[i].path, {}, read_cbor(builtin_files[i].content, builtin_files[i].size)});
  return files;
}

std::vector<rule_file> in_the_tree() {
  return parse_files(read_folder(cobijo_test::jurisdictions).value()).value();
}

TEST(Builtin, HoldsTheRuleFilesOfTheTreeInTheOrderOfTheirPaths) {
  auto const inside = embedded();
  auto outside = in_the_tree();
  std::sort(outside.begin(), outside.end(), [](auto const& a, auto const& b) { return a.path < b.path; });
  ASSERT_EQ(inside.size(), outside.size());
  for (std::size_t i = 0; i < inside.size(); ++i) {
    EXPECT_EQ(inside[i].path, outside[i].path);
    // As text, since the order of members counts too.
    EXPECT_EQ(inside[i].root.dump(), outside[i].root.dump()) << inside[i].path;
  }
}

TEST(Builtin, HasTheDigestThatTheLibraryWorksOut) {
  EXPECT_EQ(builtin_rulebook_digest, digest_of(embedded()));
  EXPECT_EQ(builtin_rulebook_digest, digest_of(in_the_tree()));
}

TEST(Builtin, TheOrderInWhichFilesAreGivenDoesNotCount) {
  auto files = read_folder(cobijo_test::jurisdictions).value();
  std::reverse(files.begin(), files.end());
  EXPECT_EQ(builtin_rulebook_digest, digest_of(parse_files(files).value()));
}

TEST(Builtin, HasTheVersionOfTheLibrary) {
  EXPECT_EQ(builtin_rulebook_version, cobijo::version());
}

} // namespace
} // namespace cobijo::internal
