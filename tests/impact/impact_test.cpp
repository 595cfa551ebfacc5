// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Impacts of what a file of cases cannot hold: hundreds of random persons counted anew from whole determinations, two
// vocabularies, small counts, memory. The corpus of people files and their reports is tests/cli/impact.json.
//
// More random rulebooks: COBIJO_RANDOM_BOOKS=1000.
#include "impact/outcomes.hpp"
#include "project.hpp"
#include "random/generate.hpp"
#include "schema/validate.hpp"

#include <cobijo/cobijo.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

using namespace cobijo;
using nlohmann::json;

namespace {

using cobijo_test::day;
using cobijo_test::lines;
using cobijo_test::root;
using cobijo_test::zedland_folder;

rulebook const& zedland() {
  static rulebook const one = rulebook::load(zedland_folder).value();
  return one;
}

diff_side side(rulebook const& book, std::string const& on, std::string const& name = {}) {
  return {book, day(on), {}, name.empty() ? on : name};
}

std::string schema_faults(std::string const& document) {
  return lines(cobijo_test::output_faults("impact", document));
}

// --- outcomes -------------------------------------------------------------------------------------------------------

// The table of docs/impact.md, read from there.
TEST(Impact, OutcomesAreThoseOfTheTable) {
  std::ifstream in(root + "/docs/impact.md");
  std::map<std::string, status> const statuses{{"eligible", status::eligible},
                                               {"not eligible", status::not_eligible},
                                               {"undetermined", status::undetermined},
                                               {"not in force", status::not_in_force}};
  std::vector<status> columns;
  int seen = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ")) continue;
    std::vector<std::string> cells;
    for (std::size_t at = 2, cut = 0; (cut = line.find(" |", at)) != std::string::npos; at = cut + 3)
      cells.push_back(line.substr(at, cut - at));
    if (cells.front() == "before \\ after") {
      for (std::size_t i = 1; i < cells.size(); ++i)
        columns.push_back(statuses.at(cells[i]));
      continue;
    }
    auto const before = statuses.find(cells.front());
    if (columns.size() != 4 || before == statuses.end()) continue;
    for (std::size_t i = 0; i < 4; ++i, ++seen) {
      std::string told;
      auto const of = internal::outcomes_of(before->second, columns[i]);
      for (std::size_t o = 0; o < outcomes; ++o)
        if (of[o]) told += (told.empty() ? "`" : ", `") + std::string(to_string(static_cast<outcome>(o))) + '`';
      EXPECT_EQ(told.empty() ? "–" : told, cells[i + 1]) << line;
    }
  }
  EXPECT_EQ(seen, 16);
  for (std::size_t o = 0; o < outcomes; ++o)
    EXPECT_EQ(outcome_of(to_string(static_cast<outcome>(o))), static_cast<outcome>(o));
  EXPECT_FALSE(outcome_of("lost"));
}

// --- counted anew ---------------------------------------------------------------------------------------------------

/// A report of everything, made the plain way: two whole determinations a person, compared word by word.
class recount {
public:
  recount(diff_side const& a, diff_side const& b)
      : a_(a.book.at(a.law_date).value()), b_(b.book.at(b.law_date).value()) {}

