// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Bad input gets one clear fault: never a crash, never half an answer, never the value of a fact.
#include "rules/model.hpp"
#include "rules/read.hpp"
#include "json/document.hpp"

#include <cobijo/cobijo.hpp>
#include <gtest/gtest.h>

#include <cstdlib>

using namespace cobijo;
namespace in = cobijo::internal;

namespace {

std::string const folder = std::string(COBIJO_SOURCE_DIR) + "/jurisdictions";

rulebook const& book() {
  static rulebook const one = rulebook::builtin();
  return one;
}

void expect_clear(std::vector<fault> const& faults, std::string const& about) {
  ASSERT_FALSE(faults.empty()) << about;
  for (auto const& f : faults) {
    EXPECT_EQ(f.code.size(), 5U) << about;
    EXPECT_FALSE(f.message.empty()) << about;
  }
}

// Each file of rules, cut short. All lengths of the shorter files; of longer ones some hundred lengths, unless
// COBIJO_EVERY_BYTE is set.
TEST(BadInput, TruncatedRuleFiles) {
  auto const files = in::read_folder(folder).value();
  std::size_t cut = 0;
  for (auto const& [path, text] : files) {
    auto const step = text.size() < 3000 || std::getenv("COBIJO_EVERY_BYTE") != nullptr ? 1 : text.size() / 211;
    // The last characters are white space after the closing bracket.
    auto const end = text.find_last_of('}');
    for (std::size_t n = 0; n <= end; n += step, ++cut) {
      auto const parsed = in::parse_json(std::string_view(text).substr(0, n), path);
      ASSERT_FALSE(parsed) << path << " cut to " << n;
      ASSERT_GT(parsed.faults().front().line, 0) << path << " cut to " << n;
      ASSERT_EQ(parsed.faults().front().file, path);
    }
  }
  EXPECT_GT(cut, 10000U);
}

// A value removed or replaced anywhere in a rule file: a fault or a model, never a crash.
TEST(BadInput, MutilatedRuleFiles) {
  auto const texts = in::read_folder(folder).value();
  std::vector<std::pair<std::string, std::string>> small;
  for (auto const& [path, text] : texts)
    if (path.starts_with("vocabulary/states") || path.starts_with("vocabulary/person") || path == "mx/module.json")
      small.emplace_back(path, text);
  std::string const rules =
      R"({ "instruments": { "mx.i": { "title": { "en": "a", "es": "b" }, "published": "2011-01-01" } },
    "clocks": { "mx.k": { "versions": [ { "from": "2011-01-01", "by": "mx.i", "support": "verified", "first_day": "not_counted", "roll": "next_working_day", "calendar": "mx.c" } ] } },
    "calendars": { "mx.c": { "label": { "en": "a", "es": "b" }, "weekend": ["saturday"], "rules": [ { "id": "x", "label": { "en": "a", "es": "b" }, "cite": "c", "on": { "month": 1, "day": 1 } } ] } },
    "readings": { "mx.r": { "label": { "en": "a", "es": "b" }, "positions": { "p": { "label": { "en": "a", "es": "b" } }, "q": { "label": { "en": "c", "es": "d" } } } } },
    "parameters": { "mx.n": { "versions": [ { "from": "2011-01-01", "by": "mx.i", "support": "verified", "value": { "years": 18 } } ] } },
    "provisions": { "mx.p": { "label": { "en": "a", "es": "b" }, "versions": [ { "from": "2011-01-01", "by": "mx.i", "cite": "c", "support": "verified", "creates": true,
      "when": { "all": [ { "fact": "person.age_doubt" }, { "age": { "on": "as_of" }, "less_than": { "param": "mx.n" } },
        { "date": { "fact": "person.birth_date" }, "before": "2000-01-01" }, { "reading": "mx.r", "is": "p" } ], "unless": [ { "not": { "fact": "person.nationality", "includes_any": ["MX"] } } ] } } ] } },
    "deadlines": { "mx.d": { "label": { "en": "a", "es": "b" }, "binds": "person", "versions": [ { "from": "2011-01-01", "by": "mx.i", "cite": "c", "support": "verified", "start": { "fact": "person.birth_date" },
      "period": { "working_days": 30 }, "clock": "mx.k", "met": { "date": { "fact": "person.birth_date" }, "on_or_before": "due" } } ] } } })";
  auto const whole = in::json::parse(rules);
  auto attempt = [&](in::json const& changed) {
    auto files = small;
    files.emplace_back("mx/rules.json", changed.dump());
    // The module's own file may name things that are not among these few.
    for (auto& [path, text] : files)
      if (path == "mx/module.json")
        text = R"({ "module": "mx", "name": { "en": "a", "es": "b" }, "kind": "state", "layer": "national" })";
    return rulebook::from_files(files);
  };
  auto const plain = attempt(whole);
  ASSERT_TRUE(plain) << to_string(plain.faults().front());
  std::vector<in::json::json_pointer> places;
  auto const flat = whole.flatten();
  for (auto it = flat.begin(); it != flat.end(); ++it)
    for (auto p = in::json::json_pointer(it.key()); !p.empty(); p.pop_back())
      if (std::find(places.begin(), places.end(), p) == places.end()) places.push_back(p);
  std::vector<in::json> const wrong{nullptr,
                                    true,
                                    -1,
                                    1.5,
                                    "",
                                    "nonsense",
                                    in::json::array(),
                                    in::json::object(),
                                    in::json::array({in::json::object()})};
  std::size_t refused = 0;
  for (auto const& p : places) {
    for (auto const& w : wrong) {
      auto changed = whole;
      changed[p] = w;
      auto const loaded = attempt(changed);
      if (!loaded) {
        ++refused;
        expect_clear(loaded.faults(), p.to_string());
      }
    }
    auto changed = whole;
    auto& parent = changed[p.parent_pointer()];
    if (parent.is_object()) parent.erase(p.back());
    auto const loaded = attempt(changed);
    if (!loaded) expect_clear(loaded.faults(), p.to_string());
    changed = whole;
    if (changed[p].is_object()) {
      changed[p]["surplus"] = 1;
      EXPECT_FALSE(attempt(changed)) << p.to_string() << " took an unknown member";
    }
  }
  EXPECT_GT(refused, 500U);
}

