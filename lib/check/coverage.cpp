// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/determine.hpp"
#include "check/case_file.hpp"
#include "check/visit.hpp"
#include "edition/person.hpp"
#include "render/describe.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace cobijo {
namespace {

using namespace internal;

/// What a person would notice: statuses of protections, states and dates of deadlines, values that nothing else uses.
struct outcome {
  std::vector<std::uint8_t> parts;
  std::vector<span> dates;
  friend bool operator==(outcome const&, outcome const&) = default;
};

outcome outcome_of(compiled const& e, values const& v, std::vector<int> const& watched) {
  outcome out;
  for (int i : watched) {
    auto const& n = e.provisions[static_cast<std::size_t>(i)];
    out.parts.push_back(static_cast<std::uint8_t>(status_of(n, v)));
  }
  for (auto const& d : e.deadlines) {
    out.parts.push_back(v.states[d.state.at]);
    out.dates.push_back(v.dates[d.shown.at]);
  }
  return out;
}

} // namespace

result<coverage_report> coverage(rulebook const& book, case_files const& files) {
  auto cases = read_cases(files);
  if (!cases) return cases.faults();
  auto const& m = *book.impl();

  // A `per: state` rule has its leaves once for each state; they count as one.
  struct leaf {
    coverage_gap told;
    bool covered = false;
  };
  std::vector<leaf> leaves;
  std::map<std::pair<int, std::string>, std::size_t> by_place;
  std::unordered_map<condition const*, std::size_t> index;
  std::set<int> referred;
  each_condition(
      m, [&](condition const& c, std::string const&, named const* thing, version_head const* head, place const& where) {
        if (c.kind == op::provision) referred.insert(c.target);
        if (!is_leaf(c)) return;
        auto const [it, fresh] = by_place.try_emplace({where.file, c.pointer}, leaves.size());
        if (fresh)
          leaves.push_back({{where.file < 0 ? std::string() : m.files[static_cast<std::size_t>(where.file)].path,
                             c.pointer, thing == nullptr ? std::string() : thing->id,
                             head == nullptr ? std::string() : written(head->from), describe(m, c)},
                            false});
        index.emplace(&c, it->second);
      });
  std::vector<int> watched;
  for (std::size_t i = 0; i < m.provisions.size(); ++i)
    if (m.provisions[i].protects || !referred.contains(static_cast<int>(i))) watched.push_back(static_cast<int>(i));

  edition_cache editions(book, true);
  // The cases beside a file mostly show its leaves decide; only for what they leave open is every case tried.
  auto beside = [](std::string const& cases_file, std::string const& rules_file) {
    return cases_file.substr(0, cases_file.find('.')) == rules_file.substr(0, rules_file.find('.'));
  };
  auto open = [&] { return std::any_of(leaves.begin(), leaves.end(), [](leaf const& l) { return !l.covered; }); };
  for (bool every : {false, true})
    for (auto const& c : *cases) {
      if (every && !open()) break;
      auto e = editions.at(c);
      if (!e) return e.faults();
      std::vector<std::pair<std::size_t, leaf*>> tried; // probe, its leaf
      for (std::size_t i = 0; i < (*e)->probes.size(); ++i)
        if (auto const it = index.find((*e)->probes[i]); it != index.end())
          if (auto& l = leaves[it->second]; !l.covered && (every || beside(c.file, l.told.file)))
            tried.emplace_back(i, &l);
      if (tried.empty()) continue;
      auto who = read_person(m, c.facts, c.file);
      if (!who) return who.faults();
      auto const as_of = to_internal(c.as_of);
      values v;
      evaluate(**e, *who, as_of, v);
      auto const base = outcome_of(**e, v, watched);
      std::vector<truth> at_rest((*e)->probes.size(), truth::unknown);
      for (auto const& n : (*e)->graph.nodes)
        if (n.code == opcode::probe) at_rest[n.b] = v.truths[n.out];
      assumptions what_if;
      what_if.forced.resize((*e)->probes.size());
      for (auto const& [i, l] : tried) {
        if (l->covered) continue; // by another reading of the same text
        auto forced = [&, probe = i](truth t) {
          if (at_rest[probe] == t) return base;
          what_if.forced[probe] = t;
          evaluate(**e, *who, as_of, v, &what_if);
          return outcome_of(**e, v, watched);
        };
        l->covered = !(forced(truth::yes) == forced(truth::no));
        what_if.forced[i].reset();
      }
    }
  coverage_report out;
  out.leaves = leaves.size();
  for (auto& l : leaves) {
    if (l.covered)
      ++out.covered;
    else
      out.gaps.push_back(std::move(l.told));
  }
  return out;
}

} // namespace cobijo
