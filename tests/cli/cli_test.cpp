// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The built program, as a user meets it: the corpus tests/cli/*.json, the examples of docs/examples, the list of
// errors. The program is the one that the environment variable COBIJO_CLI names, else the one that the build does.
#include "project.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#ifndef COBIJO_CLI_PATH
#define COBIJO_CLI_PATH ""
#endif

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

namespace {

using cobijo_test::root;

std::string program() {
  auto const* named = std::getenv("COBIJO_CLI");
  return named != nullptr && *named != '\0' ? named : COBIJO_CLI_PATH;
}

std::string read(fs::path const& path) {
  return cobijo_test::text_of(path);
}

void write(fs::path const& path, std::string const& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string replaced(std::string text, std::string const& what, std::string const& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

/// Rules change often; what they said when a text was written does not matter to it.
std::string without_digest(std::string const& text) {
  static std::regex const digest("sha256:[0-9a-f]{64}");
  return std::regex_replace(text, digest, "sha256:…");
}

struct outcome {
  int exit = -1;
  std::string out, err;
};

/// A folder of one test's own, gone with it.
class workplace {
public:
  workplace() {
    auto pattern = (fs::temp_directory_path() / "cobijo-cli-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~workplace() { fs::remove_all(path); }
  workplace(workplace const&) = delete;
  workplace& operator=(workplace const&) = delete;

  outcome run(std::vector<std::string> const& args, std::string const& input,
              std::string const& environment = {}) const {
    auto quoted = [](std::string const& text) { return '\'' + replaced(text, "'", "'\\''") + '\''; };
    write(path / "stdin", input);
    auto command = "cd " + quoted(root) + " && env -u NO_COLOR " + environment + ' ' + quoted(program());
    for (auto const& a : args)
      command += ' ' + quoted(replaced(a, "{tmp}", path.string()));
    command += " <" + quoted((path / "stdin").string()) + " >" + quoted((path / "stdout").string()) + " 2>" +
               quoted((path / "stderr").string());
    auto const status = std::system(command.c_str());
    auto shown = [&](char const* name) { return replaced(without_digest(read(path / name)), path.string(), "{tmp}"); };
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, shown("stdout"), shown("stderr")};
  }

  fs::path path;
};

/// Text, or a list of lines.
std::string text_of(json const& t) {
  if (t.is_string()) return t;
  std::string out;
  for (auto const& line : t)
    out += line.get<std::string>() + '\n';
  return out;
}

struct cli_case {
  std::string name;
  json content;
};

std::vector<cli_case> corpus() {
  std::vector<cli_case> out;
  std::vector<fs::path> paths;
  for (auto const& entry : fs::directory_iterator(root + "/tests/cli"))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (auto const& path : paths) {
    int n = 0;
    auto const content = json::parse(read(path));
    for (auto const& one : content["cases"])
      out.push_back({path.stem().string() + '_' + std::to_string(++n), one});
  }
  return out;
}

std::vector<std::string> examples() {
  std::vector<std::string> out;
  for (auto const& entry : fs::directory_iterator(root + "/docs/examples"))
    if (entry.path().extension() == ".json") out.push_back(entry.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

class CommandLine : public testing::TestWithParam<cli_case> {};
class Example : public testing::TestWithParam<std::string> {};

TEST_P(CommandLine, DoesAsWritten) {
  if (program().empty()) GTEST_SKIP() << "no program named";
  auto const& c = GetParam().content;
  SCOPED_TRACE(c["name"].get<std::string>());
  workplace const place;
  auto const files = c.value("files", json::object()), leaves = c.value("leaves", json::object());
  for (auto const& [path, text] : files.items())
    write(place.path / path, text_of(text));
  auto const got = place.run(c["args"], text_of(c.value("stdin", json(""))), c.value("environment", ""));
  EXPECT_EQ(got.exit, c["exit"].get<int>()) << got.err;
  EXPECT_EQ(got.out, c.contains("stdout") ? text_of(c["stdout"]) : got.out);
  EXPECT_EQ(got.err, c.contains("stderr") ? text_of(c["stderr"]) : got.err);
  for (auto const& [key, stream] : {std::pair{"stdout_has", &got.out}, {"stderr_has", &got.err}})
    for (auto const& part : c.value(key, json::array()))
      EXPECT_NE(stream->find(part.get<std::string>()), std::string::npos) << key << ": " << part << "\nin:\n"
                                                                          << *stream;
  for (auto const& [key, stream] : {std::pair{"stdout_lacks", &got.out}, {"stderr_lacks", &got.err}})
    for (auto const& part : c.value(key, json::array()))
      EXPECT_EQ(stream->find(part.get<std::string>()), std::string::npos) << key << ": " << part << "\nin:\n"
                                                                          << *stream;
  for (auto const& [path, text] : leaves.items())
    EXPECT_EQ(read(place.path / path), text_of(text));
  EXPECT_TRUE(!c.value("json", false) || json::accept(got.out)) << got.out;
}

TEST_P(Example, AnswersAsPrinted) {
  if (program().empty()) GTEST_SKIP() << "no program named";
  for (std::string const lang : {"en", "es"}) {
    workplace const place;
    auto const got =
        place.run({"evaluate", "docs/examples/" + GetParam() + ".json", "--module", "mx", "--lang", lang}, {});
    EXPECT_EQ(got.exit, 0) << got.err;
    EXPECT_EQ(got.err, "");
    EXPECT_EQ(got.out, read(root + "/docs/examples/" + GetParam() + '.' + lang + ".txt"))
        << "if the new text is right: docs/examples/refresh";
  }
}

INSTANTIATE_TEST_SUITE_P(Cli, CommandLine, testing::ValuesIn(corpus()), [](auto const& one) { return one.param.name; });
INSTANTIATE_TEST_SUITE_P(Cli, Example, testing::ValuesIn(examples()), [](auto const& one) { return one.param; });

// A closed pipe ends the program without a word.
TEST(ClosedPipe, IsQuiet) {
  if (program().empty()) GTEST_SKIP() << "no program named";
  workplace const place;
  auto const command = "cd '" + root + "' && '" + program() + "' list facts 2>'" + (place.path / "err").string() +
                       "' | head -n 1 >/dev/null";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(read(place.path / "err"), "");
}

// What the documents show after `$ cobijo …` or `$ bindings/cli/run …` is what the program prints; a line `…` stands
// for any number of lines.
TEST(Documents, ShowWhatIsPrinted) {
  if (program().empty()) GTEST_SKIP() << "no program named";
  workplace const place;
  int shown = 0;
  auto look = [&](fs::path const& document) {
    std::istringstream in(read(document));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
      lines.push_back(line);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      static std::regex const command("    \\$ (cobijo|bindings/cli/run) (.*)");
      std::smatch found;
      if (!std::regex_match(lines[i], found, command)) continue;
      std::vector<std::string> args;
      std::istringstream words(found[2].str());
      for (std::string word; words >> word;)
        args.push_back(word);
      auto const got = place.run(args, {});
      std::istringstream printed(got.out);
      std::vector<std::string> output;
      for (std::string line; std::getline(printed, line);)
        output.push_back(line);
      std::size_t at = 0;
      bool skipping = false;
      auto shown_at = [&](std::size_t n) { return n < lines.size() && lines[n].starts_with("    "); };
      auto command_at = [&](std::size_t n) { return n < lines.size() && lines[n].starts_with("    $ "); };
      for (; shown_at(i + 1) || (i + 1 < lines.size() && lines[i + 1].empty() && shown_at(i + 2)); ++i) {
        if (command_at(i + 1) || (lines[i + 1].empty() && command_at(i + 2))) break;
        auto const want = lines[i + 1].empty() ? std::string() : lines[i + 1].substr(4);
        if (want == "…") {
          skipping = true;
          continue;
        }
        while (skipping && at < output.size() && output[at] != want)
          ++at;
        skipping = false;
        ASSERT_LT(at, output.size()) << document << ": not printed: " << want << "\n" << got.out << got.err;
        EXPECT_EQ(without_digest(want), output[at]) << document;
        ++at;
      }
      EXPECT_TRUE(skipping || at == output.size()) << document << ": more is printed after " << found[0];
      ++shown;
    }
  };
  look(root + "/README.md");
  for (auto const& entry : fs::directory_iterator(root + "/docs"))
    if (entry.path().extension() == ".md") look(entry.path());
  EXPECT_GT(shown, 0);
}

// Each code of the sources is in the list, and none other.
TEST(ErrorList, NamesEveryCode) {
  static std::regex const in_source("\"([EW]0[0-9]{3})\"");
  static std::regex const in_list("\\| ([EW]0[0-9]{3}) \\|");
  auto collect = [](std::string const& text, std::regex const& what, std::set<std::string>& into) {
    for (std::sregex_iterator it(text.begin(), text.end(), what), end; it != end; ++it)
      into.insert((*it)[1]);
  };
  std::set<std::string> used, listed;
  for (auto const* folder : {"/lib", "/bindings/c", "/bindings/cli"})
    for (auto const& entry : fs::recursive_directory_iterator(root + folder))
      if (auto const kind = entry.path().extension(); kind == ".cpp" || kind == ".hpp")
        collect(read(entry.path()), in_source, used);
  collect(read(root + "/docs/errors.md"), in_list, listed);
  EXPECT_EQ(used, listed);
}

} // namespace