TEST(BadInput, AWrongTypeAtEveryFact) {
  std::string const secret = "Zzyzx-7719";
  for (auto const& f : book().vocabulary()) {
    std::vector<in::json> wrong{in::json{{"name", secret}}, secret, 1.5, in::json::array({1, 2, 3, secret})};
    if (f.type != "boolean") wrong.push_back(true);
    if (f.type != "number") wrong.push_back(7719);
    for (auto const& w : wrong) {
      in::json facts;
      facts[f.id] = w;
      auto const read = book().read_facts(facts.dump());
      ASSERT_FALSE(read) << f.id << " took " << w;
      expect_clear(read.faults(), f.id);
      for (auto const& one : read.faults())
        ASSERT_EQ(to_string(one).find(secret), std::string::npos) << "a value is told: " << to_string(one);
    }
  }
}

TEST(BadInput, FactsThatAreNoFacts) {
  auto code = [](std::string_view text) {
    auto const read = book().read_facts(text);
    return read ? std::string("read") : read.faults().front().code;
  };
  EXPECT_EQ(code(""), "E0101");
  EXPECT_EQ(code("{"), "E0101");
  EXPECT_EQ(code("[]"), "E0602");
  EXPECT_EQ(code("null"), "E0602");
  EXPECT_EQ(code("{ \"person.name\": \"x\" }"), "E0601");
  EXPECT_EQ(code("{ \"person\": { \"name\": \"x\" } }"), "E0601");
  EXPECT_EQ(code("{ \"person.birth_date\": \"2000-01-01\", \"person.birth_date\": \"2001-01-01\" }"), "E0103");
  EXPECT_EQ(code("{ \"person\": { \"birth_date\": \"2000-01-01\" }, \"person.birth_date\": \"2001-01-01\" }"), "E0605");
  EXPECT_EQ(code("{ \"person.birth_date\": \"2023-02-29\" }"), "E0702");
  EXPECT_EQ(code("{ \"person.birth_date\": \"1899-12-31\" }"), "E0703");
  EXPECT_EQ(code("{ \"person.birth_date\": \"yesterday\" }"), "E0701");
  EXPECT_EQ(code("{ \"person.birth_date\": [\"2001-01-01\", \"2000-01-01\"] }"), "E0707");
  EXPECT_EQ(code("{ \"person.nationality\": [\"Atlantis\"] }"), "E0603");
  EXPECT_EQ(code("{ \"person.nationality\": { \"yes\": [\"HN\"], \"no\": [\"HN\"] } }"), "E0604");
  EXPECT_EQ(code("{ \"person.nationality\": [\"\xff\"] }"), "E0102");
  EXPECT_EQ(code(std::string(1000, '[')), "E0104");
  EXPECT_EQ(code("{ \"person.birth_date\": null }"), "read");
  EXPECT_EQ(code("{ \"person\": { \"birth_date\": { \"age\": 17, \"on\": \"2026-01-15\" } } }"), "read");
}

TEST(BadInput, AllFaultsOfAFileAreTold) {
  auto const read = book().read_facts(
      "{ \"person.name\": 1,\n \"person.birth_date\": \"2023-02-29\",\n \"person.nationality\": [\"Atlantis\"] }");
  ASSERT_FALSE(read);
  ASSERT_EQ(read.faults().size(), 3U);
  EXPECT_EQ(read.faults()[1].line, 2);
  EXPECT_EQ(read.faults()[2].pointer, "/person.nationality/0");
  EXPECT_EQ(read.faults()[2].line, 3);
}

TEST(BadInput, WhatIsUnknownIsNamedWithAHint) {
  auto const law = book().at(date::parse("2026-01-15").value(), {{}, false, {{"mx.calender", "lfpa_only"}}});
  ASSERT_FALSE(law);
  EXPECT_EQ(law.faults().front().code, "E0305");
  EXPECT_NE(law.faults().front().hint.find("mx.calendar"), std::string::npos);
  EXPECT_FALSE(rulebook::builtin(std::vector<std::string>{"atlantis"}));
  EXPECT_EQ(rulebook::load("/nowhere/at/all").faults().front().code, "E0105");
}

} // namespace
