// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Turns parsed rule files into a model. Faults are collected, never thrown; a faulty part is left out.
// Order matters: vocabulary, then all ids are declared, then bodies are read with every reference resolvable.
#pragma once

#include "rules/cursor.hpp"
#include "rules/model.hpp"

#include <set>
#include <unordered_set>

namespace cobijo::internal {

/// What surrounds a condition or date while it is read.
struct scope {
  std::string state; ///< of the `per: state` instance being read, else empty
  bool due = false;  ///< "due" may be used
};

class reader {
public:
  reader(model& m, fault_list& faults) : m_(m), faults_(faults) {}

  void vocabulary(cursor const& file, int index);
  void facts(cursor const& file, int index);
  void vocabulary_done();
  void never(cursor const& file);
  void module(cursor const& file, int index);
  void declare(cursor const& file, int module, int index);
  void parameters(cursor const& file, int module, int index);
  void bodies(cursor const& file, int module, int index);
  void finish();

  condition read_condition(cursor const& c, scope const& s);
  date_expression read_date(cursor const& c, scope const& s);
  period read_period(cursor const& c, scope const& s, bool deadline);

private:
  // Small things (read_parts.cpp)
  text read_text(cursor const& c);
  text text_or_none(cursor const& c, std::string_view key);
  support read_support(cursor const& c, support otherwise);
  span read_days(cursor const& c, bool interval = true);
  std::optional<span> days_or_none(cursor const& c, std::string_view key);
  std::vector<std::string> read_strings(cursor const& c, std::string_view key);
  bool check_id(cursor const& c, std::string const& id, int module);
  int find(cursor const& c, std::unordered_map<std::string, int> const& index, char const* code, char const* what,
           std::string const& id);
  int find_instrument(cursor const& c, std::string_view key);
  std::vector<effect> read_effects(cursor const& c, scope const& s);
  void read_head(cursor const& c, version_head& v, scope const& s, int file);
  void check_order(cursor const& versions, std::vector<version_head const*> const& heads);
  void read_named(cursor const& c, named& n, int module, int file, scope const& s);

  // Conditions, dates and periods (read_conditions.cpp)
  void annotations(cursor const& c, condition& out);
  void fact_test(cursor const& c, condition& out, scope const& s);
  int fact_named(cursor const& c, std::string const& id, scope const& s);
  std::vector<int> fact_values(cursor const& c, fact const& f);
  int parameter_of(cursor const& c, parameter_version::form wanted, char const* what);
  std::vector<condition> list(cursor const& c, scope const& s);
  void measured(cursor const& c, condition& out, scope const& s, bool days);

  // Sections (read_rules.cpp)
  void read_fact(cursor const& c, int file);
  void add_fact(fact f, cursor const& c);
  void read_provision(cursor const& c, int module, int file, std::string const& state);
  void read_deadline(cursor const& c, int module, int file, std::string const& state);
  void read_clock(cursor const& c, int module, int file);
  void read_calendar(cursor const& c, int module, int file);
  void read_closure(cursor const& c, int module, int file);
  void read_reading(cursor const& c, int module, int file);
  void read_instrument(cursor const& c, int module, int file);
  void read_parties(cursor const& c);
  void read_reservations(cursor const& c);
  protection read_protection(cursor const& c, int module);
  clock_member read_member(cursor const& c, scope const& s, std::string_view name);
  void build_calendars();
  void check_cycles();

  // References between things, for cycles: "p:id" → …
  void refers(std::string what) {
    if (!entity_.empty()) edges_[entity_].insert(std::move(what));
  }

  model& m_;
  fault_list& faults_;
  std::string entity_;
  std::unordered_map<std::string, std::set<std::string>> edges_;
  std::unordered_map<std::string, std::pair<std::string, place>> declared_; ///< id → kind, where
  std::unordered_set<std::string> per_state_;
  struct pending_calendar {
    std::vector<holiday_rule> rules;
    std::vector<calendar_rule> told;
    std::vector<std::string> includes;
    std::uint8_t weekend = 0;
    place where;
  };
  std::vector<pending_calendar> pending_;
};

/// The instance of a `per: state` id, e.g. `intl.art33@mx`.
std::string instance_id(std::string const& id, std::string const& state);

} // namespace cobijo::internal
