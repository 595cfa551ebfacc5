// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Without a solver: persons are made up who should be let in, or refused, and are tried. Whom this does not find may
// still exist.
#include "diff/prove.hpp"

#include "render/describe.hpp"

#include <algorithm>
#include <chrono>

namespace cobijo::internal {
namespace {

/// Numbers that are the same on every machine.
class dice {
public:
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::size_t>(state_ % n);
  }
  template <class T>
  T const& pick(std::vector<T> const& of) {
    return of[below(of.size())];
  }

private:
  std::uint64_t state_ = 0x9e3779b97f4a7c15U;
};

/// Makes up facts that should make a node of one edition true, or false. What is settled first stays.
class maker {
public:
  maker(diff_edition const& side, std::int32_t as_of, dice& d) : e_(side.in()), g_(e_.graph), as_of_(as_of), dice_(d) {}

  fact_map facts;

  void truth_at(std::uint32_t at, bool yes) {
    auto const& n = g_.nodes[e_.index.truths[at]];
    switch (n.code) {
    case opcode::gate:
    case opcode::probe: return truth_at(n.a, yes);
    case opcode::negate: return truth_at(n.a, !yes);
    case opcode::all:
    case opcode::any:
      if ((n.code == opcode::all) != yes) return truth_at(g_.operands[n.a + dice_.below(n.b)], yes);
      for (auto i = n.a; i < n.a + n.b; ++i)
        truth_at(g_.operands[i], yes);
      return;
    case opcode::at_least: {
      auto const wanted = yes ? n.c : n.b - n.c + 1;
      auto const from = dice_.below(n.b);
      for (std::uint32_t i = 0; i < wanted; ++i)
        truth_at(g_.operands[n.a + (from + i) % n.b], yes);
      return;
    }
    case opcode::choose: {
      bool const when = dice_.below(2) == 0;
      truth_at(n.a, when);
      return truth_at(when ? n.b : n.c, yes);
    }
    case opcode::fact_truth: return settle(0, n.a, yes);
    case opcode::number: {
      auto const limit = g_.numbers[n.b];
      bool const up = (static_cast<measure>(n.flag) == measure::at_least ||
                       static_cast<measure>(n.flag) == measure::more_than) == yes;
      bool const same = static_cast<measure>(n.flag) == measure::equal && yes;
      return settle(1, n.a, std::max<std::int64_t>(0, same ? limit : up ? limit + 1 : limit - 1));
    }
    case opcode::fact_one_of:
    case opcode::fact_any:
    case opcode::fact_count: return values(n, yes);
    case opcode::date_compare:
      date_at(n.a);
      date_at(n.b);
      return;
    case opcode::state_is: return state_at(n.a);
    case opcode::time_in: {
      auto const& t = g_.spells[n.a];
      auto const days = static_cast<int>(t.limit) + static_cast<int>(dice_.below(5)) - 2;
      json list = json::array();
      if (days > 0 && as_of_ - days > first_day)
        list.push_back(json::array({written_day(as_of_ - days), written_day(as_of_)}));
      if (t.has_from) date_at(t.from);
      return settle(3, static_cast<std::uint32_t>(t.slot), list);
    }
    default: return;
    }
  }

private:
  fact const& fact_in(int storage, std::uint32_t slot) const {
    return e_.book->facts[static_cast<std::size_t>(e_.index.fact_of[storage][slot])];
  }
  void settle(int storage, std::uint32_t slot, json value) {
    facts.emplace(fact_in(storage, slot).id, std::move(value));
  }

  void values(node const& n, bool yes) {
    auto const& f = fact_in(2, n.a);
    auto const& ids = e_.book->value_sets[static_cast<std::size_t>(f.values)].ids;
    std::vector<std::string> inside, outside;
    for (std::size_t i = 0; i < ids.size(); ++i)
      ((g_.masks[n.b + i / 64] >> (i % 64) & 1U) != 0 ? inside : outside).push_back(ids[i]);
    if (f.type == fact_type::enumeration) {
      auto const& from = yes ? inside : outside;
      if (!from.empty()) settle(2, n.a, dice_.pick(from));
      return;
    }
    auto& list = facts.emplace(f.id, json::array()).first->second;
    if (!yes || inside.empty() || !list.is_array()) return;
    auto const wanted = n.code == opcode::fact_count ? n.c : 1;
    auto const from = dice_.below(inside.size());
    for (std::size_t i = 0; i < wanted && i < inside.size(); ++i) {
      json const one = inside[(from + i) % inside.size()];
      if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
    }
  }

