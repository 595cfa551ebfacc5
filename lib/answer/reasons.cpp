// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/reasons.hpp"

#include "render/describe.hpp"

#include <algorithm>

namespace cobijo::internal {

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
  provision_reasons(p, at, false, all);
  auto same = [](reason const& a, reason const& b) {
    return a.provision == b.provision && a.exception == b.exception && a.label == b.label && a.cite == b.cite;
  };
  for (auto& r : all)
    if (std::none_of(out.begin(), out.end(), [&](reason const& o) { return same(o, r); })) out.push_back(std::move(r));
  return out;
}

void rule_walk::provision_reasons(provision const& p, law at, bool exception, std::vector<reason>& out) const {
  for (auto const& a : possible(p, at)) {
    if (a.kind != alternative::what::text) continue;
    auto const& v = p.versions[static_cast<std::size_t>(a.version)];
    condition_reasons(v.when, a.at, p, exception, v.cite, out);
  }
}

void rule_walk::condition_reasons(condition const& c, law at, provision const& in, bool exception, std::string const& cite,
                                  std::vector<reason>& out) const {
  auto const mine = value(c, at);
  auto const& here = c.cite.empty() ? cite : c.cite;
  // Of a joint condition that holds all parts count, of one that fails only those that fail; and so on.
  auto parts = [&](std::vector<condition> const& of, truth wanted, bool as_exception) {
    for (auto const& one : of)
      if (value(one, at) == wanted) condition_reasons(one, at, in, as_exception, here, out);
  };
  switch (c.kind) {
  case op::all:
    parts(c.of, mine, exception);
    if (c.has_unless) parts(c.unless, mine == truth::yes ? truth::no : mine == truth::no ? truth::yes : truth::unknown, true);
    return;
  case op::any: parts(c.of, mine, exception); return;
  case op::none: parts(c.of, mine == truth::yes ? truth::no : mine == truth::no ? truth::yes : truth::unknown, exception); return;
  case op::negation: condition_reasons(c.of.front(), at, in, exception, here, out); return;
  case op::at_least: parts(c.of, mine, exception); return;
  case op::choice: {
    auto const when = value(c.of[0], at);
    condition_reasons(c.of[0], at, in, exception, here, out);
    if (when != truth::no) condition_reasons(c.of[1], at, in, exception, here, out);
    if (when != truth::yes) condition_reasons(c.of[2], at, in, exception, here, out);
    return;
  }
  case op::provision: {
    auto const& target = m_.provisions[static_cast<std::size_t>(c.target)];
    auto const before = out.size();
    provision_reasons(target, law_for(c, at), exception, out);
    if (out.size() != before) return;
    break;
  }
  default: break;
  }
  reason r;
  r.provision = in.id;
  r.exception = exception;
  r.value = mine;
  r.label = describe(m_, c);
  r.cite = here;
  if (c.kind == op::fact || c.kind == op::time_in) r.fact = m_.facts[static_cast<std::size_t>(c.target)].id;
  else if (c.kind == op::age) r.fact = m_.facts[static_cast<std::size_t>(c.birth)].id;
  out.push_back(std::move(r));
}

} // namespace cobijo::internal
