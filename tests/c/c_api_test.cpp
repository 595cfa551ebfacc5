// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The C interface beside the C++ one: the same answers; and from several threads at once. That it is C, and every call
// of it, is looked at by c99.c; memory that runs out by no_memory.cpp.
#include "handle.hpp"
#include "project.hpp"

#include <cobijo/cobijo.hpp>
#include <cobijo/impact.hpp>
#include <cobijo/timeline.hpp>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <atomic>
#include <thread>

namespace {

using namespace cobijo_c_test;
using nlohmann::json;

auto const& folder = cobijo_test::zedland_folder;
constexpr char const* day = "2026-01-15";
constexpr char const* persons[] = {
    "{}",
    R"({ "person.harm": ["injury"], "zz.entry_date": "2026-01-12", "zz.convicted": false })",
    R"({ "person.harm": ["threat"], "zz.convicted": true, "person.reports": 3 })",
    R"({ "person.harm": { "no": ["injury", "threat"] }, "zz.entry_date": ["2014-12-20", "2015-01-05"] })",
    R"({ "person.harm": ["injury"], "person.reports": 0, "zz.entry_date": "2025-12", "zz.filed_date": "not_yet" })",
};

rulebook_handle load() {
  rulebook_handle out;
  EXPECT_EQ(cobijo_rulebook_load(folder.c_str(), out.make(), nullptr), COBIJO_OK);
  return out;
}

edition_handle at(rulebook_handle const& book, char const* date = day) {
  edition_handle out;
  EXPECT_EQ(cobijo_edition_make(book, date, nullptr, out.make(), nullptr), COBIJO_OK);
  return out;
}

facts_handle read(rulebook_handle const& book, std::string_view text) {
  facts_handle out;
  EXPECT_EQ(cobijo_facts_read(book, text.data(), text.size(), out.make(), nullptr), COBIJO_OK);
  return out;
}

cobijo_result ask(rulebook_handle const& book, std::string const& request, std::string& answer) {
  text_handle out;
  auto const result = cobijo_rulebook_evaluate_json(book, request.data(), request.size(), out.make());
  answer = text(out);
  return result;
}

TEST(CInterface, GivesTheAnswersOfTheCppOne) {
  auto const book = load();
  auto const cpp_book = cobijo::rulebook::load(folder).value();
  auto const as_of = cobijo::moment::parse(day).value();
  for (auto const* date : {"2009-01-01", "2012-03-03", "2019-05-01", "2025-04-20", day}) {
    auto const law = at(book, date);
    auto const cpp_law = cpp_book.at(cobijo::date::parse(date).value()).value();
    workspace_handle space;
    ASSERT_EQ(cobijo_workspace_make(law, space.make(), nullptr), COBIJO_OK);
    for (auto const* one : persons) {
      auto const who = read(book, one);
      auto const expected = cpp_law.determine(cpp_book.read_facts(one).value(), as_of);
      ASSERT_EQ(cobijo_workspace_evaluate(space, who, day, nullptr), COBIJO_OK);
      for (std::size_t i = 0; i < expected.protections.size(); ++i) {
        auto const& p = expected.protections[i];
        cobijo_string id{};
        cobijo_answer answer{};
        ASSERT_EQ(cobijo_edition_protection_id(law, i, &id), COBIJO_OK);
        ASSERT_EQ(cobijo_workspace_answer(space, i, &answer), COBIJO_OK);
        EXPECT_EQ(id.data, p.id);
        EXPECT_EQ(cobijo_status_name(answer.status), to_string(p.status));
        EXPECT_EQ(static_cast<int>(answer.elements), static_cast<int>(p.elements));
        EXPECT_EQ(static_cast<int>(answer.exceptions), static_cast<int>(p.exceptions));
      }
      for (std::size_t i = 0; i < expected.deadlines.size(); ++i) {
        auto const& d = expected.deadlines[i];
        cobijo_deadline deadline{};
        ASSERT_EQ(cobijo_workspace_deadline(space, i, &deadline), COBIJO_OK);
        EXPECT_EQ(cobijo_deadline_state_name(deadline.state), to_string(d.state));
        EXPECT_EQ(deadline.due, d.due.value_or(""));
        EXPECT_EQ(deadline.latest, d.latest.value_or(""));
        std::uint32_t possible = 0;
        for (auto s : d.possible)
          possible |= 1U << static_cast<unsigned>(s);
        EXPECT_EQ(deadline.possible, possible);
      }
      determination_handle whole;
      text_handle as_json;
      ASSERT_EQ(cobijo_determine(law, who, day, whole.make(), nullptr), COBIJO_OK);
      ASSERT_EQ(cobijo_determination_json(whole, "es", 2, as_json.make(), nullptr), COBIJO_OK);
      EXPECT_EQ(text(as_json), to_json(expected, "es"));
      std::string answer;
      ASSERT_EQ(ask(book,
                    std::string(R"({ "as_of": ")") + day + R"(", "law_date": ")" + date +
                        R"(", "lang": "es", "facts": )" + one + "}",
                    answer),
                COBIJO_OK);
      EXPECT_EQ(answer, to_json(expected, "es"));
    }
  }
}