  void add(facts const& who, moment const& as_of, std::uint64_t row,
           std::vector<std::vector<std::string>> const& groups) {
    auto const x = a_.determine(who, as_of), y = b_.determine(who, as_of);
    std::set<outcome> all;
    bool changed = false;
    for (auto const& p : y.protections) {
      auto const before = x.protection(p.id)->status, after = p.status;
      if (before == after) continue;
      auto const sure = [](status s) { return s == status::eligible || s == status::not_eligible; };
      std::set<outcome> of;
      if (before == status::eligible) of.insert(outcome::loses);
      if (after == status::eligible) of.insert(outcome::gains);
      if (sure(before) && after == status::undetermined) of.insert(outcome::becomes_undetermined);
      if (before == status::undetermined && sure(after)) of.insert(outcome::becomes_decided);
      if (after == status::not_in_force) of.insert(outcome::goes_out_of_force);
      if (before == status::not_in_force) of.insert(outcome::comes_into_force);
      count(p.id, of, row, groups);
      all.insert(of.begin(), of.end());
      changed = true;
    }
    for (auto const& d : y.deadlines) {
      auto const& was = *x.deadline(d.id);
      // As far as both are known: to the minute, or to the day.
      bool const days = any_day(was) || any_day(d);
      auto const cut = [&](std::optional<std::string> const& t) { return t ? t->substr(0, days ? 10 : 16) : ""; };
      auto const from = cut(was.due), to = cut(d.due);
      std::set<outcome> of;
      if (!from.empty() && !to.empty() && to < from) of.insert(outcome::due_earlier);
      if (!from.empty() && !to.empty() && to > from) of.insert(outcome::due_later);
      if (!from.empty() && to.empty()) of.insert(outcome::due_ends);
      if (from.empty() && !to.empty()) of.insert(outcome::due_begins);
      if (from == to && cut(was.latest) != cut(d.latest)) of.insert(outcome::latest_moves);
      if (was.possible != d.possible) of.insert(outcome::state_changes);
      if (of.empty()) continue;
      count(d.id, of, row, groups);
      all.insert(of.begin(), of.end());
      changed = true;
    }
    if (changed) count("", all, row, groups);
  }

  /// Rows by thing, grouping, group, outcome.
  using cells = std::map<std::tuple<std::string, std::size_t, std::string, outcome>, std::vector<std::uint64_t>>;
  cells found;

  static cells of(impact_report const& r) {
    cells out;
    auto thing = [&](impact_thing const& t) {
      auto tally = [&](impact_tally const& from, std::size_t g, std::string const& group) {
        for (std::size_t o = 0; o < outcomes; ++o)
          if (from.of[o].persons > 0) {
            EXPECT_EQ(from.of[o].persons, from.of[o].rows.size()) << t.id;
            out[{t.id, g, group, static_cast<outcome>(o)}] = from.of[o].rows;
          }
      };
      tally(t.all, 0, "");
      for (std::size_t g = 0; g < t.by.size(); ++g)
        for (auto const& [at, one] : t.by[g]) {
          auto const& group = r.groupings[g].groups[at];
          tally(one, g + 1,
                group.kind == impact_group::what::value  ? '=' + group.value
                : group.kind == impact_group::what::none ? "none"
                                                         : "unknown");
        }
    };
    thing(r.people);
    for (auto const* list : {&r.protections, &r.deadlines})
      for (auto const& t : *list)
        thing(t);
    return out;
  }

private:
  static bool any_day(deadline_answer const& d) {
    for (auto const* t : {&d.due, &d.latest})
      if (*t && (*t)->find('T') == std::string::npos) return true;
    return false;
  }
  void count(std::string const& id, std::set<outcome> const& of, std::uint64_t row,
             std::vector<std::vector<std::string>> const& groups) {
    for (auto const o : of) {
      found[{id, 0, "", o}].push_back(row);
      for (std::size_t g = 0; g < groups.size(); ++g)
        for (auto const& group : groups[g])
          found[{id, g + 1, group, o}].push_back(row);
    }
  }
  edition a_, b_;
};

/// Groups of a person by one fact, from the JSON as written; facts of the types that `plain` tells.
std::vector<std::string> groups_of(fact_info const& f, json const& person) {
  if (!person.contains(f.id) || person[f.id].is_null()) return {"unknown"};
  auto const& v = person[f.id];
  if (v.is_boolean()) return {v.get<bool>() ? "=true" : "=false"};
  if (v.is_string()) return {'=' + v.get<std::string>()};
  auto const yes = v.is_array() ? v : v.value("yes", json::array());
  auto const no = v.is_array() ? json::array() : v.value("no", json::array());
  std::vector<std::string> out, left;
  for (auto const& [id, label] : f.values) {
    if (std::find(yes.begin(), yes.end(), id) != yes.end()) out.push_back('=' + id);
    if (std::find(no.begin(), no.end(), id) == no.end()) left.push_back('=' + id);
  }
  if (f.type == "enum") return left.size() == 1 ? left : std::vector<std::string>{"unknown"};
  if (!out.empty()) return out;
  return {v.is_array() || left.empty() ? "none" : "unknown"};
}

bool plain(fact_info const& f) {
  return f.type == "boolean" || f.type == "enum" || f.type == "set";
}

