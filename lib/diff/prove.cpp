// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Is there a person whose answers differ? The solver proposes one, the evaluator tries it on both editions. Where they
// disagree the solver had guessed wrong what a date function does; it is told, and asked again. When it finds nobody,
// that is a proof, since all that it is ever told is true.
#include "diff/prove.hpp"

#ifdef COBIJO_WITH_PROOFS

#include "diff/translate.hpp"
#include "render/describe.hpp"

#include <algorithm>
#include <chrono>

namespace cobijo::internal {
namespace {

using clock_type = std::chrono::steady_clock;

enum class outcome : std::uint8_t { found, none, undecided };

struct finding {
  outcome is = outcome::undecided;
  fact_map facts;
  std::int32_t as_of = 0;
  replayer::answer answer{};
  std::string why;
};

/// What a formula rests on.
struct reach {
  std::set<fact_terms const*> facts;
  std::set<spell_terms const*> spells;
  std::set<application const*> applications;
};

/// Where the answers of one side are sure: yes, and no.
struct sure {
  z3::expr yes, no;
};

/// Both editions for one kind of persons.
class world {
public:
  world(diff_document const& d, persons who) : p(c, d, who), a(p, d.a), b(p, d.b) {}

  z3::context c;
  pool p;
  translation a, b;

  sure side(bool b_side, diff_target const& t) {
    auto const position = b_side ? t.b : t.a;
    if (position < 0) return {c.bool_val(false), c.bool_val(true)};
    auto& tr = b_side ? b : a;
    auto const& n = (b_side ? p.d.b : p.d.a).in().provisions[static_cast<std::size_t>(position)];
    auto const value = tr.truth_of(n.value);
    if (!t.protection) return {value.t, value.f};
    auto const in_force = tr.truth_of(n.in_force);
    return {conj(c, {in_force.t, value.t}), disj(c, {in_force.f, conj(c, {in_force.t, value.f})})};
  }

  /// That a thing that cannot be is so.
  z3::expr impossible(bool b_side, std::size_t i) {
    return (b_side ? b : a).truth_of((b_side ? p.d.b : p.d.a).in().never[i]).t;
  }

  reach const& reach_of(z3::expr const& e) {
    auto const it = reaches_.find(e.id());
    if (it != reaches_.end()) return it->second;
    reach out;
    std::set<unsigned> seen;
    std::vector<z3::expr> todo{e};
    while (!todo.empty()) {
      auto const x = todo.back();
      todo.pop_back();
      if (!x.is_app() || !seen.insert(x.id()).second) continue;
      if (auto const f = p.fact_of.find(x.id()); f != p.fact_of.end()) out.facts.insert(f->second);
      if (auto const s = p.spell_of.find(x.id()); s != p.spell_of.end()) out.spells.insert(s->second);
      if (auto const f = p.applications.find(x.id()); f != p.applications.end()) out.applications.insert(&f->second);
      for (unsigned i = 0; i < x.num_args(); ++i)
        todo.push_back(x.arg(i));
    }
    kept_.push_back(e); // its number stays its own
    return reaches_.emplace(e.id(), std::move(out)).first->second;
  }

private:
  std::map<unsigned, reach> reaches_;
  std::vector<z3::expr> kept_;
};

/// One question: is there a person for whom this holds?
class question_to_solver {
public:
  question_to_solver(world& w, replayer& replay, diff_target const& t, clock_type::time_point until)
      : w_(w), replay_(replay), t_(t), until_(until), s_(w.c), usual_(w.c.bool_const("usual")) {}

  /// `wanted` tells by the answers whether a person is one.
  template <class Wanted>
  finding ask(z3::expr const& holds, Wanted wanted) {
    finding out;
    if (holds.is_false()) {
      out.is = outcome::none;
      return out;
    }
    if (!w_.p.as_of.is_numeral())
      s_.add(w_.p.as_of >= w_.c.int_val(std::int64_t{first_day}) && w_.p.as_of <= w_.c.int_val(std::int64_t{last_day}));
    tell(holds);
    exclude_impossible();
    for (int round = 0; round < 2000; ++round) {
      auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - clock_type::now()).count();
      if (left <= 0) return undecided("out of time");
      z3::params how(w_.c);
      how.set("timeout", static_cast<unsigned>(left));
      s_.set(how);
      z3::expr_vector first(w_.c);
      if (!any_spells_ && !spells_.empty()) first.push_back(usual_);
      auto answer = s_.check(first);
      if (answer == z3::unsat && !std::exchange(any_spells_, true)) answer = s_.check();
      if (answer == z3::unknown) return undecided("out of time");
      if (answer == z3::unsat) {
        if (w_.a.blunt() || w_.b.blunt()) return undecided("part of a condition is only approximated");
        out.is = outcome::none;
        return out;
      }
      auto const model = s_.get_model();
      auto const as_of = static_cast<std::int32_t>(number(model, w_.p.as_of));
      bool corrected = false;
      for (auto const& facts : persons_in(model, as_of)) {
        auto const answers = replay_.ask(t_, facts, as_of);
        if (answers && wanted(*answers)) {
          out.is = outcome::found;
          out.facts = facts;
          out.as_of = as_of;
          out.answer = *answers;
          return out;
        }
        for (auto const& [b_side, i] : replay_.contradictions)
          corrected = exclude(b_side, i) || corrected;
        if (!answers && replay_.contradictions.empty()) return undecided("no facts for what the solver found");
      }
      corrected = correct(model) || corrected;
      if (!corrected) return undecided("the example that was found does not hold, and nothing could be corrected");
    }
    return undecided("too many corrections");
  }

private:
  static finding undecided(std::string why) {
    finding out;
    out.why = std::move(why);
    return out;
  }

