// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Memory that runs out, at every place where the library asks for some: each call of the C interface then says so,
// loses nothing, and does its work when it is called again. A program of its own, since it replaces operator new.
#include "handle.hpp"
#include "project.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <new>
#include <vector>

namespace {

/// What operator new does. Used by one thread.
struct {
  long count = 0;        ///< allocations so far, while `armed`
  long fails_at = -1;    ///< which of them fails
  bool for_good = false; ///< and all after it
  bool armed = false;
  long live = 0; ///< blocks that were allocated and not freed
} memory;

void* allocate(std::size_t size, std::size_t alignment) noexcept {
  if (memory.armed) {
    auto const n = memory.count++;
    if (n == memory.fails_at || (memory.for_good && memory.fails_at >= 0 && n > memory.fails_at)) return nullptr;
  }
  void* p = alignment > alignof(std::max_align_t)
                ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
                : std::malloc(size == 0 ? 1 : size);
  if (p != nullptr) ++memory.live;
  return p;
}

void* allocate_or_throw(std::size_t size, std::size_t alignment) {
  if (auto* p = allocate(size, alignment)) return p;
  throw std::bad_alloc();
}

void release(void* p) noexcept {
  if (p != nullptr) --memory.live;
  std::free(p);
}

} // namespace

void* operator new(std::size_t size) {
  return allocate_or_throw(size, 0);
}
void* operator new[](std::size_t size) {
  return allocate_or_throw(size, 0);
}
void* operator new(std::size_t size, std::align_val_t a) {
  return allocate_or_throw(size, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t size, std::align_val_t a) {
  return allocate_or_throw(size, static_cast<std::size_t>(a));
}
void* operator new(std::size_t size, std::nothrow_t const& /*tag*/) noexcept {
  return allocate(size, 0);
}
void* operator new[](std::size_t size, std::nothrow_t const& /*tag*/) noexcept {
  return allocate(size, 0);
}
void operator delete(void* p) noexcept {
  release(p);
}
void operator delete[](void* p) noexcept {
  release(p);
}
void operator delete(void* p, std::size_t /*size*/) noexcept {
  release(p);
}
void operator delete[](void* p, std::size_t /*size*/) noexcept {
  release(p);
}
void operator delete(void* p, std::align_val_t /*alignment*/) noexcept {
  release(p);
}
void operator delete[](void* p, std::align_val_t /*alignment*/) noexcept {
  release(p);
}
void operator delete(void* p, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  release(p);
}
void operator delete[](void* p, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  release(p);
}
void operator delete(void* p, std::nothrow_t const& /*tag*/) noexcept {
  release(p);
}
void operator delete[](void* p, std::nothrow_t const& /*tag*/) noexcept {
  release(p);
}

namespace {

using namespace cobijo_c_test;

auto const& folder = cobijo_test::zedland_folder;
constexpr char const* day = "2026-01-15";
constexpr std::string_view person =
    R"({ "person.harm": ["injury"], "zz.entry_date": "2026-01-12", "zz.convicted": false })";
constexpr std::string_view bad_person = R"({ "person.harm": ["theft"], "name": 1, "zz.entry_date": "2026-02-30" })";

/// What a call did, in words that can be compared. Written before memory is armed, so that it allocates nothing.
struct outcome {
  cobijo_result result = COBIJO_OK;
  cobijo_result of_error = COBIJO_OK;
  std::size_t faults = 0;
  std::size_t size = 0;
  std::size_t sum = 0; ///< of the bytes of what came out
  friend bool operator==(outcome const&, outcome const&) = default;

  void add(cobijo_string s) {
    size += s.size;
    for (std::size_t i = 0; i < s.size; ++i)
      sum = sum * 31 + static_cast<unsigned char>(s.data[i]);
  }
  void add(text_handle const& t) {
    cobijo_string s{};
    if (cobijo_text_get(t, &s) == COBIJO_OK) add(s);
  }
  void add(error_handle const& e) {
    cobijo_fault f{};
    if (cobijo_error_result(e, &of_error) != COBIJO_OK) return;
    cobijo_error_count(e, &faults);
    for (std::size_t i = 0; i < faults; ++i)
      if (cobijo_error_fault(e, i, &f) == COBIJO_OK) add(f.message);
  }
};

/// Runs `call` once for each of its allocations, which fails; and again with all after it failing too. At most so many
/// of them, evenly spread. `call` must leave nothing behind.
void with_every_allocation_failing(char const* name, std::function<outcome()> const& call, long most = 4000) {
  call(); // once for what is made once
  memory.count = 0;
  memory.fails_at = -1;
  memory.armed = true;
  auto const expected = call();
  memory.armed = false;
  auto const total = memory.count;
  auto const step = std::max(1L, total / most);
  long refused = 0, survived = 0;
  for (bool const for_good : {false, true})
    for (long n = 0; n < total; n += step) {
      auto const before = memory.live;
      memory.count = 0;
      memory.fails_at = n;
      memory.for_good = for_good;
      memory.armed = true;
      auto const got = call();
      memory.armed = false;
      ASSERT_EQ(memory.live, before) << name << ": allocation " << n << " of " << total << " fails, and memory is lost";
      // The standard library does without some memory: what comes out is then what would have come out anyway.
      if (got == expected) {
        ++survived;
        continue;
      }
      ASSERT_EQ(got.result, COBIJO_OUT_OF_MEMORY) << name << ": allocation " << n << " of " << total << " fails";
      if (got.of_error != COBIJO_OK) {
        ASSERT_EQ(got.of_error, COBIJO_OUT_OF_MEMORY);
        ASSERT_EQ(got.faults, 1U);
      }
      ++refused;
    }
  auto const again = call();
  EXPECT_EQ(again, expected) << name << ": not as before";
  EXPECT_TRUE(total == 0 || refused > 0) << name;
  std::cout << name << ": " << total << " allocations, one in " << step << " failed; refused " << refused
            << ", survived " << survived << '\n';
}

class NoMemory : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cobijo_rulebook_load(folder.c_str(), book.make(), nullptr), COBIJO_OK);
    ASSERT_EQ(cobijo_edition_make(book, day, nullptr, law.make(), nullptr), COBIJO_OK);
    ASSERT_EQ(cobijo_facts_read(book, person.data(), person.size(), who.make(), nullptr), COBIJO_OK);
    ASSERT_EQ(cobijo_workspace_make(law, space.make(), nullptr), COBIJO_OK);
    ASSERT_EQ(cobijo_determine(law, who, day, whole.make(), nullptr), COBIJO_OK);
  }
  rulebook_handle book;
  edition_handle law;
  facts_handle who;
  workspace_handle space;
  determination_handle whole;
};

