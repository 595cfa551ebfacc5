// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Differences of the law: what the corpus expects is found, what is called the same is the same, every example holds.
//
// All mutations, not a sample: COBIJO_MUTATIONS=all cobijo_tests --gtest_filter='DiffMutations.*' (some minutes).
#include "project.hpp"

#include <cobijo/cobijo.hpp>
#include <cobijo/diff.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <set>

using namespace cobijo;
using json = nlohmann::ordered_json;

namespace {

using cobijo_test::day;
using cobijo_test::jurisdictions;
using cobijo_test::root;
using cobijo_test::whole_rulebook;

diff_side side(rulebook const& of, std::string const& on) {
  return {of, day(on), {}, on};
}

diff_options only_module(std::string const& module) {
  diff_options out;
  out.modules = {module};
  return out;
}

/// Asks both editions anew, through the interface that everybody uses.
void replay(witness const& w, meaning const& m, diff_side const& a, diff_side const& b) {
  if (!m.protection) return;
  auto ask = [&](diff_side const& s) {
    auto const law = s.book.at(s.law_date, s.how).value();
    // What one of two vocabularies does not have is not told to it.
    std::map<std::string, bool> known;
    for (auto const& f : s.book.vocabulary())
      known[f.id] = true;
    json facts = json::object();
    auto const given = json::parse(w.facts);
    for (auto const& [id, value] : given.items())
      if (known.contains(id)) facts[id] = value;
    auto const who = s.book.read_facts(facts.dump()).value();
    EXPECT_TRUE(law.contradictions(who, w.as_of).empty()) << m.id << ' ' << w.facts;
    auto const& ids = law.protections();
    auto const at = std::find(ids.begin(), ids.end(), m.id);
    if (at == ids.end()) return status::not_in_force;
    workspace space;
    return law.evaluate(who, w.as_of, space)[static_cast<std::size_t>(at - ids.begin())].status;
  };
  EXPECT_EQ(ask(a), w.before) << m.id << ' ' << w.facts;
  EXPECT_EQ(ask(b), w.after) << m.id << ' ' << w.facts;
}

void replay_all(law_diff const& d, diff_side const& a, diff_side const& b) {
  for (auto const& m : d.meanings())
    for (auto const* w : {&m.loses, &m.gains, &m.differs})
      if (*w) replay(**w, m, a, b);
}

// --- the corpus -----------------------------------------------------------------------------------------------------

void run_corpus(std::string const& name) {
  auto const corpus = json::parse(cobijo_test::text_of(root + "/tests/corpora/diff/" + name + ".json"));
  for (auto const& c : corpus["changes"]) {
    SCOPED_TRACE(c["name"].get<std::string>());
    diff_options how;
    how.modules = c["modules"].get<std::vector<std::string>>();
    auto const a = side(whole_rulebook(), c["a"]), b = side(whole_rulebook(), c["b"]);
    auto const d = diff(a, b, how).value();
    for (auto const& e : c["expect"]) {
      auto const& all = d.changes();
      auto const it = std::find_if(all.begin(), all.end(), [&](change const& x) { return x.id == e["id"]; });
      if (it == all.end()) {
        ADD_FAILURE() << "no " << e["id"];
        continue;
      }
      // Without a solver, what is said of severity is weaker.
      if (has_proofs()) {
        EXPECT_EQ(to_string(it->how), e["severity"].get<std::string>()) << e["id"];
      }
      if (e.contains("by")) {
        EXPECT_NE(std::find(it->instruments.begin(), it->instruments.end(), e["by"].get<std::string>()),
                  it->instruments.end())
            << e["id"];
      }
    }
    for (auto const& [id, expected] : c["meanings"].items()) {
      auto const& all = d.meanings();
      auto const it = std::find_if(all.begin(), all.end(), [&wanted = id](meaning const& m) { return m.id == wanted; });
      ASSERT_NE(it, all.end()) << id;
      if (!has_proofs()) continue;
      EXPECT_EQ(to_string(it->is), expected.get<std::string>()) << id << ' ' << it->note;
      EXPECT_TRUE(it->proved) << id;
      if (expected == "narrower" || expected == "different") {
        EXPECT_TRUE(it->loses) << id;
      }
      if (expected == "broader" || expected == "different") {
        EXPECT_TRUE(it->gains) << id;
      }
    }
    replay_all(d, a, b);
  }
}

TEST(DiffCorpus, UnitedStates) {
  run_corpus("united_states");
}
TEST(DiffCorpus, Mexico) {
  run_corpus("mexico");
}
TEST(DiffCorpus, CentralAmerica) {
  run_corpus("central_america");
}
TEST(DiffCorpus, TreatiesAndGuidance) {
  run_corpus("treaties_and_guidance");
}

// --- rulebooks to change --------------------------------------------------------------------------------------------

using file_map = std::map<std::string, json>;

/// The vocabulary and one module, which stands alone.
file_map files_of(std::string const& module) {
  file_map out;
  for (auto const& folder : {std::string("vocabulary"), module})
    for (auto const& f : std::filesystem::recursive_directory_iterator(jurisdictions + '/' + folder)) {
      auto const path = std::filesystem::relative(f.path(), jurisdictions).string();
      if (path.ends_with(".json") && !path.ends_with(".cases.json"))
        out[path] = json::parse(cobijo_test::text_of(f.path()));
    }
  return out;
}

rulebook load(file_map const& files) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (auto const& [path, content] : files)
    texts.emplace_back(path, content.dump());
  return rulebook::from_files(texts).value();
}

