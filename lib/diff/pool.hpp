// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Facts and functions in terms of a solver. Both editions draw on one pool, by id and by content: what is the same in
// both is the same formula, and needs no solver.
#pragma once

#include "diff/day_tables.hpp"
#include "diff/formula.hpp"
#include "diff/likeness.hpp"

namespace cobijo::internal {

/// Everything is known of the persons meant, or perhaps only a part.
enum class persons : std::uint8_t { known, partly_known };

/// What all pools of one difference share. Any thread may ask.
struct proof_ground {
  explicit proof_ground(diff_document const& document);

  diff_document const& d;
  calendar_numbers const calendars;
  std::map<std::string, std::set<std::string>> named; ///< values of facts that conditions name
  day_tables mutable tables;
};

/// Solvers see an unknown function; what it does is told to them bit by bit, where they guess wrong.
struct day_function {
  z3::func_decl name;
  day_table const* table;
};

/// In the order in which they were made, which is the same in every run.
struct by_number {
  bool operator()(auto const* x, auto const* y) const { return x->number < y->number; }
};

/// A function at a day that is not known yet.
struct application {
  std::size_t number;
  day_table const* of;
  z3::expr argument, value;
  std::vector<z3::expr> told; ///< what is told of it from the start
};

/// The variables of one fact.
struct fact_terms {
  std::size_t number = 0;
  fact const* declared = nullptr;
  std::string id;
  std::vector<z3::expr> terms;     ///< boolean: t, f; number and date: lo, hi; a minute its offset; values: see below
  std::vector<std::string> values; ///< of an enum or set, those that any condition names: terms in, out, in, out, …
  bool rest = false;               ///< an enum may have a value that none names: one more pair of terms
  std::vector<z3::expr> domain;
};

/// A list of a few spells, one after the other: what examples are made up from. Proofs are about any list.
struct spell_list {
  struct one {
    z3::expr used, first, last;
  };
  std::vector<one> spells;
  std::vector<z3::expr> domain;
};

/// The number of days in spells that a condition measures.
struct spell_terms {
  std::size_t number;
  std::string fact;
  std::vector<z3::expr> window;
  bool longest = false;
  std::int64_t gap = 0; ///< days of the gap after which counting begins anew, roughly; 0: none
  counting ends = counting::unknown;
  z3::expr given, lo, hi;
  std::vector<z3::expr> domain;     ///< of any list
  std::vector<z3::expr> of_the_few; ///< what the number is of the short list
};

class pool {
public:
  pool(z3::context& context, proof_ground const& ground, persons of);

  z3::context& c;
  proof_ground const& ground;
  diff_document const& d;
  persons who;
  z3::expr as_of;

  fact_terms const& fact_at(diff_edition const& side, fact const& f);
  spell_list const& few_spells(std::string const& fact);
  /// `like` has all but the terms; its `hi` is the most that there can be.
  spell_terms& spell_at(std::string const& signature, spell_terms const& like, bool exact);
  day_function const& function(std::string const& signature, std::function<std::int64_t(std::int64_t)> const& make);
  z3::expr apply(day_function const& f, z3::expr const& argument);
  /// Stands for a number that is only nearly right: what is found impossible of it is no proof.
  z3::expr approximate(z3::expr const& e);

  std::map<unsigned, application> applications;  ///< by number of the term
  std::map<unsigned, fact_terms const*> fact_of; ///< by number of the variable
  std::map<unsigned, spell_terms const*> spell_of;
  std::map<unsigned, z3::expr> approximated; ///< what is said of them, by number of the variable

private:
  std::map<std::string, fact_terms> facts_;
  std::map<std::string, spell_list> lists_;
  std::map<std::string, spell_terms> spells_;
  std::map<std::string, day_function> functions_;
};

/// Ids of the values that a node is about.
[[nodiscard]] std::vector<std::string> values_in(diff_edition const& side, node const& n);

} // namespace cobijo::internal
