// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// fmt: JSON files in their canonical form.
#include "common.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace cli {
namespace {

namespace fs = std::filesystem;

/// Files as named; of a folder, every JSON file below it.
std::vector<std::string> all_files(std::vector<std::string> const& named) {
  std::vector<std::string> out;
  for (auto const& path : named) {
    if (!fs::is_directory(path)) {
      out.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    for (auto const& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && entry.path().extension() == ".json") found.push_back(entry.path().string());
    std::sort(found.begin(), found.end());
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

/// Beside the file first, then in its place: an interrupted run leaves the old text or the new.
void replace(std::string const& path, std::string const& text) {
  auto const beside = path + ".new";
  {
    std::ofstream out(beside, std::ios::binary);
    out << text;
    if (!out.flush()) throw failure{bad_input, {{"E0105", path, {}, 0, "cannot write the file", {}}}};
  }
  fs::permissions(beside, fs::status(path).permissions());
  fs::rename(beside, path);
}

int run_fmt(options const& o) {
  std::vector<std::string> changed;
  int code = done;
  auto const files = all_files(o.files);
  for (auto const& path : files) {
    auto const text = read_input(path);
    auto const canonical = cobijo::formatted(text, input_name(path));
    if (!canonical) {
      tell(canonical.faults());
      code = bad_input;
      continue;
    }
    if (path == "-" && !o.check_only) write(*canonical);
    if (*canonical == text) continue;
    changed.push_back(input_name(path));
    if (!o.check_only && path != "-") replace(path, *canonical);
  }
  if (o.json)
    write(json{{"files", files.size()}, {"changed", changed}}.dump(2));
  else if (o.check_only)
    for (auto const& path : changed)
      write(path);
  else
    for (auto const& path : changed)
      if (path != "stdin") tell("formatted " + path);
  return code == done && o.check_only && !changed.empty() ? found : code;
}

} // namespace

std::vector<command> format_commands(CLI::App& program, options& o) {
  auto* fmt = program.add_subcommand("fmt", "Write JSON files in their canonical form");
  fmt->add_option("file", o.files, "Files or folders; - reads standard input and writes standard output")
      ->required()
      ->type_name("FILE");
  fmt->add_flag("--check", o.check_only, "Change nothing; name what would change");
  fmt->add_flag("--json", o.json, "JSON instead of text");
  return {{fmt, [&o] { return run_fmt(o); }}};
}

} // namespace cli
