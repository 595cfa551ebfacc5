// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "generate.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <set>

namespace cobijo_random {

namespace {

using node = ordered_json;
using day = std::int64_t;

day from_civil(int year, int month, int day_of_month) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / month / day_of_month}.time_since_epoch().count();
}

std::string text(day d) {
  std::chrono::year_month_day const date{std::chrono::sys_days{std::chrono::days{d}}};
  std::array<char, 16> result{};
  std::snprintf(result.data(), result.size(), "%04d-%02u-%02u", int{date.year()}, unsigned{date.month()},
                unsigned{date.day()});
  return result.data();
}

day read_day(std::string const& s) {
  return from_civil(std::stoi(s.substr(0, 4)), std::stoi(s.substr(5, 2)), std::stoi(s.substr(8, 2)));
}

node label(std::string const& words) {
  return {{"en", words}, {"es", words + " (es)"}};
}

// ---- the vocabulary ------------------------------------------------------------------------------------------

std::vector<std::string> const states = {"aa", "bb"};
std::vector<std::string> const enum_values = {"a", "b", "c", "d"};
std::vector<std::string> const set_values = {"k1", "k2", "k3", "k4", "k5"};

node vocabulary() {
  node facts = node::object();
  auto const add = [&](std::string const& name, char const* type, node more = node::object()) {
    node fact = {{"type", type},
                 {"sensitivity", 0},
                 {"answered_by", "person"},
                 {"label", label(name)},
                 {"question", label(name + "?")}};
    fact.update(more);
    facts[name] = fact;
  };
  auto const labelled = [](std::vector<std::string> const& values) {
    node result = node::object();
    for (auto const& v : values)
      result[v] = label(v);
    return result;
  };
  node const in_role = {{"roles", {"principal"}}};
  for (int i = 0; i < 6; ++i)
    add("x.b" + std::to_string(i), "boolean", i == 0 ? in_role : node::object());
  for (auto const* name : {"x.n0", "x.n1"})
    add(name, "number");
  add("x.e0", "enum", {{"values", "letters"}});
  add("x.e1", "enum", {{"values", labelled(enum_values)}});
  add("x.s0", "set", {{"values", labelled(set_values)}});
  add("x.s1", "set", {{"values", labelled(set_values)}});
  add("person.birth_date", "date");
  for (int i = 0; i < 4; ++i)
    add("x.d" + std::to_string(i), "date", i == 0 ? in_role : node::object());
  add("x.f0", "date", {{"future", true}});
  add("x.t0", "date_time");
  add("x.t1", "date_time");
  add("x.p0", "spells");
  add("state.b0", "boolean", in_role);
  add("state.d0", "date");
  add("state.e0", "enum", {{"values", "letters"}});
  add("state.b1", "boolean", {{"states", {"bb"}}});
  node names = node::object();
  for (auto const& s : states)
    names[s] = label("state " + s);
  return {{"states", names},
          {"value_sets", {{"letters", labelled(enum_values)}}},
          {"roles", {{"principal", label("principal")}}},
          {"facts", facts}};
}

/// Every fact by its full name.
std::map<std::string, node> full_names(node const& vocabulary) {
  std::map<std::string, node> result;
  for (auto const& [name, declared] : vocabulary["facts"].items()) {
    std::vector<std::string> names{name};
    if (name.rfind("state.", 0) == 0) {
      names.clear();
      for (auto const& state : declared.value("states", states))
        names.push_back(state + name.substr(5));
    }
    for (auto const& full : names) {
      result[full] = declared;
      if (declared.contains("roles")) result["principal." + full] = declared;
    }
  }
  return result;
}

// ---- rulebooks -----------------------------------------------------------------------------------------------

/// What a condition may use where it stands.
struct place {
  bool per_state = false;
  bool due = false;       // `due` may be named
  bool due_timed = false; // and is a minute
};

class maker {
public:
  explicit maker(source& random) : random_(random) {}

  rulebook make() {
    auto const first_year = random_.between(2003, 2022);
    for (int i = 0; i < 8; ++i) {
      auto const year = first_year + random_.below(4), month = random_.between(1, 12);
      auto d = from_civil(year, month, random_.between(1, 28));
      // Ends of months and leap days are where counting goes wrong.
      if (random_.chance(20)) d = from_civil(year, month, 1) - 1;
      if (random_.chance(10)) d = from_civil(first_year + (4 - first_year % 4) % 4, 2, 29);
      book_.days.push_back(d);
    }
    make_instruments();
    make_readings();
    make_parameters();
    make_calendars();
    make_treaties();
    auto const count = random_.between(3, 14);
    for (int i = 0; i < count; ++i)
      if (random_.chance(30))
        make_deadline(i);
      else
        make_provision(i);

    for (auto& closure : closures_)
      if (!deadlines_.empty() && random_.chance(25)) closure["except"] = node::array({random_.pick(deadlines_).id});

    auto const words = vocabulary();
    book_.facts = full_names(words);
    book_.files.emplace_back("vocabulary/facts.json", words);
    for (auto const* module : {"alpha", "beta"}) {
      node file = {{"module", module},    {"name", label(module)},   {"kind", "state"},
                   {"layer", "national"}, {"checked", "2027-01-01"}, {"authorities", node::object()}};
      if (module == std::string("alpha")) file["authorities"]["alpha.office"] = {{"label", label("office")}};
      if (module == std::string("alpha") && module_clock_) file["clock"] = "alpha.c0";
      book_.files.emplace_back(std::string(module) + "/module.json", file);
    }
    book_.files.emplace_back("alpha/instruments.json", node{{"instruments", instruments_}});
    for (auto const* module : {"alpha", "beta"}) {
      node file = node::object();
      for (auto const& [section, all] : sections_)
        for (auto const& [id, definition] : all.items())
          if (id.rfind(module, 0) == 0) file[section][id] = definition;
      if (module == std::string("alpha")) {
        file["closures"] = closures_;
        file["parties"] = parties_;
        file["reservations"] = reservations_;
      }
      book_.files.emplace_back(std::string(module) + "/rules.json", file);
    }
    return std::move(book_);
  }

private:
  source& random_;
  rulebook book_;
  node instruments_ = node::object();
  std::map<std::string, node> sections_;
  node closures_ = node::array(), parties_ = node::array(), reservations_ = node::array();
  bool module_clock_ = false;
  std::vector<std::string> instrument_ids_, number_params_, period_params_, date_params_, letter_params_, key_params_,
      clocks_;
  struct target {
    std::string id;
    bool per_state, timed;
    int cost; // how many steps a plain walk takes, roughly: nothing may become too dear
  };
  std::vector<target> provisions_, deadlines_;
  int cost_ = 0; // of what is being made

