// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/determine.hpp"
#include "impact/groups.hpp"
#include "impact/outcomes.hpp"
#include "render/describe.hpp"
#include "render/names.hpp"
#include "rules/pairs.hpp"

#include <algorithm>
#include <set>

namespace cobijo {
namespace internal {

/// A protection or deadline under one id, or under one that it used to have.
struct impact_target {
  int a = -1, b = -1; ///< its position in each model, -1 where it is not
  impact_thing told;
};

struct impact_edition {
  rulebook book;
  std::string name;
  std::shared_ptr<compiled const> law;
  values v;
};

namespace {

/// What became of one thing for one person.
struct happened {
  std::bitset<outcomes> of;
  std::optional<std::pair<status, status>> move;
  std::optional<std::int64_t> due_days, latest_days;
};

struct wanted_things {
  std::vector<std::string> const& modules;
  std::vector<std::string> const& only;

  bool has(model const& m, named const& n) const {
    auto in = [](std::vector<std::string> const& list, std::string const& id) {
      return list.empty() || std::find(list.begin(), list.end(), id) != list.end();
    };
    return in(modules, m.modules[static_cast<std::size_t>(n.module)].id) && in(only, n.id);
  }
};

template <class Thing, class Counts>
std::vector<impact_target> targets(model const& a, std::vector<Thing> const& in_a, model const& b,
                                   std::vector<Thing> const& in_b, wanted_things const& wanted, Counts counts) {
  std::vector<impact_target> out;
  auto position = [&](std::vector<Thing> const& all, Thing const* t) {
    return t != nullptr && counts(*t) ? static_cast<int>(t - all.data()) : -1;
  };
  for (auto const& p : paired(in_a, in_b)) {
    impact_target one{position(in_a, p.a), position(in_b, p.b), {}};
    if (one.a < 0 && one.b < 0) continue;
    model const& m = one.b >= 0 ? b : a;
    Thing const& t = one.b >= 0 ? *p.b : *p.a;
    if (!wanted.has(m, t)) continue;
    one.told.id = t.id;
    one.told.module = m.modules[static_cast<std::size_t>(t.module)].id;
    one.told.label = to_bilingual(t.label);
    out.push_back(std::move(one));
  }
  return out;
}

/// Only the modules asked about are compiled; what they refer to comes with them.
result<impact_edition> compiled_side(diff_side const& s, std::set<std::string> const& modules) {
  auto how = s.book.compile_options_for(s.law_date, s.how);
  if (!how) return how.faults();
  if (!modules.empty())
    for (auto const& m : s.book.impl()->modules)
      how->modules.push_back(modules.contains(m.id));
  return impact_edition{s.book, s.name, compile(s.book.impl(), std::move(*how)), {}};
}

/// When a deadline ends for a person, on one side. One that a rulebook does not have does not run.
struct ends {
  state_set states = one_state(deadline_state::not_running);
  std::optional<std::int64_t> due, latest;
  bool minutes = false;
  friend bool operator==(ends const&, ends const&) = default;
};

ends ends_of(impact_edition const& side, int position) {
  ends out;
  if (position < 0) return out;
  auto const& n = side.law->deadlines[static_cast<std::size_t>(position)];
  out.states = side.v.states[n.state.at];
  auto const at = side.v.dates[n.shown.at];
  if (at.lo > at.hi) return out;
  out.minutes = side.law->graph.minutes[n.shown.at];
  if (!is_sentinel(at.lo)) out.due = at.lo;
  if (!is_sentinel(at.hi)) out.latest = at.hi;
  return out;
}

happened compared(ends before, ends after) {
  auto const day = [](ends& e) {
    if (!std::exchange(e.minutes, false)) return;
    if (e.due) e.due = day_of_minute(*e.due);
    if (e.latest) e.latest = day_of_minute(*e.latest);
  };
  // A term in hours is compared with one in days by its day.
  if (before.minutes != after.minutes) day(before), day(after);
  happened out;
  auto note = [&](outcome o, bool so) { out.of[static_cast<std::size_t>(o)] = so; };
  note(outcome::due_earlier, before.due && after.due && *after.due < *before.due);
  note(outcome::due_later, before.due && after.due && *after.due > *before.due);
  note(outcome::due_ends, before.due && !after.due);
  note(outcome::due_begins, !before.due && after.due);
  note(outcome::latest_moves, before.due == after.due && before.latest != after.latest);
  note(outcome::state_changes, before.states != after.states);
  day(before), day(after);
  if (before.due && after.due) out.due_days = *after.due - *before.due;
  if (before.latest && after.latest) out.latest_days = *after.latest - *before.latest;
  return out;
}

void widen(std::optional<std::pair<std::int64_t, std::int64_t>>& range, std::optional<std::int64_t> days) {
  if (!days || *days == 0) return;
  range = range ? std::pair(std::min(range->first, *days), std::max(range->second, *days)) : std::pair(*days, *days);
}

} // namespace

class impact_run {
public:
  impact_run(impact_edition a, impact_edition b, impact_options o)
      : a_(std::move(a)), b_(std::move(b)), options_(std::move(o)),
        as_of_(options_.as_of ? *options_.as_of : cobijo::moment(date::from_days(b_.law->options.law_date))) {}