TEST(CInterface, EveryRequestThatIsWrongIsRefusedWhereItIs) {
  struct wrong {
    char const *member, *code, *pointer;
  };
  auto const book = load();
  for (auto const& w : {wrong{R"("as_of": 3)", "E0701", "/as_of"},
                        {R"("as_of": "2026-02-30")", "E0702", "/as_of"},
                        {R"("as_of": "2026-01-15", "law_date": "then")", "E0701", "/law_date"},
                        {R"("as_of": "2026-01-15", "known_at": [])", "E0701", "/known_at"},
                        {R"("as_of": "2026-01-15", "readings": { "zz.none": "yes" })", "E0305", ""},
                        {R"("as_of": "2026-01-15", "lang": "fr")", "E0204", "/lang"},
                        {R"("as_of": "2026-01-15", "modules": ["yy"])", "E0313", "/modules/0"},
                        {R"("as_of": "2026-01-15", "modules": "zz")", "E0201", "/modules"},
                        {R"("as_of": "2026-01-15", "only": ["zz.shelter", "zz.harmed"])", "E0302", "/only/1"},
                        {R"("as_of": "2026-01-15", "wish": 1)", "E0202", "/wish"},
                        {R"("law_date": "2026-01-15")", "E0203", ""}}) {
    std::string answer;
    EXPECT_EQ(ask(book, std::string(R"({ "facts": {}, )") + w.member + "}", answer), COBIJO_BAD_INPUT) << w.member;
    auto const errors = json::parse(answer).at("errors");
    ASSERT_FALSE(errors.empty()) << w.member;
    EXPECT_EQ(errors[0].at("code"), w.code) << answer;
    EXPECT_EQ(errors[0].value("pointer", ""), w.pointer) << answer;
    EXPECT_FALSE(errors[0].at("message").get<std::string>().empty());
  }
}

std::string const request_of_years = R"({ "from": "2009-06-01", "to": "2027-12-31", "lang": "es", "facts": )";

cobijo_result timeline_of(rulebook_handle const& book, std::string const& request, std::string& answer) {
  text_handle out;
  auto const result = cobijo_rulebook_timeline_json(book, request.data(), request.size(), out.make());
  answer = text(out);
  return result;
}

TEST(CInterface, GivesTheTimelineOfTheCppOne) {
  auto const book = load();
  auto const cpp_book = cobijo::rulebook::load(folder).value();
  auto const day_of = [](char const* text) { return cobijo::date::parse(text).value(); };
  cobijo::timeline_options how{day_of("2009-06-01"), day_of("2027-12-31")};
  cobijo::report_style style;
  style.lang = "es";
  for (auto const* one : persons)
    for (bool const fixed : {false, true}) {
      how.law_date = fixed ? std::optional(day_of("2025-04-20")) : std::nullopt;
      how.law.known_at = fixed ? std::optional(day_of("2025-02-01")) : std::nullopt;
      how.law.readings.clear();
      if (fixed) how.law.readings["zz.repeated"] = "yes";
      auto const more =
          fixed ? R"(, "law_date": "2025-04-20", "known_at": "2025-02-01", "readings": { "zz.repeated": "yes" })" : "";
      std::string answer;
      ASSERT_EQ(timeline_of(book, request_of_years + one + more + "}", answer), COBIJO_OK) << answer;
      auto const expected = cobijo::make_timeline(cpp_book, cpp_book.read_facts(one).value(), how).value();
      EXPECT_EQ(answer, report(cpp_book, expected, cobijo::timeline_format::json, style));
    }
}