int random_books() {
  return static_cast<int>(cobijo_test::number_from_environment("COBIJO_RANDOM_BOOKS", 50));
}

/// No small count is told, and none can be had by taking what is told from a total.
void expect_hidden(json const& told, std::uint64_t below) {
  auto const small = [&](json const& n) { return !n.is_null() && n.get<std::uint64_t>() > 0 && n < below; };
  auto thing = [&](json const& t) {
    EXPECT_FALSE(t.contains("moves"));
    for (auto const& [what, total] : t["outcomes"].items()) {
      EXPECT_FALSE(small(total["persons"]));
      EXPECT_FALSE(total.contains("rows"));
      for (auto const& by : t["by"]) {
        std::uint64_t shown = 0, hidden = 0;
        for (auto const& group : by["groups"]) {
          EXPECT_FALSE(small(group["changed"]));
          if (!group["outcomes"].contains(what)) continue;
          auto const& n = group["outcomes"][what]["persons"];
          EXPECT_FALSE(small(n));
          if (n.is_null())
            ++hidden;
          else
            shown += n.get<std::uint64_t>();
        }
        if (total["persons"].is_null() || hidden == 0 || shown > total["persons"].get<std::uint64_t>()) continue;
        EXPECT_GE(hidden, 2U) << what;
        EXPECT_GE(total["persons"].get<std::uint64_t>() - shown, below) << what;
      }
    }
  };
  thing(told["people"]);
  for (auto const* list : {"protections", "deadlines"})
    for (auto const& t : told[list])
      thing(t);
  for (auto const& g : told["groupings"])
    for (auto const& group : g["groups"])
      EXPECT_FALSE(small(group["persons"]));
}

TEST(Impact, RandomPersonsAreCountedAsTheyAreDetermined) {
  std::size_t counted = 0, cells = 0, left_out = 0;
  for (int n = 0; n < random_books(); ++n) {
    SCOPED_TRACE(n);
    cobijo_random::source random(20261122 + static_cast<std::uint64_t>(n));
    auto const made = cobijo_random::random_rulebook(random);
    std::vector<std::pair<std::string, std::string>> files;
    for (auto const& [path, content] : made.files)
      files.emplace_back(path, content.dump());
    auto const book = rulebook::from_files(files).value();
    // Two days of the book, far enough apart that its law changes between them.
    auto const lo = *std::min_element(made.days.begin(), made.days.end());
    auto const a = side(book, date::from_days(static_cast<std::int32_t>(lo) - 200 + random.below(400)).to_string());
    auto const b = side(book, (a.law_date + random.between(200, 2500)).to_string());
    std::vector<fact_info> by;
    impact_options how;
    how.examples = 1000;
    for (auto const& f : book.vocabulary())
      if (plain(f) && made.facts.contains(f.id) && by.size() < 4) {
        by.push_back(f);
        how.by.push_back(f.id);
      }
    auto run = impact::between(a, b, how).value();
    recount anew(a, b);
    auto const before = a.book.at(a.law_date).value(), after = b.book.at(b.law_date).value();
    for (std::uint64_t row = 1; row <= 10; ++row) {
      auto const person = cobijo_random::random_person(made, random);
      auto const as_of = cobijo_random::random_options(made, random).as_of;
      auto const faults = run.add(json{{"as_of", as_of}, {"facts", person}}.dump(), row);
      auto const who = book.read_facts(person.dump()).value();
      auto const asked = moment::parse(as_of).value();
      bool const sound = before.contradictions(who, asked).empty() && after.contradictions(who, asked).empty();
      EXPECT_EQ(sound, faults.empty());
      if (!sound) {
        ++left_out;
        continue;
      }
      ++counted;
      std::vector<std::vector<std::string>> groups;
      for (auto const& f : by)
        groups.push_back(groups_of(f, person));
      anew.add(who, asked, row, groups);
    }
    auto const report = run.finished();
    EXPECT_EQ(recount::of(report), anew.found);
    cells += anew.found.size();
    for (auto const* lang : {"en", "es"}) {
      report_style style;
      style.lang = lang;
      EXPECT_EQ(schema_faults(cobijo::report(report, impact_format::json, style)), "");
      EXPECT_EQ(schema_faults(cobijo::report(report, impact_format::json, style, 3)), "");
    }
    expect_hidden(json::parse(cobijo::report(report, impact_format::json, {}, 3)), 3);
  }
  std::cout << counted << " persons, " << left_out << " left out, " << cells << " counts\n";
  EXPECT_GT(cells, counted); // or the rulebooks are too dull to show anything
}