bool is_leaf(json const& c) {
  return c.contains("fact") || c.contains("date") || c.contains("age") || c.contains("deadline") ||
         c.contains("reading") || c.contains("time_in");
}

/// Calls `f(leaf)` for every leaf of a condition.
template <class F>
void each_leaf(json& c, F const& f) {
  if (is_leaf(c)) return f(c);
  for (auto const* key : {"all", "any", "none", "of", "unless"})
    if (c.contains(key))
      for (auto& one : c[key])
        each_leaf(one, f);
  for (auto const* key : {"not", "if", "then", "else"})
    if (c.contains(key)) each_leaf(c[key], f);
}

template <class F>
void each_version(file_map& files, F const& f) {
  for (auto& [path, content] : files)
    if (content.contains("provisions"))
      for (auto& [id, provision] : content["provisions"].items())
        for (auto& version : provision["versions"])
          if (version.contains("when")) f(path, id, provision, version);
}

// --- neutral rewritings ---------------------------------------------------------------------------------------------

json denied(json c) {
  return json{{"not", std::move(c)}};
}

json de_morgan(json c) {
  for (auto const* key : {"all", "any", "none", "of", "unless"})
    if (c.contains(key))
      for (auto& one : c[key])
        one = de_morgan(one);
  for (auto const* key : {"not", "if", "then", "else"})
    if (c.contains(key)) c[key] = de_morgan(c[key]);
  for (auto const& [key, other] : {std::pair("all", "any"), std::pair("any", "all")})
    if (c.contains(key) && !c[key].empty() && !c.contains("unless")) {
      json turned = json::array();
      for (auto const& one : c[key])
        turned.push_back(denied(one));
      json out{{"not", json{{other, turned}}}};
      for (auto const* kept : {"id", "cite", "label", "support"})
        if (c.contains(kept)) out[kept] = c[kept];
      return out;
    }
  return c;
}

json reversed(json c) {
  for (auto const* key : {"all", "any", "none", "of", "unless"})
    if (c.contains(key)) {
      std::reverse(c[key].begin(), c[key].end());
      for (auto& one : c[key])
        one = reversed(one);
    }
  for (auto const* key : {"not", "if", "then", "else"})
    if (c.contains(key)) c[key] = reversed(c[key]);
  return c;
}

/// a and (b or …) becomes (a and b) or (a and …); a becomes a or (a and a first neighbour).
json distributed(json c) {
  for (auto const* key : {"all", "any"})
    if (c.contains(key))
      for (auto& one : c[key])
        one = distributed(one);
  if (c.contains("all") && !c.contains("unless"))
    for (std::size_t i = 0; i < c["all"].size(); ++i) {
      auto const& choice = c["all"][i];
      if (!choice.contains("any") || choice["any"].empty() || choice.contains("support")) continue;
      json out{{"any", json::array()}};
      for (auto const& one : choice["any"]) {
        auto branch = c;
        branch["all"][i] = one;
        for (auto const* cite : {"id", "label"})
          branch.erase(cite);
        out["any"].push_back(std::move(branch));
      }
      if (c.contains("cite")) out["cite"] = c["cite"];
      return out;
    }
  if (c.contains("any") && c["any"].size() >= 2) {
    auto const both = json{{"all", json::array({c["any"][0], c["any"][1]})}};
    c["any"].push_back(both);
  }
  return c;
}

