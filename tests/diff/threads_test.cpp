// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Several threads decide, and say what one would say.
#include "project.hpp"

#include <cobijo/cobijo.hpp>
#include <cobijo/diff.hpp>

#include <gtest/gtest.h>

#include <thread>

using namespace cobijo;

namespace {

law_diff compared(rulebook const& book, unsigned threads) {
  auto side = [&](char const* on) { return diff_side{book, cobijo_test::day(on), {}, on}; };
  diff_options how;
  how.modules = {"mx"};
  how.threads = threads;
  how.seconds = 600; // a slow machine may change no verdict
  return diff(side("2011-11-08"), side("2012-11-13"), how).value();
}

TEST(ThreadsDiff, SayWhatOneThreadSays) {
  auto const& book = cobijo_test::whole_rulebook();
  auto const one = report(compared(book, 1), diff_format::json);
  EXPECT_EQ(report(compared(book, 4), diff_format::json), one);
  // Two at once, each with threads of its own.
  std::string other;
  std::thread beside([&] { other = report(compared(book, 2), diff_format::json); });
  EXPECT_EQ(report(compared(book, 3), diff_format::json), one);
  beside.join();
  EXPECT_EQ(other, one);
}

} // namespace
