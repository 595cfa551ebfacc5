// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The JSON Schemas say what docs/format.md says, and every file of the tree fits them.
#include "embed/schemas.hpp"
#include "project.hpp"
#include "schema/validate.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

using cobijo_test::input_faults;
using cobijo_test::lines;

json with_condition(json const& condition) {
  return {{"provisions",
           {{"xx.rule",
             {{"label", {{"en", "a"}, {"es", "b"}}},
              {"versions",
               json::array(
                   {{{"from", "2001-01-01"}, {"by", "xx.act"}, {"support", "verified"}, {"when", condition}}})}}}}}};
}

json with_date(json const& date) {
  return with_condition({{"date", date}, {"before", "as_of"}});
}

std::string schema_for(fs::path const& file) {
  std::string const name = file.filename().string();
  if (name == "module.json") return "module.schema.json";
  if (name.size() > 11 && name.compare(name.size() - 11, 11, ".cases.json") == 0) return "cases.schema.json";
  if (file.parent_path().filename() == "vocabulary") return "vocabulary.schema.json";
  return "rules.schema.json";
}

json read(fs::path const& file) {
  return json::parse(cobijo_test::text_of(file));
}

} // namespace

TEST(Schema, EveryFileOfTheRulebookFits) {
  fs::path const root = cobijo_test::jurisdictions;
  std::size_t seen = 0;
  for (auto const& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".json" || entry.path().parent_path().filename() == "schema") continue;
    ++seen;
    auto const wrong = input_faults(schema_for(entry.path()), read(entry.path()));
    EXPECT_TRUE(wrong.empty()) << entry.path().lexically_relative(root) << '\n' << lines(wrong);
  }
  EXPECT_GT(seen, 0U);
}

TEST(Schema, TheHardRulesFit) {
  std::size_t seen = 0;
  for (auto const& entry : fs::directory_iterator(cobijo_test::root + "/tests/corpora/stress")) {
    if (entry.path().extension() != ".json") continue;
    ++seen;
    json const rule = read(entry.path());
    for (auto const& [path, content] : rule["files"].items()) {
      auto const wrong = input_faults(schema_for(path), content);
      EXPECT_TRUE(wrong.empty()) << entry.path().filename() << ": " << path << '\n' << lines(wrong);
    }
    json cases = {{"cases", rule["cases"]}};
    if (rule.contains("bases")) cases["bases"] = rule["bases"];
    auto const wrong = input_faults("cases.schema.json", cases);
    EXPECT_TRUE(wrong.empty()) << entry.path().filename() << ": cases\n" << lines(wrong);
  }
  EXPECT_GT(seen, 0U);
}

TEST(Schema, TheExamplesOfTheDocumentationFit) {
  fs::path const examples = cobijo_test::root + "/docs/examples";
  for (auto const& entry : fs::recursive_directory_iterator(examples)) {
    if (entry.path().extension() != ".json") continue;
    auto const path = entry.path().lexically_relative(examples);
    bool const rules = *path.begin() == "module";
    auto const wrong =
        input_faults(rules ? schema_for(path.lexically_relative("module")) : "person.schema.json", read(entry.path()));
    EXPECT_TRUE(wrong.empty()) << path << '\n' << lines(wrong);
  }
}

