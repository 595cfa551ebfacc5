// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// show, list: what the rulebook says, whoever asks.
#include "shelf.hpp"

namespace cli {
namespace {

constexpr std::pair<char const*, cobijo::listing> listings[] = {
    {"protections", cobijo::listing::protections}, {"provisions", cobijo::listing::provisions},
    {"deadlines", cobijo::listing::deadlines},     {"facts", cobijo::listing::facts},
    {"modules", cobijo::listing::modules},         {"readings", cobijo::listing::readings},
    {"instruments", cobijo::listing::instruments}};

int run_show(options const& o) {
  law_shelf shelf(o);
  write(need(o.history ? cobijo::history(shelf.book(), o.id, o.style()) : cobijo::show(shelf.law(), o.id, o.style()),
             usage));
  return done;
}

int run_list(options const& o) {
  for (auto const& [word, what] : listings)
    if (o.kind == word) write(cobijo::list(o.load(), what, o.modules, o.style()));
  return done;
}

} // namespace

std::vector<command> law_commands(CLI::App& program, options& o) {
  auto* show =
      program.add_subcommand("show", "The law itself: the consolidated text of a day, numbered like a statute");
  show->add_option("protection", o.id, "Protection, provision or deadline")->required()->type_name("ID");
  o.law_options(*show);
  show->add_flag("--history", o.history, "Every version, with its instrument and what later decisions did to it");
  o.output_options(*show);

  auto* list = program.add_subcommand("list", "What the rulebook holds");
  std::vector<std::string> words;
  for (auto const& [word, what] : listings)
    words.emplace_back(word);
  list->add_option("kind", o.kind, "protections, provisions, deadlines, facts, modules, readings or instruments")
      ->required()
      ->type_name("KIND")
      ->check(CLI::IsMember(words));
  o.rulebook_options(*list);
  list_option(*list, "--module", o.modules, "Only of this module (repeatable)");
  list->add_flag("--all", o.all, "Every value of a fact that has many");
  o.output_options(*list);

  return {{show, [&o] { return run_show(o); }}, {list, [&o] { return run_list(o); }}};
}

} // namespace cli