void expect_equivalent(std::string const& module, file_map const& changed, std::string const& on) {
  auto const a = side(load(files_of(module)), on), b = side(load(changed), on);
  auto const d = diff(a, b, only_module(module)).value();
  std::size_t proved = 0;
  for (auto const& m : d.meanings()) {
    if (has_proofs()) {
      EXPECT_EQ(m.is, verdict::equivalent) << m.id << ' ' << m.note;
    }
    proved += m.proved ? 1 : 0;
  }
  std::cout << module << " on " << on << ": " << proved << " of " << d.meanings().size() << " proved the same\n";
  for (auto const& c : d.changes())
    if (has_proofs()) {
      EXPECT_GE(c.how, severity::support) << c.id;
    }
}

template <class Rewrite>
void rewritten_is_the_same(Rewrite rewrite) {
  for (auto const& [module, on] : {std::pair("us", "2026-01-15"), std::pair("mx", "2025-06-01")}) {
    auto files = files_of(module);
    each_version(files, [&](auto&, auto&, auto&, json& version) { version["when"] = rewrite(version["when"]); });
    expect_equivalent(module, files, on);
  }
}

TEST(DiffNeutral, DeMorgan) {
  rewritten_is_the_same(de_morgan);
}
TEST(DiffNeutral, OtherOrder) {
  rewritten_is_the_same(reversed);
}
TEST(DiffNeutral, Distributed) {
  rewritten_is_the_same(distributed);
}

// Each condition becomes a definition of its own.
TEST(DiffNeutral, FactoredOut) {
  for (auto const& [module, on] : {std::pair("us", "2026-01-15"), std::pair("mx", "2025-06-01")}) {
    auto files = files_of(module);
    json definitions = json::object();
    int n = 0;
    each_version(files, [&, &module = module](auto&, auto&, json& provision, json& version) {
      if (provision.contains("per") || !version["when"].contains("any")) return;
      auto const id = std::string(module) + ".factored_" + std::to_string(++n);
      definitions[id] = json{{"label", json{{"en", "factored out"}, {"es", "extraído"}}},
                             {"versions", json::array({json{{"from", "1900-01-01"},
                                                            {"cite", version["cite"]},
                                                            {"support", "verified"},
                                                            {"creates", true},
                                                            {"note", "factored out"},
                                                            {"when", version["when"]}}})}};
      version["when"] = json{{"all", json::array({json{{"provision", id}}})}};
    });
    files[std::string(module) + "/factored.json"] = json{{"provisions", definitions}};
    auto const a = side(load(files_of(module)), on), b = side(load(files), on);
    auto const d = diff(a, b, only_module(module)).value();
    for (auto const& m : d.meanings())
      if (has_proofs() && m.id.find(".factored_") == std::string::npos) {
        EXPECT_EQ(m.is, verdict::equivalent) << m.id << ' ' << m.note;
      }
    std::cout << n << " definitions in " << module << '\n';
  }
}

// --- what is called the same is the same for random persons
// ------------------------------------------------------------

TEST(DiffNeutral, RandomPersonsAgree) {
  auto files = files_of("us");
  each_version(files, [&](auto&, auto&, auto&, json& version) {
    version["when"] = distributed(de_morgan(reversed(version["when"])));
  });
  auto const a = load(files_of("us")), b = load(files);
  constexpr unsigned seed = 20261101;
  std::cout << "seed " << seed << '\n';
  std::mt19937 random(seed);
  auto const as_of = day("2026-01-15");
  auto const before = a.at(as_of).value(), after = b.at(as_of).value();
  auto const vocabulary = a.vocabulary();
  workspace x, y;
  for (int round = 0; round < 300; ++round) {
    json facts = json::object();
    for (auto const& f : vocabulary) {
      if (random() % 3 == 0 || (f.id.size() > 2 && f.id[2] == '.' && !f.id.starts_with("us."))) continue;
      auto date_near = [&] { return (as_of - static_cast<int>(random() % 9000)).to_string(); };
      if (f.type == "boolean") facts[f.id] = random() % 2 == 0;
      if (f.type == "number") facts[f.id] = random() % 5;
      if (f.type == "date" || f.type == "date_time") facts[f.id] = random() % 4 == 0 ? "not_yet" : date_near();
      if (f.type == "enum" && !f.values.empty()) facts[f.id] = f.values[random() % f.values.size()].first;
      if (f.type == "set") {
        facts[f.id] = json::array();
        for (auto const& v : f.values)
          if (random() % 6 == 0) facts[f.id].push_back(v.first);
      }
    }
    auto const one = before.evaluate(a.read_facts(facts.dump()).value(), as_of, x);
    auto const other = after.evaluate(b.read_facts(facts.dump()).value(), as_of, y);
    for (std::size_t i = 0; i < one.size(); ++i)
      ASSERT_EQ(one[i].status, other[i].status) << before.protections()[i];
  }
}

