// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Bad input gets one clear fault: never a crash, never half an answer, never the value of a fact.
#include "project.hpp"
#include "rules/model.hpp"
#include "rules/read.hpp"
#include "json/document.hpp"

#include <cobijo/cobijo.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

using namespace cobijo;
namespace in = cobijo::internal;

namespace {

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

/// A text that ends too early is refused as one: with one fault, told of this file and the line where it ends.
fault refused(std::string const& path, std::string_view cut) {
  auto const read = rulebook::from_files({{path, std::string(cut)}});
  EXPECT_FALSE(read) << path << " cut to " << cut.size();
  if (read) return {};
  auto const& f = read.faults().front();
  EXPECT_EQ(read.faults().size(), 1U) << path << " cut to " << cut.size();
  EXPECT_TRUE(f.code == "E0101" || f.code == "E0102") << to_string(f);
  EXPECT_EQ(f.file, path) << to_string(f);
  EXPECT_EQ(f.line, 1 + std::count(cut.begin(), cut.end(), '\n')) << to_string(f) << " cut to " << cut.size();
  EXPECT_FALSE(f.message.empty() || f.hint.empty()) << to_string(f);
  return f;
}

// The last characters of a file are white space after the closing bracket: without them nothing is missing.
std::size_t shortest_whole(std::string const& text) {
  return text.find_last_of('}') + 1;
}

TEST(BadInput, TruncatedRuleFiles) {
  auto const files = in::read_folder(cobijo_test::jurisdictions).value();
  for (auto const& [path, text] : files)
    for (std::size_t n = 0; n < shortest_whole(text) && !HasFailure(); n += 1 + text.size() / 211)
      refused(path, std::string_view(text).substr(0, n));
}

/// What stands open at a byte of a JSON text: the text up to there, without the insides of containers that are closed,
/// and with one value for all that came before in those that are open.
class open_part {
public:
  void take(char c) {
    text_ += c;
    if (in_string_) {
      if (c == '"' && !escaped_) in_string_ = false;
      escaped_ = c == '\\' && !escaped_;
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      begins_.push_back(text_.size());
    } else if (c == '}' || c == ']') {
      replace(begins_.back(), std::string(1, c));
      begins_.pop_back();
    } else if (c == ',') {
      replace(begins_.back(), text_[begins_.back() - 1] == '{' ? "\"\":0," : "0,");
    }
  }

  std::string const& text() const { return text_; }
  int lines_left_out() const { return lines_left_out_; }

  /// The text with every string, number and blank of one kind, save the end of a string that is cut: all that the
  /// parser can be in the middle of.
  std::string shape() const {
    std::string out;
    bool quoted = false, escaped = false;
    std::size_t began = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      char const c = text_[i];
      if (quoted) {
        quoted = c != '"' || escaped;
        escaped = c == '\\' && !escaped;
      } else if (c == '"') {
        quoted = true;
        began = i + 1;
        out += c;
      } else {
        char const kind = c == '\n' ? ' ' : c >= '0' && c <= '9' ? '0' : c;
        if (out.empty() || kind != out.back() || (kind != ' ' && kind != '0')) out += kind;
      }
    }
    if (!quoted) return out;
    for (std::size_t i = std::max(began, text_.size() - std::min<std::size_t>(text_.size(), 6)); i < text_.size();
         ++i) {
      auto const byte = static_cast<unsigned char>(text_[i]);
      out += byte == '\\' ? '\\' : byte < 0x80 ? 'a' : byte < 0xC0 ? '.' : static_cast<char>(byte);
    }
    return out;
  }

private:
  void replace(std::size_t from, std::string const& with) {
    lines_left_out_ +=
        static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(from), text_.end(), '\n'));
    text_.replace(from, std::string::npos, with);
  }

  std::string text_;
  std::vector<std::size_t> begins_; // of the insides of the containers that are open
  bool in_string_ = false, escaped_ = false;
  int lines_left_out_ = 0;
};

