// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/likeness.hpp"

#include "diff/operands.hpp"

#include <algorithm>
#include <map>

namespace cobijo::internal {

calendar_numbers::calendar_numbers(diff_document const& d) {
  std::map<std::vector<std::int64_t>, std::size_t> known;
  for (auto const* side : {&d.a, &d.b})
    for (auto const& c : side->book().calendars)
      for (auto const* days : {c.sure.get(), c.usual.get(), c.all.get()}) {
        if (days == nullptr) continue;
        std::vector<std::int64_t> shut{static_cast<std::int64_t>(days->weekend())};
        for (auto const& h : days->holidays())
          shut.push_back(h.day);
        std::sort(shut.begin() + 1, shut.end());
        shut.erase(std::unique(shut.begin() + 1, shut.end()), shut.end());
        numbers_.emplace(days, known.emplace(std::move(shut), known.size() + 1).first->second);
      }
}

namespace {

/// What a node says, as bytes.
class node_key {
public:
  template <class... Numbers>
  void put(Numbers... of) {
    (put_one(static_cast<std::int64_t>(of)), ...);
  }
  void put_text(std::string const& text) {
    put(text.size());
    bytes_ += text;
  }
  [[nodiscard]] std::string const& bytes() const { return bytes_; }

private:
  void put_one(std::int64_t n) { bytes_.append(reinterpret_cast<char const*>(&n), sizeof n); }

  std::string bytes_;
};

/// What a node says besides what it is made from.
node_key own_part(node const& n, compiled const& e, calendar_numbers const& calendars) {
  auto const& g = e.graph;
  node_key key;
  key.put(n.code, n.flag);
  auto fact = [&](int storage, std::size_t slot) -> internal::fact const& {
    auto const& f = e.book->facts[static_cast<std::size_t>(e.index.fact_of[storage][slot])];
    key.put_text(f.id);
    return f;
  };
  auto addition = [&](internal::addition const& by) {
    key.put(by.unit, by.n, by.lo, by.hi);
    if (by.calendar < 0) return;
    auto const& c = e.book->calendars[static_cast<std::size_t>(by.calendar)];
    key.put(calendars.of(c.usual.get()), calendars.of(c.all.get()));
  };
  switch (n.code) {
  case opcode::at_least: key.put(n.c); break;
  case opcode::fact_truth: fact(0, n.a); break;
  case opcode::fact_one_of:
  case opcode::fact_any:
  case opcode::fact_given:
  case opcode::fact_count: {
    auto const& ids = e.book->value_sets[static_cast<std::size_t>(fact(2, n.a).values)].ids;
    key.put(n.c, ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
      if ((g.masks[n.b + i / 64] >> (i % 64) & 1U) != 0) key.put_text(ids[i]);
    break;
  }
  case opcode::number:
    fact(1, n.a);
    key.put(g.numbers[n.b]);
    break;
  case opcode::date_compare: key.put(static_cast<bool>(g.minutes[n.a])); break;
  case opcode::time_in: {
    auto const& t = g.spells[n.a];
    fact(3, static_cast<std::size_t>(t.slot));
    key.put(t.longest, t.has_from, t.has_gap, t.ends, t.by, t.limit);
    if (t.has_gap) addition(t.gap);
    break;
  }
  case opcode::date_constant: key.put(g.dates[n.a].lo, g.dates[n.a].hi); break;
  case opcode::date_fact: fact(1, n.a); break;
  case opcode::date_add: addition(g.additions[n.b]); break;
  case opcode::date_count: {
    auto const& c = g.counts[n.b];
    key.put(c.unspecified, c.first_counted, c.starts_next_working_day, c.roll, c.mail_days);
    addition(c.by);
    for (auto const& one : c.closures) {
      auto const& k = e.book->closures[static_cast<std::size_t>(one.closure)];
      key.put(k.longest_from, k.longest_until, k.shortest_from, k.shortest_until);
    }
    break;
  }
  default: break; // unknown is unknown, whatever the reason
  }
  return key;
}

bool order_is_free(opcode c) {
  return c == opcode::all || c == opcode::any || c == opcode::at_least || c == opcode::date_latest ||
         c == opcode::date_earliest;
}

bool passes_on(opcode c) {
  return c == opcode::gate || c == opcode::probe || c == opcode::date_gate || c == opcode::state_gate;
}

} // namespace

likeness::likeness(diff_document const& d) : a_(d.a), b_(d.b), calendars_(d), of_a_(numbers(a_)), of_b_(numbers(b_)) {}

likeness::numbered likeness::numbers(diff_edition const& side) {
  auto const& g = side.in().graph;
  numbered out{std::vector<std::size_t>(g.truths), std::vector<std::size_t>(g.date_values),
               std::vector<std::size_t>(g.states)};
  auto values = [&](value_kind kind) -> std::vector<std::size_t>& {
    return kind == value_kind::truth ? out.truths : kind == value_kind::state ? out.states : out.dates;
  };
  std::vector<std::size_t> of;
  for (auto const& n : g.nodes) {
    of.clear();
    each_operand(g, n, [&](value_kind kind, std::uint32_t at) { of.push_back(values(kind)[at]); });
    auto& number = values(kind_of(n.code))[n.out];
    if (passes_on(n.code)) {
      number = of.front();
      continue;
    }
    if (order_is_free(n.code)) std::sort(of.begin(), of.end());
    auto key = own_part(n, side.in(), calendars_);
    for (auto one : of)
      key.put(one);
    number = numbers_.emplace(key.bytes(), numbers_.size()).first->second;
  }
  return out;
}

bool likeness::alike(diff_target const& t) const {
  if (t.a < 0 || t.b < 0) return false;
  auto const& x = a_.in().provisions[static_cast<std::size_t>(t.a)];
  auto const& y = b_.in().provisions[static_cast<std::size_t>(t.b)];
  return of_a_.truths[x.value.at] == of_b_.truths[y.value.at] &&
         of_a_.truths[x.in_force.at] == of_b_.truths[y.in_force.at];
}

} // namespace cobijo::internal
