// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The C interface beside the C++ one: the same answers; and from several threads at once. That it is C, and every call
// of it, is looked at by c99.c; memory that runs out by no_memory.cpp.
#include "handle.hpp"

#include <cobijo/cobijo.hpp>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <atomic>
#include <thread>

namespace {

using namespace cobijo_c_test;
using nlohmann::json;

std::string const folder = std::string(COBIJO_SOURCE_DIR) + "/tests/cli/rulebook";
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

} // namespace
