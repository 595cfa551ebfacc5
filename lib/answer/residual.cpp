// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/residual.hpp"

#include "render/describe.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

// In a list, what another entry already says adds nothing: a or (a and b) is a.
void absorb(json& entries, char const* other) {
  auto has = [](json const& list, json const& e) { return std::find(list.begin(), list.end(), e) != list.end(); };
  json kept = json::array();
  for (auto const& e : entries) {
    if (has(kept, e)) continue;
    bool const covered = e.is_object() && e.contains(other) && e.size() == 1 &&
                         std::any_of(entries.begin(), entries.end(), [&](json const& o) { return has(e[other], o); });
    if (!covered) kept.push_back(e);
  }
  entries = std::move(kept);
}

} // namespace

// --- what is still open ---------------------------------------------------------------------------------------------

struct residuals::walk {
  residuals const& r;
  values const& v;
  open_ends out{};
  std::set<std::pair<int, std::uint32_t>> seen{};

  void fact(int kind, std::uint32_t slot) { out.facts.insert(r.i_.fact_of[kind][slot]); }

  void truth_value(std::uint32_t at) {
    if (v.truths[at] != truth::unknown || !seen.emplace(0, at).second) return;
    auto const& n = r.truth_at(at);
    switch (n.code) {
    case opcode::open_law: out.things.insert(n.a); break;
    case opcode::gate:
    case opcode::probe:
    case opcode::negate: truth_value(n.a); break;
    case opcode::all:
    case opcode::any:
    case opcode::at_least:
      for (auto i = n.a; i < n.a + n.b; ++i)
        truth_value(r.e_.graph.operands[i]);
      break;
    case opcode::choose:
      truth_value(n.a);
      if (v.truths[n.a] != truth::no) truth_value(n.b);
      if (v.truths[n.a] != truth::yes) truth_value(n.c);
      break;
    case opcode::fact_truth: fact(0, n.a); break;
    case opcode::fact_one_of:
    case opcode::fact_given:
    case opcode::fact_any:
    case opcode::fact_count: fact(2, n.a); break;
    case opcode::number: fact(1, n.a); break;
    case opcode::date_compare:
      date_value(n.a);
      date_value(n.b);
      if (n.c != 0 && v.dates[n.a].exact() != v.dates[n.b].exact()) out.things.insert(n.c - 1);
      break;
    case opcode::state_is: state_value(n.a); break;
    case opcode::time_in: {
      auto const& t = r.e_.graph.spells[n.a];
      fact(3, static_cast<std::uint32_t>(t.slot));
      if (t.has_from) date_value(t.from);
      date_value(t.to);
      break;
    }
    default: break;
    }
  }

  void date_value(std::uint32_t at) {
    if (v.dates[at].exact() || !seen.emplace(1, at).second) return;
    auto const& n = r.date_at(at);
    switch (n.code) {
    case opcode::date_fact: fact(1, n.a); break;
    case opcode::date_add:
    case opcode::date_gate:
    case opcode::date_to_day: date_value(n.a); break;
    case opcode::date_latest:
    case opcode::date_earliest:
      for (auto i = n.a; i < n.a + n.b; ++i)
        date_value(r.e_.graph.operands[i]);
      break;
    case opcode::date_choose:
      truth_value(n.a);
      if (v.truths[n.a] != truth::no) date_value(n.b);
      if (v.truths[n.a] != truth::yes) date_value(n.c);
      break;
    case opcode::date_count:
      date_value(n.a);
      for (auto const& c : r.e_.graph.counts[n.b].closures)
        truth_value(c.when);
      break;
    case opcode::date_running:
      truth_value(n.a);
      date_value(n.b);
      date_value(n.c);
      break;
    default: break;
    }
  }

