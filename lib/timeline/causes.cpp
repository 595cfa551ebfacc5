// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "timeline/causes.hpp"

#include "check/visit.hpp"
#include "render/describe.hpp"
#include "render/names.hpp"
#include "rules/reach.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

void add(std::vector<timeline_cause>& out, timeline_cause one) {
  if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
}

} // namespace

law_turns::law_turns(model const& m, law day) : m_(m) {
  auto turns = [&](span from) { return from.lo == day || from.hi == day; };
  auto effects = [&](std::string const& id, version_head const& v) {
    for (auto const& e : effects_of(m, v))
      if (turns(e.from)) note(id, e.by >= 0 ? e.by : v.by, v.cite);
  };
  auto versions = [&](auto const& things) {
    for (auto const& t : things)
      for (auto const& v : t.versions) {
        if (turns(v.from)) note(t.id, v.by, v.cite);
        effects(t.id, v);
        if (!v.treaty) continue;
        auto binds = [&](auto const& list) {
          for (auto const& one : list)
            if (one.state == t.state &&
                std::find(v.treaty->any_of.begin(), v.treaty->any_of.end(), one.treaty) != v.treaty->any_of.end() &&
                (turns(one.from) || (one.to && turns({add_days(one.to->lo, 1), add_days(one.to->hi, 1)}))))
              note(t.id, m.instrument_index.contains(one.treaty) ? m.instrument_index.at(one.treaty) : -1, one.cite);
        };
        binds(m.parties);
        binds(m.reservations);
      }
  };
  versions(m.provisions);
  versions(m.deadlines);
  versions(m.parameters);
  versions(m.clocks);
  for (auto const& r : m.readings)
    for (auto const& p : r.prevails)
      if (turns(p.from)) note(r.id, p.by, p.cite);
}

void law_turns::note(std::string const& thing, int instrument, std::string const& cite) {
  timeline_cause one{"law", thing, {}, {}, cite};
  if (instrument >= 0) {
    auto const& i = m_.instruments[static_cast<std::size_t>(instrument)];
    one.instrument = i.id;
    one.label = to_bilingual(i.title);
  } else {
    one.label = {label_of(m_, thing, "en"), label_of(m_, thing, "es")};
  }
  add(by_thing_[thing], std::move(one));
}

void law_turns::tell(named const& thing, std::vector<timeline_cause>& out) const {
  reach from(m_);
  // The deadlines of a protection are lanes of their own, so only what it refers to itself counts here.
  if (auto const it = m_.provision_index.find(thing.id); it != m_.provision_index.end()) {
    from.add_text(m_.provisions[static_cast<std::size_t>(it->second)]);
  } else {
    from.add(m_.deadlines[static_cast<std::size_t>(m_.deadline_index.at(thing.id))]);
  }
  auto tell_of = [&](std::string const& id) {
    if (auto const it = by_thing_.find(id); it != by_thing_.end())
      for (auto const& one : it->second)
        add(out, one);
  };
  tell_of(thing.id); // first its own text
  for (auto const& id : from.ids())
    tell_of(id);
}

void time_turns::tell(named const& thing, std::vector<timeline_cause>& out) {
  auto const at = e_.options.law_date;
  if (auto const it = m_.provision_index.find(thing.id); it != m_.provision_index.end())
    in(m_.provisions[static_cast<std::size_t>(it->second)], at, out);
  else
    in(m_.deadlines[static_cast<std::size_t>(m_.deadline_index.at(thing.id))], at, out);
}

void time_turns::in(provision const& p, law at, std::vector<timeline_cause>& out) {
  for (auto const& a : rules_.possible(p, at)) {
    if (a.kind != alternative::what::text) continue;
    auto const& v = p.versions[static_cast<std::size_t>(a.version)];
    in(v.when, a.at, p.id, v.cite, out);
  }
}

void time_turns::in(deadline const& d, law at, std::vector<timeline_cause>& out) {
  auto const* nodes = e_.deadline_readings.find(&d, at);
  if (nodes == nullptr) return;
  auto const running = one_state(deadline_state::not_running);
  bool const starts = ((was_.states[nodes->nodes.state.at] ^ is_.states[nodes->nodes.state.at]) & running) != 0;
  auto const before = out.size();
  for (auto const& a : rules_.possible(d, at)) {
    if (a.kind != alternative::what::text) continue;
    auto const& v = d.versions[static_cast<std::size_t>(a.version)];
    auto look = [&](std::optional<condition> const& c) {
      if (c) in(*c, a.at, d.id, v.cite, out);
    };
    // Whether it is met may turn with its start, and is no cause of it.
    if (starts) {
      look(v.applies);
    } else {
      look(v.met);
      look(v.excused);
    }
  }
  if (out.size() == before) add(out, {starts ? "start" : "due", d.id, {}, to_bilingual(d.label), {}});
}

void time_turns::in(condition const& c, law at, std::string const& provision, std::string const& cite,
                    std::vector<timeline_cause>& out) {
  auto const node = e_.conditions.find({&c, at});
  if (node == e_.conditions.end() || !turned(node->second)) return;
  auto const& here = c.cite.empty() ? cite : c.cite;
  auto const before = out.size();
  for (auto const* list : {&c.of, &c.unless})
    for (auto const& one : *list)
      in(one, at, provision, here, out);
  if (c.kind == op::provision) in(m_.provisions[static_cast<std::size_t>(c.target)], rule_walk::law_for(c, at), out);
  if (c.kind == op::deadline) {
    auto const& d = m_.deadlines[static_cast<std::size_t>(c.target)];
    add(out, {"deadline", d.id, {}, to_bilingual(d.label), here});
  }
  if (out.size() == before) add(out, {"time", provision, {}, describe(m_, c), here});
}

} // namespace cobijo::internal
