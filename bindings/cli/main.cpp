// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include <cobijo/cobijo.hpp>

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  CLI::App app("legal protections, by the law of a day");
  std::string folder, input, as_of, law, lang = "en";
  app.add_option("--rulebook", folder);
  app.require_subcommand(1);
  auto* check = app.add_subcommand("check");
  auto* cases = app.add_subcommand("cases");
  auto* coverage = app.add_subcommand("coverage");
  std::string only;
  cases->add_option("prefix", only);
  coverage->add_option("prefix", only);
  auto* evaluate = app.add_subcommand("evaluate");
  evaluate->add_option("file", input)->required();
  evaluate->add_option("--as-of", as_of)->required();
  CLI11_PARSE(app, argc, argv);
  auto loaded = folder.empty() ? cobijo::result<cobijo::rulebook>(cobijo::rulebook::builtin()) : cobijo::rulebook::load(folder);
  auto tell = [](std::vector<cobijo::fault> const& faults) {
    for (auto const& f : faults) std::cerr << to_string(f) << '\n';
    return 3;
  };
  if (!loaded) return tell(loaded.faults());
  if (check->parsed()) {
    tell(cobijo::check(*loaded));
    return 0;
  }
  auto files = [&] {
    auto all = cobijo::read_case_files(folder).value();
    std::erase_if(all, [&](auto const& f) { return !f.first.starts_with(only); });
    return all;
  };
  if (cases->parsed()) {
    auto r = cobijo::run_cases(*loaded, files());
    if (!r) return tell(r.faults());
    for (auto const& f : r->failures) {
      std::cout << f.file << ':' << f.line << ": " << f.name << '\n';
      for (auto const& d : f.differences) std::cout << "    " << d << '\n';
    }
    std::cout << r->passed << " passed, " << r->failures.size() << " failed\n";
    return r->failures.empty() ? 0 : 1;
  }
  if (coverage->parsed()) {
    auto r = cobijo::coverage(*loaded, cobijo::read_case_files(folder).value());
    if (!r) return tell(r.faults());
    for (auto const& g : r->gaps)
      if (g.file.starts_with(only)) std::cout << g.file << g.pointer << " (" << g.thing << ", " << g.from << "): " << g.label.en << '\n';
    std::cout << r->covered << " of " << r->leaves << " leaves covered\n";
    return 0;
  }
  std::ifstream in(input);
  std::string text(std::istreambuf_iterator<char>(in), {});
  auto who = loaded->read_facts(text, input);
  if (!who) return tell(who.faults());
  auto when = cobijo::moment::parse(as_of).value();
  std::cout << to_json(loaded->at(when.day()).value().determine(*who, when)) << '\n';
}
