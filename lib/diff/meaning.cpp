// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/likeness.hpp"
#include "diff/prove.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace cobijo {

bool has_proofs() {
#ifdef COBIJO_WITH_PROOFS
  return true;
#else
  return false;
#endif
}

namespace internal {
namespace {

/// Every provision that either side has, the second side's order first.
std::vector<diff_target> targets_in(diff_document const& d) {
  auto const changed = provisions_to_judge(d);
  auto const& a = d.a.book();
  auto const& b = d.b.book();
  std::vector<diff_target> out;
  std::set<int> found;
  auto add = [&](model const& m, provision const& p, int at_a, int at_b) {
    auto const& modules = d.options.modules;
    auto const& only = d.options.only;
    auto const& module = m.modules[static_cast<std::size_t>(p.module)].id;
    auto in = [](std::vector<std::string> const& list, std::string const& id) {
      return std::find(list.begin(), list.end(), id) != list.end();
    };
    if (!modules.empty() && !in(modules, module)) return;
    if (!only.empty() ? !in(only, p.id) && !changed.contains(p.id) : !p.protects && !changed.contains(p.id)) return;
    out.push_back({p.id, p.protects.has_value(), at_a, at_b});
  };
  for (std::size_t i = 0; i < b.provisions.size(); ++i) {
    auto const& p = b.provisions[i];
    auto it = a.provision_index.find(p.id);
    for (auto const& was : p.was)
      if (it == a.provision_index.end()) it = a.provision_index.find(was);
    int const before = it == a.provision_index.end() ? -1 : it->second;
    found.insert(before);
    add(b, p, before, static_cast<int>(i));
  }
  for (std::size_t i = 0; i < a.provisions.size(); ++i)
    if (!found.contains(static_cast<int>(i))) add(a, a.provisions[i], static_cast<int>(i), -1);
  return out;
}

/// Persons are looked for in groups of provisions of one module: they have facts and deadlines in common, which are
/// then put to a solver once. The groups do not depend on the number of threads, so neither do the examples.
std::vector<std::vector<std::size_t>> groups_of(std::vector<std::size_t> const& open, std::vector<meaning> const& all) {
  constexpr std::size_t most = 16;
  std::vector<std::vector<std::size_t>> out;
  for (auto const i : open) {
    bool const goes_on = !out.empty() && out.back().size() < most && all[out.back().front()].module == all[i].module;
    if (!goes_on) out.emplace_back();
    out.back().push_back(i);
  }
  return out;
}

/// Calls `work` with each number below `count`, from several threads; this one is among them.
template <class Work>
void share_out(std::size_t count, std::size_t threads, Work const& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex guard;
  std::exception_ptr failure;
  auto run = [&] {
    try {
      for (auto i = next++; i < count; i = next++)
        work(i);
    } catch (...) {
      std::lock_guard const lock(guard);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  std::vector<std::thread> others;
  try {
    while (others.size() + 1 < std::min(threads, count))
      others.emplace_back(run);
  } catch (...) {
    // No more threads are to be had: those that there are do it all.
  }
  run();
  for (auto& one : others)
    one.join();
  if (failure) std::rethrow_exception(failure);
}

} // namespace

void compare_meanings(diff_document& out) {
  auto const targets = targets_in(out);
  likeness const same(out);
  std::vector<std::size_t> open;
  for (auto const& t : targets) {
    auto const& book = t.b >= 0 ? out.b.book() : out.a.book();
    auto const& p = book.provisions[static_cast<std::size_t>(t.b >= 0 ? t.b : t.a)];
    meaning m;
    m.id = t.id;
    m.module = book.modules[static_cast<std::size_t>(p.module)].id;
    m.label = {p.label.en, p.label.es};
    m.protection = t.protection;
    if (same.alike(t)) {
      m.is = verdict::equivalent;
      m.proved = true;
    } else {
      open.push_back(out.meanings.size());
    }
    out.meanings.push_back(std::move(m));
  }

  auto judges = out.options.proofs ? prover_of(out) : nullptr;
  out.solver = judges != nullptr;
  if (!judges) judges = searcher_of(out);
  auto const groups = groups_of(open, out.meanings);
  auto const threads = out.options.threads != 0 ? out.options.threads : std::thread::hardware_concurrency();
  share_out(groups.size(), threads, [&](std::size_t group) {
    using clock = std::chrono::steady_clock;
    auto const judge = judges();
    for (auto const i : groups[group]) {
      auto const from = clock::now();
      judge->judge(targets[i], out.meanings[i]);
      out.meanings[i].seconds = std::chrono::duration<double>(clock::now() - from).count();
    }
  });
}

} // namespace internal
} // namespace cobijo