// The rules of a real module, whose first files alone have hundreds of deadlines.
TEST(Impact, PersonsOfARealModuleAreCountedAsTheyAreDetermined) {
  auto const corpus = json::parse(cobijo_test::text_of(root + "/tests/corpora/diff/mexico.json"));
  auto const& change = corpus["changes"].front();
  auto const book = rulebook::builtin(change["modules"].get<std::vector<std::string>>()).value();
  auto const a = side(book, change["a"]), b = side(book, change["b"]);
  impact_options how;
  how.examples = 1000;
  how.modules = change["modules"].get<std::vector<std::string>>();
  auto run = impact::between(a, b, how).value();
  recount anew(a, b);
  cobijo_random::source random(7);
  auto const vocabulary = book.vocabulary();
  std::size_t counted = 0;
  for (std::uint64_t row = 1; row <= 40; ++row) {
    json person = json::object();
    for (auto const& f : vocabulary) {
      if (random.chance(30)) continue;
      if (f.type == "boolean") person[f.id] = random.chance(50);
      if (f.type == "enum") person[f.id] = random.pick(f.values).first;
      if (f.type == "date") person[f.id] = (b.law_date - random.below(9000)).to_string();
    }
    auto const who = book.read_facts(person.dump()).value();
    if (!run.add(person.dump(), row).empty()) continue;
    anew.add(who, b.law_date, row, {});
    ++counted;
  }
  auto const report = run.finished();
  EXPECT_EQ(recount::of(report), anew.found);
  EXPECT_EQ(report.persons, counted);
  EXPECT_EQ(report.persons + report.left_out, 40U);
}

// --- two rulebooks --------------------------------------------------------------------------------------------------

using files = std::map<std::string, json>;

files zedland_files() {
  files out;
  auto const folder = std::filesystem::path(zedland_folder);
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && !entry.path().string().ends_with(".cases.json"))
      out[entry.path().lexically_relative(folder).generic_string()] = json::parse(cobijo_test::text_of(entry.path()));
  return out;
}

rulebook load(files const& from) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (auto const& [path, content] : from)
    texts.emplace_back(path, content.dump());
  return rulebook::from_files(texts).value();
}