TEST_F(NoMemory, ReadingRules) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    texts.emplace_back(entry.path().lexically_relative(folder).generic_string(), cobijo_test::text_of(entry.path()));
  }
  std::vector<cobijo_file> files;
  for (auto const& [path, text] : texts)
    files.push_back({path.c_str(), text.data(), text.size()});
  with_every_allocation_failing("from_files", [&] {
    outcome out;
    rulebook_handle one;
    error_handle error;
    cobijo_string digest{};
    out.result = cobijo_rulebook_from_files(files.data(), files.size(), one.make(), error.make());
    out.add(error);
    if (cobijo_rulebook_digest(one, &digest) == COBIJO_OK) out.add(digest);
    return out;
  });
  // Rules with faults: the faults take memory too.
  for (auto& [path, text] : texts)
    if (auto const at = text.find("\"all\""); at != std::string::npos) text[at + 1] = 'x';
  with_every_allocation_failing("from_files with faults", [&] {
    outcome out;
    rulebook_handle one;
    error_handle error;
    out.result = cobijo_rulebook_from_files(files.data(), files.size(), one.make(), error.make());
    out.add(error);
    return out;
  });
}

TEST_F(NoMemory, ReadingAFolder) {
  with_every_allocation_failing("load", [&] {
    outcome out;
    rulebook_handle one;
    error_handle error;
    cobijo_string digest{};
    out.result = cobijo_rulebook_load(folder.c_str(), one.make(), error.make());
    out.add(error);
    if (cobijo_rulebook_digest(one, &digest) == COBIJO_OK) out.add(digest);
    return out;
  });
}

TEST_F(NoMemory, MakingAnEdition) {
  cobijo_position const position{"zz.repeated", "yes"};
  cobijo_law_options options = COBIJO_LAW_OPTIONS;
  options.known_at = day;
  options.positions = &position;
  options.position_count = 1;
  with_every_allocation_failing("edition", [&] {
    outcome out;
    edition_handle one;
    error_handle error;
    cobijo_string id{};
    out.result = cobijo_edition_make(book, day, &options, one.make(), error.make());
    out.add(error);
    if (cobijo_edition_deadline_id(one, 0, &id) == COBIJO_OK) out.add(id);
    return out;
  });
}

TEST_F(NoMemory, ReadingFacts) {
  for (auto const text : {person, bad_person, std::string_view("{ ")})
    with_every_allocation_failing("facts", [&] {
      outcome out;
      facts_handle one;
      error_handle error;
      out.result = cobijo_facts_read(book, text.data(), text.size(), one.make(), error.make());
      out.add(error);
      return out;
    });
  with_every_allocation_failing("check", [&] {
    outcome out;
    error_handle error;
    out.result = cobijo_facts_check(who, law, day, error.make());
    out.add(error);
    return out;
  });
}

