// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#ifdef COBIJO_WITH_PROOFS

#include "diff/question.hpp"

#include "render/describe.hpp"

#include <algorithm>

namespace cobijo::internal {

// --- both editions --------------------------------------------------------------------------------------------------

sure world::side(bool b_side, diff_target const& t) {
  auto const position = b_side ? t.b : t.a;
  if (position < 0) return {c.bool_val(false), c.bool_val(true)};
  auto& of = b_side ? b : a;
  auto const& n = (b_side ? p.d.b : p.d.a).in().provisions[static_cast<std::size_t>(position)];
  auto const value = of.truth_of(n.value);
  if (!t.protection) return {value.t, value.f};
  auto const in_force = of.truth_of(n.in_force);
  return {conj(c, {in_force.t, value.t}), disj(c, {in_force.f, conj(c, {in_force.t, value.f})})};
}

z3::expr world::impossible(bool b_side, std::size_t i) {
  return (b_side ? b : a).truth_of((b_side ? p.d.b : p.d.a).in().never[i]).t;
}

dependence const& world::reach_of(z3::expr const& e) {
  auto const [at, fresh] = reaches_.try_emplace(e.id());
  auto& out = at->second;
  if (!fresh) return out;
  kept_.push_back(e);
  std::set<fact_terms const*> facts; // of several variables
  std::set<spell_terms const*> spells;
  std::set<unsigned> seen;
  std::vector<z3::expr> todo{e};
  while (!todo.empty()) {
    auto const x = todo.back();
    todo.pop_back();
    if (!x.is_app() || !seen.insert(x.id()).second) continue;
    if (auto const f = p.fact_of.find(x.id()); f != p.fact_of.end() && facts.insert(f->second).second)
      out.facts.push_back(f->second);
    if (auto const s = p.spell_of.find(x.id()); s != p.spell_of.end() && spells.insert(s->second).second)
      out.spells.push_back(s->second);
    if (auto const f = p.applications.find(x.id()); f != p.applications.end()) out.applications.push_back(&f->second);
    if (auto const n = p.approximated.find(x.id()); n != p.approximated.end()) out.approximated.push_back(n->second);
    for (unsigned i = 0; i < x.num_args(); ++i)
      todo.push_back(x.arg(i));
  }
  return out;
}

// --- asking ---------------------------------------------------------------------------------------------------------

namespace {

finding undecided(std::string why) {
  finding out;
  out.why = std::move(why);
  return out;
}

std::int64_t number(z3::model const& m, z3::expr const& e) {
  std::int64_t n = 0;
  m.eval(e, true).is_numeral_i64(n);
  return n;
}

bool holds(z3::model const& m, z3::expr const& e) {
  return m.eval(e, true).is_true();
}

} // namespace

namespace {

constexpr unsigned brief = 2000000; ///< in steps of the solver: about a second
constexpr auto no_limit = std::numeric_limits<unsigned>::max();

} // namespace

// The plain core of the solver: these questions are many and small, and its tactics take longer than the answers.
question::question(world& w, replayer& replay, diff_target const& t, clock::time_point until)
    : w_(w), replay_(replay), t_(t), until_(until), s_(w.c, z3::solver::simple()), few_(w.c.bool_const("few")) {}

finding question::ask(z3::expr const& formula, wanted const& is_one) {
  finding out;
  if (formula.is_false()) {
    out.is = outcome::none;
    return out;
  }
  if (!w_.p.as_of.is_numeral())
    s_.add(w_.p.as_of >= w_.c.int_val(std::int64_t{first_day}) && w_.p.as_of <= w_.c.int_val(std::int64_t{last_day}));
  tell(formula);
  exclude_impossible();
  constexpr int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    auto const answer = check(false);
    if (answer == z3::unsat) {
      if (nearly_) return undecided("part of a condition is only approximated");
      out.is = outcome::none;
      return out;
    }
    // There may be somebody: is there one with short lists of spells, who can be made up?
    auto model = answer == z3::sat ? std::optional(s_.get_model()) : std::nullopt;
    bool whole = spells_.empty();
    if (model && !whole) {
      auto const few = check(true);
      whole = few == z3::sat;
      if (whole) model = s_.get_model();
      if (few == z3::unknown) model.reset();
    }
    if (!model) return undecided("out of time");
    bool corrected = false;
    if (whole) {
      out.facts = person_in(*model);
      out.as_of = static_cast<std::int32_t>(number(*model, w_.p.as_of));
      auto const answers = replay_.ask(t_, out.facts, out.as_of);
      if (answers && is_one(*answers)) {
        out.is = outcome::found;
        out.answer = *answers;
        return out;
      }
      for (auto const& [b_side, i] : replay_.contradictions)
        corrected = exclude(b_side, i) || corrected;
      if (!answers && replay_.contradictions.empty()) return undecided("no facts for what the solver found");
    }
    corrected = correct(*model) || corrected;
    if (!corrected)
      return undecided(!whole ? "nobody with a short list of stays; with a longer one it is not known"
                              : "the example that was found does not hold, and nothing could be corrected");
  }
  return undecided("too many corrections");
}