// --- mutations ------------------------------------------------------------------------------------------------------

/// Changes one leaf as a slip of the pen would.
void mutate(json& leaf) {
  auto turn = [&](char const* x, char const* y) {
    for (auto const& [from, to] : {std::pair(x, y), std::pair(y, x)})
      if (leaf.contains(from)) {
        auto const value = leaf[from];
        leaf.erase(from);
        leaf[to] = value;
        return true;
      }
    return false;
  };
  if (leaf.contains("date") && (turn("before", "on_or_before") || turn("after", "on_or_after"))) return;
  if (leaf.contains("age"))
    for (auto const* key : {"less_than", "at_least"})
      if (leaf.contains(key) && leaf[key].contains("years")) {
        leaf[key]["years"] = leaf[key]["years"].get<int>() + 1;
        return;
      }
  if (leaf.contains("fact")) {
    for (auto const* key : {"in", "includes_any"})
      if (leaf.contains(key) && leaf[key].is_array() && leaf[key].size() > 1) {
        leaf[key].erase(leaf[key].size() - 1);
        return;
      }
    if (leaf.contains("is") && leaf["is"].is_boolean()) {
      leaf["is"] = !leaf["is"].get<bool>();
      return;
    }
    for (auto const* key : {"at_least", "at_most", "more_than", "less_than"})
      if (leaf.contains(key) && leaf[key].is_number()) {
        leaf[key] = leaf[key].get<int>() + 1;
        return;
      }
  }
  leaf = denied(leaf);
}

/// A day on which a version has begun, however roughly its beginning is known.
std::string surely_begun(json const& from) {
  auto out = from.is_array() ? from[1].get<std::string>() : from.get<std::string>();
  while (out.size() < 10)
    out += out.size() == 4 ? "-12" : "-28";
  return out;
}

/// A provision and all provisions and deadlines that it refers to, however deep.
std::set<std::string> below(file_map const& files, std::string const& start) {
  std::map<std::string, json const*> things;
  for (auto const& [path, content] : files)
    for (auto const* section : {"provisions", "deadlines"})
      if (content.contains(section))
        for (auto const& [id, thing] : content[section].items())
          things[id] = &thing;
  std::set<std::string> out;
  std::function<void(std::string const&)> add;
  std::function<void(json const&)> in = [&](json const& part) {
    if (part.is_object())
      for (auto const* key : {"provision", "deadline"})
        if (part.contains(key) && part[key].is_string()) add(part[key]);
    if (part.is_structured())
      for (auto const& one : part)
        in(one);
  };
  add = [&](std::string const& id) {
    if (!things.contains(id) || !out.insert(id).second) return;
    for (auto const& version : (*things[id])["versions"])
      in(version);
  };
  add(start);
  return out;
}

void mutations_are_decided(std::string const& module, std::string const& protection) {
  if (!has_proofs()) GTEST_SKIP() << "built without a solver";
  auto const original = files_of(module);
  auto const a = load(original);
  auto const reached = below(original, protection);
  auto const* all = std::getenv("COBIJO_MUTATIONS");
  std::size_t const step = all != nullptr && std::string(all) == "all" ? 1 : 20;
  std::size_t leaves = 0, tried = 0, equivalent = 0, witnessed = 0;
  auto count = original;
  each_version(count, [&](auto&, std::string const& id, auto&, json& version) {
    if (reached.contains(id)) each_leaf(version["when"], [&](json&) { ++leaves; });
  });
  for (std::size_t target = 0; target < leaves; target += step) {
    auto files = original;
    std::size_t i = 0;
    std::string on, id;
    each_version(files, [&](auto&, std::string const& name, auto&, json& version) {
      if (!reached.contains(name)) return;
      each_leaf(version["when"], [&](json& leaf) {
        if (i++ != target) return;
        mutate(leaf);
        id = name;
        on = surely_begun(version["from"]);
      });
    });
    ++tried;
    diff_options how;
    how.only = {id, protection};
    auto const x = side(a, on), y = side(load(files), on);
    auto const d = diff(x, y, how).value();
    EXPECT_FALSE(d.meanings().empty());
    for (auto const& m : d.meanings()) {
      EXPECT_NE(m.is, verdict::undecided)
          << "leaf " << target << " of " << id << " on " << on << ": " << m.id << ": " << m.note;
      bool const found = m.loses || m.gains || m.differs;
      EXPECT_EQ(found, m.is != verdict::equivalent) << m.id;
      (found ? witnessed : equivalent) += 1;
    }
    replay_all(d, x, y);
  }
  std::cout << protection << ": " << tried << " of " << leaves << " leaves; of what they touch, " << witnessed
            << " with an example, " << equivalent << " proved the same\n";
}

