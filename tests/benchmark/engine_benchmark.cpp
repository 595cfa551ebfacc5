// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// How long loading, compiling and answering take. `build/gcc/tests/cobijo_benchmarks`; docs/performance.md has figures.
// The workload of tests/benchmark/workload is answered by the engine and by a plain function over a plain struct, in
// one run, so that the ratio does not depend on the machine.
#include "project.hpp"

#include <cobijo/cobijo.hpp>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace cobijo;
using json = nlohmann::json;

namespace {

using cobijo_test::root;

// --- the rulebook of the library ------------------------------------------------------------------------------------

struct example {
  json content;
  std::string module;
};

/// A person of docs/examples, of whom much is known, and the module that is asked.
example const& person() {
  static example const one = [] {
    example out{json::parse(cobijo_test::text_of(root + "/docs/examples/gang_threat_day_28.json")), {}};
    for (auto const& [id, value] : out.content["facts"].items())
      if (auto const at = id.find(".claim."); at != std::string::npos) out.module = id.substr(0, at);
    return out;
  }();
  return one;
}

void load_one_module(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(rulebook::builtin({person().module}).value());
}
BENCHMARK(load_one_module)->Unit(benchmark::kMillisecond);

void load_everything(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(rulebook::builtin());
}
BENCHMARK(load_everything)->Unit(benchmark::kMillisecond);

rulebook const& book(bool everything) {
  static rulebook const all = rulebook::builtin();
  static rulebook const some = rulebook::builtin({person().module}).value();
  return everything ? all : some;
}

moment asked() {
  return moment::parse(person().content["as_of"].get<std::string>()).value();
}

void compile_edition(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(book(state.range(0) != 0).at(asked().day()).value());
}
BENCHMARK(compile_edition)->ArgName("everything")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void evaluate_person(benchmark::State& state) {
  auto const& rules = book(state.range(0) != 0);
  auto const law = rules.at(asked().day()).value();
  auto const who = rules.read_facts(person().content["facts"].dump()).value();
  workspace space;
  for (auto _ : state)
    benchmark::DoNotOptimize(law.evaluate(who, asked(), space).data());
  state.counters["nodes"] = static_cast<double>(law.nodes());
  state.counters["protections"] = static_cast<double>(law.protections().size());
}
BENCHMARK(evaluate_person)->ArgName("everything")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void determine_person(benchmark::State& state) {
  auto const& rules = book(state.range(0) != 0);
  auto const law = rules.at(asked().day()).value();
  auto const who = rules.read_facts(person().content["facts"].dump()).value();
  for (auto _ : state)
    benchmark::DoNotOptimize(law.determine(who, asked()));
}
BENCHMARK(determine_person)->ArgName("everything")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void read_person(benchmark::State& state) {
  auto const text = person().content["facts"].dump();
  for (auto _ : state)
    benchmark::DoNotOptimize(book(false).read_facts(text).value());
}
BENCHMARK(read_person)->Unit(benchmark::kMicrosecond);

// --- the workload, by hand and by the engine ------------------------------------------------------------------------

constexpr std::array types{"sex", "labor", "none"};
constexpr std::array acts{"recruitment", "harboring",   "transportation", "provision",
                          "obtaining",   "patronizing", "soliciting",     "none"};
constexpr std::array means{"none", "force", "fraud", "coercion"};
constexpr std::array purposes{"commercial_sex", "involuntary_servitude", "peonage", "debt_bondage", "slavery", "none"};
constexpr std::array truths{"request_made", "complied", "trauma",  "present",       "hardship",   "committed",
                            "inadmissible", "waiver",   "changed", "extraordinary", "reasonable", "uac"};
constexpr std::array days{"birth", "traffick", "arrival", "application"};

/// Every fact known, dates as YYYYMMDD.
struct plain_person {
  unsigned type, act, means, purpose;
  int birth, traffick, arrival, application;
  bool request_made, complied, trauma, present, hardship, committed, inadmissible, waiver, changed, extraordinary,
      reasonable, uac;
};

struct plain_answer {
  bool severe, t_eligible, timely;
};

plain_answer by_hand(plain_person const& p) {
  bool const minor = p.birth + 180000 > p.traffick;
  bool const severe = (p.type == 0 && p.act != 7 && p.purpose == 0 && (p.means != 0 || minor)) ||
                      (p.type == 1 && p.act < 5 && p.means != 0 && p.purpose >= 1 && p.purpose <= 4);
  bool const t_eligible = severe && p.present && (!p.request_made || p.complied || minor || p.trauma) && p.hardship &&
                          !p.committed && (!p.inadmissible || p.waiver);
  bool const timely = p.uac || p.application <= p.arrival + 10000 || ((p.changed || p.extraordinary) && p.reasonable);
  return {severe, t_eligible, timely};
}

class workload {
public:
  workload() : book_(rulebook::load(root + "/tests/benchmark/workload").value()) {
    std::uint64_t seed = 20240901;
    auto below = [&](unsigned n) {
      seed = seed * 6364136223846793005U + 1442695040888963407U;
      return static_cast<unsigned>((seed >> 33) % n);
    };
    for (int i = 0; i < 1024; ++i) {
      json facts;
      plain_person p{below(3), below(8), below(4), below(6), 0,     0,     0,     0,     false, false,
                     false,    false,    false,    false,    false, false, false, false, false, false};
      facts["p.type"] = types[p.type];
      facts["p.act"] = acts[p.act];
      facts["p.means"] = means[p.means];
      facts["p.purpose"] = purposes[p.purpose];
      int* const dates[] = {&p.birth, &p.traffick, &p.arrival, &p.application};
      for (std::size_t d = 0; d < days.size(); ++d) {
        auto const year = 1980 + 10 * static_cast<int>(d) + static_cast<int>(below(15));
        auto const day = *date::from_ymd(year, 1 + below(12), 1 + below(28));
        *dates[d] = day.year() * 10000 + static_cast<int>(day.month()) * 100 + static_cast<int>(day.day());
        facts[std::string("p.") + days[d]] = day.to_string();
      }
      bool* const flags[] = {&p.request_made, &p.complied, &p.trauma,  &p.present,       &p.hardship,   &p.committed,
                             &p.inadmissible, &p.waiver,   &p.changed, &p.extraordinary, &p.reasonable, &p.uac};
      for (std::size_t t = 0; t < truths.size(); ++t) {
        *flags[t] = below(2) == 1;
        facts[std::string("p.") + truths[t]] = *flags[t];
      }
      plain.push_back(p);
      people.push_back(book_.read_facts(facts.dump()).value());
    }
  }

private:
  rulebook book_;

public:
  edition law = book_.at(*date::from_ymd(2024, 6, 1)).value();
  std::vector<plain_person> plain;
  std::vector<facts> people;
};

workload const& work() {
  static workload const one;
  return one;
}

void workload_by_hand(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(by_hand(work().plain[i]));
    i = (i + 1) % 1024;
  }
}
BENCHMARK(workload_by_hand);

void workload_by_engine(benchmark::State& state) {
  workspace space;
  moment const day(work().law.law_date());
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(work().law.evaluate(work().people[i], day, space).data());
    i = (i + 1) % 1024;
  }
  // Both must say the same.
  auto const& ids = work().law.protections();
  for (std::size_t n = 0; n < work().people.size(); ++n) {
    auto const got = work().law.evaluate(work().people[n], day, space);
    auto const want = by_hand(work().plain[n]);
    for (std::size_t p = 0; p < ids.size(); ++p) {
      auto const name = ids[p].substr(ids[p].find('.') + 1);
      bool const yes = name == "severe" ? want.severe : name == "timely" ? want.timely : want.t_eligible;
      if (got[p].status != (yes ? status::eligible : status::not_eligible))
        state.SkipWithError("the engine and the plain function differ");
    }
  }
  state.counters["nodes"] = static_cast<double>(work().law.nodes());
}
BENCHMARK(workload_by_engine);

} // namespace