z3::check_result question::check(bool few_spells) {
  z3::expr_vector first(w_.c);
  if (few_spells) first.push_back(few_);
  auto const left = [&] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(until_ - clock::now()).count();
  };
  if (left() <= 0) return z3::unknown;
  // A time limit costs the solver a thread, which on a busy machine takes longer to end than most answers to find. So
  // at first it is told how much work it may do.
  limit(brief, no_limit);
  auto const answer = s_.check(first);
  if (answer != z3::unknown || left() <= 0) return answer;
  limit(0, static_cast<unsigned>(left()));
  return s_.check(first);
}

void question::limit(unsigned work, unsigned milliseconds) {
  if (std::exchange(limits_, {work, milliseconds}) == std::pair(work, milliseconds)) return;
  z3::params how(w_.c);
  how.set("rlimit", work);
  how.set("timeout", milliseconds);
  s_.set(how);
}

void question::tell(z3::expr const& e) {
  s_.add(e);
  reached(w_.reach_of(e));
}

void question::tell_of_the_few(z3::expr const& e) {
  s_.add(z3::implies(few_, e));
  reached(w_.reach_of(e));
}

void question::reached(dependence const& r) {
  for (auto const* f : r.facts)
    if (facts_.insert(f).second)
      for (auto const& one : f->domain)
        s_.add(one);
  for (auto const* x : r.applications)
    if (applications_.insert(x).second)
      for (auto const& one : x->told)
        s_.add(one);
  for (auto const& one : r.approximated) {
    nearly_ = true;
    if (told_.insert(one.id()).second) tell(one);
  }
  for (auto const* x : r.spells) {
    if (!spells_.insert(x).second) continue;
    for (auto const& one : x->domain)
      tell(one);
    for (auto const& one : w_.p.few_spells(x->fact).domain)
      if (told_.insert(one.id()).second) tell_of_the_few(one);
    for (auto const& one : x->of_the_few)
      tell_of_the_few(one);
  }
}

/// What cannot be of these facts alone; what needs more facts is excluded when a person turns out to be so.
void question::exclude_impossible() {
  for (bool const b_side : {false, true}) {
    auto const& side = b_side ? w_.p.d.b : w_.p.d.a;
    for (std::size_t i = 0; i < side.in().never.size(); ++i) {
      auto const& of = w_.reach_of(w_.impossible(b_side, i)).facts;
      if (!of.empty() && std::all_of(of.begin(), of.end(), [&](auto const* f) { return facts_.contains(f); }))
        (void)exclude(b_side, i);
    }
  }
}

bool question::exclude(bool b_side, std::size_t i) {
  auto const e = w_.impossible(b_side, i);
  if (!excluded_.insert(e.id()).second) return false;
  tell(neg(e));
  return true;
}

// --- from a model to a person ---------------------------------------------------------------------------------------

namespace {

/// An interval, written; nothing if it says nothing.
template <class Written>
json interval(std::int64_t lo, std::int64_t hi, Written written) {
  if (lo == long_ago && hi == not_yet) return nullptr;
  if (lo == hi) return written(lo);
  return json::array({written(lo), written(hi)});
}

} // namespace

fact_map question::person_in(z3::model const& m) const {
  fact_map out;
  for (auto const* f : facts_) {
    json v;
    auto at = [&](std::size_t i) { return number(m, f->terms[i]); };
    switch (f->declared->type) {
    case fact_type::boolean:
      if (holds(m, f->terms[0]))
        v = true;
      else if (holds(m, f->terms[1]))
        v = false;
      break;
    case fact_type::number:
      if (at(0) >= 0) v = at(0) == at(1) ? json(at(0)) : json::array({at(0), at(1)});
      break;
    case fact_type::date: v = interval(at(0), at(1), [](std::int64_t day) { return json(written_day(day)); }); break;
    case fact_type::date_time:
      v = interval(at(0), at(1), [zone = static_cast<std::int16_t>(at(2))](std::int64_t minute) {
        return json(written_minute(minute, zone));
      });
      break;
    case fact_type::enumeration:
    case fact_type::set: v = values_of(m, *f); break;
    case fact_type::spells: break;
    }
    if (!v.is_null()) out[f->id] = std::move(v);
  }
  for (auto const* s : spells_)
    if (holds(m, s->given)) out[s->fact] = spells_in(m, s->fact);
  return out;
}