TEST_F(NoMemory, Evaluating) {
  with_every_allocation_failing("workspace", [&] {
    outcome out;
    workspace_handle one;
    error_handle error;
    cobijo_answer answer{};
    cobijo_deadline deadline{};
    out.result = cobijo_workspace_make(law, one.make(), error.make());
    if (out.result == COBIJO_OK) out.result = cobijo_workspace_evaluate(one, who, day, error.make());
    out.add(error);
    if (cobijo_workspace_answer(one, 0, &answer) == COBIJO_OK) out.size = static_cast<std::size_t>(answer.status);
    if (cobijo_workspace_deadline(one, 0, &deadline) == COBIJO_OK) out.sum = deadline.possible;
    return out;
  });
  with_every_allocation_failing("columns", [&] {
    outcome out;
    workspace_handle one;
    error_handle error;
    cobijo_facts const* people[] = {who, who};
    std::uint8_t status[4] = {};
    cobijo_columns columns = COBIJO_COLUMNS;
    columns.status = status;
    out.result = cobijo_workspace_make(law, one.make(), error.make());
    if (out.result == COBIJO_OK)
      out.result = cobijo_workspace_evaluate_columns(one, people, 2, day, &columns, error.make());
    out.add(error);
    if (out.result == COBIJO_OK)
      for (auto s : status)
        out.sum = out.sum * 4 + s;
    return out;
  });
  ASSERT_EQ(cobijo_workspace_evaluate(space, who, day, nullptr), COBIJO_OK);
  memory.count = 0;
  memory.armed = true;
  auto const result = cobijo_workspace_evaluate(space, who, day, nullptr);
  memory.armed = false;
  EXPECT_EQ(result, COBIJO_OK);
  EXPECT_EQ(memory.count, 0) << "a workspace that was used needs no more memory";
}

TEST_F(NoMemory, Determining) {
  with_every_allocation_failing("determine", [&] {
    outcome out;
    determination_handle one;
    error_handle error;
    cobijo_protection p{};
    out.result = cobijo_determine(law, who, day, one.make(), error.make());
    out.add(error);
    for (std::size_t i = 0; cobijo_determination_protection(one, i, "en", &p) == COBIJO_OK; ++i)
      out.add(p.residual);
    return out;
  });
}

TEST_F(NoMemory, Writing) {
  auto const writing = [&](char const* name, auto const& write) {
    with_every_allocation_failing(name, [&] {
      outcome out;
      text_handle text;
      error_handle error;
      out.result = write(text.make(), error.make());
      out.add(error);
      out.add(text);
      return out;
    });
  };
  writing("json", [&](auto** out, auto** error) { return cobijo_determination_json(whole, "es", 2, out, error); });
  writing("show", [&](auto** out, auto** error) { return cobijo_edition_show(law, "zz.shelter", "en", out, error); });
  writing("show nothing",
          [&](auto** out, auto** error) { return cobijo_edition_show(law, "zz.no", "en", out, error); });
  writing("explain",
          [&](auto** out, auto** error) { return cobijo_explain(law, who, day, "zz.shelter", "en", out, error); });
  writing("list", [&](auto** out, auto** error) { return cobijo_rulebook_list(book, "facts", "en", out, error); });
}

TEST_F(NoMemory, Comparing) {
  edition_handle before;
  ASSERT_EQ(cobijo_edition_make(book, "2019-05-01", nullptr, before.make(), nullptr), COBIJO_OK);
  cobijo_diff_options options = COBIJO_DIFF_OPTIONS;
  options.without_meanings = 1;
  for (auto const* format : {"json", "changelog"})
    with_every_allocation_failing(
        "diff",
        [&] {
          outcome out;
          diff_handle diff;
          text_handle text;
          error_handle error;
          out.result = cobijo_diff_make(before, law, &options, diff.make(), error.make());
          if (out.result == COBIJO_OK) out.result = cobijo_diff_report(diff, format, "es", text.make(), error.make());
          out.add(error);
          out.add(text);
          return out;
        },
        6000);
}

TEST_F(NoMemory, AnsweringARequest) {
  for (auto const& request :
       {std::string(R"({ "as_of": "2026-01-15", "only": ["zz.shelter"], "facts": )") + std::string(person) + "}",
        std::string(R"({ "as_of": "2026-01-15", "lang": 3, "facts": )") + std::string(bad_person) + "}"})
    with_every_allocation_failing("evaluate_json", [&] {
      outcome out;
      text_handle text;
      out.result = cobijo_rulebook_evaluate_json(book, request.data(), request.size(), text.make());
      out.add(text);
      return out;
    });
}

