// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// diff: two editions of the law beside one another.
#include "shelf.hpp"

#include <cobijo/diff.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace cli {
namespace {

struct diff_arguments {
  std::string a, b, format;
  std::vector<std::string> fail_on;
  bool any_day = false, structure = false, search = false;
  double seconds = 20;
};

[[noreturn]] void unreadable(std::string const& name, std::string const& why) {
  throw failure{bad_input, {{"E0105", name, {}, 0, "cannot read the rulebook: " + why, {}}}};
}

/// What a program writes; arguments go to it as they are, no shell reads them.
std::string output_of(std::vector<std::string> const& arguments, std::string const& name) {
  int ends[2];
  if (pipe(ends) != 0) unreadable(name, std::strerror(errno));
  std::vector<char*> argv;
  for (auto const& one : arguments)
    argv.push_back(const_cast<char*>(one.c_str()));
  argv.push_back(nullptr);
  auto const child = fork();
  if (child < 0) unreadable(name, std::strerror(errno));
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(ends[1]);
  std::string out;
  std::array<char, 65536> buffer{};
  for (;;) {
    auto const n = read(ends[0], buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    out.append(buffer.data(), static_cast<std::size_t>(n));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) unreadable(name, "git found no such revision or folder");
  return out;
}

/// Files below a folder of a revision, from the archive that git makes of it.
std::vector<std::pair<std::string, std::string>> files_in_git(std::string const& revision, std::string folder,
                                                              std::string const& name) {
  while (folder.ends_with('/'))
    folder.pop_back();
  if (revision.empty() || revision.starts_with('-') || folder.starts_with('-')) unreadable(name, "git:REV:FOLDER");
  auto const tar = output_of({"git", "archive", "--format=tar", revision, folder.empty() ? "." : folder}, name);
  auto text = [&](std::size_t at, std::size_t size) { return tar.substr(at, strnlen(tar.data() + at, size)); };
  std::vector<std::pair<std::string, std::string>> out;
  constexpr std::size_t block = 512;
  for (std::size_t at = 0; at + block <= tar.size() && tar[at] != '\0';) {
    auto const size = static_cast<std::size_t>(std::strtoull(text(at + 124, 12).c_str(), nullptr, 8));
    auto path = text(at + 345, 155);
    path += (path.empty() ? "" : "/") + text(at, 100);
    auto const type = tar[at + 156];
    auto const content = at + block;
    if (content + size > tar.size()) unreadable(name, "the archive ends too early");
    if ((type == '0' || type == '\0') && path.ends_with(".json")) {
      if (!folder.empty() && path.starts_with(folder + '/')) path.erase(0, folder.size() + 1);
      out.emplace_back(std::move(path), tar.substr(content, size));
    }
    at = content + (size + block - 1) / block * block;
  }
  if (out.empty()) unreadable(name, "there are no rule files below that folder");
  return out;
}

/// DAY, FOLDER, git:REV:FOLDER, and each of the latter two with @DAY.
struct side {
  std::string name, source;
  std::optional<cobijo::date> day;
};

side read_side(std::string const& text) {
  side out{text, text, std::nullopt};
  if (auto const day = cobijo::date::parse(text)) return {text, {}, *day};
  if (auto const cut = text.rfind('@'); cut != std::string::npos)
    if (auto const day = cobijo::date::parse(text.substr(cut + 1))) {
      out.source = text.substr(0, cut);
      out.day = *day;
    }
  return out;
}

cobijo::rulebook load_side(side const& s, law_shelf const& shelf) {
  if (s.source.empty()) return shelf.book();
  if (s.source.starts_with("git:")) {
    auto const cut = s.source.find(':', 4);
    if (cut == std::string::npos) refuse('"' + s.name + "\": git:REV:FOLDER, for example git:HEAD~1:jurisdictions");
    return need(
        cobijo::rulebook::from_files(files_in_git(s.source.substr(4, cut - 4), s.source.substr(cut + 1), s.source)));
  }
  if (!std::filesystem::exists(s.source))
    refuse('"' + s.name + "\" is no day (2026-01-15), no folder and no git:REV:FOLDER");
  return need(cobijo::rulebook::load(s.source));
}

int run_diff(options const& o, diff_arguments const& d) {
  std::vector<cobijo::severity> fail;
  for (auto const& word : d.fail_on)
    fail.push_back(*cobijo::severity_of(word));
  auto const a = read_side(d.a), b = read_side(d.b);
  law_shelf const shelf(o);
  auto const today = shelf.as_of({shelf.book().read_facts("{}").value(), std::nullopt, std::nullopt, {}}).day();
  auto const otherwise = o.law_date.empty() ? today : need(cobijo::date::parse(o.law_date), usage);
  auto side_of = [&](side const& s, side const& other) {
    auto const day = s.day ? *s.day : o.law_date.empty() && other.day ? *other.day : otherwise;
    return cobijo::diff_side{load_side(s, shelf), day, {}, s.name};
  };
  cobijo::diff_options how;
  if (!o.as_of.empty()) how.as_of = today;
  how.any_day = d.any_day;
  how.modules = o.modules;
  how.only = o.only;
  how.meanings = !d.structure;
  how.proofs = !d.search;
  how.seconds = d.seconds;
  auto const found = need(cobijo::diff(side_of(a, b), side_of(b, a), how), usage);
  using format = cobijo::diff_format;
  auto const as = o.json                   ? format::json
                  : d.format == "json"     ? format::json
                  : d.format == "markdown" ? format::markdown
                  : d.format == "html"     ? format::html
                  : d.format == "line"     ? format::line
                                           : format::text;
  write(cobijo::report(found, as, o.style()));
  for (auto s : fail)
    if (found.has(s)) return cli::found;
  return done;
}

} // namespace

std::vector<command> diff_commands(CLI::App& program, options& o) {
  auto d = std::make_shared<diff_arguments>();
  auto* diff = program.add_subcommand("diff", "What changed between two editions of the law, and what it means");
  diff->add_option("a", d->a, "The first: a day, a folder, git:REV:FOLDER; a folder may carry @DAY")
      ->required()
      ->type_name("A");
  diff->add_option("b", d->b, "The second")->required()->type_name("B");
  o.rulebook_options(*diff);
  diff->add_option("--law-date", o.law_date, "Day whose law applies, for a folder without @DAY; else that of the other")
      ->type_name("DAY");
  diff->add_option("--as-of", o.as_of, "Day that both are asked about; else the law date of the second")
      ->type_name("DAY");
  diff->add_flag("--any-day", d->any_day, "Ask about the same day on both sides, whichever it is");
  diff->add_option("--module", o.modules, "Only of this module (repeatable)")
      ->type_name("ID")
      ->delimiter(',')
      ->allow_extra_args(false);
  diff->add_option("--only", o.only, "Only this protection, provision, deadline or value, and what it rests on")
      ->type_name("ID")
      ->delimiter(',')
      ->allow_extra_args(false);
  diff->add_flag("--structure", d->structure, "Texts alone: not what they mean");
  diff->add_flag("--search", d->search, "Look for persons without a solver: finds some, proves nothing");
  diff->add_option("--seconds", d->seconds, "Time for each protection")->type_name("N")->check(CLI::PositiveNumber);
  std::vector<std::string> words;
  for (int i = 0; i <= static_cast<int>(cobijo::severity::wording); ++i)
    words.emplace_back(to_string(static_cast<cobijo::severity>(i)));
  diff->add_option("--fail-on", d->fail_on, "End with 1 if there is such a change (repeatable)")
      ->type_name("SEVERITY")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(words));
  diff->add_option("--format", d->format, "text, json, markdown, html, or line for a commit")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "markdown", "html", "line"}));
  o.output_options(*diff);
  return {{diff, [&o, d] { return run_diff(o, *d); }}};
}

} // namespace cli