json question::spells_in(z3::model const& m, std::string const& fact) const {
  json out = json::array();
  for (auto const& one : w_.p.few_spells(fact).spells)
    if (holds(m, one.used))
      out.push_back(json::array({written_day(number(m, one.first)), written_day(number(m, one.last))}));
  return out;
}

json question::values_of(z3::model const& m, fact_terms const& f) const {
  json yes = json::array(), no = json::array();
  for (std::size_t i = 0; i < f.values.size(); ++i) {
    if (holds(m, f.terms[2 * i])) yes.push_back(f.values[i]);
    if (holds(m, f.terms[2 * i + 1])) no.push_back(f.values[i]);
  }
  if (f.rest) {
    auto const rest = unnamed_values(f);
    if (holds(m, f.terms[f.terms.size() - 2])) {
      if (!rest.empty()) yes.push_back(rest.front());
    } else if (holds(m, f.terms.back())) {
      for (auto const& v : rest)
        no.push_back(v);
    }
  }
  if (f.declared->type == fact_type::enumeration)
    return !yes.empty() ? yes.front() : no.empty() ? json(nullptr) : json{{"no", no}};
  if (w_.p.who == persons::known) return yes;
  if (yes.empty() && no.empty()) return nullptr;
  return json{{"yes", yes}, {"no", no}};
}

/// Values that no condition names, and that both vocabularies have.
std::vector<std::string> question::unnamed_values(fact_terms const& f) const {
  std::vector<std::string> out;
  auto const& side = w_.p.d.a.book().fact_index.contains(f.id) ? w_.p.d.a : w_.p.d.b;
  auto const& book = side.book();
  auto const& set =
      book.value_sets[static_cast<std::size_t>(book.facts[static_cast<std::size_t>(book.fact_index.at(f.id))].values)];
  for (auto const& id : set.ids)
    if (!std::binary_search(f.values.begin(), f.values.end(), id)) out.push_back(id);
  return out;
}

// --- corrections ----------------------------------------------------------------------------------------------------

bool question::correct(z3::model const& m) {
  std::vector<application const*> wrong;
  for (auto const* x : applications_) {
    auto const at = number(m, x->argument);
    if (number(m, x->value) != x->of->at(at)) wrong.push_back(x);
  }
  for (auto const* x : wrong) {
    piece(*x, number(m, x->argument));
    for (auto const* y : applications_)
      if (y != x && y->of != x->of && same(y->argument, x->argument)) beside(*x, *y);
  }
  return !wrong.empty();
}

/// What a function does around a day: it adds the same number of days, and it keeps the order of days.
void question::piece(application const& x, std::int64_t at) {
  auto& c = w_.c;
  auto const& f = *x.of;
  auto const value = f.at(at);
  auto const here = c.int_val(at), there = c.int_val(value);
  if (is_sentinel(at) || is_sentinel(value)) {
    s_.add(z3::implies(x.argument == here, x.value == there));
  } else {
    auto const more = value - at;
    auto from = at, to = at;
    auto fits = [&](std::int64_t day) { return day >= first_day && day <= last_day && f.at(day) == day + more; };
    while (fits(from - 1))
      --from;
    while (fits(to + 1))
      ++to;
    s_.add(z3::implies(x.argument >= c.int_val(from) && x.argument <= c.int_val(to),
                       x.value == x.argument + c.int_val(more)));
  }
  if (!f.monotone) return;
  s_.add(z3::implies(x.argument <= here, x.value <= there));
  s_.add(z3::implies(x.argument >= here, x.value >= there));
}

/// How far apart two functions of one day ever are.
void question::beside(application const& x, application const& y) {
  if (x.of->leaves || y.of->leaves) return;
  auto const key = std::minmax(x.value.id(), y.value.id());
  if (!compared_.insert({key.first, key.second}).second) return;
  auto least = std::numeric_limits<std::int64_t>::max(), most = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < x.of->values.size(); ++i) {
    auto const apart = x.of->values[i] - y.of->values[i];
    least = std::min(least, apart);
    most = std::max(most, apart);
  }
  auto& c = w_.c;
  auto const apart = x.value - y.value;
  auto const inside =
      x.argument >= c.int_val(std::int64_t{first_day}) && x.argument <= c.int_val(std::int64_t{last_day});
  s_.add(z3::implies(inside, apart >= c.int_val(least) && apart <= c.int_val(most)));
}

} // namespace cobijo::internal

#endif
