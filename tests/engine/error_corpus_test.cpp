// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The corpus tests/corpora/errors: each fault of the list docs/errors.md that input can have, with the code, file,
// place and line that it must be told with.
#include "project.hpp"
#include "rules/read.hpp"

#include <cobijo/cobijo.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

using namespace cobijo;
namespace in = cobijo::internal;
using json = nlohmann::ordered_json;

namespace {

using cobijo_test::root;
using cobijo_test::text_of;

using files = std::vector<std::pair<std::string, std::string>>;

files const& plain() {
  static files const one = in::read_folder(cobijo_test::zedland_folder).value();
  return one;
}

/// `\x..` stands for a byte that is no text.
std::string bytes(std::string text) {
  for (std::size_t at; (at = text.find("\\x")) != std::string::npos;)
    text.replace(at, 4, 1, static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)));
  return text;
}

files changed(json const& c) {
  files out = plain();
  for (auto& [path, text] : out) {
    if (path != c["file"]) continue;
    text = c.contains("text") ? bytes(c["text"].get<std::string>()) : json::parse(text).patch(c["patch"]).dump(2);
  }
  return out;
}

struct error_case {
  std::string corpus;
  std::size_t number;
  json content;
};

std::vector<error_case> corpus(std::string const& name) {
  std::vector<error_case> out;
  auto const cases = json::parse(text_of(root + "/tests/corpora/errors/" + name + ".json"))["cases"];
  for (std::size_t i = 0; i < cases.size(); ++i)
    out.push_back({name, i + 1, cases[i]});
  return out;
}

void expect_told(json const& c, std::vector<fault> const& told, bool with_line) {
  std::string all;
  for (auto const& f : told)
    all += "  " + to_string(f) + "  " + f.pointer + '\n';
  for (auto const& wanted : c["expect"]) {
    auto const file = wanted.value("file", c.value("file", std::string()));
    auto const one = std::find_if(told.begin(), told.end(), [&](fault const& f) {
      return f.code == wanted["code"] && f.pointer == wanted["pointer"] && (file.empty() || f.file == file);
    });
    ASSERT_NE(one, told.end()) << "not told: " << wanted << "\ntold:\n" << all;
    EXPECT_FALSE(one->message.empty());
    EXPECT_FALSE(one->hint.empty()) << "what would be right? " << to_string(*one);
    EXPECT_TRUE(!with_line || one->line > 0) << all;
    EXPECT_EQ(one->line, wanted.value("line", one->line)) << all;
  }
}

class ErrorCorpus : public testing::TestWithParam<error_case> {};

TEST_P(ErrorCorpus, IsToldAsWritten) {
  auto const& [name, number, c] = GetParam();
  SCOPED_TRACE(c["name"].get<std::string>());
  if (name == "loading") {
    auto const loaded = rulebook::from_files(changed(c));
    ASSERT_FALSE(loaded) << "it was loaded";
    expect_told(c, loaded.faults(), true);
  } else if (name == "drafting") {
    auto const loaded = rulebook::from_files(changed(c));
    ASSERT_TRUE(loaded) << to_string(loaded.faults().front());
    expect_told(c, check(*loaded), false);
  } else if (name == "facts") {
    auto rules = plain();
    for (auto& [path, text] : rules)
      if (path.starts_with("vocabulary/")) {
        auto vocabulary = json::parse(text);
        auto seized = vocabulary["facts"]["zz.entry_date"];
        seized["type"] = "date_time";
        vocabulary["facts"]["zz.seized_at"] = seized;
        text = vocabulary.dump();
      }
    auto const read = rulebook::from_files(rules).value().read_facts(c["facts"].get<std::string>());
    ASSERT_FALSE(read) << "they were read";
    expect_told(c, read.faults(), true);
  } else {
    auto const report = run_cases(rulebook::from_files(plain()).value(), {{"zz/some.cases.json", c["text"].dump(2)}});
    ASSERT_FALSE(report) << "they were run";
    expect_told(c, report.faults(), true);
  }
}

INSTANTIATE_TEST_SUITE_P(Loading, ErrorCorpus, testing::ValuesIn(corpus("loading")));
INSTANTIATE_TEST_SUITE_P(Drafting, ErrorCorpus, testing::ValuesIn(corpus("drafting")));
INSTANTIATE_TEST_SUITE_P(Facts, ErrorCorpus, testing::ValuesIn(corpus("facts")));
INSTANTIATE_TEST_SUITE_P(Cases, ErrorCorpus, testing::ValuesIn(corpus("cases")));

TEST(ErrorCorpusWhole, HasEveryCodeOfTheList) {
  // Faults of the library (E00xx), the file system, `fmt` or tables alone, which no rule file or facts file brings
  // about.
  std::set<std::string> missing, elsewhere{"E0105", "E0106", "E0107"};
  static std::regex const listed("\\| ([EW]0[0-9]{3}) \\|");
  auto const list = text_of(root + "/docs/errors.md");
  for (std::sregex_iterator it(list.begin(), list.end(), listed), end; it != end; ++it)
    missing.insert((*it)[1]);
  for (auto const* name : {"loading", "drafting", "facts", "cases"})
    for (auto const& one : corpus(name))
      for (auto const& wanted : one.content["expect"])
        missing.erase(wanted["code"].get<std::string>());
  std::erase_if(missing, [](std::string const& code) { return code.starts_with("E00"); });
  EXPECT_EQ(missing, elsewhere);
}

TEST(ErrorCorpusWhole, AllFaultsOfAFileAreTold) {
  auto rules = plain();
  for (auto& [path, text] : rules)
    if (path == "zz/shelter.json") {
      auto content = json::parse(text);
      content["provisions"]["zz.shelter"]["protection"]["authority"] = "zz.nobody";
      content["provisions"]["zz.harmed"]["versions"][0]["by"] = "zz.nothing";
      content["deadlines"]["zz.shelter.filing"]["versions"][0]["clock"] = "zz.none";
      text = content.dump(2);
    }
  auto const loaded = rulebook::from_files(rules);
  ASSERT_FALSE(loaded);
  std::vector<std::string> codes;
  for (auto const& f : loaded.faults())
    codes.push_back(f.code);
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(codes, (std::vector<std::string>{"E0306", "E0308", "E0309"}));
}

} // namespace
