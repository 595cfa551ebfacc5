// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Conditions, dates and periods: docs/format.md section 4.
#include "rules/reader.hpp"

#include <algorithm>
#include <array>

namespace cobijo::internal {
namespace {

struct operator_name {
  std::string_view key;
  op kind;
};

// `at_least` is an operator only beside `of` and without `fact`; `is`, `in` and the measures are tests, not operators.
constexpr std::array<operator_name, 12> operators{{{"all", op::all},
                                                   {"any", op::any},
                                                   {"none", op::none},
                                                   {"not", op::negation},
                                                   {"fact", op::fact},
                                                   {"date", op::date},
                                                   {"age", op::age},
                                                   {"provision", op::provision},
                                                   {"deadline", op::deadline},
                                                   {"reading", op::reading},
                                                   {"if", op::choice},
                                                   {"time_in", op::time_in}}};

constexpr std::array<std::pair<std::string_view, measure>, 4> measures{{{"at_least", measure::at_least},
                                                                        {"at_most", measure::at_most},
                                                                        {"more_than", measure::more_than},
                                                                        {"less_than", measure::less_than}}};

constexpr std::array<std::pair<std::string_view, compare>, 4> orders{{{"before", compare::before},
                                                                      {"on_or_before", compare::on_or_before},
                                                                      {"after", compare::after},
                                                                      {"on_or_after", compare::on_or_after}}};

std::string_view const operator_hint =
    "one operator: all, any, none, not, at_least + of, fact, date, age, provision, deadline, reading, if, time_in";

std::vector<std::string> keys_of(std::unordered_map<std::string, int> const& index) {
  std::vector<std::string> keys;
  keys.reserve(index.size());
  for (auto const& [id, i] : index)
    keys.push_back(id);
  std::sort(keys.begin(), keys.end());
  return keys;
}

} // namespace

void reader::annotations(cursor const& c, condition& out) {
  out.id = c.string_or("id");
  out.cite = c.string_or("cite");
  out.proof = c.string_or("proof");
  out.note = c.string_or("note");
  out.label = text_or_none(c, "label");
  if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
  if (c.has("factors")) c.at("factors").elements([&](cursor const& f) { out.factors.push_back(read_text(f)); });
  out.pointer = c.pointer();
}

std::vector<condition> reader::list(cursor const& c, scope const& s) {
  std::vector<condition> out;
  c.elements([&](cursor const& item) { out.push_back(read_condition(item, s)); });
  return out;
}

condition reader::read_condition(cursor const& c, scope const& s) {
  condition out;
  if (!c.is_object()) {
    c.fail("E0201", "expected a condition", std::string(operator_hint));
    return out;
  }
  std::string_view found;
  int how_many = 0;
  for (auto const& o : operators)
    if (c.has(o.key)) {
      found = o.key;
      out.kind = o.kind;
      ++how_many;
    }
  if (how_many == 0 && c.has("at_least") && c.has("of")) {
    found = "at_least";
    out.kind = op::at_least;
    how_many = 1;
  }
  if (how_many != 1) {
    c.fail("E0206", how_many == 0 ? "a condition without an operator" : "a condition with more than one operator",
           std::string(operator_hint));
    return out;
  }
  annotations(c, out);
#define COBIJO_NOTES "id", "cite", "label", "support", "proof", "factors", "note"
  switch (out.kind) {
  case op::all:
    c.object({"all", "unless", COBIJO_NOTES});
    out.of = list(c.at("all"), s);
    out.has_unless = c.has("unless");
    if (out.has_unless) out.unless = list(c.at("unless"), s);
    break;
  case op::any:
  case op::none:
    c.object({"any", "none", COBIJO_NOTES});
    out.of = list(c.at(found), s);
    if (out.of.empty()) c.fail("E0209", "\"" + std::string(found) + "\" of nothing", "name at least one condition");
    break;
  case op::negation:
    c.object({"not", COBIJO_NOTES});
    out.of.push_back(read_condition(c.at("not"), s));
    break;
  case op::at_least:
    c.object({"at_least", "of", COBIJO_NOTES});
    out.count = static_cast<int>(c.at("at_least").integer());
    out.of = list(c.at("of"), s);
    if (out.count < 1 || out.count > static_cast<int>(out.of.size()))
      c.fail("E0204", "\"at_least\" must lie between 1 and the number of conditions");
    break;
  case op::fact: fact_test(c, out, s); break;
  case op::date: {
    c.object({"date", "before", "on_or_before", "after", "on_or_after", COBIJO_NOTES});
    out.dates.push_back(read_date(c.at("date"), s));
    int tests = 0;
    for (auto const& [key, order] : orders)
      if (c.has(key)) {
        ++tests;
        out.order = order;
        out.dates.push_back(read_date(c.at(key), s));
      }
    if (tests != 1) {
      c.fail("E0206", "a date is compared with exactly one other", "before, on_or_before, after or on_or_after");
      out.dates.resize(2, out.dates.front());
    }
    break;
  }
  case op::age: {
    c.object({"age", "at_least", "less_than", COBIJO_NOTES});
    auto const age = c.at("age");
    if (!age.object({"on", "of"}) || !age.needs("on")) break;
    out.dates.push_back(read_date(age.at("on"), s));
    out.birth = fact_named(age, age.string_or("of", "person.birth_date"), s);
    if (out.birth >= 0 && m_.facts[static_cast<std::size_t>(out.birth)].type != fact_type::date)
      age.fail("E0401", "an age is measured from a date of birth", "name a fact of type date");
    bool const less = c.has("less_than");
    if (less == c.has("at_least")) {
      c.fail("E0206", "an age is tested with exactly one of less_than and at_least");
      break;
    }
    out.by = less ? measure::less_than : measure::at_least;
    out.limits.push_back(read_period(c.at(less ? "less_than" : "at_least"), s, false));
    auto const& p = out.limits.back();
    if (p.kind == period::form::fixed && p.in != unit::years && p.in != unit::months)
      c.fail("E0403", "an age is counted in years or months");
    break;
  }
  case op::provision: {
    c.object({"provision", "text_of", COBIJO_NOTES});
    auto const ref = c.at("provision");
    auto id = ref.string();
    if (per_state_.contains(id)) {
      if (s.state.empty())
        ref.fail("E0405", "\"" + id + "\" is answered for each state", "name the state: \"" + id + "@…\"");
      else
        id = instance_id(id, s.state);
    }
    out.target = find(ref, m_.provision_index, "E0302", "provision", id);
    if (out.target >= 0) refers("p:" + id);
    if (c.has("text_of")) {
      auto const day = read_days(c.at("text_of"), false);
      out.text_of = static_cast<std::int32_t>(day.lo);
    }
    break;
  }
  case op::deadline: {
    c.object({"deadline", "is", COBIJO_NOTES});
    auto const ref = c.at("deadline");
    auto id = ref.string();
    if (per_state_.contains(id) && !s.state.empty()) id = instance_id(id, s.state);
    out.target = find(ref, m_.deadline_index, "E0303", "deadline", id);
    if (out.target >= 0) refers("d:" + id);
    if (c.needs("is", "a state: not_running, open, met, excused, missed")) {
      auto const w = c.at("is").word({"not_running", "open", "met", "excused", "missed"});
      if (w >= 0) out.state = static_cast<deadline_state>(w);
      if (out.state == deadline_state::met || out.state == deadline_state::excused)
        c.fail("E0803", "a rule that asks for met or excused refuses people whose clock still runs",
               "ask { \"not\": { \"deadline\": …, \"is\": \"missed\" } }");
    }
    break;
  }
  case op::reading: {
    c.object({"reading", "is", COBIJO_NOTES});
    auto const ref = c.at("reading");
    out.target = find(ref, m_.reading_index, "E0305", "reading", ref.string());
    if (!c.needs("is", "a position of the reading") || out.target < 0) break;
    refers("r:" + ref.string());
    auto const& positions = m_.readings[static_cast<std::size_t>(out.target)].positions;
    auto const name = c.at("is").string();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      names.push_back(positions[i].id);
      if (positions[i].id == name) out.position = static_cast<int>(i);
    }
    if (out.position < 0)
      c.at("is").fail("E0305", "the reading has no position \"" + name + "\"", did_you_mean(name, names));
    break;
  }
  case op::choice:
    c.object({"if", "then", "else", COBIJO_NOTES});
    if (!c.needs("then") || !c.needs("else")) break;
    out.of.push_back(read_condition(c.at("if"), s));
    out.of.push_back(read_condition(c.at("then"), s));
    out.of.push_back(read_condition(c.at("else"), s));
    break;
  case op::time_in: {
    c.object({"time_in", "which", "from", "to", "since_gap", "counting", "at_least", "at_most", "more_than",
              "less_than", COBIJO_NOTES});
    out.target = fact_named(c.at("time_in"), c.at("time_in").string(), s);
    if (out.target >= 0 && m_.facts[static_cast<std::size_t>(out.target)].type != fact_type::spells)
      c.fail("E0401", "time_in reads a fact of type spells");
    if (c.has("which")) out.longest = c.at("which").word({"longest", "total"}) == 0;
    out.dates.resize(2);
    out.has_from = c.has("from");
    out.has_to = c.has("to");
    if (out.has_from) out.dates[0] = read_date(c.at("from"), s);
    if (out.has_to) out.dates[1] = read_date(c.at("to"), s);
    if (c.has("counting")) {
      auto const w = c.at("counting").word({"both_days", "one_day", "neither_day"});
      if (w >= 0) out.ends = static_cast<counting>(w + 1);
    }
    measured(c, out, s, true);
    if (out.limits.empty()) out.limits.emplace_back();
    out.has_gap = c.has("since_gap");
    if (out.has_gap) out.limits.push_back(read_period(c.at("since_gap"), s, false));
    break;
  }
  }
  return out;
}