  void tell(z3::expr const& e) {
    s_.add(e);
    auto const& r = w_.reach_of(e);
    for (auto const* f : r.facts)
      if (facts_.insert(f).second)
        for (auto const& one : f->domain)
          s_.add(one);
    for (auto const* x : r.spells)
      if (spells_.insert(x).second) {
        for (auto const& one : x->domain)
          s_.add(one);
        for (auto const& one : x->usual)
          s_.add(z3::implies(usual_, one));
      }
    for (auto const* x : r.applications)
      if (applications_.insert(x).second)
        for (auto const& one : x->told)
          s_.add(one);
  }

  /// What cannot be of these facts alone; what needs more facts is excluded when a person turns out to be so.
  void exclude_impossible() {
    for (bool const b_side : {false, true}) {
      auto const& side = b_side ? w_.p.d.b : w_.p.d.a;
      for (std::size_t i = 0; i < side.in().never.size(); ++i) {
        auto const e = w_.impossible(b_side, i);
        auto const& r = w_.reach_of(e);
        if (!r.facts.empty() && std::includes(facts_.begin(), facts_.end(), r.facts.begin(), r.facts.end()))
          (void)exclude(b_side, i);
      }
    }
  }
  bool exclude(bool b_side, std::size_t i) {
    auto const e = w_.impossible(b_side, i);
    if (!excluded_.insert(e.id()).second) return false;
    tell(neg(e));
    return true;
  }

  // --- from a model to a person
  // ---------------------------------------------------------------------------------------

  std::int64_t number(z3::model const& m, z3::expr const& e) const {
    std::int64_t n = 0;
    m.eval(e, true).is_numeral_i64(n);
    return n;
  }
  static bool holds(z3::model const& m, z3::expr const& e) { return m.eval(e, true).is_true(); }

  json days(std::int64_t lo, std::int64_t hi) const {
    auto one = [](std::int64_t at) { return json(written_day(at)); };
    if (lo == long_ago && hi == not_yet) return nullptr;
    if (lo == hi) return one(lo);
    return json::array({one(lo), one(hi)});
  }
  json minutes(std::int64_t lo, std::int64_t hi, std::int64_t zone) const {
    auto one = [&](std::int64_t at) { return json(written_minute(at, static_cast<std::int16_t>(zone))); };
    if (lo == long_ago && hi == not_yet) return nullptr;
    if (lo == hi) return one(lo);
    return json::array({one(lo), one(hi)});
  }

  json values(z3::model const& m, fact_terms const& f) const {
    json yes = json::array(), no = json::array();
    auto const& declared = *f.declared;
    bool const one = declared.type == fact_type::enumeration;
    for (std::size_t i = 0; i < f.values.size(); ++i) {
      if (holds(m, f.terms[2 * i])) yes.push_back(f.values[i]);
      if (holds(m, f.terms[2 * i + 1])) no.push_back(f.values[i]);
    }
    if (f.rest) {
      auto const rest = others(f);
      if (holds(m, f.terms[f.terms.size() - 2])) {
        if (!rest.empty()) yes.push_back(rest.front());
      } else if (holds(m, f.terms.back())) {
        for (auto const& v : rest)
          no.push_back(v);
      }
    }
    if (one) return !yes.empty() ? yes.front() : no.empty() ? json(nullptr) : json{{"no", no}};
    if (w_.p.who == persons::known) return yes;
    if (yes.empty() && no.empty()) return nullptr;
    return json{{"yes", yes}, {"no", no}};
  }
  /// Values that no condition names, and that both vocabularies have.
  std::vector<std::string> others(fact_terms const& f) const {
    std::vector<std::string> out;
    auto const& side = w_.p.d.a.book().fact_index.contains(f.id) ? w_.p.d.a : w_.p.d.b;
    auto const& book = side.book();
    auto const& set = book.value_sets[static_cast<std::size_t>(
        book.facts[static_cast<std::size_t>(book.fact_index.at(f.id))].values)];
    for (auto const& id : set.ids)
      if (!std::binary_search(f.values.begin(), f.values.end(), id)) out.push_back(id);
    return out;
  }

