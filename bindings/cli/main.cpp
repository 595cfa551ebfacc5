// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "common.hpp"

#include <csignal>

int main(int argc, char** argv) {
  // A closed pipe is noticed where it is written to, so that half a batch ends quietly.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App program("Which legal protections a person may claim, under the law of which day, why, by when, and what is "
                   "still unknown. Not legal advice.",
                   "cobijo");
  program.set_version_flag("--version", std::string(cobijo::version()));
  program.require_subcommand(1);
  program.footer("`cobijo COMMAND --help` tells the options of a command; docs/command-line.md tells all.");
  cli::options options;
  std::vector<cli::command> commands;
  for (auto* add : {&cli::person_commands, &cli::law_commands, &cli::quality_commands, &cli::format_commands,
                    &cli::textconv_commands, &cli::diff_commands, &cli::impact_commands, &cli::timeline_commands})
    for (auto& one : (*add)(program, options))
      commands.push_back(std::move(one));
  try {
    program.parse(argc, argv);
    for (auto const& one : commands)
      if (one.app->parsed()) return one.run();
  } catch (CLI::ParseError const& e) {
    if (e.get_exit_code() == 0) return program.exit(e); // --help, --version
    cli::tell(std::string("cobijo: ") + e.what() + "\n`cobijo --help` tells how it is used");
    return cli::usage;
  } catch (cli::failure const& f) {
    cli::tell(f.faults);
    return f.code;
  } catch (cobijo::error const& e) {
    cli::tell(e.faults());
    return cli::bad_input;
  }
  return cli::usage;
}