  static constexpr int dearest = 400;

  // -- small pieces --

  /// Near one of the days of this rulebook, usually on it.
  day some_day() {
    auto const d = random_.pick(book_.days);
    return random_.chance(50) ? d : d + random_.between(-40, 40);
  }

  /// Some days before one of them.
  day day_before(int most) {
    auto const d = some_day();
    return d - random_.between(0, most);
  }

  node date_or_interval(day d) {
    return random_.chance(25) ? node::array({text(d), text(d + random_.between(1, 60))}) : node(text(d));
  }

  std::string support() {
    if (random_.chance(85)) return "verified";
    return random_.pick({"secondary", "recalled", "recalled", "recalled", "unverified"});
  }

  void mark(node& object) {
    if (random_.chance(3)) object["support"] = random_.pick({"recalled", "unverified", "secondary"});
  }

  std::string by() { return random_.pick(instrument_ids_); }

  std::string fact(char const* letter, int count) {
    return std::string("x.") + letter + std::to_string(random_.below(count));
  }

  std::vector<std::string> some_of(std::vector<std::string> values) {
    std::vector<std::string> result;
    for (auto const& v : values)
      if (random_.chance(45)) result.push_back(v);
    if (result.empty()) result.push_back(random_.pick(values));
    return result;
  }

  // -- what stands by itself --

  node effects(std::string const& id) {
    node entries = node::array();
    auto d = some_day();
    for (int i = random_.between(1, 3); i > 0; --i) {
      node entry = {{"from", date_or_interval(d)},
                    {"is", random_.pick({"in_force", "enjoined", "stayed", "vacated", "overruled", "proposed",
                                         "expired", "terminated", "unclear"})},
                    {"by", id},
                    {"support", support()}};
      if (random_.chance(30)) entry["where"] = simple_condition();
      entries.push_back(entry);
      d += random_.between(0, 400);
    }
    return entries;
  }

  void make_instruments() {
    for (int i = 0; i < 5; ++i) {
      auto const id = "alpha.i" + std::to_string(i);
      node instrument = {{"title", label(id)}, {"kind", "statute"}};
      if (random_.chance(60)) instrument["published"] = text(random_.chance(50) ? day_before(4000) : some_day());
      instrument_ids_.push_back(id);
      if (random_.chance(7)) instrument["effect"] = effects(by());
      instruments_[id] = instrument;
    }
  }

  void make_readings() {
    for (int i = 0; i < 2; ++i) {
      auto const id = std::string(i ? "beta" : "alpha") + ".r" + std::to_string(i);
      std::vector<std::string> const positions{"p", "q", "r"};
      node reading = {{"label", label(id)}, {"question", label(id + "?")}, {"positions", node::object()}};
      for (auto const& p : positions)
        reading["positions"][p] = {{"label", label(p)}, {"cite", "art. 1"}};
      auto d = some_day();
      node prevailing = node::array();
      for (int n = random_.below(4); n > 0; --n) {
        node entry = {{"from", date_or_interval(d)},
                      {"position", random_.chance(15) ? node(nullptr) : node(random_.pick(positions))},
                      {"by", by()},
                      {"cite", "art. 2"},
                      {"support", support()}};
        if (random_.chance(35)) entry["where"] = {{"fact", fact("b", 6)}, {"cite", "art. 2"}};
        prevailing.push_back(entry);
        d += random_.between(61, 1500);
      }
      if (!prevailing.empty()) reading["prevailing"] = prevailing;
      sections_["readings"][id] = reading;
      book_.readings[id] = positions;
    }
  }