  /// Spells that give the numbers of a model, as far as one can tell beforehand: from the day asked about back, none
  /// longer than the longest, with a gap wherever a number is to begin anew. `more`: days by which the ends may be off.
  fact_map with_spells(fact_map out, z3::model const& m, std::int32_t as_of, int more) const {
    std::map<std::string, std::vector<spell_terms const*>> by_fact;
    for (auto const* s : spells_)
      if (holds(m, s->given)) by_fact[s->fact].push_back(s);
    for (auto& [fact, of] : by_fact) {
      std::int64_t cap = std::numeric_limits<std::int32_t>::max();
      for (auto const* s : of)
        if (s->longest && number(m, s->hi) > 0) cap = std::min(cap, number(m, s->hi));
      std::sort(of.begin(), of.end(),
                [&](auto const* x, auto const* y) { return number(m, x->hi) < number(m, y->hi); });
      json list = json::array();
      std::int64_t last = as_of, told = 0;
      auto put = [&](std::int64_t counted, int less) {
        auto const length = counted + less + 1 + more; // days from the first to the last, both counted
        if (length <= 0 || list.size() > 60) return;
        auto const first = last - length + 1;
        if (first < first_day) return;
        list.insert(list.begin(), json::array({written_day(first), written_day(last)}));
        last = first - 2;
      };
      bool const only_longest = std::all_of(of.begin(), of.end(), [](auto const* s) { return s->longest; });
      for (auto const* s : of) {
        if (s->longest && !only_longest) continue;
        auto left = number(m, s->hi) - told;
        told = std::max(told, number(m, s->hi));
        for (; left > 0; left -= cap)
          put(std::min(left, cap), s->ends_less);
        last -= s->gap > 0 ? s->gap + 2 : 0;
      }
      out[fact] = std::move(list);
    }
    return out;
  }

  /// The person of a model; several where spells have to be made up.
  std::vector<fact_map> persons_in(z3::model const& m, std::int32_t as_of) const {
    fact_map out;
    for (auto const* f : facts_) {
      json v;
      switch (f->declared->type) {
      case fact_type::boolean:
        if (holds(m, f->terms[0]))
          v = true;
        else if (holds(m, f->terms[1]))
          v = false;
        break;
      case fact_type::number: {
        auto const lo = number(m, f->terms[0]), hi = number(m, f->terms[1]);
        if (lo >= 0) v = lo == hi ? json(lo) : json::array({lo, hi});
        break;
      }
      case fact_type::date: v = days(number(m, f->terms[0]), number(m, f->terms[1])); break;
      case fact_type::date_time:
        v = minutes(number(m, f->terms[0]), number(m, f->terms[1]), number(m, f->terms[2]));
        break;
      case fact_type::enumeration:
      case fact_type::set: v = values(m, *f); break;
      case fact_type::spells: break;
      }
      if (!v.is_null()) out[f->id] = std::move(v);
    }
    if (spells_.empty()) return {out};
    std::vector<fact_map> all;
    for (int more : {0, 1, 2, -1})
      all.push_back(with_spells(out, m, as_of, more));
    return all;
  }

  // --- corrections
  // ----------------------------------------------------------------------------------------------------

  bool correct(z3::model const& m) {
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
  void piece(application const& x, std::int64_t at) {
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
  void beside(application const& x, application const& y) {
    if (x.of->leaves || y.of->leaves) return;
    auto const key = std::minmax(x.value.id(), y.value.id());
    if (!compared_.insert({key.first, key.second}).second) return;
    auto least = std::numeric_limits<std::int64_t>::max(), most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 0; i < x.of->table.size(); ++i) {
      auto const apart = x.of->table[i] - y.of->table[i];
      least = std::min(least, apart);
      most = std::max(most, apart);
    }
    auto& c = w_.c;
    auto const apart = x.value - y.value;
    auto const inside =
        x.argument >= c.int_val(std::int64_t{first_day}) && x.argument <= c.int_val(std::int64_t{last_day});
    s_.add(z3::implies(inside, apart >= c.int_val(least) && apart <= c.int_val(most)));
  }

  world& w_;
  replayer& replay_;
  diff_target const& t_;
  clock_type::time_point until_;
  z3::solver s_;
  std::set<fact_terms const*> facts_;
  std::set<spell_terms const*> spells_;
  std::set<application const*> applications_;
  z3::expr usual_; ///< that spells do not overlap
  bool any_spells_ = false;
  std::set<unsigned> excluded_;
  std::set<std::pair<unsigned, unsigned>> compared_;
};

class prover : public judge_of_meaning {
public:
  explicit prover(diff_document const& d)
      : d_(d), replay_(d), known_(d, persons::known), partly_(d, persons::partly_known) {}