TEST(Schema, EveryFormOfAConditionFits) {
  for (char const* text : {
           R"({ "all": [] })",
           R"({ "all": [ { "fact": "a.b" } ], "unless": [ { "fact": "c" } ] })",
           R"({ "any": [ { "fact": "a" } ], "id": "x", "cite": "1", "label": { "en": "a", "es": "b" } })",
           R"({ "none": [ { "fact": "a" } ], "support": "recalled", "proof": "p", "note": "n" })",
           R"({ "not": { "fact": "a" }, "factors": [ { "en": "a", "es": "b" } ] })",
           R"({ "at_least": 2, "of": [ { "fact": "a" }, { "fact": "b" }, { "not": { "fact": "c" } } ] })",
           R"({ "fact": "a", "is": false })",
           R"({ "fact": "a", "is": 3 })",
           R"({ "fact": "a", "is": "self" })",
           R"({ "fact": "a", "in": [ "self", "MX" ] })",
           R"({ "fact": "a", "in": { "param": "xx.list" } })",
           R"({ "fact": "a", "includes_any": [ "self" ] })",
           R"({ "fact": "a", "includes_at_least": 2, "of": [ "self", "other", "third" ] })",
           R"({ "fact": "a", "includes_at_least": 2, "of": { "param": "xx.list" } })",
           R"({ "fact": "a", "at_least": 2 })",
           R"({ "fact": "a", "less_than": { "param": "xx.n" } })",
           R"({ "date": "as_of", "on_or_before": "2024-02-29" })",
           R"({ "age": { "on": "as_of", "of": "spouse.birth_date" }, "less_than": { "years": 18 } })",
           R"({ "age": { "on": { "fact": "a" } }, "at_least": { "param": "xx.age" } })",
           R"({ "provision": "xx.other@mx", "text_of": "2024-08-27" })",
           R"({ "deadline": "xx.term", "is": "missed" })",
           R"({ "reading": "xx.point", "is": "narrow" })",
           R"({ "if": { "fact": "a" }, "then": { "fact": "b" }, "else": { "not": { "fact": "c" } } })",
           R"({ "time_in": "s", "more_than": { "days": 90 } })",
           R"({ "time_in": "s", "which": "longest", "from": "2020-01-01", "to": "as_of", "since_gap": { "months": 6 },
                "counting": "both_days", "at_most": { "param": "xx.n" } })",
       })
    EXPECT_TRUE(input_faults("rules.schema.json", with_condition(json::parse(text))).empty())
        << text << '\n'
        << lines(input_faults("rules.schema.json", with_condition(json::parse(text))));
}

TEST(Schema, EveryFormOfADateFits) {
  for (
      char const* text : {
          R"("2000-10-28")",
          R"("as_of")",
          R"({ "fact": "a" })",
          R"({ "deadline": "xx.term" })",
          R"({ "add": { "years": 1 }, "to": { "fact": "a" } })",
          R"({ "subtract": { "if": { "fact": "a" }, "then": { "months": 6 }, "else": { "param": "xx.p" } }, "from": "as_of" })",
          R"({ "latest_of": [ "2000-10-28", { "earliest_of": [ { "fact": "a" }, "as_of" ] } ] })",
          R"({ "if": { "fact": "a" }, "then": "2000-10-28", "else": { "param": "xx.day" } })",
          R"({ "fact": "a", "support": "unverified" })",
          R"({ "add": { "days": 5, "support": "recalled" }, "to": { "deadline": "xx.term", "support": "secondary" } })",
      })
    EXPECT_TRUE(input_faults("rules.schema.json", with_date(json::parse(text))).empty())
        << text << '\n'
        << lines(input_faults("rules.schema.json", with_date(json::parse(text))));
}