  /// Versions in order, each made by `text(version)`.
  template <class Text>
  node versions(int most, bool repeal, Text write) {
    node result = node::array();
    // Usually long before the days that matter, so that there is law at all.
    auto d = random_.chance(75) ? day_before(4000) - 1500 : day_before(200);
    auto const count = random_.between(1, most);
    for (int i = 0; i < count; ++i) {
      bool const repealed = repeal && i > 0 && i == count - 1 && random_.chance(25);
      auto const from = date_or_interval(d);
      node version = {{"from", from}, {"by", by()}, {"cite", "art. 3"}, {"support", support()}};
      if (random_.chance(3)) version["from_support"] = random_.pick({"recalled", "unverified", "verified"});
      if (i == 0) {
        if (random_.chance(80))
          version["creates"] = true;
        else
          version["note"] = "what came before is not known";
      }
      if (random_.chance(8)) version["effect"] = effects(by());
      if (repealed)
        version["repealed"] = true;
      else
        write(version);
      result.push_back(version);
      // The next one near one of the days, but after this one is surely there.
      auto const next = some_day();
      d = next > d + 61 ? next : d + random_.between(61, 1500);
    }
    return result;
  }

  void make_parameters() {
    auto const make = [&](char const* name, std::vector<std::string>& ids, auto value) {
      for (int i = 0; i < 2; ++i) {
        auto const id = std::string("alpha.") + name + std::to_string(i);
        sections_["parameters"][id] = {{"label", label(id)},
                                       {"versions", versions(3, false, [&](node& v) { v["value"] = value(); })}};
        ids.push_back(id);
      }
    };
    make("number", number_params_, [&] { return node(random_.between(0, 5)); });
    make("period", period_params_, [&] {
      return random_.chance(50) ? node{{"days", random_.between(1, 120)}}
                                : node{{random_.pick({"months", "years"}), random_.between(1, 20)}};
    });
    make("date", date_params_, [&] { return node(text(some_day())); });
    make("letters", letter_params_, [&] { return node(some_of(enum_values)); });
    make("keys", key_params_, [&] { return node(some_of(set_values)); });
  }

  void make_calendars() {
    for (int i = 0; i < 3; ++i) {
      auto const id = "alpha.k" + std::to_string(i);
      node calendar = {{"label", label(id)}, {"weekend", {"saturday", "sunday"}}};
      if (i == 2 && random_.chance(50)) calendar["includes"] = {"alpha.k0"};
      calendar["rules"] = node::array();
      for (int n = random_.between(0, 4); n > 0; --n)
        calendar["rules"].push_back(rule("h" + std::to_string(n)));
      sections_["calendars"][id] = calendar;
    }
    for (int i = 0; i < 4; ++i)
      make_clock(std::string(i == 3 ? "beta" : "alpha") + ".c" + std::to_string(i));
    module_clock_ = random_.chance(50);
    for (int i = random_.below(4); i > 0; --i) {
      auto const from = some_day();
      auto const length = random_.between(1, 25);
      node closure = {{"id", "alpha.closure" + std::to_string(i)},
                      {"label", label("closure")},
                      {"clocks", node(some_of(clocks_))},
                      {"from", random_.chance(30) ? node::array({text(from), text(from + random_.between(1, 10))})
                                                  : node(text(from))},
                      {"until", random_.chance(40)
                                    ? node::array({text(from + length), text(from + length + random_.between(1, 30))})
                                    : node(text(from + length))},
                      {"by", by()},
                      {"cite", "art. 4"},
                      {"support", support()}};
      if (random_.chance(30)) closure["where"] = simple_condition();
      closures_.push_back(closure);
    }
  }

