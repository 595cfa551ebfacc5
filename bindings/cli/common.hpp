// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What all commands share: options, reading, writing, and how a run ends.
#pragma once

#include <cobijo/cobijo.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cli {

using json = nlohmann::ordered_json;

/// Exit codes (docs/command-line.md).
enum : int { done = 0, found = 1, usage = 2, bad_input = 3 };

/// Ends the run with a code, after its faults are told.
struct failure {
  int code;
  std::vector<cobijo::fault> faults;
};

[[noreturn]] void refuse(std::string message); ///< wrong usage

/// Every option of every command; each command adds those that it reads.
struct options {
  // What to read the law from, and how
  std::string rulebook, as_of, law_date, known_at;
  std::vector<std::string> readings;
  // What to show
  std::vector<std::string> modules, only;
  std::string lang = "en", colour = "auto";
  bool json = false, all = false, steps = false, ndjson = false, history = false, strict = false, check_only = false;
  // What to work on
  std::string id, kind, prefix;
  std::vector<std::string> files;

  void rulebook_options(CLI::App& command);
  void law_options(CLI::App& command);
  void reading_options(CLI::App& command); ///< a part of law_options: how the law is read, whatever its day
  void output_options(CLI::App& command);

  [[nodiscard]] cobijo::rulebook load() const;
  [[nodiscard]] cobijo::report_style style() const;
};

/// A command: adds itself to the program; its `run` ends with an exit code.
struct command {
  CLI::App* app;
  std::function<int()> run;
};
std::vector<command> person_commands(CLI::App& program, options& o);
std::vector<command> law_commands(CLI::App& program, options& o);
std::vector<command> quality_commands(CLI::App& program, options& o);
std::vector<command> format_commands(CLI::App& program, options& o);
std::vector<command> textconv_commands(CLI::App& program, options& o);
std::vector<command> diff_commands(CLI::App& program, options& o);
std::vector<command> impact_commands(CLI::App& program, options& o);
std::vector<command> timeline_commands(CLI::App& program, options& o);

/// An option that may be given again, or several values with commas.
CLI::Option* list_option(CLI::App& command, std::string const& name, std::vector<std::string>& into,
                         std::string const& help, std::string const& type = "ID");

/// The whole of a file, or of standard input for "-".
[[nodiscard]] std::string read_input(std::string const& path);
/// What to call it in faults.
[[nodiscard]] std::string input_name(std::string const& path);

/// Data: standard output. Ends the line.
void write(std::string_view text);
void write_as_is(std::string_view text);
/// Everything else: standard error.
void tell(std::string_view text);
void tell(std::vector<cobijo::fault> const& faults);

/// How far a long run has come, for somebody who watches it.
class progress {
public:
  progress();
  ~progress();
  progress(progress const&) = delete;
  progress& operator=(progress const&) = delete;
  void step();

private:
  bool watched_, shown_ = false;
  std::size_t count_ = 0;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

[[nodiscard]] json fault_json(cobijo::fault const& f);
[[nodiscard]] json faults_json(std::vector<cobijo::fault> const& faults);

/// What an option says, if it was given.
template <class T>
std::optional<T> given(char const* option, std::string const& text, cobijo::result<T> (*parse)(std::string_view)) {
  if (text.empty()) return std::nullopt;
  auto out = parse(text);
  if (!out) refuse(std::string(option) + ": " + out.faults().front().message + " (" + out.faults().front().hint + ')');
  return *out;
}

/// The value, or the end of the run.
template <class T>
T need(cobijo::result<T> r, int code = bad_input) {
  if (!r) throw failure{code, r.faults()};
  return std::move(r).value();
}

} // namespace cli