  static result<std::unique_ptr<impact_run>> between(diff_side const& a, diff_side const& b,
                                                     impact_options const& options) {
    auto const &in_a = *a.book.impl(), &in_b = *b.book.impl();
    std::set<std::string> modules(options.modules.begin(), options.modules.end());
    for (auto const& id : modules)
      if (!in_a.module_index.contains(id) && !in_b.module_index.contains(id)) return neither_has("E0313", "module", id);
    wanted_things const wanted{options.modules, options.only};
    auto const protects = [](provision const& p) { return p.protects.has_value(); };
    auto const always = [](deadline const&) { return true; };
    auto protections = targets(in_a, in_a.provisions, in_b, in_b.provisions, wanted, protects);
    auto deadlines = targets(in_a, in_a.deadlines, in_b, in_b.deadlines, wanted, always);
    for (auto const& id : options.only) {
      auto const is = [&](impact_target const& t) { return t.told.id == id; };
      if (std::none_of(protections.begin(), protections.end(), is) &&
          std::none_of(deadlines.begin(), deadlines.end(), is))
        return neither_has("E0302", "protection or deadline", id);
    }
    if (!options.only.empty()) {
      modules.clear();
      for (auto const* list : {&protections, &deadlines})
        for (auto const& t : *list)
          modules.insert(t.told.module);
    }
    auto x = compiled_side(a, modules), y = compiled_side(b, modules);
    for (auto const* side : {&x, &y})
      if (!*side) return side->faults();
    auto out = std::make_unique<impact_run>(std::move(*x), std::move(*y), options);
    out->protections_ = std::move(protections);
    out->deadlines_ = std::move(deadlines);
    for (auto const& by : options.by) {
      auto g = grouping::of(in_a, in_b, by, options.values);
      if (!g) return g.faults();
      out->groupings_.push_back(std::move(*g));
    }
    out->groups_.resize(out->groupings_.size());
    return out;
  }

  std::vector<fault> add(std::string_view text, std::uint64_t row) {
    auto in_b = read(b_, text);
    if (a_.book.impl() == b_.book.impl()) {
      if (!in_b) return leave_out(in_b.faults());
      return add(edition::impl(in_b->who), edition::impl(in_b->who), in_b->as_of.value_or(as_of_), row);
    }
    auto in_a = read(a_, text);
    std::set<std::string> dropped;
    if (auto wrong = told_to_one(text, in_a, in_b, dropped); !wrong.empty()) return leave_out(std::move(wrong));
    auto out = add(edition::impl(in_a->who), edition::impl(in_b->who), in_b->as_of.value_or(as_of_), row);
    if (out.empty())
      for (auto const& id : dropped)
        ++one_sided_[id];
    return out;
  }

  std::vector<fault> add(person const& in_a, person const& in_b, cobijo::moment const& as_of, std::uint64_t row) {
    auto const at = to_internal(as_of);
    evaluate(*a_.law, in_a, at, a_.v);
    evaluate(*b_.law, in_b, at, b_.v);
    if (auto wrong = contradictions(); !wrong.empty()) return leave_out(std::move(wrong));
    ++persons_;
    for (std::size_t g = 0; g < groupings_.size(); ++g)
      groups_[g] = &groupings_[g].sort(in_a, in_b, at.day);
    happened any;
    bool changed = false;
    for (auto& t : protections_) {
      auto const before = status_on(a_, t.a), after = status_on(b_, t.b);
      if (before == after) continue;
      happened const what{outcomes_of(before, after), std::pair(before, after), {}, {}};
      note(t.told, what, row);
      any.of |= what.of;
      changed = true;
    }
    for (auto& t : deadlines_) {
      auto const before = ends_of(a_, t.a), after = ends_of(b_, t.b);
      if (before == after) continue;
      auto const what = compared(before, after);
      if (what.of.none()) continue;
      note(t.told, what, row);
      any.of |= what.of;
      changed = true;
    }
    if (changed) note(people_, any, row);
    return {};
  }