  node rule(std::string const& id) {
    node on;
    auto const d = std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{some_day()}}};
    auto const month = unsigned{d.month()};
    switch (random_.below(4)) {
    case 0: on = {{"month", month}, {"day", unsigned{d.day()}}}; break;
    case 1:
      on = {{"month", month},
            {"weekday", random_.pick({"monday", "thursday", "friday"})},
            {"nth", random_.pick({1, 2, 3, 4, 5, -1})}};
      break;
    case 2: on = {{"easter", random_.between(-3, 1)}}; break;
    default: on = {{"date", text(some_day())}};
    }
    node result = {{"id", id}, {"label", label(id)}, {"on", on}, {"cite", "art. 5"}, {"support", support()}};
    auto const begins = some_day();
    if (random_.chance(30)) result["from"] = text(begins);
    if (random_.chance(20)) result["to"] = text(begins + random_.between(0, 3000));
    if (!on.contains("date") && random_.chance(15)) {
      auto const years = random_.between(2, 6);
      result["every"] = {{"years", years}, {"from", random_.between(2000, 2012)}};
    }
    if (random_.chance(30))
      result["moves"] = random_.chance(50) ? node{{"saturday", -1}, {"sunday", 1}}
                                           : node{{"tuesday", -1}, {"wednesday", -2}, {"thursday", 4}, {"sunday", 1}};
    return result;
  }

  /// A member of a clock: mostly plain, sometimes by a condition.
  template <class Value>
  node clock_member(Value value) {
    if (random_.chance(80)) return value();
    return {{"if", simple_condition()}, {"then", value()}, {"else", value()}};
  }

  void make_clock(std::string const& id) {
    auto const make = versions(2, false, [&](node& v) {
      auto const member = [&](int percent, char const* name, auto value) {
        if (random_.chance(percent)) v[name] = clock_member(value);
      };
      member(100, "first_day", [&] { return node(random_.pick({"not_counted", "not_counted", "counted"})); });
      member(20, "starts", [&] { return node(random_.pick({"trigger", "next_working_day"})); });
      member(70, "roll", [&] { return node(random_.pick({"next_working_day", "next_working_day", "none"})); });
      member(60, "missing_day", [&] { return node(random_.pick({"last_day", "next_day", "next_working_day"})); });
      member(100, "calendar", [&] { return node("alpha.k" + std::to_string(random_.below(3))); });
      member(30, "mail_days", [&] { return node(random_.between(1, 5)); });
      v["support"] = random_.chance(90) ? "verified" : "recalled";
    });
    sections_["clocks"][id] = {{"label", label(id)}, {"versions", make}};
    clocks_.push_back(id);
  }

  void make_treaties() {
    for (auto const* treaty : {"alpha.treaty0", "alpha.treaty1"}) {
      instruments_[treaty] = {{"title", label(treaty)}, {"kind", "treaty"}};
      for (auto const& state : states) {
        if (state == states[0] || random_.chance(60)) {
          auto const d = day_before(3000);
          node row = {{"state", state}, {"treaty", treaty}, {"from", date_or_interval(d)}};
          if (random_.chance(20)) row["to"] = text(d + random_.between(100, 5000));
          row["support"] = support();
          row["cite"] = "depositary";
          parties_.push_back(row);
        }
        if (random_.chance(25)) {
          auto const d = day_before(1000);
          node row = {{"state", state},
                      {"treaty", treaty},
                      {"articles", {"1", random_.pick({"2", "3"})}},
                      {"from", date_or_interval(d)}};
          if (random_.chance(40)) row["to"] = text(d + random_.between(100, 3000));
          row["is"] = random_.chance(75) ? "excluded" : "modified";
          row["support"] = support();
          row["cite"] = "depositary";
          reservations_.push_back(row);
        }
      }
    }
  }

  // -- conditions --

  /// One that refers to nothing but facts and readings, for `where` and clocks.
  node simple_condition() {
    switch (random_.below(5)) {
    case 0: return {{"not", {{"fact", fact("b", 6)}, {"cite", "art. 6"}}}};
    case 1: return {{"fact", fact("e", 2)}, {"in", node(some_of(enum_values))}, {"cite", "art. 6"}};
    case 2:
      if (!book_.readings.empty())
        return {{"reading", book_.readings.begin()->first}, {"is", random_.pick({"p", "q", "r"})}, {"cite", "art. 6"}};
      [[fallthrough]];
    default: return {{"fact", fact("b", 6)}, {"cite", "art. 6"}};
    }
  }

  std::string boolean_fact(place const& p) {
    if (p.per_state && random_.chance(50)) return random_.chance(70) ? "state.b0" : "principal.state.b0";
    if (random_.chance(10)) return random_.pick({"aa.b0", "bb.b0", "bb.b1", "principal.x.b0", "principal.bb.b0"});
    return fact("b", 6);
  }

  std::string date_fact(place const& p) {
    if (p.per_state && random_.chance(50)) return "state.d0";
    if (random_.chance(12)) return random_.pick({"x.f0", "aa.d0", "principal.x.d0"});
    if (random_.chance(8)) return "person.birth_date";
    return fact("d", 4);
  }

  node conditions(place const& p, int depth, int least, int most) {
    node list = node::array();
    for (int i = random_.between(least, most); i > 0; --i)
      list.push_back(condition(p, depth - 1));
    return list;
  }

  node condition(place const& p, int depth) {
    auto c = bare_condition(p, depth);
    mark(c);
    return c;
  }

  node bare_condition(place const& p, int depth) {
    ++cost_;
    if (depth <= 0 || random_.chance(35)) return leaf(p);
    switch (random_.below(10)) {
    case 0: return {{"none", conditions(p, depth, 1, 2)}};
    case 1: return {{"not", condition(p, depth - 1)}};
    case 2: return {{"all", conditions(p, depth, 1, 3)}, {"unless", conditions(p, depth, 1, 2)}};
    case 3: {
      auto const of = conditions(p, depth, 2, 4);
      return {{"at_least", random_.between(1, static_cast<int>(of.size()))}, {"of", of}};
    }
    case 4:
      return {{"if", condition(p, depth - 1)}, {"then", condition(p, depth - 1)}, {"else", condition(p, depth - 1)}};
    case 5:
    case 6: return {{"any", conditions(p, depth, 1, 3)}};
    default: return {{"all", conditions(p, depth, 1, 3)}};
    }
  }

  /// A number, a list or a period, or a parameter of that kind.
  node or_param(node value, std::vector<std::string> const& params) {
    return random_.chance(20) ? node{{"param", random_.pick(params)}} : value;
  }

  node leaf(place const& p) {
    auto const letters = [&] { return or_param(node(some_of(enum_values)), letter_params_); };
    auto const keys = [&] { return or_param(node(some_of(set_values)), key_params_); };
    auto const letter_fact = [&] { return p.per_state && random_.chance(30) ? std::string("state.e0") : fact("e", 2); };
    auto const roll = random_.below(100);
    if (roll < 24) return {{"fact", boolean_fact(p)}};
    if (roll < 27) return {{"fact", boolean_fact(p)}, {"is", random_.chance(50)}};
    if (roll < 33)
      return {{"fact", fact("n", 2)},
              {random_.pick({"at_least", "at_most", "more_than", "less_than", "is"}),
               or_param(node(random_.between(0, 5)), number_params_)}};
    if (roll < 37) return {{"fact", letter_fact()}, {"is", random_.pick(enum_values)}};
    if (roll < 41) return {{"fact", letter_fact()}, {"in", letters()}};
    if (roll < 45) return {{"fact", fact("s", 2)}, {"includes_any", keys()}};
    if (roll < 48) {
      auto const of = keys(); // a list names at least as many values as are wanted; a parameter may have fewer
      auto const most = of.is_array() ? std::min<int>(2, static_cast<int>(of.size())) : 2;
      return {{"fact", fact("s", 2)}, {"includes_at_least", random_.between(1, most)}, {"of", of}};
    }
    if (roll < 63) return date_leaf(p);
    if (roll < 69) {
      node age = {{"on", date(p, 1)}};
      if (random_.chance(15)) age["of"] = random_.pick({"x.d0", "principal.x.d0"});
      return {
          {"age", age},
          {random_.pick({"at_least", "less_than"}), or_param(node{{"years", random_.between(1, 20)}}, period_params_)}};
    }
    if (roll < 84) return provision_leaf(p);
    if (roll < 90) return deadline_leaf(p);
    if (roll < 96) {
      auto const& [id, positions] = *std::next(book_.readings.begin(), random_.below(2));
      return {{"reading", id}, {"is", random_.pick(positions)}};
    }
    return time_leaf(p);
  }

  node date_leaf(place const& p) {
    auto const* op = random_.pick({"on_or_before", "before", "on_or_after", "after"});
    if (p.due && random_.chance(40))
      return {{"date", p.due_timed || random_.chance(10) ? node{{"fact", fact("t", 2)}} : node{{"fact", date_fact(p)}}},
              {op, "due"}};
    if (random_.chance(12)) return {{"date", minute()}, {op, minute()}};
    if (random_.chance(10)) {
      auto const id = refer(deadlines_, p, [](target const& d) { return d.timed; });
      if (id) return {{"date", minute()}, {op, {{"deadline", *id}}}};
    }
    if (random_.chance(10)) return {{"date", minute()}, {op, date(p, 1)}};
    return {{"date", date(p, 1)}, {op, date(p, 1)}};
  }

  /// A date-time.
  node minute() {
    if (random_.chance(20))
      return {{random_.pick({"latest_of", "earliest_of"}), {{{"fact", "x.t0"}}, {{"fact", "x.t1"}}}}};
    if (random_.chance(15)) return {{"add", {{"hours", random_.between(1, 72)}}}, {"to", {{"fact", fact("t", 2)}}}};
    return {{"fact", fact("t", 2)}};
  }

  node plain_period(place const& p, int depth) {
    if (random_.chance(15)) return {{"param", random_.pick(period_params_)}};
    if (depth > 0 && random_.chance(10)) {
      auto const c = condition(p, 0);
      return {{"if", c}, {"then", plain_period(p, 0)}, {"else", plain_period(p, 0)}};
    }
    switch (random_.below(4)) {
    case 0: return {{"days", random_.between(1, 90)}};
    case 1: return {{"weeks", random_.between(1, 8)}};
    case 2: return {{"months", random_.between(1, 14)}};
    default: return {{"years", random_.between(1, 18)}};
    }
  }

  node date(place const& p, int depth) {
    ++cost_;
    auto const roll = random_.below(100);
    if (roll < 42 || depth <= 0) return {{"fact", date_fact(p)}};
    if (roll < 56) return text(some_day());
    if (roll < 63) return "as_of";
    if (roll < 67) return {{"param", random_.pick(date_params_)}};
    if (roll < 75) return {{"add", plain_period(p, depth)}, {"to", date(p, depth - 1)}};
    if (roll < 79) return {{"subtract", plain_period(p, depth)}, {"from", date(p, depth - 1)}};
    if (roll < 86) {
      node list = node::array();
      for (int i = random_.between(1, 3); i > 0; --i)
        list.push_back(date(p, depth - 1));
      return {{random_.pick({"latest_of", "earliest_of"}), list}};
    }
    if (roll < 90) {
      auto const c = condition(p, 0);
      return {{"if", c}, {"then", date(p, depth - 1)}, {"else", date(p, depth - 1)}};
    }
    auto const id = refer(deadlines_, p, [](target const& t) { return !t.timed; });
    if (!id) return {{"fact", date_fact(p)}};
    return {{"deadline", *id}};
  }

  /// The id of something made before that is not too dear, as it is written here.
  template <class Fits>
  std::optional<std::string> refer(std::vector<target> const& among, place const& p, Fits fits) {
    if (among.empty()) return std::nullopt;
    auto const& t = random_.pick(among);
    if (!fits(t) || cost_ + t.cost > dearest) return std::nullopt;
    cost_ += t.cost;
    if (!t.per_state || (p.per_state && random_.chance(85))) return t.id;
    return t.id + '@' + random_.pick(states);
  }

  node provision_leaf(place const& p) {
    auto const id = refer(provisions_, p, [](target const&) { return true; });
    if (!id) return {{"fact", boolean_fact(p)}};
    node result = {{"provision", *id}};
    if (random_.chance(12)) result["text_of"] = text(some_day());
    return result;
  }

  node deadline_leaf(place const& p) {
    auto const id = refer(deadlines_, p, [](target const&) { return true; });
    if (!id) return {{"fact", boolean_fact(p)}};
    return {{"deadline", *id}, {"is", random_.pick({"missed", "missed", "open", "not_running"})}};
  }

  node time_leaf(place const& p) {
    cost_ += 15;
    node result = {{"time_in", "x.p0"}};
    if (random_.chance(60)) result["which"] = random_.pick({"longest", "total"});
    if (random_.chance(40)) result["from"] = date(p, 0);
    if (random_.chance(30)) result["to"] = random_.chance(50) ? date(p, 0) : node(text(some_day()));
    if (random_.chance(40))
      result["since_gap"] = random_.chance(50) ? node{{"days", random_.between(10, 90)}} : plain_period(p, 0);
    if (random_.chance(50)) result["counting"] = random_.pick({"both_days", "one_day", "neither_day"});
    result[random_.pick({"at_least", "at_most", "more_than", "less_than"})] = {{"days", random_.between(1, 400)}};
    return result;
  }

  // -- what a person is answered --

  std::string id_for(char const* kind, int i) {
    return std::string(random_.chance(75) ? "alpha." : "beta.") + kind + std::to_string(i);
  }

  void governed(node& definition, place const& p, bool needed) {
    if (!needed && !random_.chance(15)) return;
    if (random_.chance(25))
      definition["governed_by"] = "as_of";
    else {
      definition["governed_by"] = {{"fact", date_fact(p)}};
      cost_ *= 4;
    }
  }

  void make_provision(int i) {
    place p;
    p.per_state = random_.chance(20);
    auto const id = id_for("p", i);
    cost_ = 2;
    node definition = {{"label", label(id)}};
    auto const decision = random_.pick({"must", "may", "should"});
    if (random_.chance(40))
      definition["protection"] = {{"authority", "alpha.office"}, {"decision", decision}, {"layer", "national"}};
    else if (random_.chance(20))
      definition["decision"] = random_.pick({"must", "may"});
    if (p.per_state) definition["per"] = "state";
    auto const made = versions(3, true, [&](node& v) {
      if (p.per_state && random_.chance(40))
        v["treaty"] = {{"any_of", random_.chance(50) ? node{"alpha.treaty0"} : node{"alpha.treaty0", "alpha.treaty1"}},
                       {"article", random_.pick({"1", "2", "3"})}};
      auto const roll = random_.below(100);
      if (roll < 12)
        v["when"] = provision_leaf(p);
      else if (roll < 35)
        v["when"] = {{"all", conditions(p, 2, 1, 3)}, {"unless", conditions(p, 2, 1, 2)}};
      else
        v["when"] = condition(p, 2);
    });
    governed(definition, p, false);
    definition["versions"] = made;
    sections_["provisions"][id] = definition;
    provisions_.push_back({id, p.per_state, false, cost_});
  }

  void make_deadline(int i) {
    place p;
    p.per_state = random_.chance(15);
    bool const timed = random_.chance(25);
    bool const stay = random_.chance(15);
    auto const id = id_for("x", i);
    cost_ = timed ? 5 : 60;
    node definition = {{"label", label(id)}, {"binds", random_.pick({"person", "authority"})}};
    if (stay) definition["kind"] = "stay";
    if (p.per_state) definition["per"] = "state";
    place with_due = p;
    with_due.due = true;
    with_due.due_timed = timed;
    auto const made = versions(2, true, [&](node& v) {
      if (random_.chance(25)) v["applies"] = condition(p, 1);
      if (timed)
        v["start"] = minute();
      else
        v["start"] = random_.chance(75) ? node{{"fact", date_fact(p)}} : random_.chance(15) ? minute() : date(p, 1);
      v["period"] = timed ? hours(p) : counted(p);
      if (!timed) v["clock"] = random_.pick(clocks_);
      if (random_.chance(25)) v["served_by_mail"] = condition(p, 0);
      if (random_.chance(75)) v["met"] = random_.chance(70) ? date_leaf(with_due) : condition(with_due, 1);
      if (random_.chance(40)) v["excused"] = condition(with_due, 1);
    });
    governed(definition, p, made.size() > 1);
    definition["versions"] = made;
    sections_["deadlines"][id] = definition;
    deadlines_.push_back({id, p.per_state, timed, cost_});
  }

  node hours(place const& p) {
    auto const some = [&] { return node{{"hours", random_.between(1, 80)}}; };
    if (random_.chance(80)) return some();
    auto const c = condition(p, 0);
    return {{"if", c}, {"then", some()}, {"else", some()}};
  }

  node counted(place const& p) {
    if (random_.chance(4)) return "unspecified";
    if (random_.chance(15)) {
      auto const c = condition(p, 0);
      return {{"if", c}, {"then", {{"working_days", random_.between(1, 20)}}}, {"else", plain_period(p, 0)}};
    }
    return random_.chance(50) ? node{{"working_days", random_.between(0, 20)}} : plain_period(p, 0);
  }
};