TEST(CInterface, EveryTimelineThatIsWrongIsRefusedWhereItIs) {
  struct wrong {
    char const *members, *code, *pointer;
  };
  auto const book = load();
  for (auto const& w : {wrong{R"("from": 3, "to": "2026-01-15")", "E0201", "/from"},
                        {R"("from": "2026-02-30", "to": "2026-01-15")", "E0702", "/from"},
                        {R"("as_of": "2026-01-15", "to": "then")", "E0701", "/to"},
                        {R"("as_of": "2026-01-15")", "E0203", ""},
                        {R"("to": "2026-01-15")", "E0203", ""},
                        {R"("from": "2026-01-15", "to": "2026-01-14")", "E0707", ""},
                        {R"("from": "2026-01-15", "to": "2026-01-16", "format": "pdf")", "E0204", "/format"},
                        {R"("from": "2026-01-15", "to": "2026-01-16", "only": ["zz.harmed"])", "E0302", "/only/0"},
                        {R"("from": "2026-01-15", "to": "2026-01-16", "modules": ["yy"])", "E0313", "/modules/0"},
                        {R"("from": "2026-01-15", "to": "2026-01-16", "readings": { "zz.no": "yes" })", "E0305", ""},
                        {R"("from": "2026-01-15", "to": "2026-01-16", "lang": "fr")", "E0204", "/lang"},
                        {R"("from": "2026-01-15", "to": "2026-01-16", "wish": 1)", "E0202", "/wish"}}) {
    std::string answer;
    EXPECT_EQ(timeline_of(book, std::string(R"({ "facts": {}, )") + w.members + "}", answer), COBIJO_BAD_INPUT)
        << w.members;
    auto const errors = json::parse(answer).at("errors");
    ASSERT_FALSE(errors.empty()) << w.members;
    EXPECT_EQ(errors[0].at("code"), w.code) << answer;
    EXPECT_EQ(errors[0].value("pointer", ""), w.pointer) << answer;
  }
  std::string answer;
  EXPECT_EQ(timeline_of(book,
                        R"({ "from": "2026-01-15", "to": "2026-02-15",
                             "facts": { "zz.filed_date": "2020-01-01", "zz.entry_date": "2020-02-01" } })",
                        answer),
            COBIJO_BAD_INPUT);
  EXPECT_EQ(json::parse(answer).at("errors")[0].at("code"), "E0604");
}

// What was known on a day, and how a contested point is read, are parts of an edition, and so of each side.
struct read_law {
  char const* law_date;
  char const* known_at = nullptr;
  char const* repeated = nullptr; ///< position of zz.repeated
  bool open = false;
};

edition_handle at(rulebook_handle const& book, read_law const& how) {
  cobijo_law_options options = COBIJO_LAW_OPTIONS;
  cobijo_position const position{"zz.repeated", how.repeated};
  options.known_at = how.known_at;
  options.readings_open = how.open ? 1 : 0;
  options.positions = &position;
  options.position_count = how.repeated == nullptr ? 0 : 1;
  edition_handle out;
  EXPECT_EQ(cobijo_edition_make(book, how.law_date, &options, out.make(), nullptr), COBIJO_OK);
  return out;
}

constexpr char const* threatened =
    R"({ "person.harm": ["threat"], "zz.entry_date": "2026-01-12", "zz.convicted": false })";
constexpr char const* injured =
    R"({ "person.harm": ["injury"], "zz.entry_date": "2025-04-12", "zz.convicted": false, "person.reports": 0 })";

json impact_of(edition_handle const& before, edition_handle const& after, std::vector<char const*> const& people) {
  impact_handle run;
  EXPECT_EQ(cobijo_impact_make(before, after, nullptr, 0, run.make(), nullptr), COBIJO_OK);
  std::uint64_t row = 0;
  for (std::string_view const one : people)
    EXPECT_EQ(cobijo_impact_add_json(run, one.data(), one.size(), ++row, nullptr), COBIJO_OK);
  text_handle out;
  EXPECT_EQ(cobijo_impact_report(run, "json", "en", 0, out.make(), nullptr), COBIJO_OK);
  return json::parse(text(out));
}

