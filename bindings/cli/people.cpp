// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// evaluate, explain, deadlines: what the law of a day says about a person.
#include "shelf.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>

namespace cli {
namespace {

/// Which protections to show; the rest of a determination is dropped, with the deadlines that belong to it.
class selection {
public:
  selection(cobijo::rulebook const& book, options const& o) : modules_(o.modules), only_(o.only.begin(), o.only.end()) {
    std::set<std::string> known;
    for (auto const& m : book.modules())
      known.insert(m.id);
    for (auto const& m : modules_)
      if (!known.contains(m))
        refuse("--module: the rulebook has no module \"" + m + "\"; `cobijo list modules` names them");
    if (only_.empty()) return;
    auto const ids = book.at(cobijo::date()).value().protections();
    for (auto const& id : only_)
      if (std::find(ids.begin(), ids.end(), id) == ids.end())
        refuse("--only: the rulebook has no protection \"" + id + "\"; `cobijo list protections` names them");
  }

  void apply(cobijo::determination& d) const {
    if (modules_.empty() && only_.empty()) return;
    std::erase_if(d.protections,
                  [&](auto const& p) { return !wanted(p.id) || (!only_.empty() && !only_.contains(p.id)); });
    std::set<std::string> kept;
    for (auto const& p : d.protections) {
      kept.insert(p.deadlines.begin(), p.deadlines.end());
      kept.insert(p.remedies.begin(), p.remedies.end());
    }
    std::erase_if(d.deadlines, [&](auto const& x) {
      if (!only_.empty()) return !only_.contains(x.protection) && !kept.contains(x.id);
      return !wanted(x.id);
    });
  }

private:
  bool wanted(std::string const& id) const {
    return modules_.empty() ||
           std::any_of(modules_.begin(), modules_.end(), [&](auto const& m) { return id.starts_with(m + '.'); });
  }
  std::vector<std::string> modules_;
  std::set<std::string> only_;
};

struct asked_of {
  cobijo::edition const* law;
  cobijo::facts who;
  cobijo::moment as_of;
};

/// A person as read from a file: facts that fit the vocabulary and do not contradict one another.
cobijo::result<asked_of> ask(law_shelf& shelf, std::string_view text, std::string const& name) {
  auto q = shelf.book().read_question(text, name);
  if (!q) return q.faults();
  auto const as_of = shelf.as_of(*q);
  auto const found_law = shelf.law(*q);
  if (!found_law) {
    auto faults = found_law.faults();
    for (auto& f : faults)
      f.file = name;
    return faults;
  }
  auto const& law = **found_law;
  auto wrong = law.contradictions(q->who, as_of);
  for (auto& f : wrong)
    f.file = name;
  if (!wrong.empty()) return wrong;
  return asked_of{&law, q->who, as_of};
}

/// One line in, one line out, in order; a bad line gives its faults and the run goes on.
int run_lines(options const& o, law_shelf& shelf, selection const& wanted) {
  std::size_t bad = 0;
  progress shown;
  for (auto const& path : o.files) {
    std::ifstream file;
    if (path != "-") file.open(path, std::ios::binary);
    if (!file) throw failure{bad_input, {{"E0105", path, {}, 0, "cannot read the file", {}}}};
    auto& in = path == "-" ? std::cin : static_cast<std::istream&>(file);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      auto const asked = ask(shelf, line, "");
      if (asked) {
        auto answers = asked->law->determine(asked->who, asked->as_of);
        wanted.apply(answers);
        write(to_json(answers, o.lang, -1));
      } else {
        ++bad;
        json out{{"line", number}, {"errors", json::array()}};
        for (auto f : asked.faults()) {
          f.line = 0; // within the line: always the first
          out["errors"].push_back(fault_json(f));
        }
        write(out.dump());
      }
      shown.step();
    }
  }
  if (bad > 0) tell("cobijo: " + std::to_string(bad) + (bad == 1 ? " line is bad" : " lines are bad"));
  return bad == 0 ? done : bad_input;
}

using reporter = std::string (*)(cobijo::edition const&, cobijo::determination const&, cobijo::report_style const&);

/// Every input in turn; of several, JSON is one list.
int run_people(options const& o, reporter write_report) {
  law_shelf shelf(o);
  selection const wanted(shelf.book(), o);
  if (o.ndjson) return run_lines(o, shelf, wanted);
  int code = done;
  bool const several = o.files.size() > 1;
  json all = json::array();
  for (auto const& path : o.files) {
    auto const asked = ask(shelf, read_input(path), input_name(path));
    if (!asked) {
      tell(asked.faults());
      code = bad_input;
      continue;
    }
    auto answers = asked->law->determine(asked->who, asked->as_of);
    wanted.apply(answers);
    auto const text = write_report(*asked->law, answers, o.style());
    if (!several)
      write(text);
    else if (!o.json)
      write((path == o.files.front() ? "" : "\n") + ("== " + input_name(path) + " ==\n") + text);
    else {
      json one{{"input", input_name(path)}};
      one.update(json::parse(text));
      all.push_back(std::move(one));
    }
  }
  if (several && o.json) write(all.dump(2));
  return code;
}

int run_explain(options const& o) {
  law_shelf shelf(o);
  auto const& path = o.files.front();
  auto const asked = need(ask(shelf, read_input(path), input_name(path)));
  write(need(cobijo::explain(*asked.law, asked.who, asked.as_of, o.id, o.style()), usage));
  return done;
}

void selection_options(CLI::App& command, options& o) {
  list_option(command, "--module", o.modules, "Show only this module (repeatable)");
  list_option(command, "--only", o.only, "Show only this protection (repeatable)", "PROTECTION");
}

} // namespace

std::vector<command> person_commands(CLI::App& program, options& o) {
  auto inputs = [&](CLI::App& c) {
    c.add_option("file", o.files, "Facts of a person as JSON, or - for standard input")->required()->type_name("FILE");
  };
  auto* evaluate = program.add_subcommand("evaluate", "Which protections may this person claim");
  inputs(*evaluate);
  o.law_options(*evaluate);
  selection_options(*evaluate, o);
  evaluate->add_flag("--ndjson", o.ndjson, "One person a line in, one line of JSON out");
  evaluate->add_flag("--all", o.all, "Also what is not in force, and every open question");
  o.output_options(*evaluate);

  auto* explain = program.add_subcommand("explain", "Why: the rule of one protection as a tree, with every value");
  explain->add_option("protection", o.id, "Protection, provision or deadline")->required()->type_name("ID");
  explain->add_option("file", o.files, "Facts of a person as JSON, or - for standard input")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  o.law_options(*explain);
  explain->add_flag("--all", o.all, "Also its deadlines that do not run");
  o.output_options(*explain);

  auto* deadlines = program.add_subcommand("deadlines", "By when: every deadline that runs, by the day it is due");
  inputs(*deadlines);
  o.law_options(*deadlines);
  selection_options(*deadlines, o);
  deadlines->add_flag("--steps", o.steps, "Each step of the count, with its authority");
  deadlines->add_flag("--all", o.all, "Also deadlines that do not run, or of which no day is known");
  o.output_options(*deadlines);

  return {{evaluate, [&o] { return run_people(o, &cobijo::report); }},
          {explain, [&o] { return run_explain(o); }},
          {deadlines, [&o] { return run_people(o, &cobijo::report_deadlines); }}};
}

} // namespace cli