// ---- persons -------------------------------------------------------------------------------------------------

class asker {
public:
  asker(rulebook const& book, source& random, offsets zones) : book_(book), random_(random), zones_(zones) {}

  /// A value, perhaps known only in part.
  json some_value(node const& declared, std::string const& name) {
    auto const type = declared["type"].get<std::string>();
    if (type == "boolean") return random_.chance(50);
    if (type == "number") {
      auto const n = random_.between(0, 6);
      return random_.chance(70) ? json(n) : json{n, n + random_.between(0, 3)};
    }
    if (type == "enum")
      return random_.chance(70) ? json(random_.pick(enum_values)) : json{{"no", some_no(enum_values)}};
    if (type == "set") return some_set();
    if (type == "spells") return some_spells();
    if (name == "person.birth_date" && random_.chance(20))
      return {{"age", random_.between(10, 25)}, {"on", text(random_.pick(book_.days))}};
    return some_date(some_day(name), type == "date_time");
  }

  /// The same value with more known.
  json refined(node const& declared, json const& value) {
    auto const type = declared["type"].get<std::string>();
    if (random_.chance(30)) return value;
    if (type == "number" && value.is_array()) {
      auto const lo = value[0].get<int>(), hi = value[1].get<int>();
      auto const a = random_.between(lo, hi), b = random_.between(lo, hi);
      return random_.chance(60) ? json(a) : json{std::min(a, b), std::max(a, b)};
    }
    if (type == "enum" && value.is_object()) {
      auto const left = without(enum_values, value["no"]);
      if (left.size() == 1 || random_.chance(60)) return random_.pick(left);
      auto no = value["no"];
      no.push_back(left[0]);
      return {{"no", no}};
    }
    if (type == "set" && value.is_object()) return refined_set(value);
    if (type == "spells") {
      json result = value;
      for (auto& one : result)
        for (auto& end : one)
          end = refined_date(end, false);
      return result;
    }
    if (type == "date" && value.is_object()) {
      // Far enough from both birthdays that no rounding of 29 February matters.
      auto const on = value["on"].get<std::string>();
      auto const birthday = from_civil(std::stoi(on.substr(0, 4)) - value["age"].get<int>(), std::stoi(on.substr(5, 2)),
                                       std::min(std::stoi(on.substr(8, 2)), 28));
      auto const lo = birthday - 350, hi = birthday - 3;
      return random_.chance(50) ? json(text(lo + random_.below(347))) : json{text(lo), text(hi)};
    }
    if (type == "date" || type == "date_time") return refined_date(value, type == "date_time");
    return value;
  }

private:
  rulebook const& book_;
  source& random_;
  offsets zones_;