  std::vector<fault> leave_out(std::vector<fault> why) {
    ++left_out_;
    ++left_out_by_[why.empty() ? "E0000" : why.front().code];
    return why;
  }

  impact_report finished() const {
    auto told_side = [](impact_edition const& s) {
      auto const& how = s.law->options;
      impact_side out{s.name, s.book.version(), s.book.digest(), date::from_days(how.law_date), {}};
      if (how.known_at) out.known_at = date::from_days(*how.known_at);
      return out;
    };
    std::vector<grouping::sorted> sorted;
    for (auto const& g : groupings_)
      sorted.push_back(g.finished());
    auto in_order = [&](impact_thing thing) {
      thing.by.resize(sorted.size());
      for (std::size_t g = 0; g < sorted.size(); ++g) {
        std::map<std::size_t, impact_tally> placed;
        for (auto& [at, tally] : thing.by[g])
          placed.emplace(sorted[g].place[at], std::move(tally));
        thing.by[g] = std::move(placed);
      }
      return thing;
    };
    auto changed = [&](std::vector<impact_target> const& targets) {
      std::vector<impact_thing> out;
      for (auto const& t : targets)
        if (t.told.all.changed > 0) out.push_back(in_order(t.told));
      std::stable_sort(out.begin(), out.end(), [](impact_thing const& x, impact_thing const& y) {
        for (std::size_t i = 0; i < outcomes; ++i)
          if (x.all.of[i].persons != y.all.of[i].persons) return x.all.of[i].persons > y.all.of[i].persons;
        return false;
      });
      return out;
    };
    impact_report out{told_side(a_),
                      told_side(b_),
                      as_of_,
                      persons_,
                      left_out_,
                      left_out_by_,
                      one_sided_,
                      {},
                      in_order(people_),
                      changed(protections_),
                      changed(deadlines_),
                      protections_.size(),
                      deadlines_.size(),
                      options_.examples};
    for (auto& s : sorted)
      out.groupings.push_back(std::move(s.groups));
    return out;
  }

private:
  /// Which law a person is asked about is for the two sides to say.
  static result<question> read(impact_edition const& side, std::string_view text) {
    auto q = side.book.read_question(text, "");
    if (q && (q->law_date || q->options.known_at || q->options.readings_open || !q->options.readings.empty()))
      return fault{"E0202",
                   {},
                   {},
                   0,
                   "law_date, known_at and readings have no place beside the facts of one of many persons",
                   "the two sides and the options say which law is asked; only as_of may differ from person to person"};
    return q;
  }

  /// The keys that lead to the fact which a fault points at or into.
  std::vector<std::string> path_of(fault const& f) const {
    std::vector<std::string> keys;
    for (json::json_pointer p(f.pointer); !p.empty(); p.pop_back())
      keys.insert(keys.begin(), p.back());
    std::string id;
    for (std::size_t i = !keys.empty() && keys.front() == "facts" ? 1 : 0; i < keys.size(); ++i) {
      id += (id.empty() ? "" : ".") + keys[i];
      if (knows(a_, id) || knows(b_, id)) keys.resize(i + 1);
    }
    return keys;
  }
  static bool knows(impact_edition const& side, std::string const& id) {
    return side.book.impl()->fact_index.contains(id);
  }