TEST(CInterface, EachSideHasTheLawAsItWasKnownAndItsReadings) {
  auto const book = load();
  auto const compare = [&](read_law const& a, read_law const& b) {
    cobijo_diff_options options = COBIJO_DIFF_OPTIONS;
    options.without_proofs = 1;
    options.seconds = 1;
    diff_handle diff;
    text_handle out;
    EXPECT_EQ(cobijo_diff_make(at(book, a), at(book, b), &options, diff.make(), nullptr), COBIJO_OK);
    EXPECT_EQ(cobijo_diff_report(diff, "json", "en", out.make(), nullptr), COBIJO_OK);
    return json::parse(text(out));
  };
  auto const verdict = [](json const& d) {
    for (auto const& m : d.at("meanings"))
      if (m.at("id") == "zz.shelter") return m.at("verdict").get<std::string>();
    return std::string("equivalent");
  };
  auto const outcome = [&](read_law const& a, read_law const& b, char const* person) {
    auto const found = impact_of(at(book, a), at(book, b), {person}).at("protections");
    return found.empty() ? json::object() : found[0].at("outcomes");
  };
  read_law const then{"2025-04-20", "2025-02-01"}, now{"2025-04-20"};
  auto const differs = compare(then, now);
  EXPECT_NE(verdict(differs), "equivalent");
  EXPECT_EQ(differs.at("a").at("known_at"), "2025-02-01");
  EXPECT_EQ(differs.at("a").at("name"), "2025-04-20~2025-02-01");
  EXPECT_FALSE(differs.at("b").contains("known_at"));
  EXPECT_EQ(verdict(compare(now, then)), verdict(differs));
  EXPECT_TRUE(compare(then, then).at("changes").empty());
  EXPECT_TRUE(outcome(then, now, injured).contains("loses"));
  EXPECT_TRUE(outcome(now, then, injured).contains("gains"));
  EXPECT_TRUE(outcome(then, then, injured).empty());

  read_law const yes{"2026-01-15", nullptr, "yes"}, no{"2026-01-15", nullptr, "no"},
      open{"2026-01-15", nullptr, nullptr, true};
  EXPECT_EQ(verdict(compare(yes, no)), "narrower");
  EXPECT_EQ(verdict(compare(no, yes)), "broader");
  EXPECT_EQ(verdict(compare(yes, yes)), "equivalent");
  EXPECT_EQ(compare(yes, no).at("b").at("name"), "2026-01-15 zz.repeated=no");
  EXPECT_TRUE(outcome(yes, no, threatened).contains("loses"));
  EXPECT_TRUE(outcome(no, yes, threatened).contains("gains"));
  EXPECT_TRUE(outcome(no, open, threatened).contains("becomes_undetermined"));
}

TEST(CInterface, GivesTheImpactOfTheCppOne) {
  auto const book = load();
  auto const cpp_book = cobijo::rulebook::load(folder).value();
  auto const day_of = [](char const* text) { return cobijo::date::parse(text).value(); };
  auto const before = at(book, "2019-05-01"), after = at(book);
  std::string const options = R"({ "as_of": "2026-01-20", "modules": ["zz"], "by": ["person.harm", "zz.entry_date"],
                                   "examples": 1, "values": 2 })";
  impact_handle run;
  ASSERT_EQ(cobijo_impact_make(before, after, options.data(), options.size(), run.make(), nullptr), COBIJO_OK);
  cobijo::impact_options const how{cobijo::moment(day_of("2026-01-20")), {"zz"}, {},
                                   {"person.harm", "zz.entry_date"},     1,      2};
  auto expected =
      cobijo::impact::between({cpp_book, day_of("2019-05-01"), {}, "2019-05-01"}, {cpp_book, day_of(day), {}, day}, how)
          .value();
  std::vector<std::string_view> rows(std::begin(persons), std::end(persons));
  rows.insert(rows.end(), {"[", R"({ "x": 1 })"});
  std::uint64_t row = 0;
  for (auto const one : rows) {
    ++row;
    error_handle error;
    auto const faults = expected.add(one, row);
    ASSERT_EQ(cobijo_impact_add_json(run, one.data(), one.size(), row, error.make()),
              faults.empty() ? COBIJO_OK : COBIJO_BAD_INPUT);
    for (std::size_t i = 0; i < faults.size(); ++i) {
      cobijo_string line{};
      ASSERT_EQ(cobijo_error_text(error, i, &line), COBIJO_OK);
      EXPECT_EQ(line.data, to_string(faults[i]));
    }
  }
  cobijo::report_style style;
  style.lang = "es";
  using format = cobijo::impact_format;
  for (auto const& [name, as] :
       {std::pair{"text", format::text}, {"json", format::json}, {"markdown", format::markdown}, {"csv", format::csv}})
    for (std::uint64_t const hidden : {0U, 3U}) {
      text_handle out;
      ASSERT_EQ(cobijo_impact_report(run, name, "es", hidden, out.make(), nullptr), COBIJO_OK);
      EXPECT_EQ(text(out), report(expected.finished(), as, style, hidden));
    }
}