  day some_day(std::string const& name) {
    auto const d = random_.pick(book_.days);
    if (name == "person.birth_date") {
      auto const years = random_.between(1, 40);
      return d - 365 * years - random_.between(-10, 10);
    }
    return random_.chance(30)   ? d
           : random_.chance(60) ? d + random_.between(-45, 45)
                                : d + random_.between(-2000, 1500);
  }

  json some_date(day d, bool timed) {
    auto const t = text(d);
    if (timed && random_.chance(60)) return exact_minute(d);
    auto const roll = random_.below(100);
    if (roll < 55) return t;
    if (roll < 68) return "not_yet";
    if (roll < 78) return t.substr(0, 7);
    if (roll < 82) return t.substr(0, 4);
    return {t, text(d + random_.between(0, 120))};
  }

  json exact_minute(day d) {
    std::array<char, 16> clock{};
    auto const hour = random_.below(24), minute = random_.pick({0, 0, 30, 59});
    std::snprintf(clock.data(), clock.size(), "T%02d:%02d", hour, minute);
    auto result = text(d) + clock.data();
    if (zones_ == offsets::one) {
      if (random_.chance(70)) result += "-06:00";
    } else if (random_.chance(75))
      result += random_.pick({"-06:00", "-05:00", "-07:00", "+02:00", "-03:30", "Z"});
    return result;
  }