  // What only one vocabulary takes is unknown to the other side; what neither takes is a fault.
  std::vector<fault> told_to_one(std::string_view text, result<question>& in_a, result<question>& in_b,
                                 std::set<std::string>& dropped) {
    if (in_a && in_b) return {};
    std::set<std::vector<std::string>> wrong_in_a, wrong_in_b;
    for (auto const& f : in_a.faults())
      wrong_in_a.insert(path_of(f));
    for (auto const& f : in_b.faults())
      wrong_in_b.insert(path_of(f));
    std::vector<fault> out;
    for (auto const& f : in_b.faults())
      if (wrong_in_a.contains(path_of(f)) && f.code != "E0601") out.push_back(f);
    for (auto const& f : in_a.faults())
      if (wrong_in_b.contains(path_of(f)) &&
          std::none_of(out.begin(), out.end(), [&](fault const& told) { return path_of(told) == path_of(f); }))
        out.push_back(f);
    if (!out.empty()) return out;
    auto const parsed = parse_json(text, "");
    if (!parsed) return parsed.faults();
    for (auto [side, q, wrong] : {std::tuple(&a_, &in_a, &wrong_in_a), std::tuple(&b_, &in_b, &wrong_in_b)}) {
      if (*q) continue;
      auto less = *parsed;
      for (auto const& path : *wrong) {
        auto* at = &less;
        std::string id;
        for (auto const& key : path) {
          if (&key != &path.back()) at = &(*at)[key];
          if (&key != &path.front() || key != "facts") id += (id.empty() ? "" : ".") + key;
        }
        at->erase(path.back());
        dropped.insert(std::move(id));
      }
      *q = read(*side, less.dump());
      if (!*q) return q->faults();
    }
    return {};
  }

  static status status_on(impact_edition const& side, int position) {
    return position < 0 ? status::not_in_force
                        : status_of(side.law->provisions[static_cast<std::size_t>(position)], side.v);
  }

  std::vector<fault> contradictions() const {
    std::vector<fault> out;
    std::set<std::string> told;
    for (auto const* side : {&a_, &b_})
      for (std::size_t i = 0; i < side->law->never.size(); ++i) {
        auto const& n = side->law->book->never[i];
        if (side->v.truths[side->law->never[i].at] != truth::yes || !told.insert(n.id).second) continue;
        out.push_back({"E0604",
                       {},
                       {},
                       0,
                       "the facts contradict one another (" + n.id + "): " + n.label.en,
                       "correct one of them, or leave it out"});
      }
    return out;
  }

  void note(impact_tally& into, happened const& what, std::uint64_t row) const {
    ++into.changed;
    for (std::size_t i = 0; i < outcomes; ++i) {
      if (!what.of[i]) continue;
      ++into.of[i].persons;
      if (into.of[i].rows.size() < options_.examples) into.of[i].rows.push_back(row);
    }
    if (what.move)
      ++into.moves[static_cast<std::size_t>(what.move->first)][static_cast<std::size_t>(what.move->second)];
    widen(into.due_days, what.due_days);
    widen(into.latest_days, what.latest_days);
  }

  void note(impact_thing& into, happened const& what, std::uint64_t row) {
    note(into.all, what, row);
    into.by.resize(groupings_.size());
    for (std::size_t g = 0; g < groupings_.size(); ++g)
      for (auto const group : *groups_[g])
        note(into.by[g][group], what, row);
  }

  impact_edition a_, b_;
  impact_options options_;
  cobijo::moment as_of_;
  std::vector<impact_target> protections_, deadlines_;
  std::vector<grouping> groupings_;
  std::vector<std::vector<std::size_t> const*> groups_; ///< of the person at hand
  impact_thing people_;
  std::uint64_t persons_ = 0, left_out_ = 0;
  std::map<std::string, std::uint64_t> left_out_by_, one_sided_;
};

} // namespace internal

impact::impact(std::unique_ptr<internal::impact_run> run) : run_(std::move(run)) {}
impact::impact(impact&&) noexcept = default;
impact& impact::operator=(impact&&) noexcept = default;
impact::~impact() = default;

result<impact> impact::between(diff_side const& a, diff_side const& b, impact_options const& options) {
  auto run = internal::impact_run::between(a, b, options);
  if (!run) return run.faults();
  return impact(std::move(run).value());
}

std::vector<fault> impact::add(std::string_view json, std::uint64_t row) {
  return run_->add(json, row);
}
std::vector<fault> impact::add(facts const& in_a, facts const& in_b, moment const& as_of, std::uint64_t row) {
  return run_->add(edition::impl(in_a), edition::impl(in_b), as_of, row);
}
void impact::leave_out(std::vector<fault> const& why) {
  (void)run_->leave_out(why);
}
impact_report impact::finished() const {
  return run_->finished();
}

} // namespace cobijo