// Each rule file, cut at every byte. To parse all of that would be to parse 45 GB, most of it again and again; but what
// the parser makes of the end of a text depends on what is open there, not on what has closed. So:
//  - what stands open is parsed at every byte of every file: some hundred bytes instead of a hundred thousand;
//  - the cut file itself is read at every byte of files below 8000 bytes (of all if COBIJO_EVERY_BYTE is set, which
//    takes minutes), and of the others wherever something new stands open (containers, the place in them, the kind of
//    token and how far it has come), and every few hundred bytes besides;
//  - wherever both are done, the fault must be the same; its line is another by as many lines as were left out.
TEST(Truncation, EveryByteOfEveryRuleFile) {
  std::unordered_set<std::string> seen;
  std::size_t const small = std::getenv("COBIJO_EVERY_BYTE") != nullptr ? SIZE_MAX : 8000;
  std::size_t bytes = 0, read_whole = 0;
  auto const files = in::read_folder(cobijo_test::jurisdictions).value();
  for (auto const& [path, text] : files) {
    open_part open;
    int line = 1;
    for (std::size_t n = 0; n < shortest_whole(text); ++n, ++bytes) {
      auto const parsed = in::parse_json(open.text(), path);
      ASSERT_FALSE(parsed) << path << " cut to " << n << ": " << open.text();
      ASSERT_EQ(parsed.faults().size(), 1U) << path << " cut to " << n;
      auto const& brief = parsed.faults().front();
      ASSERT_TRUE(brief.code == "E0101" || brief.code == "E0102")
          << path << " cut to " << n << ": " << to_string(brief);
      ASSERT_EQ(brief.line + open.lines_left_out(), line) << path << " cut to " << n;
      if (seen.insert(open.shape()).second || text.size() < small || n % (1 + text.size() / 211) == 0) {
        ++read_whole;
        auto expected = brief;
        expected.line = line;
        ASSERT_EQ(to_string(refused(path, std::string_view(text).substr(0, n))), to_string(expected))
            << path << " cut to " << n;
        ASSERT_FALSE(HasFailure());
      }
      line += text[n] == '\n' ? 1 : 0;
      open.take(text[n]);
    }
  }
  EXPECT_GT(bytes, 2000000U);
  RecordProperty("bytes", std::to_string(bytes));
  RecordProperty("shapes", std::to_string(seen.size()));
  RecordProperty("read_whole", std::to_string(read_whole));
}

// Facts cut, or with a character too much, anywhere: no fault repeats what was given.
TEST(BadInput, FaultsOfBrokenFactsShowNoValue) {
  auto const book = rulebook::builtin({"mx"}).value();
  std::string const text = R"({ "person.birth_date": "1977-05-17", "mx.entry.date": ["1988-03", "1988-04"],
    "person.nationality": ["HN"], "mx.in_country": true, "person.children": 6544, "x": 77e99999, "y": nul })";
  std::vector<std::string> broken;
  for (std::size_t n = 0; n <= text.size(); ++n) {
    broken.push_back(text.substr(0, n));
    for (auto const* extra : {"7x", "'", "\"", "\\", "\x01", "\xff", "{", "]", ","})
      broken.push_back(text.substr(0, n) + extra + text.substr(n));
  }
  for (auto const& one : broken) {
    auto const read = book.read_facts(one);
    ASSERT_FALSE(read);
    for (auto const& f : read.faults())
      for (auto const* secret : {"19", "77", "88", "65", "44", "\"HN\"", "nul"})
        ASSERT_EQ((f.message + f.hint + f.pointer).find(secret), std::string::npos) << f.message;
  }
}

// A value removed or replaced anywhere in a rule file: a fault or a model, never a crash.
TEST(BadInput, MutilatedRuleFiles) {
  auto const texts = in::read_folder(cobijo_test::jurisdictions).value();
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