  std::pair<day, day> bounds(json const& value) {
    if (value.is_array()) return {read_day(value[0].get<std::string>()), read_day(value[1].get<std::string>())};
    auto const t = value.get<std::string>();
    if (t.size() == 10) return {read_day(t), read_day(t)};
    auto const year = std::stoi(t.substr(0, 4));
    if (t.size() == 4) return {from_civil(year, 1, 1), from_civil(year, 12, 31)};
    auto const month = std::stoi(t.substr(5, 2));
    return {from_civil(year, month, 1),
            (month == 12 ? from_civil(year + 1, 1, 1) : from_civil(year, month + 1, 1)) - 1};
  }

  json refined_date(json const& value, bool timed) {
    if (value == "not_yet" || (value.is_string() && value.get_ref<std::string const&>().size() > 10)) return value;
    auto const [lo, hi] = bounds(value);
    auto const length = static_cast<int>(hi - lo);
    auto const a = lo + random_.between(0, length), b = lo + random_.between(0, length);
    if (timed && random_.chance(50)) return exact_minute(a);
    return random_.chance(60) ? json(text(a)) : json{text(std::min(a, b)), text(std::max(a, b))};
  }

  static std::vector<std::string> without(std::vector<std::string> const& values, json const& no) {
    std::vector<std::string> left;
    for (auto const& v : values)
      if (std::find(no.begin(), no.end(), v) == no.end()) left.push_back(v);
    return left;
  }

  json some_no(std::vector<std::string> const& values) {
    json no = json::array();
    for (auto const& v : values)
      if (random_.chance(40) && no.size() + 1 < values.size()) no.push_back(v);
    return no;
  }

  json some_set() {
    json yes = json::array(), no = json::array();
    bool const whole = random_.chance(50);
    for (auto const& v : set_values) {
      auto const roll = random_.below(100);
      if (roll < 35)
        yes.push_back(v);
      else if (roll < 70)
        no.push_back(v);
    }
    if (whole) return yes;
    json result = json::object();
    if (!yes.empty() || random_.chance(50)) result["yes"] = yes;
    if (!no.empty() || result.empty()) result["no"] = no;
    return result;
  }