void reader::measured(cursor const& c, condition& out, scope const& s, bool days) {
  int tests = 0;
  for (auto const& [key, by] : measures) {
    if (!c.has(key)) continue;
    ++tests;
    out.by = by;
    auto const limit = c.at(key);
    if (days) {
      out.limits.push_back(read_period(limit, s, false));
      if (out.limits.back().kind == period::form::fixed && out.limits.back().in != unit::days)
        limit.fail("E0403", "time in spells is counted in days");
    } else if (limit.is_object()) {
      out.parameter = parameter_of(limit, parameter_version::form::number, "a number");
    } else {
      out.number = limit.integer();
    }
  }
  if (tests != 1) c.fail("E0206", "exactly one of at_least, at_most, more_than and less_than is needed");
}

int reader::fact_named(cursor const& c, std::string const& id, scope const& s) {
  auto name = id;
  auto swap = [&](std::string const& prefix) {
    if (name.starts_with(prefix + "state.") && !s.state.empty())
      name = prefix + s.state + name.substr(prefix.size() + 5);
  };
  swap("");
  for (auto const& [role, label] : m_.roles)
    swap(role + ".");
  auto const it = m_.fact_index.find(name);
  if (it != m_.fact_index.end()) return it->second;
  if (name.starts_with("state."))
    c.fail("E0405", "\"" + name + "\" has a state only inside a provision that is answered per state",
           "name the state, or mark the provision \"per\": \"state\"");
  else
    c.fail("E0301", "unknown fact \"" + name + "\"", did_you_mean(name, keys_of(m_.fact_index)));
  return -1;
}