TEST(CInterface, EveryOptionOfAnImpactThatIsWrongIsRefusedWhereItIs) {
  struct wrong {
    char const *options, *code, *pointer;
  };
  auto const book = load();
  auto const law = at(book);
  for (auto const& w : {wrong{"[", "E0101", ""},
                        {"[]", "E0201", ""},
                        {R"({ "as_of": "soon" })", "E0701", "/as_of"},
                        {R"({ "by": "person.harm" })", "E0201", "/by"},
                        {R"({ "by": ["person.harmed"] })", "E0301", ""},
                        {R"({ "by": ["person.harm:year"] })", "E0401", ""},
                        {R"({ "only": ["zz.nothing"] })", "E0302", ""},
                        {R"({ "modules": ["yy"] })", "E0313", ""},
                        {R"({ "values": 0 })", "E0204", "/values"},
                        {R"({ "hide_below": 5 })", "E0202", "/hide_below"}}) {
    impact_handle run;
    error_handle error;
    cobijo_fault fault{};
    EXPECT_EQ(cobijo_impact_make(law, law, w.options, std::string_view(w.options).size(), run.make(), error.make()),
              COBIJO_BAD_INPUT)
        << w.options;
    ASSERT_EQ(cobijo_error_fault(error, 0, &fault), COBIJO_OK);
    EXPECT_STREQ(fault.code.data, w.code) << w.options;
    EXPECT_STREQ(fault.pointer.data, w.pointer) << w.options;
  }
}

TEST(CInterface, ARequestNamesItsRulebook) {
  auto const evaluate = [](std::string const& rulebook, std::string& answer) {
    text_handle out;
    auto const request = R"({ "as_of": "2026-01-15", "facts": {}, "rulebook": )" + rulebook + "}";
    auto const result = cobijo_evaluate_json(request.data(), request.size(), out.make());
    answer = text(out);
    return result;
  };
  std::string answer;
  for (auto const* bad :
       {"3", "\"other\"", "{}", R"({ "folder": 3 })", R"({ "files": { "a": 1 } })", R"({ "folder": "x", "files": {} })",
        R"({ "folder": "no/such/folder" })", R"({ "files": [] })"}) {
    EXPECT_EQ(evaluate(bad, answer), COBIJO_BAD_INPUT) << bad;
    EXPECT_FALSE(json::parse(answer).at("errors").empty()) << bad;
  }
  EXPECT_EQ(evaluate(json{{"folder", folder}}.dump(), answer), COBIJO_OK);
  EXPECT_TRUE(json::parse(answer).at("protections").contains("zz.shelter"));
  EXPECT_EQ(evaluate("\"builtin\"", answer), COBIJO_OK);
  EXPECT_GT(json::parse(answer).at("protections").size(), 50U);
}

TEST(CInterface, WhatAStructureOfALaterVersionAsksForIsNotPassedOver) {
  auto const book = load();
  struct {
    cobijo_law_options known = COBIJO_LAW_OPTIONS;
    std::size_t more = 0;
  } later;
  later.known.struct_size = sizeof later;
  edition_handle law;
  EXPECT_EQ(cobijo_edition_make(book, day, &later.known, law.make(), nullptr), COBIJO_OK);
  later.more = 1;
  EXPECT_EQ(cobijo_edition_make(book, day, &later.known, law.make(), nullptr), COBIJO_INVALID_ARGUMENT);
}