  void state_value(std::uint32_t at) {
    auto const s = v.states[at];
    if ((s & (s - 1)) == 0 || !seen.emplace(2, at).second) return;
    auto const& n = r.state_at(at);
    switch (n.code) {
    case opcode::state_judge: {
      auto const& j = r.e_.graph.judgements[n.a];
      truth_value(j.applies);
      date_value(j.start);
      date_value(j.due);
      truth_value(j.met);
      truth_value(j.excused);
      break;
    }
    case opcode::state_choose:
      truth_value(n.a);
      if (v.truths[n.a] != truth::no) state_value(n.b);
      if (v.truths[n.a] != truth::yes) state_value(n.c);
      break;
    case opcode::state_gate: state_value(n.a); break;
    default: break;
    }
  }
};

residuals::open_ends residuals::ends(truth_node n) const {
  walk w{*this, v_};
  w.truth_value(n.at);
  return std::move(w.out);
}

residuals::open_ends residuals::ends(state_node n) const {
  walk w{*this, v_};
  w.state_value(n.at);
  return std::move(w.out);
}

// --- what is left of a condition ------------------------------------------------------------------------------------

json residuals::list(node const& n, char const* key) {
  char const* const other = std::string_view(key) == "all" ? "any" : "all";
  json entries = json::array();
  for (auto i = n.a; i < n.a + n.b; ++i) {
    auto one = condition({e_.graph.operands[i]});
    if (one.is_null()) continue;
    if (one.is_object() && one.size() == 1 && one.contains(key))
      for (auto const& e : one[key])
        entries.push_back(e);
    else
      entries.push_back(std::move(one));
  }
  absorb(entries, other);
  if (entries.size() == 1) return entries[0];
  json out;
  out[key] = std::move(entries);
  return out;
}

json residuals::values_of(node const& n, fact const& f) const {
  auto const& set = m_.value_sets[static_cast<std::size_t>(f.values)];
  json out = json::array();
  for (std::size_t i = 0; i < set.ids.size(); ++i)
    if ((e_.graph.masks[n.b + i / 64] >> (i % 64) & 1U) != 0) out.push_back(set.ids[i]);
  return out;
}

json residuals::condition(truth_node n) {
  if (v_.truths[n.at] != truth::unknown) return nullptr;
  auto const it = conditions_.find(n.at);
  return it != conditions_.end() ? it->second : conditions_.emplace(n.at, made(n)).first->second;
}