  void judge(diff_target const& t, meaning& out) override {
    until_ = clock_type::now() + std::chrono::milliseconds(static_cast<std::int64_t>(d_.options.seconds * 1000));
    auto const a = known_.side(false, t), b = known_.side(true, t);
    // Whose claim changes says what becomes of a protection; only if nobody's does, who is refused.
    for (bool const claims : {true, false}) {
      auto const loses = look(t, true, claims, a, b, out.loses, out.note);
      auto const gains = look(t, false, claims, b, a, out.gains, out.note);
      if (loses == outcome::undecided || gains == outcome::undecided) {
        out.is = verdict::undecided;
        return;
      }
      out.proved = true;
      if (loses == outcome::none && gains == outcome::none) continue;
      out.is = gains == outcome::none   ? verdict::narrower
               : loses == outcome::none ? verdict::broader
                                        : verdict::different;
      return;
    }
    in_part(t, out);
  }

private:
  /// From `a` to `b` somebody falls: from yes or, if `claims` do not count, to no. A fall from yes to no is the
  /// clearest example. Who gains falls from the second edition to the first.
  outcome look(diff_target const& t, bool losing, bool claims, sure const& a, sure const& b,
               std::optional<witness>& example, std::string& why) {
    auto& c = known_.c;
    auto const &from = claims ? a.yes : b.no, &to = claims ? b.yes : a.no;
    if (same(from, to)) return outcome::none;
    auto falls = [&](replayer::answer const& x) {
      auto const before = rank_of(losing ? x.before : x.after), after = rank_of(losing ? x.after : x.before);
      return claims ? before == 2 && after < 2 : before > 0 && after == 0;
    };
    auto found = question_to_solver(known_, replay_, t, until_).ask(conj(c, {from, neg(to)}), falls);
    if (found.is == outcome::undecided) why = found.why;
    if (found.is != outcome::found) return found.is;
    auto whole = [](replayer::answer const& x) { return std::abs(rank_of(x.before) - rank_of(x.after)) == 2; };
    if (!whole(found.answer)) {
      auto const soon = std::min(until_, clock_type::now() + std::chrono::seconds(5));
      auto clear = question_to_solver(known_, replay_, t, soon).ask(conj(c, {a.yes, b.no}), [&](auto const& x) {
        return falls(x) && whole(x);
      });
      if (clear.is == outcome::found) found = std::move(clear);
    }
    example = replay_.smallest(t, found.facts, found.as_of, found.answer);
    return outcome::found;
  }

  void in_part(diff_target const& t, meaning& out) {
    auto const a = partly_.side(false, t), b = partly_.side(true, t);
    out.is = verdict::equivalent;
    auto& c = partly_.c;
    std::vector<z3::expr> ways;
    for (auto const& [x, y] : {std::pair(a.yes, b.yes), std::pair(a.no, b.no)})
      if (!same(x, y)) {
        ways.push_back(conj(c, {x, neg(y)}));
        ways.push_back(conj(c, {neg(x), y}));
      }
    if (ways.empty()) return;
    auto const found =
        question_to_solver(partly_, replay_, t, until_).ask(disj(c, ways), [](replayer::answer const& x) {
          return rank_of(x.before) != rank_of(x.after);
        });
    if (found.is == outcome::found) {
      out.is = verdict::partial;
      out.differs = replay_.smallest(t, found.facts, found.as_of, found.answer);
    } else if (found.is == outcome::undecided) {
      out.is = verdict::undecided;
      out.note = "the same for whoever is fully known; " + found.why;
    }
  }

  diff_document const& d_;
  replayer replay_;
  world known_, partly_;
  clock_type::time_point until_;
};

} // namespace

std::unique_ptr<judge_of_meaning> make_prover(diff_document const& d) {
  return std::make_unique<prover>(d);
}

} // namespace cobijo::internal

#else

namespace cobijo::internal {

std::unique_ptr<judge_of_meaning> make_prover(diff_document const&) {
  return nullptr;
}

} // namespace cobijo::internal

#endif
