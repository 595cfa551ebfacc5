// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "common.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cli {
namespace {

// A pipe that nobody reads any more is no fault: `cobijo list facts | head` ends without a word.
void check_output(bool ok) {
  if (ok) return;
  auto const why = errno;
  if (why != EPIPE) std::fprintf(stderr, "cobijo: cannot write the output: %s\n", std::strerror(why));
  std::_Exit(why == EPIPE ? done : bad_input);
}

bool set(char const* variable) {
  auto const* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::clamp<int>(size.ws_col, 60, 120);
}

} // namespace

void refuse(std::string message) {
  throw failure{usage, {{"", "cobijo", {}, 0, std::move(message), {}}}};
}

void options::rulebook_options(CLI::App& command) {
  command.add_option("--rulebook", rulebook, "Folder of rule files; without it, the rulebook built into the program")
      ->type_name("DIR");
}

void options::law_options(CLI::App& command) {
  rulebook_options(command);
  command
      .add_option("--as-of", as_of,
                  "Day asked about, with an hour for clocks that count hours; else that of the file, else today")
      ->type_name("DAY");
  command.add_option("--law-date", law_date, "Day whose law applies; else the day asked about")->type_name("DAY");
  reading_options(command);
}

void options::reading_options(CLI::App& command) {
  command.add_option("--known-at", known_at, "Only law that was published or decided by this day")->type_name("DAY");
  command
      .add_option("--readings", readings,
                  "Contested points: \"prevailing\" positions, all \"open\", or one fixed (repeatable)")
      ->type_name("prevailing|open|ID=POSITION")
      ->allow_extra_args(false);
}

void options::output_options(CLI::App& command) {
  command.add_option("--lang", lang, "Language of what is shown")
      ->type_name("en|es")
      ->check(CLI::IsMember({"en", "es"}));
  command.add_flag("--json", json, "JSON instead of text");
  command.add_option("--color", colour, "Colour: on a terminal, always or never; NO_COLOR is respected")
      ->type_name("auto|always|never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

cobijo::rulebook options::load() const {
  return rulebook.empty() ? cobijo::rulebook::builtin() : need(cobijo::rulebook::load(rulebook));
}

cobijo::report_style options::style() const {
  cobijo::report_style out;
  out.lang = lang;
  out.json = json;
  out.all = all;
  out.brief = !all && modules.empty() && only.empty();
  out.steps = steps;
  bool const terminal = isatty(STDOUT_FILENO) != 0;
  auto const* kind = std::getenv("TERM");
  bool const able = terminal && !set("NO_COLOR") && (kind == nullptr || std::strcmp(kind, "dumb") != 0);
  out.colour = colour == "always" || (colour == "auto" && able);
  if (terminal) out.width = terminal_width();
  return out;
}

CLI::Option* list_option(CLI::App& command, std::string const& name, std::vector<std::string>& into,
                         std::string const& help, std::string const& type) {
  return command.add_option(name, into, help)->type_name(type)->delimiter(',')->allow_extra_args(false);
}

std::string input_name(std::string const& path) {
  return path == "-" ? "stdin" : path;
}

std::string read_input(std::string const& path) {
  if (path == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  auto unreadable = [&](std::string const& why) {
    throw failure{bad_input, {{"E0105", path, {}, 0, "cannot read the file: " + why, {}}}};
  };
  if (std::filesystem::is_directory(path)) unreadable("it is a folder");
  std::ifstream in(path, std::ios::binary);
  if (!in) unreadable(std::strerror(errno));
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_as_is(std::string_view text) {
  errno = 0;
  bool const ok = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  check_output(ok && std::fflush(stdout) == 0);
}

void write(std::string_view text) {
  write_as_is(text.ends_with('\n') ? std::string(text) : std::string(text) + '\n');
}

void tell(std::string_view text) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void tell(std::vector<cobijo::fault> const& faults) {
  for (auto const& f : faults)
    tell(f.code.empty() ? f.file + ": " + f.message : to_string(f));
}

progress::progress() : watched_(isatty(STDERR_FILENO) != 0) {}

progress::~progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void progress::step() {
  ++count_;
  auto const now = std::chrono::steady_clock::now();
  if (!watched_ || now - last_ < std::chrono::seconds(1)) return;
  last_ = now;
  std::fprintf(stderr, "\r%zu", count_);
  shown_ = true;
}

json fault_json(cobijo::fault const& f) {
  json out{{"code", f.code}};
  if (!f.file.empty()) out["file"] = f.file;
  if (!f.pointer.empty()) out["pointer"] = f.pointer;
  if (f.line > 0) out["line"] = f.line;
  out["message"] = f.message;
  if (!f.hint.empty()) out["hint"] = f.hint;
  return out;
}

json faults_json(std::vector<cobijo::fault> const& faults) {
  json out = json::array();
  for (auto const& f : faults)
    out.push_back(fault_json(f));
  return out;
}

} // namespace cli