TEST(DiffMutations, TStatus) {
  mutations_are_decided("us", "us.t_status");
}
TEST(DiffMutations, RefugeeStatus) {
  mutations_are_decided("mx", "mx.refugee_status");
}

/// Every condition on stays, with one day more: somebody is found, or that nobody differs is proved.
TEST(DiffMutations, Stays) {
  if (!has_proofs()) GTEST_SKIP() << "built without a solver";
  std::size_t tried = 0;
  for (auto const* module : {"us", "mx"}) {
    auto const original = files_of(module);
    auto const a = load(original);
    auto files = original;
    each_version(files, [&](std::string const&, std::string const& id, json& provision, json& version) {
      if (provision.contains("per")) return;
      auto const on = surely_begun(version["from"]);
      each_leaf(version["when"], [&](json& leaf) {
        if (!leaf.contains("time_in")) return;
        for (auto const* limit : {"more_than", "at_least", "at_most", "less_than"}) {
          if (!leaf.contains(limit) || !leaf[limit].contains("days")) continue;
          auto const kept = leaf;
          leaf[limit]["days"] = leaf[limit]["days"].get<int>() + 1;
          diff_options how;
          how.only = {id};
          auto const x = side(a, on), y = side(load(files), on);
          auto const d = diff(x, y, how).value();
          leaf = kept;
          ++tried;
          ASSERT_FALSE(d.meanings().empty()) << id;
          auto const& m = d.meanings().front();
          EXPECT_NE(m.is, verdict::undecided) << id << ' ' << limit << ": " << m.note;
          EXPECT_TRUE(m.proved) << id;
          EXPECT_TRUE(m.is == verdict::equivalent || m.loses || m.gains || m.differs) << id;
          replay_all(d, x, y);
        }
      });
    });
  }
  EXPECT_GT(tried, 0U);
  std::cout << tried << " conditions on stays\n";
}

// --- the rest -------------------------------------------------------------------------------------------------------

TEST(Diff, NothingChangesFromAnEditionToItself) {
  auto const a = side(whole_rulebook(), "2026-01-15");
  auto const d = diff(a, a).value();
  EXPECT_TRUE(d.changes().empty());
  EXPECT_TRUE(std::all_of(d.meanings().begin(), d.meanings().end(),
                          [](meaning const& m) { return m.is == verdict::equivalent; }));
}

TEST(Diff, SaysWhatItWasAsked) {
  auto const a = side(whole_rulebook(), "2021-01-09"), b = side(whole_rulebook(), "2021-01-11");
  EXPECT_EQ(diff(a, b, only_module("nowhere")).faults().front().code, "E0313");
  diff_options how;
  how.only = {"mx.visitor_humanitarian.child"};
  auto const d = diff(a, b, how).value();
  EXPECT_TRUE(d.has(severity::widens));
  EXPECT_FALSE(d.has(severity::narrows));
  for (auto const as :
       {diff_format::text, diff_format::json, diff_format::markdown, diff_format::html, diff_format::line})
    for (auto const* lang : {"en", "es"}) {
      report_style style;
      style.lang = lang;
      auto const text = report(d, as, style);
      EXPECT_FALSE(text.empty());
      if (as == diff_format::json) {
        EXPECT_EQ(json::parse(text)["changes"].size(), d.changes().size());
      }
      if (as == diff_format::html) {
        EXPECT_EQ(text.find("<script"), std::string::npos);
      }
      if (as == diff_format::line) {
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 0);
      }
    }
}

TEST(Diff, EverySeverityHasItsWord) {
  for (int i = 0; i <= static_cast<int>(severity::wording); ++i)
    EXPECT_EQ(severity_of(to_string(static_cast<severity>(i))), static_cast<severity>(i));
  EXPECT_FALSE(severity_of("nothing"));
}

} // namespace
