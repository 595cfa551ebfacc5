// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Facts, value sets, states and roles: docs/format.md section 1.
#include "rules/reader.hpp"

namespace cobijo::internal {
namespace {

void replace_all(std::string& in, std::string const& what, std::string const& with) {
  for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + with.size()))
    in.replace(at, what.size(), with);
}

} // namespace

void reader::vocabulary(cursor const& file, int index) {
  if (!file.object({"states", "value_sets", "roles", "facts", "never", "note"})) return;
  auto texts = [&](char const* key, auto& into) {
    if (!file.has(key)) return;
    file.at(key).members([&](cursor const& c) { into.emplace_back(std::string(c.key()), read_text(c)); });
  };
  texts("states", m_.states);
  texts("roles", m_.roles);
  if (file.has("value_sets"))
    file.at("value_sets").members([&](cursor const& c) {
      value_set set;
      c.members([&](cursor const& v) {
        set.index.emplace(std::string(v.key()), static_cast<int>(set.ids.size()));
        set.ids.emplace_back(v.key());
        set.labels.push_back(read_text(v));
      });
      declared_["value set " + std::string(c.key())] = {"value set", {index, std::to_string(m_.value_sets.size())}};
      m_.value_sets.push_back(std::move(set));
    });
}

// Value sets, states and roles of every file are known now; facts may use them.
void reader::read_fact(cursor const& c, int file) {
  fact f;
  f.id = c.key();
  f.where = {file, c.pointer()};
  if (!check_id(c, f.id, -1)) return;
  if (!c.object(
          {"type", "values", "future", "roles", "states", "label", "question", "sensitivity", "answered_by", "note"}))
    return;
  bool complete =
      c.needs("type") && c.needs("label") && c.needs("question") && c.needs("sensitivity") && c.needs("answered_by");
  if (!complete) return;
  auto const type = c.at("type").word({"boolean", "number", "date", "date_time", "enum", "set", "spells"});
  if (type < 0) return;
  f.type = static_cast<fact_type>(type);
  f.future = c.flag("future");
  f.label = read_text(c.at("label"));
  f.question = read_text(c.at("question"));
  f.sensitivity = static_cast<int>(c.at("sensitivity").integer());
  if (f.sensitivity < 0 || f.sensitivity > 3) c.at("sensitivity").fail("E0204", "sensitivity lies between 0 and 3");
  f.answered_by = c.at("answered_by").string();
  c.at("answered_by").word({"person", "adviser", "record"});
  bool const valued = f.type == fact_type::enumeration || f.type == fact_type::set;
  if (valued && c.needs("values")) {
    auto const v = c.at("values");
    if (v.is_string()) {
      auto const it = declared_.find("value set " + v.string());
      if (it == declared_.end())
        v.fail("E0313", "unknown value set \"" + v.string() + "\"");
      else
        f.values = std::stoi(it->second.second.pointer);
    } else if (v.is_object()) {
      value_set set;
      v.members([&](cursor const& one) {
        set.index.emplace(std::string(one.key()), static_cast<int>(set.ids.size()));
        set.ids.emplace_back(one.key());
        set.labels.push_back(read_text(one));
      });
      f.values = static_cast<int>(m_.value_sets.size());
      m_.value_sets.push_back(std::move(set));
    } else {
      v.fail("E0201", "expected the values with their labels, or the name of a value set");
    }
    if (f.values < 0) return;
  } else if (valued) {
    return;
  } else if (c.has("values")) {
    c.at("values").fail("E0401", "only enum and set facts have values");
  }
  std::vector<std::string> states;
  if (f.id.starts_with("state.")) {
    states = read_strings(c, "states");
    if (states.empty())
      for (auto const& [id, name] : m_.states)
        states.push_back(id);
  } else if (c.has("states")) {
    c.at("states").fail("E0405", "only a fact named state.… has states");
  }
  std::vector<std::pair<std::string, text const*>> roles{{"", nullptr}};
  for (auto const& role : read_strings(c, "roles")) {
    bool known = false;
    for (auto const& [id, label] : m_.roles)
      if (id == role) {
        roles.emplace_back(role + ".", &label);
        known = true;
      }
    if (!known) c.at("roles").fail("E0313", "unknown role \"" + role + "\"");
  }
  for (auto const& [prefix, role] : roles) {
    fact instance = f;
    if (role != nullptr) {
      instance.label = {role->en + ": " + f.label.en, role->es + ": " + f.label.es};
      instance.question = {role->en + ": " + f.question.en, role->es + ": " + f.question.es};
    }
    if (states.empty()) {
      instance.id = prefix + f.id;
      add_fact(std::move(instance), c);
      continue;
    }
    for (auto const& state : states) {
      fact one = instance;
      one.id = prefix + state + f.id.substr(5);
      one.state = state;
      text const* name = nullptr;
      for (auto const& [id, label] : m_.states)
        if (id == state) name = &label;
      if (name == nullptr) {
        c.at("states").fail("E0313", "unknown state \"" + state + "\"");
        continue;
      }
      replace_all(one.label.en, "{state}", name->en);
      replace_all(one.label.es, "{state}", name->es);
      replace_all(one.question.en, "{state}", name->en);
      replace_all(one.question.es, "{state}", name->es);
      add_fact(std::move(one), c);
    }
  }
}

void reader::facts(cursor const& file, int index) {
  if (file.has("facts")) file.at("facts").members([&](cursor const& c) { read_fact(c, index); });
}

void reader::add_fact(fact f, cursor const& c) {
  if (!m_.fact_index.emplace(f.id, static_cast<int>(m_.facts.size())).second) {
    c.fail("E0311", "fact \"" + f.id + "\" is declared twice");
    return;
  }
  m_.facts.push_back(std::move(f));
}

void reader::vocabulary_done() {
  for (auto& f : m_.facts) {
    int const kind = f.type == fact_type::boolean                                                                 ? 0
                     : f.type == fact_type::number || f.type == fact_type::date || f.type == fact_type::date_time ? 1
                     : f.type == fact_type::spells                                                                ? 3
                                                                                                                  : 2;
    f.slot = m_.slots[kind];
    m_.slots[kind] += kind == 2 ? m_.value_sets[static_cast<std::size_t>(f.values)].words() : 1;
  }
}

void reader::never(cursor const& file) {
  if (!file.is_object() || !file.has("never")) return;
  file.at("never").elements([&](cursor const& c) {
    if (!c.object({"id", "label", "when", "note"}) || !c.needs("id") || !c.needs("label") || !c.needs("when")) return;
    m_.never.push_back({c.at("id").string(), read_text(c.at("label")), read_condition(c.at("when"), {})});
  });
}

} // namespace cobijo::internal
