// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/timeline.hpp"

#include "render/describe.hpp"
#include "render/names.hpp"
#include "timeline/causes.hpp"
#include "timeline/horizon.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace cobijo {
namespace {

using namespace internal;

/// What of an evaluation is compared from day to day.
struct snapshot {
  struct answer {
    cobijo::status status;
    int granting; ///< version whose grants apply, or -1
  };
  struct clock {
    state_set states;
    span at;
    zone in;
    [[nodiscard]] bool same_days(clock const& o) const { return at == o.at && in.lo == o.in.lo && in.hi == o.in.hi; }
  };
  std::vector<answer> answers; ///< by lane, protections first
  std::vector<clock> clocks;
};

/// The lanes of one module, walked from the first day to the last: from law to law, and under each law from horizon to
/// horizon.
class walker {
public:
  walker(rulebook const& book, person const& who, timeline_options const& how, compile_options law,
         std::vector<int> protections, std::vector<int> deadlines)
      : book_(book), m_(*book.impl()), who_(who), how_(how), law_(std::move(law)), protections_(std::move(protections)),
        deadlines_(std::move(deadlines)) {}

  void run() {
    auto const last = how_.to.days();
    auto day = how_.from.days();
    while (day <= last) {
      auto const under = how_.law_date ? how_.law_date->days() : day;
      auto const before = std::move(e_);
      e_ = compiled_on(under);
      bool const new_law = before != nullptr;
      auto const until = how_.law_date ? last : std::min(last, e_->same_law.to);
      horizon ahead(*e_, who_);
      for (bool first = true; day <= until; first = false) {
        evaluate(*e_, who_, at(day), now_);
        ++looks;
        auto seen = taken(*e_, now_);
        if (seen_)
          compare(*seen_, seen, day, first && new_law ? before.get() : nullptr);
        else
          begin(seen);
        seen_ = std::move(seen);
        ahead.look(now_, day);
        auto const next = std::min(until, standing(ahead)) + 1;
        day = next;
      }
    }
  }

  std::vector<timeline_lane> lanes;
  std::vector<timeline_turn> turns;
  std::size_t looks = 0;

private:
  static time_asked at(law day) { return {day, {}, no_offset}; }

  std::shared_ptr<compiled const> compiled_on(law day) const {
    auto options = law_;
    options.law_date = day;
    return compile(book_.impl(), std::move(options));
  }

  snapshot taken(compiled const& e, values const& v) const {
    snapshot out;
    for (int i : protections_) {
      auto const& p = m_.provisions[static_cast<std::size_t>(i)];
      out.answers.push_back({status_of(e.provisions[static_cast<std::size_t>(i)], v), granting_version(e, v, p)});
    }
    for (int i : deadlines_) {
      auto const& n = e.deadlines[static_cast<std::size_t>(i)];
      out.clocks.push_back({v.states[n.state.at], v.dates[n.shown.at], v.zones[n.shown.at]});
    }
    return out;
  }

  /// The last day through which nothing that a snapshot holds can change.
  law standing(horizon const& ahead) const {
    law out = last_day;
    for (int i : protections_) {
      auto const& n = e_->provisions[static_cast<std::size_t>(i)];
      out = std::min({out, ahead.of(n.value), ahead.of(n.in_force)});
      auto const* reading =
          e_->provision_readings.find(&m_.provisions[static_cast<std::size_t>(i)], e_->options.law_date);
      if (reading != nullptr)
        for (auto const& a : reading->alternatives)
          out = std::min(out, ahead.of(a.guard));
    }
    for (int i : deadlines_) {
      auto const& n = e_->deadlines[static_cast<std::size_t>(i)];
      out = std::min({out, ahead.of(n.state), ahead.of(n.shown)});
    }
    return out;
  }

  timeline_state told(snapshot::answer const& a, provision const& p) const {
    timeline_state out;
    out.status = a.status;
    out.grants = grants_of(p, a.granting);
    return out;
  }
  timeline_state told(snapshot::clock const& c, deadline_nodes const& n, values const& v) const {
    timeline_state out;
    out.possible = states_in(c.states);
    out.state = state_told(c.states);
    auto const days = dates_of(*e_, v, n);
    out.due = days.due;
    out.latest = days.latest;
    return out;
  }
  timeline_state told_of(std::size_t lane, snapshot const& s) const {
    if (lane < protections_.size())
      return told(s.answers[lane], m_.provisions[static_cast<std::size_t>(protections_[lane])]);
    auto const i = lane - protections_.size();
    return told(s.clocks[i], e_->deadlines[static_cast<std::size_t>(deadlines_[i])], now_);
  }

  void begin(snapshot const& s) {
    auto lane = [&](named const& n, bool deadline) {
      lanes.push_back({n.id, m_.modules[static_cast<std::size_t>(n.module)].id, to_bilingual(n.label), deadline,
                       told_of(lanes.size(), s)});
    };
    for (int i : protections_)
      lane(m_.provisions[static_cast<std::size_t>(i)], false);
    for (int i : deadlines_)
      lane(m_.deadlines[static_cast<std::size_t>(i)], true);
  }