TEST(Impact, WhatOnlyOneVocabularyHasIsUnknownToTheOther) {
  auto newer = zedland_files();
  auto& facts = newer["vocabulary/facts.json"]["facts"];
  facts["zz.at_risk"] = facts["zz.convicted"];
  facts["person.harm"]["values"]["forced_labour"] = {{"en", "forced labour"}, {"es", "trabajo forzado"}};
  auto& harmed = newer["zz/shelter.json"]["provisions"]["zz.harmed"]["versions"][0]["when"]["any"];
  harmed[0]["includes_any"].push_back("forced_labour");
  harmed.push_back({{"fact", "zz.at_risk"}});
  auto const b = side(load(newer), "2026-01-01", "new");
  impact_options how;
  how.by = {"zz.at_risk"};
  auto run = impact::between(side(zedland(), "2026-01-01", "old"), b, how).value();
  auto const text = R"("zz.entry_date": "2025-12-30", "zz.convicted": false)";
  auto person = [&](std::string const& more) { return "{" + more + ", " + text + "}"; };
  // The old rulebook does not take the new fact or value: undetermined there, not refused.
  auto const beside_a_day =
      R"({ "as_of": "2026-01-02", "facts": )" + person(R"("zz": { "at_risk": true }, "person.harm": [])") + " }";
  EXPECT_TRUE(run.add(beside_a_day, 1).empty());
  EXPECT_TRUE(run.add(person(R"("person": { "harm": ["forced_labour"] })"), 2).empty());
  EXPECT_TRUE(run.add(person(R"("person": { "harm": ["injury"] })"), 3).empty());
  // Wrong in both, in different ways.
  EXPECT_EQ(run.add(person(R"("zz.at_risk": "perhaps")"), 4).front().code, "E0602");
  EXPECT_EQ(run.add(person(R"("person.harm": ["theft"])"), 5).front().code, "E0603");
  EXPECT_EQ(run.add(person(R"("zz.at_rsik": true)"), 6).front().code, "E0601");
  EXPECT_EQ(run.add("{", 7).front().code, "E0101");
  auto const r = run.finished();
  EXPECT_EQ(r.persons, 3U);
  EXPECT_EQ(r.left_out, 4U);
  EXPECT_EQ(r.one_sided, (std::map<std::string, std::uint64_t>{{"person.harm", 1}, {"zz.at_risk", 1}}));
  ASSERT_EQ(r.protections.size(), 2U); // residence asks for an injury too: that there was none is known to one
  auto const& shelter = r.protections.front();
  EXPECT_EQ(shelter.id, "zz.shelter");
  EXPECT_EQ(shelter.all[outcome::gains].rows, (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(
      shelter.all.moves[static_cast<std::size_t>(status::not_eligible)][static_cast<std::size_t>(status::eligible)],
      1U); // the first: that there was no harm is known to both
  EXPECT_EQ(
      shelter.all.moves[static_cast<std::size_t>(status::undetermined)][static_cast<std::size_t>(status::eligible)],
      1U);
}

TEST(Impact, RenamedIsTheSameAndGoneIsNotInForce) {
  auto newer = zedland_files();
  auto& provisions = newer["zz/shelter.json"]["provisions"];
  provisions["zz.home"] = provisions["zz.residence"];
  provisions["zz.home"]["was"] = json::array({"zz.residence"});
  provisions.erase("zz.residence");
  provisions["zz.shelter"].erase("protection");
  newer["zz/shelter.json"]["deadlines"]["zz.shelter.filing"].erase("protection");
  newer["zz/shelter.json"]["deadlines"]["zz.shelter.filing"]["versions"][0]["period"]["working_days"] = 20;
  auto run = impact::between(side(zedland(), "2026-01-01", "old"), side(load(newer), "2026-01-01", "new")).value();
  EXPECT_TRUE(
      run.add(R"({ "person.harm": ["injury"], "zz.entry_date": "2025-12-30", "zz.convicted": false })", 1).empty());
  EXPECT_TRUE(run.add(R"({ "person.harm": ["injury"], "zz.convicted": true, "person.reports": 1 })", 2).empty());
  auto const r = run.finished();
  ASSERT_EQ(r.protections.size(), 1U);
  EXPECT_EQ(r.protections.front().id, "zz.shelter");
  EXPECT_EQ(r.protections.front().all[outcome::loses].rows, (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(r.protections.front().all[outcome::goes_out_of_force].persons, 2U);
  ASSERT_EQ(r.deadlines.size(), 1U);
  EXPECT_EQ(r.deadlines.front().all[outcome::due_later].rows, (std::vector<std::uint64_t>{1}));
  EXPECT_NE(report(r, impact_format::text).find("due day: +15 days"), std::string::npos);
  EXPECT_NE(report(r, impact_format::markdown, {.lang = "es"}).find("día de vencimiento: +15 días"), std::string::npos);
  auto const told = json::parse(report(r, impact_format::json));
  EXPECT_EQ(schema_faults(told.dump()), "");
  for (auto const& [pointer, value] : std::map<std::string, json>{{"/persons", nullptr},
                                                                  {"/facts", json::object()},
                                                                  {"/people/moves", json::array()},
                                                                  {"/left_out/codes/E9", 1},
                                                                  {"/protections/0/outcomes/lost", json::object()},
                                                                  {"/protections/0/moves/0/after", "granted"},
                                                                  {"/deadlines/0/due_days", json{1}}}) {
    auto bad = told;
    bad[json::json_pointer(pointer)] = value;
    EXPECT_NE(schema_faults(bad.dump()), "") << pointer;
  }
  // From 13 to 28 January 2026: ten working days more, the national day of the 21st among them.
  EXPECT_EQ(r.deadlines.front().all.due_days, (std::pair<std::int64_t, std::int64_t>(15, 15)));
}

// --- what else may go wrong -----------------------------------------------------------------------------------------

TEST(Impact, WrongQuestionsAreRefused) {
  auto const a = side(zedland(), "2020-01-01"), b = side(zedland(), "2026-01-01");
  auto code = [&](impact_options const& how) {
    auto const r = impact::between(a, b, how);
    return r ? "" : r.faults().front().code;
  };
  impact_options how;
  EXPECT_EQ(code(how), "");
  how.modules = {"yy"};
  EXPECT_EQ(code(how), "E0313");
  how.modules = {};
  how.only = {"zz.harmed"};
  EXPECT_EQ(code(how), "E0302");
  how.only = {"zz.shelter", "zz.shelter.filing"};
  EXPECT_EQ(code(how), "");
  for (auto const* by : {"zz.conviction", "person"}) {
    how.by = {by};
    EXPECT_EQ(code(how), "E0301") << by;
  }
  for (auto const* by : {"zz.convicted:year", "person.reports:age", "zz.entry_date:month"}) {
    how.by = {by};
    EXPECT_EQ(code(how), "E0401") << by;
  }
  auto run = impact::between(a, b).value();
  for (auto const* text : {R"({ "law_date": "2020-01-01", "facts": {} })",
                           R"({ "known_at": "2020-01-01", "facts": {} })", R"({ "readings": "open", "facts": {} })"})
    EXPECT_EQ(run.add(text, 1).front().code, "E0202") << text;
  run.leave_out({});
  EXPECT_EQ(run.finished().left_out, 4U);
  EXPECT_EQ(run.finished().persons, 0U);
}

TEST(Impact, AgesAreThoseOfTheDayAskedAbout) {
  impact_options how;
  how.by = {"person.birth_date", "person.birth_date:year"};
  auto run = impact::between(side(zedland(), "2020-01-01"), side(zedland(), "2026-01-01"), how).value();
  struct one {
    char const *birth, *as_of, *age, *year;
  };
  one const persons[] = {
      {R"("2008-03-01")", "2026-02-28", "15-17", "2008"},
      {R"("2008-03-01")", "2026-03-01", "18-20", "2008"},
      {R"("2008-02-29")", "2026-02-28", "unknown", "2008"}, // the birthday is on that day, or on the next
      {R"("2008-02-29")", "2026-03-01", "18-20", "2008"},
      {R"("2008")", "2026-06-01", "unknown", "2008"}, // 17 or 18
      {R"("2009")", "2026-06-01", "15-17", "2009"},
      {R"(["2009-12-01", "2010-02-01"])", "2026-06-01", "15-17", "unknown"},
      {R"({ "age": 15, "on": "2026-06-01" })", "2026-06-01", "15-17", "unknown"},
      {R"("1925-01-01")", "2026-06-01", "60+", "1925"},
      {R"("2026-01-01")", "2026-06-01", "0-11", "2026"},
      {R"("2026-07-01")", "2026-06-01", "unknown", "2026"}, // not born
      {R"("not_yet")", "2026-06-01", "not_yet", "not_yet"},
      {"null", "2026-06-01", "unknown", "unknown"}};
  std::map<std::string, std::uint64_t> ages, years;
  std::uint64_t row = 0;
  for (auto const& p : persons) {
    EXPECT_TRUE(
        run.add(std::string(R"({ "as_of": ")") + p.as_of + R"(", "facts": { "person.birth_date": )" + p.birth + " } }",
                ++row)
            .empty());
    ++ages[p.age];
    ++years[p.year];
  }
  auto const r = run.finished();
  auto told = [](impact_grouping const& g) {
    std::map<std::string, std::uint64_t> out;
    for (auto const& one : g.groups)
      out[one.kind == impact_group::what::value     ? one.value
          : one.kind == impact_group::what::not_yet ? "not_yet"
                                                    : "unknown"] = one.persons;
    return out;
  };
  EXPECT_EQ(told(r.groupings[0]), ages);
  EXPECT_EQ(told(r.groupings[1]), years);
}

TEST(Impact, ValuesBeyondTheirNumberAreCountedTogether) {
  impact_options how;
  how.by = {"person.reports"};
  how.values = 2;
  auto run = impact::between(side(zedland(), "2020-01-01"), side(zedland(), "2026-01-01"), how).value();
  for (std::uint64_t row = 1; row <= 10; ++row)
    EXPECT_TRUE(run.add(R"({ "person.reports": )" + std::to_string(10 - row) + " }", row).empty());
  EXPECT_TRUE(run.add("{}", 11).empty());
  auto const groups = run.finished().groupings.front().groups;
  ASSERT_EQ(groups.size(), 4U);
  EXPECT_EQ(groups[0].value, "8");
  EXPECT_EQ(groups[1].value, "9");
  EXPECT_EQ(groups[2].kind, impact_group::what::unknown);
  EXPECT_EQ(groups[3].kind, impact_group::what::others);
  EXPECT_EQ(groups[3].persons, 8U);
}

TEST(Impact, SmallCountsAreNotToldNorWhatGivesThemBack) {
  impact_options how;
  how.by = {"person.reports"};
  auto run = impact::between(side(zedland(), "2020-01-01"), side(zedland(), "2026-01-01"), how).value();
  // Who is over thirty was refused, and is not any more: 1 with no report, 7 with one, 20 with two.
  std::uint64_t row = 0;
  for (auto const& [reports, persons] : {std::pair{0, 1}, {1, 7}, {2, 20}})
    for (int i = 0; i < persons; ++i)
      EXPECT_TRUE(run.add(R"({ "person.birth_date": "1980", "person.harm": ["injury"], "zz.convicted": false,
                               "zz.entry_date": "2025-12-30", "person.reports": )" +
                              std::to_string(reports) + " }",
                          ++row)
                      .empty());
  auto const r = run.finished();
  auto const told = json::parse(report(r, impact_format::json, {}, 5));
  expect_hidden(told, 5);
  auto const& gains = told["protections"][0]["outcomes"]["gains"];
  EXPECT_EQ(gains["persons"], 28);
  auto const& groups = told["protections"][0]["by"][0]["groups"];
  EXPECT_TRUE(groups[0]["outcomes"]["gains"]["persons"].is_null()); // 1
  EXPECT_TRUE(groups[1]["outcomes"]["gains"]["persons"].is_null()); // 7: or 28 − 27 would tell
  EXPECT_EQ(groups[2]["outcomes"]["gains"]["persons"], 20);
  for (auto const as : {impact_format::text, impact_format::markdown, impact_format::csv})
    for (auto const* lang : {"en", "es"}) {
      report_style style;
      style.lang = lang;
      auto const text = report(r, as, style, 5);
      EXPECT_NE(text.find("<5"), std::string::npos) << text;
      for (auto const* small : {" 1 of", " 7 of", " 1 de", " 7 de", ",1,", ",7,", "row ", "rows ", "renglones "})
        EXPECT_EQ(text.find(std::string("gains") + small), std::string::npos) << text;
    }
}

/// Pages of memory that the program holds; 0 where that cannot be known, or where a sanitizer holds back what is freed.
std::size_t resident() {
#if defined(__SANITIZE_ADDRESS__)
  return 0;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  return 0;
#endif
#endif
  std::ifstream in("/proc/self/statm");
  std::size_t all = 0, held = 0;
  in >> all >> held;
  return held;
}

TEST(Impact, MemoryDoesNotGrowWithTheNumberOfPersons) {
  if (resident() == 0) GTEST_SKIP() << "how much memory is held is not known here";
  impact_options how;
  how.by = {"person.harm", "person.birth_date", "zz.convicted"};
  auto run = impact::between(side(zedland(), "2020-01-01"), side(zedland(), "2026-01-01"), how).value();
  std::string const person = R"({ "person.birth_date": "1980", "person.harm": ["injury"], "zz.convicted": false,
                                  "zz.entry_date": "2025-12-30", "person.reports": 2 })";
  std::uint64_t row = 0;
  auto add = [&](std::uint64_t until) {
    while (row < until)
      run.add(person, ++row);
  };
  add(20000);
  auto const before = resident();
  add(200000);
  auto const grown = (resident() - before) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  EXPECT_LT(resident() < before ? 0 : grown, std::size_t{256} * 1024);
  EXPECT_EQ(run.finished().persons, 200000U);
  EXPECT_EQ(run.finished().people.all[outcome::gains].rows.size(), how.examples);
}

} // namespace
