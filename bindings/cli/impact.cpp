// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// impact: two editions of the law, asked about each person of a table.
#include "sides.hpp"
#include "table.hpp"

#include <cobijo/impact.hpp>

namespace cli {
namespace {

struct impact_arguments {
  side_names sides;
  std::string people, format;
  std::vector<std::string> by, fail_on;
  std::size_t examples = 5, values = 300;
  std::uint64_t hide_below = 0;
};

int run_impact(options const& o, impact_arguments const& i) {
  law_shelf const shelf(o);
  auto const sides = read_sides(o, i.sides, shelf);
  cobijo::impact_options how;
  if (sides.as_of) how.as_of = cobijo::moment(*sides.as_of);
  how.modules = o.modules;
  how.only = o.only;
  how.by = i.by;
  how.examples = i.examples;
  how.values = i.values;
  auto run = need(cobijo::impact::between(sides.a, sides.b, how), usage);
  people_table table(i.people, {sides.a.book, sides.b.book});
  bool bad = false;
  {
    progress shown;
    while (auto row = table.next()) {
      auto faults = std::move(row->faults);
      if (faults.empty())
        faults = run.add(row->text, row->number);
      else
        run.leave_out(faults);
      if (!faults.empty()) {
        bad = true;
        tell(table.placed(std::move(faults), row->number));
      }
      shown.step();
    }
  }
  auto const found_all = run.finished();
  using format = cobijo::impact_format;
  auto const as = o.json || i.format == "json" ? format::json
                  : i.format == "markdown"     ? format::markdown
                  : i.format == "csv"          ? format::csv
                                               : format::text;
  write(cobijo::report(found_all, as, o.style(), i.hide_below));
  if (bad) return bad_input;
  for (auto const& word : i.fail_on)
    if (found_all.has(*cobijo::outcome_of(word))) return found;
  return done;
}

} // namespace

std::vector<command> impact_commands(CLI::App& program, options& o) {
  auto i = std::make_shared<impact_arguments>();
  auto* impact = program.add_subcommand("impact", "What a change of the law does to each person of a table");
  side_options(*impact, o, i->sides);
  impact
      ->add_option(
          "--people", i->people,
          "Facts of many persons, one JSON object a line or CSV under the names of facts; - for standard input")
      ->required()
      ->type_name("FILE");
  list_option(*impact, "--by", i->by,
              "Also by the value of this fact (repeatable); a date by year, a date of birth by age, or as said with "
              "FACT:year, FACT:age",
              "FACT");
  list_option(*impact, "--module", o.modules, "Only of this module (repeatable)");
  list_option(*impact, "--only", o.only, "Only this protection or deadline (repeatable)");
  impact->add_option("--examples", i->examples, "Row numbers told for each count")->type_name("N");
  impact->add_option("--values", i->values, "Values of a fact told apart; the rest is counted together")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  impact->add_option("--hide-below", i->hide_below, "Do not tell counts below N, nor rows: for a report to pass on")
      ->type_name("N");
  std::vector<std::string> words;
  for (std::size_t n = 0; n < cobijo::outcomes; ++n)
    words.emplace_back(to_string(static_cast<cobijo::outcome>(n)));
  list_option(*impact, "--fail-on", i->fail_on, "End with 1 if this becomes of anybody (repeatable)", "OUTCOME")
      ->check(CLI::IsMember(words));
  impact->add_option("--format", i->format, "text, json, markdown or csv")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "markdown", "csv"}));
  o.output_options(*impact);
  return {{impact, [&o, i] { return run_impact(o, *i); }}};
}

} // namespace cli
