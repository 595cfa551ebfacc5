// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "edition/builder.hpp"

#include <algorithm>
#include <cstring>

namespace cobijo::internal {
namespace {

template <class... T>
std::string bytes(T const&... parts) {
  std::string out;
  auto add = [&](auto const& part) {
    char raw[sizeof part];
    std::memcpy(raw, &part, sizeof part);
    out.append(raw, sizeof part);
  };
  (add(parts), ...);
  return out;
}

std::string key(node const& n) {
  return bytes(n.code, n.flag, n.a, n.b, n.c);
}

} // namespace

// The three truths stand first, so that their positions are their values.
builder::builder() {
  for (auto t : {truth::unknown, truth::yes, truth::no}) {
    node n;
    n.flag = static_cast<std::uint8_t>(t);
    add_node(n);
  }
}

std::uint32_t builder::add_node(node n, bool share) {
  std::string k;
  if (share) {
    k = key(n);
    if (auto it = shared_.find(k); it != shared_.end()) return it->second;
  }
  auto const at = static_cast<std::uint32_t>(g_.nodes.size());
  if (is_truth(n.code)) {
    n.out = g_.truths++;
    truth_nodes_.push_back(at);
  } else if (is_state(n.code)) {
    n.out = g_.states++;
  } else {
    n.out = g_.date_values++;
    date_nodes_.push_back(at);
    g_.minutes.push_back(false);
    bounds_.push_back(false);
  }
  g_.nodes.push_back(n);
  if (share) shared_.emplace(std::move(k), n.out);
  return n.out;
}

std::pair<std::uint32_t, std::uint32_t> builder::list(std::vector<std::uint32_t> const& of) {
  std::string k(reinterpret_cast<char const*>(of.data()), of.size() * sizeof of[0]);
  auto const size = static_cast<std::uint32_t>(of.size());
  if (auto it = lists_.find(k); it != lists_.end()) return {it->second, size};
  auto const at = static_cast<std::uint32_t>(g_.operands.size());
  g_.operands.insert(g_.operands.end(), of.begin(), of.end());
  lists_.emplace(std::move(k), at);
  return {at, size};
}

truth_node builder::open_law(std::uint32_t thing, int position) {
  return {add_node({opcode::open_law, 0, 0, thing, static_cast<std::uint32_t>(position + 1), 0})};
}

truth_node builder::gate(truth_node n, std::uint32_t thing) {
  if (n == constant(truth::unknown)) return n;
  return {add_node({opcode::gate, 0, 0, n.at, thing, 0})};
}

truth_node builder::fold(opcode code, std::vector<truth_node> of, truth absorbing) {
  auto const neutral = absorbing == truth::no ? truth::yes : truth::no;
  std::vector<std::uint32_t> kept;
  for (auto n : of) {
    if (n == constant(absorbing)) return n;
    if (n != constant(neutral)) kept.push_back(n.at);
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  if (kept.empty()) return constant(neutral);
  if (kept.size() == 1) return {kept.front()};
  auto const [at, size] = list(kept);
  return {add_node({code, 0, 0, at, size, 0})};
}

truth_node builder::negate(truth_node n) {
  if (auto v = value_of(n))
    return constant(*v == truth::yes ? truth::no : *v == truth::no ? truth::yes : truth::unknown);
  if (truth_at(n).code == opcode::negate) return {truth_at(n).a};
  return {add_node({opcode::negate, 0, 0, n.at, 0, 0})};
}

truth_node builder::at_least(int count, std::vector<truth_node> of) {
  std::vector<std::uint32_t> kept;
  for (auto n : of) {
    if (n == constant(truth::yes))
      --count;
    else if (n != constant(truth::no))
      kept.push_back(n.at);
  }
  if (count <= 0) return constant(truth::yes);
  if (count > static_cast<int>(kept.size())) return constant(truth::no);
  std::sort(kept.begin(), kept.end());
  auto const [at, size] = list(kept);
  return {add_node({opcode::at_least, 0, 0, at, size, static_cast<std::uint32_t>(count)})};
}

truth_node builder::choose(truth_node when, truth_node then, truth_node otherwise) {
  if (when == constant(truth::yes) || then == otherwise) return then;
  if (when == constant(truth::no)) return otherwise;
  if (then == constant(truth::yes) && otherwise == constant(truth::no)) return when;
  if (then == constant(truth::no) && otherwise == constant(truth::yes)) return negate(when);
  return {add_node({opcode::choose, 0, 0, when.at, then.at, otherwise.at})};
}

truth_node builder::fact_truth(int slot) {
  return {add_node({opcode::fact_truth, 0, 0, static_cast<std::uint32_t>(slot), 0, 0})};
}

truth_node builder::fact_values(opcode how, int slot, int words, std::vector<int> const& values, int count) {
  std::vector<std::uint64_t> mask(static_cast<std::size_t>(words));
  for (int v : values)
    mask[static_cast<std::size_t>(v) / 64] |= std::uint64_t{1} << (v % 64);
  std::string k(reinterpret_cast<char const*>(mask.data()), mask.size() * 8);
  auto it = masks_.find(k);
  if (it == masks_.end()) {
    it = masks_.emplace(std::move(k), static_cast<std::uint32_t>(g_.masks.size())).first;
    g_.masks.insert(g_.masks.end(), mask.begin(), mask.end());
  }
  return {add_node({how, static_cast<std::uint8_t>(words), 0, static_cast<std::uint32_t>(slot), it->second,
                    static_cast<std::uint32_t>(count)})};
}

truth_node builder::number(int slot, measure by, std::int64_t limit) {
  auto it = std::find(g_.numbers.begin(), g_.numbers.end(), limit);
  auto const at = static_cast<std::uint32_t>(it - g_.numbers.begin());
  if (it == g_.numbers.end()) g_.numbers.push_back(limit);
  return {add_node({opcode::number, static_cast<std::uint8_t>(by), 0, static_cast<std::uint32_t>(slot), at, 0})};
}

truth_node builder::date_compare(date_node a, date_node b, bool on_or_before_too, std::uint32_t uncertain) {
  auto const x = value_of(a), y = value_of(b);
  if (x && y) {
    auto const t = on_or_before_too ? on_or_before(*x, *y) : before(*x, *y);
    if (t != truth::unknown || uncertain == 0) return constant(t);
    return open_law(uncertain - 1);
  }
  return {add_node({opcode::date_compare, static_cast<std::uint8_t>(on_or_before_too), 0, a.at, b.at, uncertain})};
}

truth_node builder::state_is(state_node s, deadline_state wanted) {
  return {add_node({opcode::state_is, static_cast<std::uint8_t>(wanted), 0, s.at, 0, 0})};
}

truth_node builder::time_in(spell_test t) {
  g_.spells.push_back(t);
  return {add_node({opcode::time_in, 0, 0, static_cast<std::uint32_t>(g_.spells.size() - 1), 0, 0}, false)};
}

truth_node builder::probe(truth_node n, std::uint32_t which) {
  g_.probes = std::max(g_.probes, which + 1);
  return {add_node({opcode::probe, 0, 0, n.at, which, 0})};
}

date_node builder::date(span constant_value) {
  auto it = std::find(g_.dates.begin(), g_.dates.end(), constant_value);
  auto const at = static_cast<std::uint32_t>(it - g_.dates.begin());
  if (it == g_.dates.end()) g_.dates.push_back(constant_value);
  date_node const n{add_node({opcode::date_constant, 0, 0, at, 0, 0})};
  bounds_[n.at] = is_sentinel(constant_value.lo) && is_sentinel(constant_value.hi);
  return n;
}

std::optional<span> builder::value_of(date_node n) const {
  auto const& made = g_.nodes[date_nodes_[n.at]];
  if (made.code != opcode::date_constant) return std::nullopt;
  return g_.dates[made.a];
}

date_node builder::as_of() {
  return {add_node({opcode::date_as_of, 0, 0, 0, 0, 0})};
}

date_node builder::date_fact(int slot, bool future, bool in_minutes) {
  date_node const n{add_node({opcode::date_fact, static_cast<std::uint8_t>((future ? 1 : 0) | (in_minutes ? 2 : 0)), 0,
                              static_cast<std::uint32_t>(slot), 0, 0})};
  g_.minutes[n.at] = in_minutes;
  return n;
}

date_node builder::add(date_node to, addition by) {
  auto it = std::find(g_.additions.begin(), g_.additions.end(), by);
  auto const at = static_cast<std::uint32_t>(it - g_.additions.begin());
  if (it == g_.additions.end()) g_.additions.push_back(by);
  bool const in_minutes = minutes(to) || by.unit == unit::hours;
  date_node const n{add_node({opcode::date_add, 0, 0, to.at, at, 0})};
  g_.minutes[n.at] = in_minutes;
  return n;
}

date_node builder::to_day(date_node n) {
  if (!minutes(n)) return n;
  return {add_node({opcode::date_to_day, 0, 0, n.at, 0, 0})};
}

date_node builder::extreme(bool take_latest, std::vector<date_node> of) {
  bool const in_minutes = std::all_of(of.begin(), of.end(), [&](date_node n) { return minutes(n); });
  std::vector<std::uint32_t> kept;
  for (auto n : of)
    kept.push_back(in_minutes ? n.at : to_day(n).at);
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  if (kept.size() == 1) return {kept.front()};
  if (kept.size() == 2)
    if (auto x = value_of(date_node{kept[0]}), y = value_of(date_node{kept[1]}); x && y)
      return date(take_latest ? latest(*x, *y) : earliest(*x, *y));
  auto const [at, size] = list(kept);
  date_node const n{add_node({take_latest ? opcode::date_latest : opcode::date_earliest, 0, 0, at, size, 0})};
  g_.minutes[n.at] = in_minutes;
  return n;
}

date_node builder::choose(truth_node when, date_node then, date_node otherwise) {
  if (when == constant(truth::yes) || then == otherwise) return then;
  if (when == constant(truth::no)) return otherwise;
  auto fits = [&](date_node n) { return minutes(n) || bounds_[n.at]; };
  bool const in_minutes = fits(then) && fits(otherwise) && (minutes(then) || minutes(otherwise));
  if (!in_minutes) {
    then = to_day(then);
    otherwise = to_day(otherwise);
    if (then == otherwise) return then;
  }
  date_node const n{add_node({opcode::date_choose, 0, 0, when.at, then.at, otherwise.at})};
  g_.minutes[n.at] = in_minutes;
  bounds_[n.at] = bounds_[then.at] && bounds_[otherwise.at];
  return n;
}

date_node builder::gate(date_node n, std::uint32_t thing) {
  date_node const made{add_node({opcode::date_gate, 0, 0, n.at, thing, 0})};
  g_.minutes[made.at] = minutes(n);
  bounds_[made.at] = bounds_[n.at];
  return made;
}

date_node builder::counted(date_node start, count c) {
  g_.most_closures = std::max(g_.most_closures, c.closures.size());
  bool const hours = !c.unspecified && c.by.unit == unit::hours;
  if (!hours) start = to_day(start);
  g_.counts.push_back(std::move(c));
  date_node const n{
      add_node({opcode::date_count, 0, 0, start.at, static_cast<std::uint32_t>(g_.counts.size() - 1), 0}, false)};
  g_.minutes[n.at] = hours;
  return n;
}

date_node builder::running(truth_node applies, date_node start, date_node due, bool shown) {
  date_node const n{
      add_node({opcode::date_running, static_cast<std::uint8_t>(shown), 0, applies.at, start.at, due.at})};
  g_.minutes[n.at] = minutes(due);
  return n;
}

state_node builder::states(state_set s) {
  return {add_node({opcode::state_constant, s, 0, 0, 0, 0})};
}

state_node builder::judge(truth_node applies, date_node start, date_node due, truth_node met, truth_node excused) {
  g_.judgements.push_back({applies.at, start.at, due.at, met.at, excused.at});
  return {add_node({opcode::state_judge, 0, 0, static_cast<std::uint32_t>(g_.judgements.size() - 1), 0, 0}, false)};
}

state_node builder::choose(truth_node when, state_node then, state_node otherwise) {
  if (when == constant(truth::yes) || then.at == otherwise.at) return then;
  if (when == constant(truth::no)) return otherwise;
  return {add_node({opcode::state_choose, 0, 0, when.at, then.at, otherwise.at})};
}

state_node builder::gate(state_node n, std::uint32_t thing) {
  return {add_node({opcode::state_gate, 0, 0, n.at, thing, 0})};
}

std::uint32_t builder::thing_index(thing t) {
  auto k = std::to_string(static_cast<int>(t.kind)) + ':' + std::to_string(t.version) + ':' + t.id;
  auto [it, fresh] = things_.emplace(std::move(k), static_cast<std::uint32_t>(g_.things.size()));
  if (fresh) g_.things.push_back(std::move(t));
  return it->second;
}

} // namespace cobijo::internal