json residuals::made(truth_node at) {
  auto const& n = truth_at(at.at);
  auto fact_named = [&](int kind) -> fact const& { return m_.facts[static_cast<std::size_t>(i_.fact_of[kind][n.a])]; };
  json out = json::object();
  switch (n.code) {
  case opcode::gate:
  case opcode::probe: return condition({n.a});
  case opcode::all: return list(n, "all");
  case opcode::any: return list(n, "any");
  case opcode::negate: {
    auto inner = condition({n.a});
    if (inner.is_object() && inner.size() == 1 && inner.contains("not")) return inner["not"];
    out["not"] = std::move(inner);
    return out;
  }
  case opcode::at_least: {
    auto left = n.c;
    json entries = json::array();
    for (auto i = n.a; i < n.a + n.b; ++i) {
      auto const one = e_.graph.operands[i];
      if (v_.truths[one] == truth::yes) --left;
      if (v_.truths[one] == truth::unknown) entries.push_back(condition({one}));
    }
    out["at_least"] = left;
    out["of"] = std::move(entries);
    return out;
  }
  case opcode::choose: {
    auto const when = v_.truths[n.a];
    if (when == truth::yes) return condition({n.b});
    if (when == truth::no) return condition({n.c});
    auto const then = v_.truths[n.b], otherwise = v_.truths[n.c];
    auto c = condition({n.a});
    auto negated = [](json inner) {
      json o;
      o["not"] = std::move(inner);
      return o;
    };
    // Known branches leave a plain condition.
    if (then == truth::yes && otherwise == truth::no) return c;
    if (then == truth::no && otherwise == truth::yes) return negated(std::move(c));
    auto branch = [&](std::uint32_t b) -> json {
      if (v_.truths[b] == truth::unknown) return condition({b});
      json o;
      o[v_.truths[b] == truth::yes ? "all" : "any"] = json::array();
      return o;
    };
    out["if"] = std::move(c);
    out["then"] = branch(n.b);
    out["else"] = branch(n.c);
    if (out["then"] == out["else"]) return out["then"];
    return out;
  }
  case opcode::fact_truth: out["fact"] = fact_named(0).id; return out;
  case opcode::fact_one_of:
  case opcode::fact_given:
    out["fact"] = fact_named(2).id;
    out["in"] = values_of(n, fact_named(2));
    return out;
  case opcode::fact_any:
    out["fact"] = fact_named(2).id;
    out["includes_any"] = values_of(n, fact_named(2));
    return out;
  case opcode::fact_count:
    out["fact"] = fact_named(2).id;
    out["includes_at_least"] = n.c;
    out["of"] = values_of(n, fact_named(2));
    return out;
  case opcode::number: {
    constexpr char const* keys[] = {"at_least", "at_most", "more_than", "less_than", "is"};
    out["fact"] = fact_named(1).id;
    out[keys[n.flag]] = e_.graph.numbers[n.b];
    return out;
  }
  case opcode::date_compare:
    out["date"] = date(n.a);
    out[n.flag != 0 ? "on_or_before" : "before"] = date(n.b);
    return out;
  case opcode::state_is: {
    auto const it = i_.deadline_of_state.find(n.a);
    out["deadline"] = it == i_.deadline_of_state.end() ? std::string() : it->second;
    out["is"] = word_of(static_cast<deadline_state>(n.flag));
    return out;
  }
  case opcode::time_in:
    out["time_in"] =
        m_.facts[static_cast<std::size_t>(i_.fact_of[3][static_cast<std::size_t>(e_.graph.spells[n.a].slot)])].id;
    return out;
  case opcode::open_law: {
    auto const& t = e_.graph.things[n.a];
    if (t.kind == thing::what::reading) {
      out["reading"] = t.id;
      auto const& r = m_.readings[static_cast<std::size_t>(m_.reading_index.at(t.id))];
      if (n.b > 0) out["is"] = r.positions[n.b - 1].id;
    } else {
      out["law"] = t.id;
    }
    return out;
  }
  default: return nullptr; // the constant unknown: a parameter that is not in force
  }
}

json residuals::date(std::uint32_t at) {
  if (auto it = i_.deadline_of_date.find(at); it != i_.deadline_of_date.end()) {
    json out;
    out["deadline"] = it->second;
    return out;
  }
  auto const& n = date_at(at);
  json out = json::object();
  switch (n.code) {
  case opcode::date_constant: {
    auto const d = e_.graph.dates[n.a];
    if (d.exact()) return written_day(d.lo);
    return json::array({written_day(d.lo), written_day(d.hi)});
  }
  case opcode::date_as_of: return "as_of";
  case opcode::date_fact: out["fact"] = m_.facts[static_cast<std::size_t>(i_.fact_of[1][n.a])].id; return out;
  case opcode::date_add: {
    auto const& by = e_.graph.additions[n.b];
    constexpr char const* units[] = {"hours", "days", "weeks", "months", "years", "working_days"};
    json length;
    length[units[static_cast<std::size_t>(by.unit)]] = std::abs(by.n);
    out[by.n < 0 ? "subtract" : "add"] = std::move(length);
    out[by.n < 0 ? "from" : "to"] = date(n.a);
    return out;
  }
  case opcode::date_latest:
  case opcode::date_earliest: {
    json parts = json::array();
    for (auto i = n.a; i < n.a + n.b; ++i)
      parts.push_back(date(e_.graph.operands[i]));
    out[n.code == opcode::date_latest ? "latest_of" : "earliest_of"] = std::move(parts);
    return out;
  }
  case opcode::date_choose: {
    if (v_.truths[n.a] != truth::unknown) return date(v_.truths[n.a] == truth::yes ? n.b : n.c);
    out["if"] = condition({n.a});
    out["then"] = date(n.b);
    out["else"] = date(n.c);
    return out;
  }
  case opcode::date_gate:
  case opcode::date_to_day: return date(n.a);
  default: return out;
  }
}

} // namespace cobijo::internal
