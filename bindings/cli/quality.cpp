// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// check, cases, coverage: is the rulebook well made. Each ends with 1 if it found something.
#include "common.hpp"

#include <algorithm>

namespace cli {
namespace {

/// `path` below the folder of rules, so that an editor can open it.
std::string below(options const& o, std::string const& path) {
  if (o.rulebook.empty() || path.empty() || path == o.rulebook) return path;
  return o.rulebook + (o.rulebook.ends_with('/') ? "" : "/") + path;
}

int run_check(options const& o) {
  std::vector<cobijo::fault> errors, warnings;
  auto const loaded =
      o.rulebook.empty() ? cobijo::result(cobijo::rulebook::builtin()) : cobijo::rulebook::load(o.rulebook);
  for (auto f : loaded ? cobijo::check(*loaded) : loaded.faults()) {
    f.file = below(o, f.file);
    (f.code.starts_with('W') ? warnings : errors).push_back(std::move(f));
  }
  if (o.json) {
    write(json{{"errors", faults_json(errors)}, {"warnings", faults_json(warnings)}}.dump(2));
  } else {
    tell(warnings);
    for (auto const& f : errors)
      write(to_string(f));
    write(std::to_string(errors.size()) + " errors, " + std::to_string(warnings.size()) + " warnings");
  }
  return errors.empty() && (warnings.empty() || !o.strict) ? done : found;
}

cobijo::case_files read_cases(options const& o) {
  if (o.rulebook.empty()) refuse("cases are not built in: name the folder of rule files with --rulebook");
  return need(cobijo::read_case_files(o.rulebook));
}

/// Faults in rules or cases are told by the path that the user knows.
template <class T>
T need_of(options const& o, cobijo::result<T> r) {
  if (r) return std::move(r).value();
  auto faults = r.faults();
  for (auto& f : faults)
    f.file = below(o, f.file);
  throw failure{bad_input, std::move(faults)};
}

int run_cases(options const& o) {
  auto files = read_cases(o);
  std::erase_if(files, [&](auto const& f) { return !f.first.starts_with(o.prefix); });
  if (files.empty() && !o.prefix.empty()) refuse("no case file begins with \"" + o.prefix + '"');
  auto const report = need_of(o, cobijo::run_cases(need_of(o, cobijo::rulebook::load(o.rulebook)), files));
  if (o.json) {
    json out{{"passed", report.passed}, {"failures", json::array()}};
    for (auto const& f : report.failures)
      out["failures"].push_back(
          json{{"file", below(o, f.file)}, {"line", f.line}, {"name", f.name}, {"differences", f.differences}});
    write(out.dump(2));
  } else {
    for (auto const& f : report.failures) {
      write(below(o, f.file) + ':' + std::to_string(f.line) + ": " + f.name);
      for (auto const& d : f.differences)
        write("    " + d);
    }
    write(std::to_string(report.passed) + " passed, " + std::to_string(report.failures.size()) + " failed");
  }
  return report.failures.empty() ? done : found;
}

int run_coverage(options const& o) {
  auto report = need_of(o, cobijo::coverage(need_of(o, cobijo::rulebook::load(o.rulebook)), read_cases(o)));
  std::erase_if(report.gaps,
                [&](auto const& g) { return !g.file.starts_with(o.prefix) && !g.thing.starts_with(o.prefix); });
  if (o.json) {
    json out{{"leaves", report.leaves}, {"covered", report.covered}, {"gaps", json::array()}};
    for (auto const& g : report.gaps)
      out["gaps"].push_back(json{{"file", below(o, g.file)},
                                 {"pointer", g.pointer},
                                 {"thing", g.thing},
                                 {"from", g.from},
                                 {"label", g.label.in(o.lang)}});
    write(out.dump(2));
  } else {
    for (auto const& g : report.gaps)
      write(below(o, g.file) + '#' + g.pointer + ": " + g.thing + ", " + g.from + ": " + g.label.in(o.lang));
    write(std::to_string(report.covered) + " of " + std::to_string(report.leaves) + " conditions covered, " +
          std::to_string(report.gaps.size()) + " gaps shown");
  }
  return report.gaps.empty() ? done : found;
}

} // namespace

std::vector<command> quality_commands(CLI::App& program, options& o) {
  auto* check = program.add_subcommand("check", "Is the rulebook well-formed");
  o.rulebook_options(*check);
  check->add_flag("--strict", o.strict, "Warnings count as well");
  o.output_options(*check);

  auto* cases = program.add_subcommand("cases", "Do its cases pass");
  cases->add_option("prefix", o.prefix, "Only case files whose path begins so")->type_name("PREFIX");
  o.rulebook_options(*cases);
  o.output_options(*cases);

  auto* coverage = program.add_subcommand("coverage", "Which conditions does no case show to decide");
  coverage->add_option("prefix", o.prefix, "Only gaps in files or rules whose path or id begins so")
      ->type_name("PREFIX");
  o.rulebook_options(*coverage);
  o.output_options(*coverage);

  return {{check, [&o] { return run_check(o); }}, {cases, [&o] { return run_cases(o); }}, {coverage, [&o] {
                                                                                             return run_coverage(o);
                                                                                           }}};
}

} // namespace cli
