// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What the library writes as JSON fits the published schemas, and the schemas refuse what it does not write.
#include "project.hpp"
#include "schema/validate.hpp"

#include <cobijo/cobijo.hpp>

#include <gtest/gtest.h>

#include <filesystem>

namespace {

using cobijo_test::day;
using cobijo_test::lines;
using cobijo_test::output_faults;

cobijo::rulebook const& mexico() {
  static auto const one = cobijo::rulebook::builtin({"mx"}).value();
  return one;
}

/// Each member of the document left out or given another type in turn is refused; so is one more, unless it is `open`.
void expect_strict(std::string const& name, std::string const& document, std::vector<std::string> const& required,
                   bool open = false) {
  auto const whole = nlohmann::json::parse(document);
  for (auto const& member : required) {
    auto without = whole;
    without.erase(member);
    EXPECT_FALSE(output_faults(name, without.dump()).empty()) << name << " without " << member;
    auto wrong = whole;
    wrong[member] = 17;
    EXPECT_FALSE(output_faults(name, wrong.dump()).empty()) << name << " with a number as " << member;
  }
  auto more = whole;
  more["surplus"] = true;
  EXPECT_EQ(output_faults(name, more.dump()).empty(), open) << name;
}

TEST(OutputSchema, Determination) {
  int examples = 0;
  for (auto const& file : std::filesystem::directory_iterator(cobijo_test::root + "/docs/examples")) {
    if (file.path().extension() != ".json") continue;
    ++examples;
    auto const asked = cobijo_test::whole_rulebook().read_question(cobijo_test::text_of(file.path())).value();
    auto const law = cobijo_test::whole_rulebook().at(asked.as_of->day(), asked.options).value();
    auto const answer = law.determine(asked.who, *asked.as_of);
    for (auto const* lang : {"en", "es"})
      EXPECT_EQ(lines(output_faults("determination", cobijo::to_json(answer, lang))), "") << file.path();
    if (examples == 1)
      expect_strict("determination", cobijo::to_json(answer),
                    {"as_of", "law_date", "rulebook", "protections", "deadlines", "notice"}, true);
  }
  EXPECT_GT(examples, 7);
}

TEST(OutputSchema, Timeline) {
  for (auto const* example : {"unaccompanied_girl_2021_01_10", "gang_threat_day_28", "detained_too_long"}) {
    auto const text = cobijo_test::text_of(cobijo_test::root + "/docs/examples/" + example + ".json");
    auto const who = mexico().read_question(text).value().who;
    auto const line = cobijo::make_timeline(mexico(), who, {day("2018-01-01"), day("2027-01-01")}).value();
    for (auto const* lang : {"en", "es"}) {
      cobijo::report_style style;
      style.lang = lang;
      auto const told = cobijo::report(mexico(), line, cobijo::timeline_format::json, style);
      EXPECT_EQ(lines(output_faults("timeline", told)), "") << example;
      expect_strict("timeline", told, {"from", "to", "rulebook", "protections", "deadlines", "turns"});
    }
  }
}

TEST(OutputSchema, Diff) {
  cobijo::diff_options how;
  how.proofs = false;
  how.only = {"mx.visitor_humanitarian", "mx.refugee_status"};
  cobijo::law_options then;
  then.known_at = day("2020-11-10");
  for (auto const& [a, b] :
       {std::pair{"2012-11-08", "2012-11-13"}, {"2021-01-10", "2021-01-11"}, {"2000-01-01", "2026-01-01"}})
    for (auto const& known : {cobijo::law_options(), then}) {
      auto const d = cobijo::diff({mexico(), day(a), known, a}, {mexico(), day(b), {}, b}, how).value();
      auto const told = cobijo::report(d, cobijo::diff_format::json, {});
      EXPECT_EQ(lines(output_faults("diff", told)), "") << a << ' ' << b;
      expect_strict("diff", told, {"a", "b", "as_of", "any_day", "solver", "changes", "meanings", "summary"});
    }
}

} // namespace