TEST_F(NoMemory, LookingAhead) {
  for (auto const* format : {"json", "text", "svg", "html"}) {
    auto const request = R"({ "from": "2019-06-01", "to": "2026-12-31", "lang": "es", "format": ")" +
                         std::string(format) + R"(", "facts": )" + std::string(person) + "}";
    with_every_allocation_failing("timeline_json", [&] {
      outcome out;
      text_handle text;
      out.result = cobijo_rulebook_timeline_json(book, request.data(), request.size(), text.make());
      out.add(text);
      return out;
    });
  }
}

TEST_F(NoMemory, CountingPersons) {
  edition_handle before;
  ASSERT_EQ(cobijo_edition_make(book, "2019-05-01", nullptr, before.make(), nullptr), COBIJO_OK);
  constexpr std::string_view options = R"({ "by": ["person.harm"], "examples": 1 })";
  for (auto const* format : {"json", "text", "markdown", "csv"})
    with_every_allocation_failing("impact", [&] {
      outcome out;
      impact_handle impact;
      text_handle text;
      error_handle error;
      out.result = cobijo_impact_make(before, law, options.data(), options.size(), impact.make(), error.make());
      for (std::uint64_t row = 1; row <= 2 && out.result == COBIJO_OK; ++row)
        out.result = cobijo_impact_add_json(impact, person.data(), person.size(), row, error.make());
      if (out.result == COBIJO_OK)
        out.result = cobijo_impact_report(impact, format, "es", 2, text.make(), error.make());
      out.add(error);
      out.add(text);
      return out;
    });
  with_every_allocation_failing("impact with faults", [&] {
    outcome out;
    impact_handle impact;
    error_handle error;
    out.result = cobijo_impact_make(before, law, nullptr, 0, impact.make(), error.make());
    if (out.result == COBIJO_OK)
      out.result = cobijo_impact_add_json(impact, bad_person.data(), bad_person.size(), 1, error.make());
    out.add(error);
    return out;
  });
}

TEST_F(NoMemory, CountsThatMayBeHalfDoneAreNotTold) {
  edition_handle before;
  impact_handle impact;
  text_handle text;
  ASSERT_EQ(cobijo_edition_make(book, "2019-05-01", nullptr, before.make(), nullptr), COBIJO_OK);
  ASSERT_EQ(cobijo_impact_make(before, law, nullptr, 0, impact.make(), nullptr), COBIJO_OK);
  auto const add = [&] { return cobijo_impact_add_json(impact, person.data(), person.size(), 1, nullptr); };
  ASSERT_EQ(add(), COBIJO_OK);
  memory.count = 0;
  memory.fails_at = 0;
  memory.for_good = false;
  memory.armed = true;
  auto const result = add();
  memory.armed = false;
  EXPECT_EQ(result, COBIJO_OUT_OF_MEMORY);
  EXPECT_EQ(add(), COBIJO_INVALID_ARGUMENT);
  EXPECT_EQ(cobijo_impact_report(impact, "json", "en", 0, text.make(), nullptr), COBIJO_INVALID_ARGUMENT);
}

TEST_F(NoMemory, ReadingTheRulebookThatIsBuiltIn) {
  auto const sample = std::getenv("COBIJO_NO_MEMORY_SAMPLE");
  with_every_allocation_failing(
      "builtin",
      [&] {
        outcome out;
        rulebook_handle one;
        error_handle error;
        out.result = cobijo_rulebook_builtin(nullptr, 0, one.make(), error.make());
        out.add(error);
        return out;
      },
      sample == nullptr ? 10 : std::max(1L, std::atol(sample)));
}

TEST_F(NoMemory, AnErrorThatTellsOfItNeedsNone) {
  error_handle error;
  rulebook_handle one;
  memory.count = 0;
  memory.fails_at = 0;
  memory.for_good = true;
  memory.armed = true;
  auto const result = cobijo_rulebook_builtin(nullptr, 0, one.make(), error.make());
  text_handle answer;
  auto const second = cobijo_evaluate_json("{}", 2, answer.make());
  cobijo_string line{}, text{};
  auto const third = cobijo_error_text(error, 0, &line);
  auto const fourth = cobijo_text_get(answer, &text);
  memory.armed = false;
  EXPECT_EQ(result, COBIJO_OUT_OF_MEMORY);
  EXPECT_EQ(second, COBIJO_OUT_OF_MEMORY);
  ASSERT_EQ(third, COBIJO_OK);
  ASSERT_EQ(fourth, COBIJO_OK);
  EXPECT_STREQ(line.data, "E0002: out of memory");
  EXPECT_NE(std::string(text.data).find("E0002"), std::string::npos);
}

} // namespace