// Everything that is shared, used by all threads at once, and each with a workspace of its own.
TEST(ThreadsCInterface, ShareAllThatNeverChanges) {
  auto const book = load();
  auto const law = at(book);
  std::vector<facts_handle> people;
  for (auto const* one : persons)
    people.push_back(read(book, one));
  std::vector<std::string> expected;
  for (auto const& who : people) {
    determination_handle whole;
    text_handle out;
    ASSERT_EQ(cobijo_determine(law, who, day, whole.make(), nullptr), COBIJO_OK);
    ASSERT_EQ(cobijo_determination_json(whole, "en", -1, out.make(), nullptr), COBIJO_OK);
    expected.push_back(text(out));
  }
  std::atomic<int> wrong = 0;
  auto const work = [&](std::size_t me) {
    workspace_handle space;
    if (cobijo_workspace_make(law, space.make(), nullptr) != COBIJO_OK) ++wrong;
    for (std::size_t n = 0; n < 25; ++n) {
      auto const i = (n + me) % people.size();
      determination_handle whole;
      text_handle out, shown;
      error_handle error;
      cobijo_answer answer{};
      cobijo_protection protection{};
      if (cobijo_determine(law, people[i], day, whole.make(), nullptr) != COBIJO_OK ||
          cobijo_determination_json(whole, "en", -1, out.make(), nullptr) != COBIJO_OK || text(out) != expected[i])
        ++wrong;
      if (cobijo_workspace_evaluate(space, people[i], day, nullptr) != COBIJO_OK ||
          cobijo_workspace_answer(space, 0, &answer) != COBIJO_OK ||
          cobijo_determination_protection(whole, 0, "es", &protection) != COBIJO_OK ||
          protection.status != answer.status)
        ++wrong;
      if (cobijo_facts_read(book, "[", 1, facts_handle().make(), error.make()) != COBIJO_BAD_INPUT) ++wrong;
      if (cobijo_edition_show(law, "zz.shelter", "es", shown.make(), nullptr) != COBIJO_OK) ++wrong;
      if (n % 8 == 0) {
        auto const own = at(book, n % 16 == 0 ? "2019-05-01" : day);
        std::string answer_text;
        if (ask(book, R"({ "as_of": "2026-01-15", "facts": {} })", answer_text) != COBIJO_OK) ++wrong;
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back(work, t);
  for (auto& t : threads)
    t.join();
  EXPECT_EQ(wrong, 0);
}

// One table, its rows filled by several threads.
TEST(ThreadsCInterface, FillOneTable) {
  auto const book = load();
  auto const law = at(book);
  std::vector<facts_handle> people;
  for (auto const* one : persons)
    people.push_back(read(book, one));
  constexpr std::size_t rows = 400, threads = 4, share = rows / threads;
  std::vector<cobijo_facts const*> table_rows;
  for (std::size_t r = 0; r < rows; ++r)
    table_rows.push_back(people[r % people.size()]);
  std::size_t width = 0;
  ASSERT_EQ(cobijo_edition_protection_count(law, &width), COBIJO_OK);
  std::vector<std::uint8_t> status(width * rows, 99);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> running;
  for (std::size_t t = 0; t < threads; ++t)
    running.emplace_back([&, t] {
      workspace_handle space;
      cobijo_columns columns = COBIJO_COLUMNS;
      columns.stride = rows;
      columns.status = status.data() + t * share;
      if (cobijo_workspace_make(law, space.make(), nullptr) != COBIJO_OK ||
          cobijo_workspace_evaluate_columns(space, table_rows.data() + t * share, share, day, &columns, nullptr) !=
              COBIJO_OK)
        ++wrong;
    });
  for (auto& t : running)
    t.join();
  EXPECT_EQ(wrong, 0);
  workspace_handle space;
  ASSERT_EQ(cobijo_workspace_make(law, space.make(), nullptr), COBIJO_OK);
  for (std::size_t r = 0; r < rows; ++r) {
    ASSERT_EQ(cobijo_workspace_evaluate(space, table_rows[r], day, nullptr), COBIJO_OK);
    for (std::size_t k = 0; k < width; ++k) {
      cobijo_answer answer{};
      ASSERT_EQ(cobijo_workspace_answer(space, k, &answer), COBIJO_OK);
      EXPECT_EQ(status[k * rows + r], answer.status);
    }
  }
}

// Timelines of one rulebook, and impacts of two editions that all threads share, each with a count of its own.
TEST(ThreadsCInterface, LookAheadAndCountAtTheSameTime) {
  auto const book = load();
  auto const before = at(book, "2019-05-01"), after = at(book);
  std::vector<std::string> years;
  for (auto const* one : persons)
    ASSERT_EQ(timeline_of(book, request_of_years + one + "}", years.emplace_back()), COBIJO_OK);
  std::vector<char const*> const people(std::begin(persons), std::end(persons));
  auto const counted = impact_of(before, after, people);
  ASSERT_FALSE(counted.at("protections").empty());
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (std::size_t me = 0; me < 4; ++me)
    threads.emplace_back([&, me] {
      for (std::size_t n = 0; n < 10; ++n) {
        auto const i = (n + me) % years.size();
        std::string answer;
        if (timeline_of(book, request_of_years + persons[i] + "}", answer) != COBIJO_OK || answer != years[i]) ++wrong;
        if (impact_of(before, after, people) != counted) ++wrong;
      }
    });
  for (auto& t : threads)
    t.join();
  EXPECT_EQ(wrong, 0);
}

} // namespace
