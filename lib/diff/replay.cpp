// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/replay.hpp"

#include "diff/operands.hpp"
#include "render/describe.hpp"
#include "time/civil.hpp"

#include <algorithm>

namespace cobijo::internal {

int rank_of(status s) {
  return s == status::eligible ? 2 : s == status::undetermined ? 1 : 0;
}

edition_part::edition_part(diff_edition const& side) : side_(side) {
  part_.book = side.in().book;
  part_.graph = side.in().graph;
}

void edition_part::narrow_to(int provision) {
  if (provision_ == provision) return;
  provision_ = provision;
  auto const& e = side_.in();
  auto const& g = e.graph;
  std::vector<bool> needed[] = {std::vector<bool>(g.truths), std::vector<bool>(g.date_values),
                                std::vector<bool>(g.states)};
  auto mark = [&](value_kind kind, std::uint32_t at) { needed[static_cast<std::size_t>(kind)][at] = true; };
  for (auto const n : e.never)
    mark(value_kind::truth, n.at);
  if (provision >= 0) {
    auto const& n = e.provisions[static_cast<std::size_t>(provision)];
    mark(value_kind::truth, n.value.at);
    mark(value_kind::truth, n.in_force.at);
  }
  // A node comes after those that it is made from.
  auto& kept = part_.graph.nodes;
  kept.clear();
  for (auto n = g.nodes.rbegin(); n != g.nodes.rend(); ++n) {
    if (!needed[static_cast<std::size_t>(kind_of(n->code))][n->out]) continue;
    each_operand(g, *n, mark);
    kept.push_back(*n);
  }
  std::reverse(kept.begin(), kept.end());
}

values const& edition_part::evaluate(person const& who, std::int32_t as_of) {
  internal::evaluate(part_, who, {as_of, {}, no_offset}, values_);
  return values_;
}

std::optional<person> replayer::read(model const& m, fact_map const& facts) const {
  json given = json::object();
  for (auto const& [id, value] : facts)
    if (m.fact_index.contains(id)) given[id] = value;
  auto who = read_person(m, given, "witness");
  if (!who) return std::nullopt;
  return std::move(*who);
}

status replayer::on(bool b_side, diff_target const& t, person const& who, std::int32_t as_of) {
  auto const& e = (b_side ? d_.b : d_.a).in();
  auto& part = b_side ? b_ : a_;
  auto const position = b_side ? t.b : t.a;
  part.narrow_to(position);
  auto const& v = part.evaluate(who, as_of);
  for (std::size_t i = 0; i < e.never.size(); ++i)
    if (v.truths[e.never[i].at] == truth::yes) contradictions.emplace_back(b_side, i);
  if (position < 0) return status::not_in_force;
  auto const& n = e.provisions[static_cast<std::size_t>(position)];
  return t.protection ? status_of(n, v) : status_of(truth::yes, v.truths[n.value.at]);
}

std::optional<replayer::answer> replayer::ask(diff_target const& t, fact_map const& facts, std::int32_t as_of) {
  contradictions.clear();
  auto const in_a = read(d_.a.book(), facts);
  bool const one_book = &d_.a.book() == &d_.b.book();
  auto const in_b = one_book ? std::nullopt : read(d_.b.book(), facts);
  if (!in_a || (!one_book && !in_b)) return std::nullopt;
  answer const out{on(false, t, *in_a, as_of), on(true, t, one_book ? *in_a : *in_b, as_of)};
  if (!contradictions.empty()) return std::nullopt;
  return out;
}

fact const* replayer::declared(std::string const& id) const {
  for (auto const* side : {&d_.b, &d_.a})
    if (auto const it = side->book().fact_index.find(id); it != side->book().fact_index.end())
      return &side->book().facts[static_cast<std::size_t>(it->second)];
  return nullptr;
}

witness replayer::smallest(diff_target const& t, fact_map facts, std::int32_t as_of, answer const& kept) {
  auto still = [&](fact_map const& one) { return ask(t, one, as_of) == kept; };

  // Painful facts go first, so that an example asks for as little of a life as it can.
  std::vector<std::string> ids;
  for (auto const& [id, value] : facts)
    ids.push_back(id);
  std::stable_sort(ids.begin(), ids.end(), [&](std::string const& x, std::string const& y) {
    auto const *f = declared(x), *g = declared(y);
    return (f == nullptr ? 0 : f->sensitivity) > (g == nullptr ? 0 : g->sensitivity);
  });
  for (auto const& id : ids) {
    auto node = facts.extract(id);
    if (!still(facts)) facts.insert(std::move(node));
  }

  auto replaced = [&](std::string const& id, json const& by) {
    auto const before = std::exchange(facts[id], by);
    if (still(facts)) return true;
    facts[id] = before;
    return false;
  };
  auto const today = civil_of(as_of);
  // Days that hang together, as a birth and what happened to a child, are brought into one life together.
  std::function<json(json const&, int)> years_on = [&](json const& value, int years) {
    auto out = value;
    if (value.is_array())
      for (auto& one : out)
        one = years_on(one, years);
    if (!value.is_string() || value.get<std::string>().size() < 10) return out;
    auto const text = value.get<std::string>();
    auto const day = date::parse(text.substr(0, 10));
    constexpr int within = 40;
    if (!day || day->year() >= today.year - within) return out;
    auto const year = std::min(day->year() + years, 2199);
    auto const month = static_cast<int>(day->month());
    auto const number = std::min(static_cast<int>(day->day()), days_in_month(year, month));
    out = date::from_days(day_of({year, month, number})).to_string() + text.substr(10);
    return out;
  };
  for (int years = today.year - 1900; years > 0; --years) {
    auto later = facts;
    for (auto& [id, value] : later)
      value = years_on(value, years);
    if (later == facts) break;
    if (!still(later)) continue;
    facts = std::move(later);
    break;
  }
  // The first of a year or of a month near the day asked about, as `put` takes it, which may replace what was there.
  auto rounded = [&](json const value, bool future, auto put) {
    auto attempt = [&](int year, int month, int day) {
      return year >= 1900 && year <= 2199 && put(date::from_days(day_of({year, month, day})).to_string());
    };
    auto month_from_today = [&](int months) {
      int const month = today.year * 12 + today.month - 1 + months;
      return attempt(month / 12, month % 12 + 1, 1);
    };
    for (int back = 0; back <= 80; ++back)
      if (attempt(today.year - back, 1, 1)) return;
    for (int back = 0; back <= 24; ++back)
      if (month_from_today(-back)) return;
    for (int ahead = 1; future && ahead <= 24; ++ahead)
      if (month_from_today(ahead)) return;
    if (!value.is_string() || value.get<std::string>().size() < 10) return;
    auto const day = date::parse(value.get<std::string>().substr(0, 10));
    if (!day) return;
    for (int const number : {1, 15})
      if (attempt(day->year(), static_cast<int>(day->month()), number)) return;
  };
  for (auto const& id : ids) {
    if (!facts.contains(id)) continue;
    auto const* f = declared(id);
    if (f == nullptr) continue;
    auto const value = facts[id];
    if (value.is_array() && (f->type == fact_type::set || f->type == fact_type::spells)) {
      for (std::size_t i = value.size(); i-- > 0 && facts[id].size() > 0;) {
        auto less = facts[id];
        less.erase(i);
        (void)replaced(id, less);
      }
      // Stays: their last days first, so that they are short; none begins before another is over.
      for (std::size_t i = facts[id].size(); f->type == fact_type::spells && i-- > 0;)
        for (std::size_t const end : {1U, 0U})
          rounded(facts[id][i][end], false, [&](std::string const& day) {
            auto other = facts[id];
            other[i][end] = day;
            bool const apart =
                (i == 0 || other[i - 1][1] < other[i][0]) && (i + 1 == other.size() || other[i][1] < other[i + 1][0]);
            return apart && replaced(id, other);
          });
    } else if (f->type == fact_type::number) {
      for (int n = 0; n <= 12; ++n)
        if (replaced(id, n)) break;
    } else if ((f->type == fact_type::date || f->type == fact_type::date_time) && value != "not_yet") {
      rounded(value, f->future, [&](std::string const& day) { return replaced(id, day); });
    }
  }
  json out = json::object();
  for (auto const& [id, value] : facts)
    out[id] = value;
  return {out.dump(), cobijo::moment(date::from_days(as_of)), kept.before, kept.after};
}

} // namespace cobijo::internal
