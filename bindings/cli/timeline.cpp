// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// timeline: the days on which the answers about a person change.
#include "shelf.hpp"

#include <cobijo/timeline.hpp>

namespace cli {
namespace {

struct timeline_arguments {
  std::string from, to, format;
};

int run_timeline(options const& o, timeline_arguments const& a) {
  law_shelf shelf(o);
  auto const& path = o.files.front();
  auto const q = need(shelf.book().read_question(read_input(path), input_name(path)));
  auto const from = given("--from", a.from, &cobijo::date::parse).value_or(shelf.as_of(q).day());
  auto const to = given("--to", a.to, &cobijo::date::parse).value_or(cobijo::date::from_days(from.days() + 731));
  cobijo::timeline_options how{from, to};
  how.law = shelf.options_for(q.options);
  how.law_date = given("--law-date", o.law_date, &cobijo::date::parse);
  if (!how.law_date) how.law_date = q.law_date;
  how.modules = o.modules;
  how.only = o.only;
  for (auto const& asked : {from, to}) {
    auto wrong = need(shelf.book().at(how.law_date.value_or(asked), how.law)).contradictions(q.who, asked);
    for (auto& f : wrong)
      f.file = input_name(path);
    if (!wrong.empty()) throw failure{bad_input, wrong};
  }
  auto const found = need(cobijo::make_timeline(shelf.book(), q.who, how), usage);
  using format = cobijo::timeline_format;
  auto const as = o.json || a.format == "json" ? format::json
                  : a.format == "svg"          ? format::svg
                  : a.format == "html"         ? format::html
                                               : format::text;
  write(cobijo::report(shelf.book(), found, as, o.style()));
  return done;
}

} // namespace

std::vector<command> timeline_commands(CLI::App& program, options& o) {
  auto a = std::make_shared<timeline_arguments>();
  auto* timeline = program.add_subcommand("timeline", "Every day on which an answer about a person changes, and why");
  timeline->add_option("file", o.files, "Facts of a person as JSON, or - for standard input")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  timeline->add_option("--from", a->from, "First day; else the day asked about of the file, else today")
      ->type_name("DAY");
  timeline->add_option("--to", a->to, "Last day; else two years later")->type_name("DAY");
  o.rulebook_options(*timeline);
  timeline->add_option("--law-date", o.law_date, "One law all along; else the law of each day")->type_name("DAY");
  o.reading_options(*timeline);
  list_option(*timeline, "--module", o.modules, "Only this module (repeatable)");
  list_option(*timeline, "--only", o.only, "Only this protection and its deadlines, or this deadline (repeatable)");
  timeline->add_option("--format", a->format, "text, json, svg (a chart), or html (a page)")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "svg", "html"}));
  timeline->add_flag("--all", o.all, "Also what does not change and cannot be claimed");
  o.output_options(*timeline);
  return {{timeline, [&o, a] { return run_timeline(o, *a); }}};
}

} // namespace cli
