// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// diff: two editions of the law beside one another.
#include "sides.hpp"

namespace cli {
namespace {

struct diff_arguments {
  side_names sides;
  std::string format;
  std::vector<std::string> fail_on;
  bool any_day = false, structure = false, search = false;
  double seconds = 20;
};

int run_diff(options const& o, diff_arguments const& d) {
  std::vector<cobijo::severity> fail;
  for (auto const& word : d.fail_on)
    fail.push_back(*cobijo::severity_of(word));
  law_shelf const shelf(o);
  auto const sides = read_sides(o, d.sides, shelf);
  cobijo::diff_options how;
  how.as_of = sides.as_of;
  how.any_day = d.any_day;
  how.modules = o.modules;
  how.only = o.only;
  how.meanings = !d.structure;
  how.proofs = !d.search;
  how.seconds = d.seconds;
  auto const found = need(cobijo::diff(sides.a, sides.b, how), usage);
  using format = cobijo::diff_format;
  auto const as = o.json                    ? format::json
                  : d.format == "json"      ? format::json
                  : d.format == "markdown"  ? format::markdown
                  : d.format == "html"      ? format::html
                  : d.format == "line"      ? format::line
                  : d.format == "changelog" ? format::changelog
                                            : format::text;
  write(cobijo::report(found, as, o.style()));
  for (auto s : fail)
    if (found.has(s)) return cli::found;
  return done;
}

} // namespace

std::vector<command> diff_commands(CLI::App& program, options& o) {
  auto d = std::make_shared<diff_arguments>();
  auto* diff = program.add_subcommand("diff", "What changed between two editions of the law, and what it means");
  side_options(*diff, o, d->sides);
  diff->add_flag("--any-day", d->any_day, "Ask about the same day on both sides, whichever it is");
  list_option(*diff, "--module", o.modules, "Only of this module (repeatable)");
  list_option(*diff, "--only", o.only, "Only this protection, provision, deadline or value, and what it rests on");
  diff->add_flag("--structure", d->structure, "Texts alone: not what they mean");
  diff->add_flag("--search", d->search, "Look for persons without a solver: finds some, proves nothing");
  diff->add_option("--seconds", d->seconds, "Time for each protection")->type_name("N")->check(CLI::PositiveNumber);
  std::vector<std::string> words;
  for (int i = 0; i <= static_cast<int>(cobijo::severity::wording); ++i)
    words.emplace_back(to_string(static_cast<cobijo::severity>(i)));
  list_option(*diff, "--fail-on", d->fail_on, "End with 1 if there is such a change (repeatable)", "SEVERITY")
      ->check(CLI::IsMember(words));
  diff->add_option("--format", d->format,
                   "text, json, markdown, html, line for a commit, or changelog for a release note")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "markdown", "html", "line", "changelog"}));
  o.output_options(*diff);
  return {{diff, [&o, d] { return run_diff(o, *d); }}};
}

} // namespace cli
