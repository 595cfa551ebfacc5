// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "sides.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace cli {
namespace {

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

struct side {
  std::string name, source;
  std::optional<cobijo::date> day, known_at;
};

/// Takes a day with its mark off the end of a text, if there is one.
std::optional<cobijo::date> cut_day(std::string& text, char mark) {
  auto const cut = text.rfind(mark);
  if (cut == std::string::npos) return std::nullopt;
  auto const day = cobijo::date::parse(std::string_view(text).substr(cut + 1));
  if (!day) return std::nullopt;
  text.resize(cut);
  return *day;
}

side read_side(std::string const& text) {
  side out{text, text, std::nullopt, std::nullopt};
  out.known_at = cut_day(out.source, '~');
  if (auto const day = cobijo::date::parse(out.source)) {
    out.source.clear();
    out.day = *day;
  } else {
    out.day = cut_day(out.source, '@');
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

} // namespace

void side_options(CLI::App& command, options& o, side_names& names) {
  command
      .add_option(
          "a", names.a,
          "The first: a day, a folder, git:REV:FOLDER; a folder may carry @DAY; each may carry ~DAY, as the law "
          "was known on that day")
      ->required()
      ->type_name("A");
  command.add_option("b", names.b, "The second")->required()->type_name("B");
  o.rulebook_options(command);
  command
      .add_option("--law-date", o.law_date, "Day whose law applies, for a folder without @DAY; else that of the other")
      ->type_name("DAY");
  command.add_option("--as-of", o.as_of, "Day that both are asked about; else the law date of the second")
      ->type_name("DAY");
  o.reading_options(command);
}

side_pair read_sides(options const& o, side_names const& names, law_shelf const& shelf) {
  auto const a = read_side(names.a), b = read_side(names.b);
  auto const how = shelf.options_for();
  auto const otherwise = o.law_date.empty() ? shelf.day() : need(cobijo::date::parse(o.law_date), usage);
  auto side_of = [&](side const& s, side const& other) {
    auto const day = s.day ? *s.day : o.law_date.empty() && other.day ? *other.day : otherwise;
    cobijo::diff_side out{load_side(s, shelf), day, how, s.name};
    if (s.known_at) out.how.known_at = s.known_at;
    return out;
  };
  return {side_of(a, b), side_of(b, a), o.as_of.empty() ? std::nullopt : std::optional(shelf.day())};
}

} // namespace cli