std::vector<int> reader::fact_values(cursor const& c, fact const& f) {
  std::vector<int> out;
  auto const& set = m_.value_sets[static_cast<std::size_t>(f.values)];
  c.elements([&](cursor const& v) {
    auto const name = v.string();
    auto const it = set.index.find(name);
    if (it != set.index.end())
      out.push_back(it->second);
    else
      v.fail("E0310", "\"" + name + "\" is no value of \"" + f.id + "\"", did_you_mean(name, set.ids));
  });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.empty()) c.fail("E0209", "an empty list", "name at least one value");
  return out;
}

int reader::parameter_of(cursor const& c, parameter_version::form wanted, char const* what) {
  // A date or a period is a node, which may be known less well than the text around it; a number or a list is not.
  bool const node = wanted == parameter_version::form::date || wanted == parameter_version::form::period;
  bool const plain = node ? c.object({"param", "support"}) : c.object({"param"});
  if (!plain || !c.needs("param")) return -1;
  auto const id = c.at("param").string();
  auto const index = find(c.at("param"), m_.parameter_index, "E0304", "parameter", id);
  if (index < 0) return -1;
  refers("q:" + id);
  for (auto const& v : m_.parameters[static_cast<std::size_t>(index)].versions)
    if (!v.repealed && v.kind != wanted) {
      c.fail("E0402", "parameter \"" + id + "\" is not " + what);
      return -1;
    }
  return index;
}