  void state_at(std::uint32_t at) {
    auto const& n = g_.nodes[e_.index.states[at]];
    if (n.code == opcode::state_gate) return state_at(n.a);
    if (n.code == opcode::state_choose) {
      bool const when = dice_.below(2) == 0;
      truth_at(n.a, when);
      return state_at(when ? n.b : n.c);
    }
    if (n.code != opcode::state_judge) return;
    auto const& j = g_.judgements[n.a];
    truth_at(j.applies, dice_.below(4) != 0);
    truth_at(j.met, dice_.below(3) == 0);
    truth_at(j.excused, dice_.below(3) == 0);
    date_at(j.start);
  }

  void date_at(std::uint32_t at) {
    auto const& n = g_.nodes[e_.index.dates[at]];
    switch (n.code) {
    case opcode::date_fact: {
      auto const& f = fact_in(1, n.a);
      if (facts.contains(f.id)) return;
      static constexpr std::int32_t back[] = {0, 1, 10, 31, 45, 90, 200, 400, 800, 2000, 6000, 6600, 9000, 14000};
      auto day = std::int64_t{as_of_} - back[dice_.below(std::size(back))];
      if (f.future && dice_.below(2) == 0) day = std::int64_t{as_of_} + back[dice_.below(9)];
      if (!g_.dates.empty() && dice_.below(3) == 0) {
        auto const one = dice_.pick(g_.dates).lo + static_cast<std::int64_t>(dice_.below(3)) - 1;
        if (one >= first_day && one <= (f.future ? last_day : as_of_)) day = one;
      }
      json const written = written_day(std::clamp<std::int64_t>(day, first_day, last_day));
      settle(1, n.a, dice_.below(5) == 0 ? json("not_yet") : written);
      return;
    }
    case opcode::date_latest:
    case opcode::date_earliest:
      for (auto i = n.a; i < n.a + n.b; ++i)
        date_at(g_.operands[i]);
      return;
    case opcode::date_choose: {
      bool const when = dice_.below(2) == 0;
      truth_at(n.a, when);
      return date_at(when ? n.b : n.c);
    }
    case opcode::date_add:
    case opcode::date_gate:
    case opcode::date_to_day:
    case opcode::date_count: return date_at(n.a);
    case opcode::date_running: truth_at(n.a, true); return date_at(n.b);
    default: return;
    }
  }

  compiled const& e_;
  graph const& g_;
  std::int32_t as_of_;
  dice& dice_;
};

class searcher : public judge_of_meaning {
public:
  explicit searcher(diff_document const& d) : d_(d), replay_(d) {}

  void judge(diff_target const& t, meaning& out) override {
    auto const until = std::chrono::steady_clock::now() +
                       std::chrono::milliseconds(static_cast<std::int64_t>(std::min(d_.options.seconds, 1.0) * 1000));
    auto const as_of = d_.as_of.days();
    constexpr int most = 400;
    for (int i = 0; i < most && !(out.loses && out.gains) && std::chrono::steady_clock::now() < until; ++i) {
      bool const in_b = t.a < 0 || (t.b >= 0 && i % 2 == 0);
      auto const& side = in_b ? d_.b : d_.a;
      maker make(side, as_of, dice_);
      make.truth_at(side.in().provisions[static_cast<std::size_t>(in_b ? t.b : t.a)].value.at, i % 5 != 4);
      auto const answer = replay_.ask(t, make.facts, as_of);
      if (!answer || rank_of(answer->before) == rank_of(answer->after)) continue;
      auto& example = rank_of(answer->before) > rank_of(answer->after) ? out.loses : out.gains;
      if (!example) example = replay_.smallest(t, make.facts, as_of, *answer);
    }
    out.is = out.loses && out.gains ? verdict::different
             : out.loses            ? verdict::narrower
             : out.gains            ? verdict::broader
                                    : verdict::undecided;
    if (out.is == verdict::undecided) out.note = "written otherwise; a search found nobody whose answer differs";
  }

private:
  diff_document const& d_;
  replayer replay_;
  dice dice_;
};

} // namespace

judge_maker searcher_of(diff_document const& d) {
  return [&d] { return std::make_unique<searcher>(d); };
}

} // namespace cobijo::internal