// The first fault is the innermost one, and names what is wrong; a wrong node does not bring faults of others with it.
TEST(Schema, AWrongConditionIsToldWhereItIs) {
  struct {
    char const* text;
    char const* told;
  } const cases[] = {
      {R"({ "cite": "1" })", "when: Missing required property 'fact'"},
      {R"({ "fact": "a", "any": [ { "fact": "b" } ] })", "when: Object contains a property"},
      {R"({ "fact": "a", "equals": 2 })", "'equals'"},
      {R"({ "fact": "a", "known": true })", "'known'"},
      {R"({ "fact": "A b" })", "when/fact: Failed to match regex"},
      {R"({ "fact": "a", "at_least": 2, "at_most": 3 })", "at_"},
      {R"({ "fact": "a", "at_least": 2.5 })", "when/at_least"},
      {R"({ "fact": "a", "includes_at_least": 2 })", "'of'"},
      {R"({ "fact": "a", "in": [] })", "when/in"},
      {R"({ "all": [ { "any": [ { "fact": "a" }, { "fct": "b" } ] } ] })", "when/all/0/any/1: "},
      {R"({ "all": [ { "not": { "fact": "a", "is": [ "b" ] } } ] })", "when/all/0/not/is"},
      {R"({ "any": [] })", "when/any"},
      {R"({ "at_least": 2, "of": [ "a", "b" ] })", "when/of/0"},
      {R"({ "unless": [ { "fact": "a" } ] })", "when: "},
      {R"({ "deadline": "xx.term", "is": "met" })", "when/is"},
      {R"({ "deadline": "xx.term", "in": [ "met", "excused" ] })", "'in'"},
      {R"({ "provision": "xx.a", "text_of": "2024-13-01" })", "when/text_of"},
      {R"({ "age": { "on": "as_of" } })", "when: Missing required property"},
      {R"({ "age": { "of": "a" }, "less_than": { "years": 18 } })", "when/age"},
      {R"({ "age": { "on": "as_of" }, "less_than": { "years": 18, "months": 2 } })", "when/less_than"},
      {R"({ "date": { "fact": "a" } })", "when: Missing required property"},
      {R"({ "date": { "fact": "a" }, "before": "as_of", "after": "as_of" })", "before"},
      {R"({ "date": "today", "before": "as_of" })", "when/date: Failed to match regex"},
      {R"({ "date": { "fact": "a", "add": { "days": 1 } }, "before": "as_of" })", "when/date"},
      {R"({ "date": { "fact": "a", "support": "guessed" }, "before": "as_of" })", "when/date"},
      {R"({ "date": { "fact": "a", "cite": "1" }, "before": "as_of" })", "when/date"},
      {R"({ "age": { "on": "as_of" }, "less_than": { "support": "recalled" } })", "when/less_than"},
      {R"({ "date": { "add": { "days": 1 }, "from": "as_of" }, "before": "as_of" })", "when/date"},
      {R"({ "if": { "fact": "a" }, "then": { "fact": "b" } })", "'else'"},
      {R"({ "reading": "xx.point" })", "'is'"},
      {R"({ "time_in": "s" })", "when: Missing required property"},
      {R"({ "fact": "a", "label": { "en": "only English" } })", "when/label: Missing required property 'es'"},
      {R"({ "fact": "a", "support": "sure" })", "when/support"},
      {R"("fact")", "when: "},
  };
  for (auto const& c : cases) {
    auto const wrong = input_faults("rules.schema.json", with_condition(json::parse(c.text)));
    ASSERT_FALSE(wrong.empty()) << c.text;
    bool told = false;
    for (auto const& line : wrong)
      told = told || line.find(c.told) != std::string::npos;
    EXPECT_TRUE(told) << c.text << "\nshould say " << c.told << '\n' << lines(wrong);
    EXPECT_LT(wrong.size(), 40U) << c.text << '\n' << lines(wrong);
  }
}

TEST(Schema, AWrongRuleIsRefused) {
  json const good = with_condition({{"fact", "a"}});
  ASSERT_TRUE(input_faults("rules.schema.json", good).empty());
  auto const broken = [&](auto change) {
    json bad = good;
    change(bad, bad["provisions"]["xx.rule"], bad["provisions"]["xx.rule"]["versions"][0]);
    return !input_faults("rules.schema.json", bad).empty();
  };
  EXPECT_TRUE(broken([](json& file, json&, json&) { file["provision"] = json::object(); }));
  EXPECT_TRUE(
      broken([](json& file, json&, json&) { file["provisions"]["Upper.case"] = file["provisions"]["xx.rule"]; }));
  EXPECT_TRUE(broken([](json&, json& rule, json&) { rule.erase("label"); }));
  EXPECT_TRUE(broken([](json&, json& rule, json&) { rule["versions"] = json::array(); }));
  EXPECT_TRUE(broken([](json&, json& rule, json&) { rule["priority"] = 1; }));
  EXPECT_TRUE(broken([](json&, json& rule, json&) { rule["per"] = "person"; }));
  EXPECT_TRUE(broken([](json&, json&, json& version) { version.erase("support"); }));
  EXPECT_TRUE(broken([](json&, json&, json& version) { version.erase("when"); }));
  EXPECT_TRUE(broken([](json&, json&, json& version) { version.erase("by"); }));
  EXPECT_TRUE(broken([](json&, json&, json& version) { version["from"] = "2001-02-30T00:00"; }));
  EXPECT_TRUE(broken([](json&, json&, json& version) { version["to"] = "2002-01-01"; }));
  EXPECT_TRUE(broken([](json&, json&, json& version) { version["repealed"] = true; }));
  EXPECT_FALSE(broken([](json&, json&, json& version) {
    version.erase("by");
    version["note"] = "the instrument is not known";
  }));
  EXPECT_FALSE(broken([](json&, json& rule, json&) {
    rule["versions"].push_back({{"from", "2002-01-01"}, {"by", "xx.act"}, {"repealed", true}});
  }));
}