void reader::fact_test(cursor const& c, condition& out, scope const& s) {
  c.object({"fact", "is", "in", "includes_any", "includes_at_least", "of", "at_least", "at_most", "more_than",
            "less_than", COBIJO_NOTES});
  out.target = fact_named(c.at("fact"), c.at("fact").string(), s);
  if (out.target < 0) return;
  auto const& f = m_.facts[static_cast<std::size_t>(out.target)];
  auto misfit = [&](std::string const& how) { c.fail("E0401", "\"" + f.id + "\" cannot be tested this way", how); };
  auto by_list = [&](cursor const& v) {
    if (v.is_object())
      out.parameter = parameter_of(v, parameter_version::form::values, "a list of values");
    else
      out.values = fact_values(v, f);
    if (out.parameter >= 0)
      for (auto const& version : m_.parameters[static_cast<std::size_t>(out.parameter)].versions)
        for (auto const& name : version.values)
          if (!m_.value_sets[static_cast<std::size_t>(f.values)].index.contains(name))
            v.fail("E0310", "\"" + name + "\" of the parameter is no value of \"" + f.id + "\"");
  };
  auto only = [&](std::initializer_list<std::string_view> used) {
    for (std::string_view key :
         {"is", "in", "includes_any", "includes_at_least", "of", "at_least", "at_most", "more_than", "less_than"})
      if (c.has(key) && std::find(used.begin(), used.end(), key) == used.end())
        c.at(key).fail("E0401", "\"" + std::string(key) + "\" does not fit the type of \"" + f.id + "\"");
  };
  switch (f.type) {
  case fact_type::boolean:
    only({"is"});
    out.how = !c.has("is") || c.at("is").boolean() ? test::is_true : test::is_false;
    break;
  case fact_type::number:
    only({"is", "at_least", "at_most", "more_than", "less_than"});
    out.how = test::number;
    if (c.has("is")) {
      out.by = measure::equal;
      if (c.at("is").is_object())
        out.parameter = parameter_of(c.at("is"), parameter_version::form::number, "a number");
      else
        out.number = c.at("is").integer();
    } else {
      measured(c, out, s, false);
    }
    break;
  case fact_type::enumeration:
    only({"is", "in"});
    out.how = test::one_of;
    if (c.has("in")) {
      by_list(c.at("in"));
    } else if (c.has("is")) {
      auto const name = c.at("is").string();
      auto const& set = m_.value_sets[static_cast<std::size_t>(f.values)];
      if (auto it = set.index.find(name); it != set.index.end())
        out.values = {it->second};
      else
        c.at("is").fail("E0310", "\"" + name + "\" is no value of \"" + f.id + "\"", did_you_mean(name, set.ids));
    } else {
      misfit("write \"is\" or \"in\"");
    }
    break;
  case fact_type::set:
    only({"includes_any", "includes_at_least", "of"});
    if (c.has("includes_any")) {
      out.how = test::includes_any;
      by_list(c.at("includes_any"));
    } else if (c.has("includes_at_least") && c.needs("of")) {
      out.how = test::includes_at_least;
      out.count = static_cast<int>(c.at("includes_at_least").integer());
      by_list(c.at("of"));
      if (out.count < 1 || (out.parameter < 0 && out.count > static_cast<int>(out.values.size())))
        c.fail("E0204", "\"includes_at_least\" must lie between 1 and the number of values");
    } else {
      misfit("write \"includes_any\", or \"includes_at_least\" with \"of\"");
    }
    break;
  case fact_type::date:
  case fact_type::date_time: misfit("write { \"date\": { \"fact\": … }, \"on_or_before\": … }"); break;
  case fact_type::spells: misfit("write { \"time_in\": …, … }"); break;
  }
}
#undef COBIJO_NOTES

