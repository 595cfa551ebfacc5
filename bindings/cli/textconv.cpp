// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// textconv: a rule file for `git diff`, which stops if this ends with anything but 0.
#include "common.hpp"

#include <filesystem>

namespace cli {
namespace {

int run_textconv(options const& o) {
  std::error_code unreadable;
  if (!o.rulebook.empty() && !std::filesystem::is_directory(o.rulebook, unreadable))
    tell("cobijo: " + o.rulebook + " is no folder; things of other files are told by their ids");
  write_as_is(cobijo::outlined(read_input(o.files.front()), o.rulebook, o.lang));
  return done;
}

} // namespace

std::vector<command> textconv_commands(CLI::App& program, options& o) {
  auto* textconv = program.add_subcommand("textconv", "A rule file as text to be compared by git: law instead of JSON");
  textconv->add_option("file", o.files, "Rule file, of whatever age; - reads standard input")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  o.rulebook_options(*textconv);
  textconv->add_option("--lang", o.lang, "Language: en or es")->type_name("LANG")->check(CLI::IsMember({"en", "es"}));
  return {{textconv, [&o] { return run_textconv(o); }}};
}

} // namespace cli