TEST(Schema, FactsOfAPerson) {
  for (
      char const* text : {
          R"({})",
          R"({ "person.birth_date": "2006-05", "a": true, "n": [2, 4], "s": ["x"], "gone": null })",
          R"({ "person": { "birth_date": { "age": 17, "on": "2026-01-15" }, "nationalities": { "yes": ["HN"], "no": [] } } })",
          R"({ "entry": { "date": "not_yet" }, "spells": [["2020-01-01", "2020-03-01"], ["2024", "not_yet"]] })",
          R"({ "story": "A sentence.", "as_of": "2026-03-09T10:00-05:00", "law_date": "2026-01-01", "facts": { "a": true } })",
          R"({ "readings": { "xx.point": "narrow" }, "facts": {} })",
      })
    EXPECT_TRUE(input_faults("person.schema.json", json::parse(text)).empty())
        << text << '\n'
        << lines(input_faults("person.schema.json", json::parse(text)));
  for (char const* text : {
           R"([])",
           R"({ "Name": "x" })",
           R"({ "a": 1.5 })",
           R"({ "a": { "yes": ["x"], "maybe": ["y"] } })",
           R"({ "a": { "age": 17, "on": "some day" } })",
           R"({ "as_of": "tomorrow", "facts": {} })",
           R"({ "facts": {}, "fact": {} })",
           R"({ "spells": [["2020-01-01"]] })",
       })
    EXPECT_FALSE(input_faults("person.schema.json", json::parse(text)).empty()) << text;
}

TEST(Schema, Cases) {
  json good = json::parse(R"({ "bases": { "girl": { "person.birth_date": "2006-05-01" } }, "cases": [
    { "name": "A girl on her own.", "source": "made up", "base": "girl", "as_of": "2021-01-11", "readings": "open",
      "facts": { "a": true },
      "expect": { "xx.protection": "eligible", "xx.rule": true, "xx.other": null,
                  "xx.term": { "state": "open", "due": "2026-02-13", "latest": null },
                  "xx.status@mx": { "status": "undetermined", "elements": true, "exceptions": null, "missing": ["a.b"] } } } ] })");
  EXPECT_TRUE(input_faults("cases.schema.json", good).empty()) << lines(input_faults("cases.schema.json", good));
  for (auto const& [key, value] : std::map<std::string, json>{
           {"source", nullptr}, {"as_of", "yesterday"}, {"expect", json::object()}, {"expects", 1}}) {
    json bad = good;
    bad["cases"][0][key] = value;
    EXPECT_FALSE(input_faults("cases.schema.json", bad).empty()) << key;
  }
  good["cases"][0]["expect"]["xx.protection"] = "granted";
  EXPECT_FALSE(input_faults("cases.schema.json", good).empty());
}

TEST(Schema, Vocabulary) {
  json const good = json::parse(R"({ "facts": { "a.b": { "type": "enum", "values": { "x": { "en": "a", "es": "b" } },
    "sensitivity": 1, "answered_by": "person", "label": { "en": "a", "es": "b" }, "question": { "en": "a?", "es": "¿b?" } } } })");
  EXPECT_TRUE(input_faults("vocabulary.schema.json", good).empty())
      << lines(input_faults("vocabulary.schema.json", good));
  auto const broken = [&](auto change) {
    json bad = good;
    change(bad["facts"]["a.b"]);
    return !input_faults("vocabulary.schema.json", bad).empty();
  };
  EXPECT_TRUE(broken([](json& fact) { fact.erase("values"); }));
  EXPECT_TRUE(broken([](json& fact) { fact["type"] = "boolean"; }));
  EXPECT_TRUE(broken([](json& fact) { fact["type"] = "text"; }));
  EXPECT_TRUE(broken([](json& fact) { fact["sensitivity"] = 4; }));
  EXPECT_TRUE(broken([](json& fact) { fact["future"] = true; }));
  EXPECT_TRUE(broken([](json& fact) { fact["default"] = false; }));
  EXPECT_TRUE(broken([](json& fact) { fact["question"].erase("es"); }));
  EXPECT_FALSE(broken([](json& fact) { fact["values"] = "countries"; }));
}

// A user's folder may hold megabytes of rules; checking them must stay linear in their size and depth.
TEST(Schema, DeepConditionsAreCheckedInLinearTime) {
  json condition = {{"fact", "a"}};
  for (int depth = 0; depth < 50; ++depth)
    condition = depth % 2 == 0 ? json{{"if", {{"fact", "b"}}}, {"then", condition}, {"else", {{"fact", "c"}}}}
                               : json{{"all", json::array({condition})}, {"unless", json::array({{{"fact", "d"}}})}};
  EXPECT_TRUE(input_faults("rules.schema.json", with_condition(condition)).empty());
}
