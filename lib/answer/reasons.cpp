// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/reasons.hpp"

#include "check/visit.hpp"
#include "render/describe.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

truth opposite(truth t) {
  return t == truth::yes ? truth::no : t == truth::no ? truth::yes : truth::unknown;
}

} // namespace

truth rule_walk::value(condition const& c, law at) const {
  auto const it = e_.conditions.find({&c, at});
  return it == e_.conditions.end() ? truth::unknown : value(it->second);
}

truth rule_walk::value(provision const& p, law at) const {
  auto const* r = e_.provision_readings.find(&p, at);
  return r == nullptr ? truth::unknown : value(r->nodes.value);
}

std::vector<alternative> rule_walk::possible(std::vector<alternative> const& list) const {
  std::vector<alternative> out;
  for (auto const& a : list) {
    auto const guard = value(a.guard);
    if (guard == truth::no) continue;
    out.push_back(a);
    if (guard == truth::yes) break;
  }
  return out;
}

std::vector<alternative> rule_walk::possible(provision const& p, law at) const {
  auto const* r = e_.provision_readings.find(&p, at);
  return r == nullptr ? std::vector<alternative>() : possible(r->alternatives);
}

std::vector<alternative> rule_walk::possible(deadline const& d, law at) const {
  auto const* r = e_.deadline_readings.find(&d, at);
  return r == nullptr ? std::vector<alternative>() : possible(r->alternatives);
}

std::vector<reason> rule_walk::reasons(provision const& p, law at) const {
  std::vector<reason> all, out;
  provision_reasons(p, at, {}, all);
  auto same = [](reason const& a, reason const& b) {
    return a.provision == b.provision && a.exception == b.exception && a.label == b.label && a.cite == b.cite;
  };
  for (auto& r : all)
    if (std::none_of(out.begin(), out.end(), [&](reason const& o) { return same(o, r); })) out.push_back(std::move(r));
  return out;
}

void rule_walk::provision_reasons(provision const& p, law at, place_in_rule where, std::vector<reason>& out) const {
  for (auto const& a : possible(p, at)) {
    if (a.kind != alternative::what::text) continue;
    auto const& v = p.versions[static_cast<std::size_t>(a.version)];
    auto const before = out.size();
    condition_reasons(v.when, a.at, p, where, v.cite, out);
    // A provision that asks one thing is better called by its own name.
    bool const one = is_leaf(v.when) || (v.when.kind == op::negation && is_leaf(v.when.of.front()));
    if (one && v.when.label.empty() && !where.denied && out.size() == before + 1)
      out.back().label = to_bilingual(p.label);
  }
}

void rule_walk::condition_reasons(condition const& c, law at, provision const& in, place_in_rule where,
                                  std::string const& cite, std::vector<reason>& out) const {
  auto const mine = value(c, at);
  auto const& here = c.cite.empty() ? cite : c.cite;
  auto const denied = place_in_rule{where.exception, !where.denied};
  // Of a joint condition that holds all parts count, of one that fails only those that fail; and so on.
  auto parts = [&](std::vector<condition> const& of, truth wanted, place_in_rule there) {
    for (auto const& one : of)
      if (value(one, at) == wanted) condition_reasons(one, at, in, there, here, out);
  };
  auto part = [&](condition const& one, place_in_rule there) { condition_reasons(one, at, in, there, here, out); };
  auto const* leaf = &c;
  switch (c.kind) {
  case op::all:
    parts(c.of, mine, where);
    if (c.has_unless) parts(c.unless, opposite(mine), {true, where.denied});
    return;
  case op::any: parts(c.of, mine, where); return;
  case op::none: parts(c.of, opposite(mine), denied); return;
  case op::negation:
    if (!is_leaf(c.of.front())) return part(c.of.front(), denied);
    leaf = &c.of.front();
    break;
  case op::at_least: parts(c.of, mine, where); return;
  case op::choice: {
    auto const when = value(c.of[0], at);
    part(c.of[0], where);
    if (when != truth::no) part(c.of[1], where);
    if (when != truth::yes) part(c.of[2], where);
    return;
  }
  case op::provision: {
    auto const& target = m_.provisions[static_cast<std::size_t>(c.target)];
    auto const before = out.size();
    provision_reasons(target, law_for(c, at), where, out);
    if (out.size() != before) return;
    break;
  }
  default: break;
  }
  reason r;
  r.provision = in.id;
  r.exception = where.exception;
  r.value = where.denied ? opposite(mine) : mine;
  r.label = where.denied ? denied_words(m_, c) : describe(m_, c);
  r.cite = leaf->cite.empty() ? here : leaf->cite;
  if (leaf->kind == op::fact || leaf->kind == op::time_in)
    r.fact = m_.facts[static_cast<std::size_t>(leaf->target)].id;
  else if (leaf->kind == op::age)
    r.fact = m_.facts[static_cast<std::size_t>(leaf->birth)].id;
  out.push_back(std::move(r));
}

} // namespace cobijo::internal
