// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/residual.hpp"

#include "render/describe.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

std::string json_text(std::string_view text) {
  return json(text).dump();
}

/// `{ "key": value, … }`; the values are JSON already.
std::string object(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  std::string out = "{";
  for (auto const& [key, value] : members) {
    if (out.size() > 1) out += ',';
    out.append(json_text(key)).append(":").append(value);
  }
  return out + '}';
}

/// `[ … ]` of what `text(i)` gives for each of `n`.
template <class F>
std::string array(std::size_t n, F text) {
  std::string out = "[";
  for (std::size_t i = 0; i < n; ++i)
    out.append(i == 0 ? "" : ",").append(text(i));
  return out + ']';
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

// --- what is left of a condition ------------------------------------------------------------------------------------

residuals::rest const* residuals::kept(rest one) {
  auto const it = kept_.find(one.text);
  if (it != kept_.end()) return it->second.get();
  auto own = std::make_unique<rest const>(std::move(one));
  std::string_view const key = own->text;
  return kept_.emplace(key, std::move(own)).first->second.get();
}

// In a list, what another entry already says adds nothing: a or (a and b) is a.
residuals::rest const* residuals::joined(node const& n, rest::form as) {
  auto const other = as == rest::form::all ? rest::form::any : rest::form::all;
  std::vector<rest const*> entries, out;
  for (auto i = n.a; i < n.a + n.b; ++i) {
    auto const* const one = left({e_.graph.operands[i]});
    if (one == nullptr) continue;
    if (one->is == as)
      entries.insert(entries.end(), one->of.begin(), one->of.end());
    else
      entries.push_back(one);
  }
  auto has = [](std::vector<rest const*> const& list, rest const* e) {
    return std::find(list.begin(), list.end(), e) != list.end();
  };
  for (auto const* e : entries) {
    if (has(out, e)) continue;
    bool const covered =
        e->is == other && std::any_of(entries.begin(), entries.end(), [&](rest const* o) { return has(e->of, o); });
    if (!covered) out.push_back(e);
  }
  if (out.size() == 1) return out.front();
  auto const list = array(out.size(), [&](std::size_t i) { return std::string_view(out[i]->text); });
  return kept({as, object({{as == rest::form::all ? "all" : "any", list}}), std::move(out)});
}

residuals::rest const* residuals::denied(rest const* one) {
  if (one == nullptr) return plain(object({{"not", "null"}}));
  if (one->is == rest::form::negation) return one->of.front();
  return kept({rest::form::negation, object({{"not", one->text}}), {one}});
}

std::string residuals::values_of(node const& n, fact const& f) const {
  auto const& set = m_.value_sets[static_cast<std::size_t>(f.values)];
  std::vector<std::string const*> ids;
  for (std::size_t i = 0; i < set.ids.size(); ++i)
    if ((e_.graph.masks[n.b + i / 64] >> (i % 64) & 1U) != 0) ids.push_back(&set.ids[i]);
  return array(ids.size(), [&](std::size_t i) { return json_text(*ids[i]); });
}

std::string residuals::condition(truth_node n) {
  auto const* const out = left(n);
  return out == nullptr ? std::string() : out->text;
}

std::string residuals::text_of(std::uint32_t truth) {
  auto const* const out = left({truth});
  return out == nullptr ? "null" : out->text;
}

residuals::rest const* residuals::left(truth_node n) {
  if (v_.truths[n.at] != truth::unknown) return nullptr;
  auto const it = left_.find(n.at);
  if (it != left_.end()) return it->second;
  auto const* const out = made(truth_at(n.at));
  left_.emplace(n.at, out);
  return out;
}

residuals::rest const* residuals::made(node const& n) {
  auto fact_named = [&](int kind) -> fact const& { return m_.facts[static_cast<std::size_t>(i_.fact_of[kind][n.a])]; };
  auto of_fact = [&](int kind, std::string_view key, std::string_view value) {
    return plain(object({{"fact", json_text(fact_named(kind).id)}, {key, value}}));
  };
  switch (n.code) {
  case opcode::gate:
  case opcode::probe: return left({n.a});
  case opcode::all: return joined(n, rest::form::all);
  case opcode::any: return joined(n, rest::form::any);
  case opcode::negate: return denied(left({n.a}));
  case opcode::at_least: {
    auto wanted = n.c;
    std::vector<std::uint32_t> open;
    for (auto i = n.a; i < n.a + n.b; ++i) {
      auto const one = e_.graph.operands[i];
      if (v_.truths[one] == truth::yes) --wanted;
      if (v_.truths[one] == truth::unknown) open.push_back(one);
    }
    auto const list = array(open.size(), [&](std::size_t i) { return text_of(open[i]); });
    return plain(object({{"at_least", std::to_string(wanted)}, {"of", list}}));
  }
  case opcode::choose: {
    auto const when = v_.truths[n.a];
    if (when == truth::yes) return left({n.b});
    if (when == truth::no) return left({n.c});
    auto const then = v_.truths[n.b], otherwise = v_.truths[n.c];
    // Known branches leave a plain condition.
    if (then == truth::yes && otherwise == truth::no) return left({n.a});
    if (then == truth::no && otherwise == truth::yes) return denied(left({n.a}));
    auto branch = [&](std::uint32_t b) {
      if (v_.truths[b] == truth::unknown) return left({b});
      bool const yes = v_.truths[b] == truth::yes;
      return kept({yes ? rest::form::all : rest::form::any, yes ? R"({"all":[]})" : R"({"any":[]})", {}});
    };
    auto const *one = branch(n.b), *two = branch(n.c);
    if (one == two) return one;
    auto text = [](rest const* r) { return r == nullptr ? std::string_view("null") : std::string_view(r->text); };
    return plain(object({{"if", text_of(n.a)}, {"then", text(one)}, {"else", text(two)}}));
  }
  case opcode::fact_truth: return plain(object({{"fact", json_text(fact_named(0).id)}}));
  case opcode::fact_one_of:
  case opcode::fact_given: return of_fact(2, "in", values_of(n, fact_named(2)));
  case opcode::fact_any: return of_fact(2, "includes_any", values_of(n, fact_named(2)));
  case opcode::fact_count:
    return plain(object({{"fact", json_text(fact_named(2).id)},
                         {"includes_at_least", std::to_string(n.c)},
                         {"of", values_of(n, fact_named(2))}}));
  case opcode::number: {
    constexpr std::string_view keys[] = {"at_least", "at_most", "more_than", "less_than", "is"};
    return of_fact(1, keys[n.flag], std::to_string(e_.graph.numbers[n.b]));
  }
  case opcode::date_compare:
    return plain(object({{"date", date(n.a)}, {n.flag != 0 ? "on_or_before" : "before", date(n.b)}}));
  case opcode::state_is: {
    auto const it = i_.deadline_of_state.find(n.a);
    return plain(object({{"deadline", json_text(it == i_.deadline_of_state.end() ? std::string_view() : it->second)},
                         {"is", json_text(word_of(static_cast<deadline_state>(n.flag)))}}));
  }
  case opcode::time_in: {
    auto const slot = static_cast<std::size_t>(e_.graph.spells[n.a].slot);
    return plain(object({{"time_in", json_text(m_.facts[static_cast<std::size_t>(i_.fact_of[3][slot])].id)}}));
  }
  case opcode::open_law: {
    auto const& t = e_.graph.things[n.a];
    if (t.kind != thing::what::reading) return plain(object({{"law", json_text(t.id)}}));
    if (n.b == 0) return plain(object({{"reading", json_text(t.id)}}));
    auto const& r = m_.readings[static_cast<std::size_t>(m_.reading_index.at(t.id))];
    return plain(object({{"reading", json_text(t.id)}, {"is", json_text(r.positions[n.b - 1].id)}}));
  }
  default: return nullptr; // the constant unknown: a parameter that is not in force
  }
}

std::string residuals::date(std::uint32_t at) {
  if (auto it = i_.deadline_of_date.find(at); it != i_.deadline_of_date.end())
    return object({{"deadline", json_text(it->second)}});
  auto const& n = date_at(at);
  switch (n.code) {
  case opcode::date_constant: {
    auto const d = e_.graph.dates[n.a];
    if (d.exact()) return json_text(written_day(d.lo));
    return '[' + json_text(written_day(d.lo)) + ',' + json_text(written_day(d.hi)) + ']';
  }
  case opcode::date_as_of: return json_text("as_of");
  case opcode::date_fact:
    return object({{"fact", json_text(m_.facts[static_cast<std::size_t>(i_.fact_of[1][n.a])].id)}});
  case opcode::date_add: {
    auto const& by = e_.graph.additions[n.b];
    constexpr std::string_view units[] = {"hours", "days", "weeks", "months", "years", "working_days"};
    auto const length = object({{units[static_cast<std::size_t>(by.unit)], std::to_string(std::abs(by.n))}});
    return object({{by.n < 0 ? "subtract" : "add", length}, {by.n < 0 ? "from" : "to", date(n.a)}});
  }
  case opcode::date_latest:
  case opcode::date_earliest: {
    auto const list = array(n.b, [&](std::size_t i) { return date(e_.graph.operands[n.a + i]); });
    return object({{n.code == opcode::date_latest ? "latest_of" : "earliest_of", list}});
  }
  case opcode::date_choose:
    if (v_.truths[n.a] != truth::unknown) return date(v_.truths[n.a] == truth::yes ? n.b : n.c);
    return object({{"if", text_of(n.a)}, {"then", date(n.b)}, {"else", date(n.c)}});
  case opcode::date_gate:
  case opcode::date_to_day: return date(n.a);
  default: return object({});
  }
}

} // namespace cobijo::internal