  json refined_set(json const& value) {
    json yes = value.value("yes", json::array()), no = value.value("no", json::array());
    bool const whole = random_.chance(40);
    for (auto const& v : set_values) {
      if (std::find(yes.begin(), yes.end(), v) != yes.end() || std::find(no.begin(), no.end(), v) != no.end()) continue;
      auto const roll = random_.below(100);
      if (roll < 40)
        yes.push_back(v);
      else if (whole || roll < 80)
        no.push_back(v);
    }
    if (whole) return yes;
    return {{"yes", yes}, {"no", no}};
  }

  /// In order, apart from one another, and with ends that cannot cross however they turn out.
  json some_spells() {
    json spells = json::array();
    auto d = random_.pick(book_.days);
    d -= random_.between(0, 1500);
    for (int i = random_.below(5); i > 0; --i) {
      auto const first_width = random_.chance(25) ? random_.between(1, 15) : 0;
      auto const last = d + first_width + random_.between(0, 200);
      auto const last_width = random_.chance(25) ? random_.between(1, 15) : 0;
      auto const end = [](day from, int width) {
        return width ? json{text(from), text(from + width)} : json(text(from));
      };
      if (i == 1 && random_.chance(30)) {
        spells.push_back(json::array({end(d, first_width), "not_yet"}));
        break;
      }
      spells.push_back(json::array({end(d, first_width), end(last, last_width)}));
      d = last + last_width + random_.between(2, 200);
    }
    return spells;
  }
};

} // namespace

rulebook random_rulebook(source& random) {
  return maker(random).make();
}

json random_person(rulebook const& book, source& random, offsets zones) {
  asker ask(book, random, zones);
  json person = json::object();
  auto const known = random.pick({20, 50, 65, 85, 100});
  for (auto const& [name, declared] : book.facts) {
    if (!random.chance(known)) continue;
    auto value = ask.some_value(declared, name);
    // Parts that say nothing of any value are no facts.
    auto const says = [](json const& part) { return !part.is_array() || !part.empty(); };
    if (value.is_object() && (value.contains("no") || value.contains("yes")) &&
        std::none_of(value.begin(), value.end(), says))
      continue;
    person[name] = value;
  }
  return person;
}

json complete(rulebook const& book, json const& person, source& random) {
  asker ask(book, random, offsets::one);
  json fuller = json::object();
  auto const known = random.pick({30, 70, 100});
  for (auto const& [name, declared] : book.facts)
    if (person.contains(name))
      fuller[name] = ask.refined(declared, person[name]);
    else if (random.chance(known))
      fuller[name] = ask.some_value(declared, name);
  return fuller;
}

cobijo_reference::options random_options(rulebook const& book, source& random, bool masks) {
  // Sequenced by statements: the order in which operands are evaluated is the compiler's.
  auto const near = [&](int width) {
    auto const d = random.pick(book.days);
    return random.chance(40) ? d : d + random.between(-width, width);
  };
  cobijo_reference::options asked;
  // Mostly after the days of the book: what lies ahead has not happened, and says little.
  auto const after = near(150);
  asked.as_of = text(random.chance(30) ? after : after + random.between(0, 700));
  if (random.chance(15)) asked.as_of += random.pick({"T00:00-06:00", "T10:30-06:00", "T18:00", "T23:59-06:00"});
  if (random.chance(35)) asked.law_date = text(near(400));
  if (random.chance(15)) asked.known_at = text(near(400));
  auto const roll = random.below(100);
  if (roll < 15)
    asked.readings = "open";
  else if (roll < 40) {
    asked.readings = json::object();
    for (auto const& [id, positions] : book.readings)
      if (random.chance(60)) asked.readings[id] = random.pick(positions);
  }
  if (masks) {
    if (random.chance(60)) asked.unknown.insert("recalled");
    if (random.chance(40)) asked.unknown.insert("may");
    if (random.chance(40)) asked.unknown.insert("reading:" + book.readings.begin()->first);
  }
  return asked;
}

ordered_json random_boolean_condition(std::vector<std::string> const& names, source& random, int depth) {
  if (depth <= 0 || random.chance(15)) {
    node leaf = {{"fact", random.pick(names)}};
    if (random.chance(15)) leaf["is"] = random.chance(50);
    return leaf;
  }
  auto const inner = [&] { return random_boolean_condition(names, random, depth - 1); };
  auto const list = [&](int least, int most) {
    node result = node::array();
    for (int i = random.between(least, most); i > 0; --i)
      result.push_back(inner());
    return result;
  };
  switch (random.below(7)) {
  case 0: return {{"all", list(0, 3)}};
  case 1: return {{"any", list(1, 3)}};
  case 2: return {{"none", list(1, 3)}};
  case 3: return {{"not", inner()}};
  case 4: return {{"all", list(1, 3)}, {"unless", list(1, 2)}};
  case 5: {
    auto const of = list(2, 4);
    return {{"at_least", random.between(1, static_cast<int>(of.size()))}, {"of", of}};
  }
  default: {
    auto const c = inner(), x = inner(), y = inner(); // in this order on every compiler
    return {{"if", c}, {"then", x}, {"else", y}};
  }
  }
}

} // namespace cobijo_random