date_expression reader::read_date(cursor const& c, scope const& s) {
  date_expression out;
  if (c.is_string()) {
    auto const word = c.string();
    if (word == "as_of") {
      out.kind = date_expression::form::as_of;
    } else if (word == "due") {
      out.kind = date_expression::form::due;
      if (!s.due) c.fail("E0404", "\"due\" has a meaning only in a deadline's met and excused");
    } else {
      out.literal = read_days(c, false);
    }
    return out;
  }
  if (!c.is_object()) {
    c.fail("E0201", "expected a date", "a day, \"as_of\", { \"fact\": … }, { \"add\": …, \"to\": … } …");
    return out;
  }
  if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
  auto parts = [&](cursor const& list_cursor) {
    list_cursor.elements([&](cursor const& item) { out.of.push_back(read_date(item, s)); });
    if (out.of.empty()) list_cursor.fail("E0209", "an empty list of dates");
  };
  if (c.has("fact")) {
    c.object({"fact", "support"});
    out.kind = date_expression::form::fact;
    out.target = fact_named(c.at("fact"), c.at("fact").string(), s);
    if (out.target >= 0) {
      auto const type = m_.facts[static_cast<std::size_t>(out.target)].type;
      if (type != fact_type::date && type != fact_type::date_time) c.fail("E0401", "this fact is not a date");
    }
  } else if (c.has("deadline")) {
    c.object({"deadline", "support"});
    out.kind = date_expression::form::deadline;
    auto id = c.at("deadline").string();
    if (per_state_.contains(id) && !s.state.empty()) id = instance_id(id, s.state);
    out.target = find(c, m_.deadline_index, "E0303", "deadline", id);
    if (out.target >= 0) refers("d:" + id);
  } else if (c.has("add") || c.has("subtract")) {
    bool const add = c.has("add");
    c.object({add ? "add" : "subtract", add ? "to" : "from", "support"});
    out.kind = add ? date_expression::form::add : date_expression::form::subtract;
    out.by = read_period(c.at(add ? "add" : "subtract"), s, false);
    if (c.needs(add ? "to" : "from"))
      out.of.push_back(read_date(c.at(add ? "to" : "from"), s));
    else
      out.of.emplace_back();
  } else if (c.has("latest_of")) {
    c.object({"latest_of", "support"});
    out.kind = date_expression::form::latest;
    parts(c.at("latest_of"));
  } else if (c.has("earliest_of")) {
    c.object({"earliest_of", "support"});
    out.kind = date_expression::form::earliest;
    parts(c.at("earliest_of"));
  } else if (c.has("if")) {
    c.object({"if", "then", "else", "support"});
    out.kind = date_expression::form::choice;
    if (c.needs("then") && c.needs("else")) {
      out.when = std::make_shared<condition>(read_condition(c.at("if"), s));
      out.of.push_back(read_date(c.at("then"), s));
      out.of.push_back(read_date(c.at("else"), s));
    } else {
      out.kind = date_expression::form::literal;
    }
  } else if (c.has("param")) {
    out.kind = date_expression::form::parameter;
    out.target = parameter_of(c, parameter_version::form::date, "a date");
  } else {
    c.fail("E0206", "not a date",
           "fact, deadline, add + to, subtract + from, latest_of, earliest_of, if + then + else, param");
  }
  return out;
}

period reader::read_period(cursor const& c, scope const& s, bool deadline) {
  period out;
  if (c.is_string()) {
    if (c.string() == "unspecified" && deadline)
      out.kind = period::form::unspecified;
    else
      c.fail("E0403", "not a period", deadline ? "{ \"days\": 30 }, or \"unspecified\"" : "{ \"days\": 30 }");
    return out;
  }
  if (!c.is_object()) {
    c.fail("E0201", "expected a period", "{ \"days\": 30 }");
    return out;
  }
  if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
  if (c.has("param")) {
    out.kind = period::form::parameter;
    out.parameter = parameter_of(c, parameter_version::form::period, "a period");
    return out;
  }
  if (c.has("if")) {
    c.object({"if", "then", "else", "support"});
    out.kind = period::form::choice;
    if (c.needs("then") && c.needs("else")) {
      out.when = std::make_shared<condition>(read_condition(c.at("if"), s));
      out.of.push_back(read_period(c.at("then"), s, deadline));
      out.of.push_back(read_period(c.at("else"), s, deadline));
    } else {
      out.kind = period::form::fixed;
    }
    return out;
  }
  c.object({"hours", "days", "weeks", "months", "years", "working_days", "support"});
  int units = 0;
  static constexpr std::array<std::pair<std::string_view, unit>, 6> names{{{"hours", unit::hours},
                                                                           {"days", unit::days},
                                                                           {"weeks", unit::weeks},
                                                                           {"months", unit::months},
                                                                           {"years", unit::years},
                                                                           {"working_days", unit::working_days}}};
  for (auto const& [name, u] : names) {
    if (!c.has(name)) continue;
    ++units;
    out.in = u;
    auto const n = c.at(name).integer();
    if (n < 0 || n > 100000)
      c.at(name).fail("E0204", "a period lies between 0 and 100000");
    else
      out.n = static_cast<int>(n);
    if (u == unit::working_days && !deadline)
      c.at(name).fail("E0403", "working days are counted only by a deadline, on its clock");
  }
  if (units != 1) c.fail("E0206", "a period has exactly one unit", "{ \"days\": 30 }");
  return out;
}

} // namespace cobijo::internal
