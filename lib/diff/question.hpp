// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Is there a person whose answers differ? The solver proposes one, the evaluator tries it on both editions. Where they
// disagree the solver had guessed wrong what a date function does; it is told, and asked again. When it finds nobody,
// that is a proof, since all that it is ever told is true.
#pragma once

#include "diff/translate.hpp"

#include <chrono>

namespace cobijo::internal {

/// What a formula rests on.
struct dependence {
  std::vector<fact_terms const*> facts;
  std::vector<spell_terms const*> spells;
  std::vector<application const*> applications;
  std::vector<z3::expr> approximated;
};

/// Where the answers of one side are sure: yes, and no.
struct sure {
  z3::expr yes, no;
};

/// Both editions for one kind of persons.
class world {
public:
  world(proof_ground const& ground, persons who) : p(c, ground, who), a(p, p.d.a), b(p, p.d.b) {}

  z3::context c;
  pool p;
  translation a, b;

  sure side(bool b_side, diff_target const& t);
  /// That a thing that cannot be is so.
  z3::expr impossible(bool b_side, std::size_t i);
  dependence const& reach_of(z3::expr const& e);

private:
  std::map<unsigned, dependence> reaches_;
  std::vector<z3::expr> kept_; ///< whose dependences are known: their numbers stay their own
};

enum class outcome : std::uint8_t { found, none, undecided };

struct finding {
  outcome is = outcome::undecided;
  fact_map facts;
  std::int32_t as_of = 0;
  replayer::answer answer{};
  std::string why;
};

/// One question: is there a person for whom this holds?
class question {
public:
  using clock = std::chrono::steady_clock;
  /// Tells by the answers whether a person is one.
  using wanted = std::function<bool(replayer::answer const&)>;

  question(world& w, replayer& replay, diff_target const& t, clock::time_point until);
  finding ask(z3::expr const& holds, wanted const& is_one);

private:
  z3::check_result check(bool few_spells);
  void limit(unsigned work, unsigned milliseconds);
  void tell(z3::expr const& e);
  void tell_of_the_few(z3::expr const& e);
  void reached(dependence const& r);
  void exclude_impossible();
  bool exclude(bool b_side, std::size_t i);

  [[nodiscard]] fact_map person_in(z3::model const& m) const;
  [[nodiscard]] json spells_in(z3::model const& m, std::string const& fact) const;
  [[nodiscard]] json values_of(z3::model const& m, fact_terms const& f) const;
  [[nodiscard]] std::vector<std::string> unnamed_values(fact_terms const& f) const;

  bool correct(z3::model const& m);
  void piece(application const& x, std::int64_t at);
  void beside(application const& x, application const& y);

  world& w_;
  replayer& replay_;
  diff_target const& t_;
  clock::time_point until_;
  std::pair<unsigned, unsigned> limits_; ///< that the solver was told last
  z3::solver s_;
  z3::expr few_;        ///< that lists of spells are short: such can be made up
  bool nearly_ = false; ///< something is only approximated
  std::set<fact_terms const*, by_number> facts_;
  std::set<spell_terms const*, by_number> spells_;
  std::set<application const*, by_number> applications_;
  std::set<unsigned> excluded_, told_;
  std::set<std::pair<unsigned, unsigned>> compared_;
};

} // namespace cobijo::internal
