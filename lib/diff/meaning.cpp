// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/prove.hpp"

#include <algorithm>
#include <chrono>

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

} // namespace

void compare_meanings(diff_document& out) {
  auto judge = out.options.proofs ? make_prover(out) : nullptr;
  out.solver = judge != nullptr;
  if (!judge) judge = make_searcher(out);
  for (auto const& t : targets_in(out)) {
    auto const& book = t.b >= 0 ? out.b.book() : out.a.book();
    auto const& p = book.provisions[static_cast<std::size_t>(t.b >= 0 ? t.b : t.a)];
    meaning m;
    m.id = t.id;
    m.module = book.modules[static_cast<std::size_t>(p.module)].id;
    m.label = {p.label.en, p.label.es};
    m.protection = t.protection;
    auto const from = std::chrono::steady_clock::now();
    judge->judge(t, m);
    m.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
    out.meanings.push_back(std::move(m));
  }
}

} // namespace internal
} // namespace cobijo