  /// Which of its parts differ; nothing if none does.
  std::optional<timeline_turn> turned(snapshot const& a, snapshot const& b, std::size_t lane) const {
    timeline_turn out{date(), lane, false, false, false, false, {}, {}};
    if (lane < protections_.size()) {
      auto const &x = a.answers[lane], &y = b.answers[lane];
      out.status = x.status != y.status;
      out.grants = x.granting != y.granting;
    } else {
      auto const &x = a.clocks[lane - protections_.size()], &y = b.clocks[lane - protections_.size()];
      out.state = x.states != y.states;
      out.due = !x.same_days(y);
    }
    if (!out.status && !out.grants && !out.state && !out.due) return std::nullopt;
    return out;
  }

  /// `before`: the law of the day before, where another begins on `day`.
  void compare(snapshot const& was, snapshot const& is, law day, compiled const* before) {
    // Of the day before and, where a new law begins, of the day itself under the old one.
    values eve, under_old;
    auto const& old_one = before != nullptr ? *before : *e_;
    bool looked = false;
    std::optional<snapshot> old_law;
    std::optional<law_turns> texts;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      auto turn = turned(was, is, lane);
      if (!turn) continue;
      if (!std::exchange(looked, true)) {
        evaluate(old_one, who_, at(day - 1), eve);
        if (before != nullptr) {
          evaluate(old_one, who_, at(day), under_old);
          old_law = taken(old_one, under_old);
          texts.emplace(m_, day);
        }
      }
      turn->on = date::from_days(day);
      turn->now = told_of(lane, is);
      bool const by_time = before == nullptr || turned(was, *old_law, lane).has_value();
      bool const by_law = before != nullptr && turned(*old_law, is, lane).has_value();
      named const& thing = lane < protections_.size()
                               ? static_cast<named const&>(m_.provisions[static_cast<std::size_t>(protections_[lane])])
                               : m_.deadlines[static_cast<std::size_t>(deadlines_[lane - protections_.size()])];
      if (by_law) texts->tell(thing, turn->causes);
      if (by_time) time_turns(old_one, eve, before != nullptr ? under_old : now_).tell(thing, turn->causes);
      turns.push_back(std::move(*turn));
    }
  }

  rulebook const& book_;
  model const& m_;
  person const& who_;
  timeline_options const& how_;
  compile_options law_;
  std::vector<int> protections_, deadlines_; ///< indexes in the model
  std::shared_ptr<compiled const> e_;
  std::optional<snapshot> seen_;
  values now_;
};

bool in_module(std::string const& id, std::vector<std::string> const& modules) {
  return modules.empty() || std::find(modules.begin(), modules.end(), id) != modules.end();
}

} // namespace

result<timeline> make_timeline(rulebook const& book, facts const& who, timeline_options const& how) {
  auto const& m = *book.impl();
  if (how.to < how.from) return fault{"E0707", {}, {}, 0, "the last day lies before the first", "swap the two"};
  for (auto const& id : how.modules)
    if (!m.module_index.contains(id)) return unknown_module(m, id);
  for (auto const& id : how.only) {
    auto const it = m.provision_index.find(id);
    bool const protects =
        it != m.provision_index.end() && m.provisions[static_cast<std::size_t>(it->second)].protects.has_value();
    if (!protects && !m.deadline_index.contains(id))
      return fault{"E0302",
                   {},
                   {},
                   0,
                   "the rulebook has no protection or deadline \"" + id + '"',
                   "`cobijo list protections` names them"};
  }
  auto law = book.compile_options_for(how.law_date.value_or(how.from), how.law);
  if (!law) return law.faults();

  std::set<std::string> const only(how.only.begin(), how.only.end());
  timeline out{how.from, how.to, how.law_date, m.version, m.digest, {}, {}, 0};
  for (std::size_t at = 0; at < m.modules.size(); ++at) {
    if (!in_module(m.modules[at].id, how.modules)) continue;
    auto lanes_of = [&](auto const& things, auto wanted) {
      std::vector<int> found;
      for (std::size_t i = 0; i < things.size(); ++i)
        if (things[i].module == static_cast<int>(at) && wanted(things[i])) found.push_back(static_cast<int>(i));
      return found;
    };
    auto protections = lanes_of(m.provisions, [&](provision const& p) {
      return p.protects.has_value() && (only.empty() || only.contains(p.id));
    });
    auto deadlines = lanes_of(m.deadlines, [&](deadline const& d) {
      return only.empty() || only.contains(d.id) || only.contains(d.protection);
    });
    if (protections.empty() && deadlines.empty()) continue;
    auto options = *law;
    options.modules.assign(m.modules.size(), false);
    options.modules[at] = true;
    walker one(book, edition::impl(who), how, std::move(options), std::move(protections), std::move(deadlines));
    one.run();
    out.looks += one.looks;
    auto const first = out.lanes.size();
    std::move(one.lanes.begin(), one.lanes.end(), std::back_inserter(out.lanes));
    for (auto& t : one.turns) {
      t.lane += first;
      out.turns.push_back(std::move(t));
    }
  }
  std::stable_sort(out.turns.begin(), out.turns.end(),
                   [](timeline_turn const& a, timeline_turn const& b) { return a.on < b.on; });
  return out;
}

} // namespace cobijo
