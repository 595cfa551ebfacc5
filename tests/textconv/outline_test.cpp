// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What `git diff` compares: nothing of a file may be lost in its outline, whatever the file holds.
#include "cobijo/report.hpp"
#include "format/kinds.hpp"
#include "project.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

using namespace cobijo;
using internal::json;

namespace {

using cobijo_test::root;
/// So that nothing is known but what the file itself says.
std::string const nowhere = root + "/tests/textconv/no such folder";

std::string read(std::string const& path) {
  return cobijo_test::text_of(root + '/' + path);
}

json every_member() {
  return internal::parse_json(read("tests/textconv/every_member.json"), {}).value();
}

void each_leaf(json const& v, json::json_pointer const& at, std::vector<json::json_pointer>& out) {
  if (!v.is_structured()) out.push_back(at);
  for (auto it = v.begin(); v.is_structured() && it != v.end(); ++it)
    each_leaf(*it, v.is_object() ? at / it.key() : at / static_cast<std::size_t>(it - v.begin()), out);
}

/// Another value of the same form, so that what could be read can be read still.
json other(json const& v) {
  if (v.is_boolean()) return !v.get<bool>();
  if (v.is_number()) return v.get<int>() + 1;
  if (v.is_null()) return "2026-03-03";
  auto text = v.get<std::string>();
  if (date::parse(text)) return (date::parse(text).value() + 1).to_string();
  return text + 'x';
}

std::size_t lines_in(std::string const& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class OutlineIn : public testing::TestWithParam<std::string> {};

TEST_P(OutlineIn, TellsOfEveryChangeInAFewLines) {
  auto const whole = every_member();
  auto const before = outlined(whole.dump(), nowhere, GetParam());
  std::multiset<std::string> known;
  std::istringstream all(before);
  for (std::string line; std::getline(all, line);)
    known.insert(line);
  std::vector<json::json_pointer> leaves;
  each_leaf(whole, json::json_pointer(), leaves);
  ASSERT_GT(leaves.size(), 400U);
  for (auto const& at : leaves) {
    auto changed = whole;
    changed.at(at) = other(whole.at(at));
    auto const after = outlined(changed.dump(), nowhere, GetParam());
    EXPECT_NE(after, before) << at.to_string();
    // What a thing is called, and what a fact is, shows wherever it is named; all else, where it stands.
    auto const name = at.to_string();
    bool const called = name.ends_with("/label/" + GetParam()) || name.ends_with("/per");
    if (called || !(name.starts_with("/provisions") || name.starts_with("/deadlines") || name.starts_with("/cases")))
      continue;
    std::istringstream now(after);
    auto left = known;
    std::size_t fresh = 0;
    for (std::string line; std::getline(now, line);)
      if (auto const it = left.find(line); it != left.end())
        left.erase(it);
      else
        ++fresh;
    EXPECT_LE(fresh, 8U) << name << "\n" << after;
    EXPECT_LE(left.size(), 8U) << name;
  }
}

TEST_P(OutlineIn, TakesWhateverStandsThere) {
  // Each value in turn of a form that has no business there.
  auto const whole = every_member();
  std::vector<json::json_pointer> leaves;
  each_leaf(whole, json::json_pointer(), leaves);
  std::set<std::string> places;
  for (auto leaf : leaves)
    for (; !leaf.empty(); leaf = leaf.parent_pointer())
      places.insert(leaf.to_string());
  std::vector<json> const forms{json::object(), json::array(), json(nullptr),
                                json(1.5),      json("word"),  json{{"if", {{"odd", 1}}}, {"then", {1, 2}}}};
  std::size_t n = 0;
  for (auto const& place : places) {
    auto changed = whole;
    changed.at(json::json_pointer(place)) = forms[n++ % forms.size()];
    EXPECT_FALSE(outlined(changed.dump(), nowhere, GetParam()).empty()) << place;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, OutlineIn, testing::Values("en", "es"), [](auto const& one) { return one.param; });

TEST(Outline, TestFileHasEveryMemberOfTheFormat) {
  std::set<std::string> missing;
  // A rule file's members by kind, in any place.
  std::function<void(json const&, std::string const&, std::set<std::string>&)> collect =
      [&](json const& v, std::string const& kind, std::set<std::string>& out) {
        if (v.is_array())
          for (auto const& one : v)
            collect(one, kind, out);
        if (!v.is_object()) return;
        for (auto const& p : internal::parts_of(v, kind)) {
          if (p.known) out.insert(kind + '/' + *p.name);
          collect(*p.value, p.kind, out);
        }
      };
  std::set<std::string> here, used;
  collect(every_member(), "file", here);
  for (auto const* file : {"docs/examples/module/zz/safe_stay.json", "tests/cli/rulebook/zz/shelter.json",
                           "tests/cli/rulebook/zz/module.json", "jurisdictions/mx/refugee_status.json",
                           "jurisdictions/us/u_status_adjustment.json", "jurisdictions/intl/parties.json",
                           "jurisdictions/mx/calendars/amparo.json", "jurisdictions/vocabulary/central_america.json"})
    if (auto const text = read(file); !text.empty()) collect(internal::parse_json(text, {}).value(), "file", used);
  for (auto const& one : used)
    EXPECT_TRUE(here.contains(one)) << one << " is used in rule files, and not in tests/textconv/every_member.json";
}

TEST(Outline, IsTheSameEachTime) {
  auto const text = read("tests/textconv/every_member.json");
  EXPECT_EQ(outlined(text), outlined(text));
  EXPECT_GT(lines_in(outlined(text)), 300U);
}

} // namespace
