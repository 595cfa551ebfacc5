// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// How long it takes to decide what a change of the law means. `wall` is the whole rulebook; `median`, `p90` and
// `slowest` are one protection, over those whose answers differ for somebody. docs/performance.md has figures.
#include <cobijo/cobijo.hpp>
#include <cobijo/diff.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace cobijo;

namespace {

struct days {
  char const *a, *b;
};
constexpr days pairs[] = {{"2000-01-01", "2026-06-01"},
                          {"2011-11-08", "2012-11-13"},
                          {"2020-01-01", "2021-02-01"},
                          {"2024-06-01", "2026-06-01"},
                          {"2025-01-19", "2025-01-20"}};

void compare_everything(benchmark::State& state) {
  static rulebook const book = rulebook::builtin();
  auto const& pair = pairs[state.range(0)];
  auto side = [](char const* on) { return diff_side{book, date::parse(on).value(), {}, on}; };
  diff_options how;
  how.threads = static_cast<unsigned>(state.range(1));
  std::vector<double> seconds;
  std::size_t undecided = 0;
  for (auto _ : state) {
    auto const found = diff(side(pair.a), side(pair.b), how).value();
    seconds.clear();
    undecided = 0;
    for (auto const& m : found.meanings()) {
      undecided += m.is == verdict::undecided ? 1 : 0;
      if (m.protection && m.is != verdict::equivalent) seconds.push_back(m.seconds);
    }
  }
  std::sort(seconds.begin(), seconds.end());
  auto milliseconds = [&](double share) {
    return seconds.empty() ? 0
                           : 1000 * seconds[static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1))];
  };
  state.SetLabel(std::string(pair.a) + " " + pair.b);
  state.counters["differ"] = static_cast<double>(seconds.size());
  state.counters["undecided"] = static_cast<double>(undecided);
  state.counters["median_ms"] = milliseconds(0.5);
  state.counters["p90_ms"] = milliseconds(0.9);
  state.counters["slowest_ms"] = milliseconds(1);
}
BENCHMARK(compare_everything)
    ->ArgNames({"pair", "threads"})
    ->ArgsProduct({benchmark::CreateDenseRange(0, std::size(pairs) - 1, 1), {1, 2}})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

} // namespace
