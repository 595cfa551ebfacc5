// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "rules/read.hpp"

#include "digest/rulebook_digest.hpp"
#include "rules/reader.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <system_error>

namespace cobijo::internal {
namespace {

std::string folder_of(std::string_view path) {
  return std::string(path.substr(0, path.find('/')));
}

} // namespace

bool is_rule_path(std::string_view path) {
  return path.ends_with(".json") && !path.ends_with(".cases.json") && !path.starts_with("schema/");
}

result<std::vector<rule_file>> parse_files(std::vector<std::pair<std::string, std::string>> const& files) {
  std::vector<rule_file> out;
  std::vector<fault> faults;
  for (auto const& [path, text] : files) {
    if (!is_rule_path(path)) continue;
    auto parsed = parse_json(text, path);
    if (parsed)
      out.push_back({path, text, std::move(*parsed)});
    else
      faults.insert(faults.end(), parsed.faults().begin(), parsed.faults().end());
  }
  if (!faults.empty()) return faults;
  std::sort(out.begin(), out.end(), [](rule_file const& a, rule_file const& b) { return a.path < b.path; });
  return out;
}

namespace {

struct close_folder {
  void operator()(DIR* open) const { closedir(open); }
};

/// The files below a folder, as paths in it. What may not be opened is passed over, links to folders are not followed.
/// Not with the iterators of <filesystem>: those of libstdc++ end the program when memory runs out.
void list_files(std::string const& folder, std::string const& below, std::vector<std::string>& out) {
  auto const path = below.empty() ? folder : folder + '/' + below;
  std::unique_ptr<DIR, close_folder> const open(opendir(path.c_str()));
  if (!open && errno == ENOMEM) throw std::bad_alloc();
  if (!open && errno == EACCES && !below.empty()) return;
  if (!open) throw std::system_error(errno, std::generic_category());
  for (;;) {
    errno = 0;
    auto const* entry = readdir(open.get());
    if (entry == nullptr && errno != 0) throw std::system_error(errno, std::generic_category());
    if (entry == nullptr) return;
    std::string const name = entry->d_name;
    if (name == "." || name == "..") continue;
    auto const inside = below.empty() ? name : below + '/' + name;
    auto const whole = folder + '/' + inside;
    struct stat is = {};
    if (lstat(whole.c_str(), &is) == 0 && S_ISDIR(is.st_mode))
      list_files(folder, inside, out);
    else if (stat(whole.c_str(), &is) == 0 && S_ISREG(is.st_mode))
      out.push_back(inside);
  }
}

} // namespace

result<std::vector<std::pair<std::string, std::string>>> read_folder(std::string const& folder) {
  std::vector<std::string> paths;
  try {
    list_files(folder, {}, paths);
  } catch (std::system_error const& e) {
    return fault{
        "E0105", folder, {}, 0, "cannot read the folder: " + e.code().message(), "a folder that holds rule files"};
  }
  std::vector<std::pair<std::string, std::string>> out;
  for (auto const& path : paths) {
    if (!is_rule_path(path)) continue;
    std::ifstream in(folder + '/' + path, std::ios::binary);
    if (!in) return fault{"E0105", path, {}, 0, "cannot read the file", {}};
    out.emplace_back(path, std::string(std::istreambuf_iterator<char>(in), {}));
  }
  if (out.empty())
    return fault{"E0105",
                 folder,
                 {},
                 0,
                 "the folder holds no rule file",
                 "a folder with vocabulary/ and a folder for each module"};
  std::sort(out.begin(), out.end());
  return out;
}

std::string digest_of(std::vector<rule_file> const& files) {
  rulebook_digest sum;
  for (auto const& f : files)
    sum.add(f.path, f.root);
  return sum.finish();
}

result<std::shared_ptr<model const>> read_model(std::vector<rule_file> const& files, std::string version,
                                                std::string digest) {
  auto m = std::make_shared<model>();
  fault_list faults;
  for (auto const& f : files)
    m->files.push_back({f.path, {}});
  reader r(*m, faults);
  auto pass = [&](auto wanted, auto visit) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!wanted(files[i].path)) continue;
      faults.file = files[i].path;
      visit(cursor(faults, files[i].root), static_cast<int>(i));
    }
  };
  auto vocabulary = [](std::string const& p) { return p.starts_with("vocabulary/"); };
  auto module_file = [](std::string const& p) { return p.ends_with("/module.json"); };
  auto rules = [&](std::string const& p) { return is_rule_path(p) && !vocabulary(p); };
  auto module_of = [&](int file) {
    auto const folder = folder_of(files[static_cast<std::size_t>(file)].path);
    auto const it = m->module_index.find(folder);
    return it == m->module_index.end() ? -1 : it->second;
  };

  pass(vocabulary, [&](cursor const& c, int i) { r.vocabulary(c, i); });
  pass(vocabulary, [&](cursor const& c, int i) { r.facts(c, i); });
  r.vocabulary_done();
  pass(module_file, [&](cursor const& c, int i) {
    r.module(c, i);
    if (module_of(i) < 0)
      c.fail("E0313", "the module's id differs from its folder's name", "name the folder like the module");
  });
  // Parties are read while ids are declared: a treaty named by a provision must be known before bodies are read.
  pass(rules, [&](cursor const& c, int i) {
    if (module_of(i) < 0)
      c.fail("E0313", "the file lies in no module", "a folder with a module.json");
    else
      r.declare(c, module_of(i), i);
  });
  pass(rules, [&](cursor const& c, int i) {
    if (module_of(i) >= 0) r.parameters(c, module_of(i), i);
  });
  pass(rules, [&](cursor const& c, int i) {
    if (module_of(i) >= 0) r.bodies(c, module_of(i), i);
  });
  pass(vocabulary, [&](cursor const& c, int) { r.never(c); });
  r.finish();

  if (!faults.faults.empty()) {
    // The same fault of a `per: state` rule would be told once a state.
    auto same = [](fault const& a, fault const& b) {
      return a.code == b.code && a.file == b.file && a.pointer == b.pointer && a.message == b.message;
    };
    std::vector<fault> told;
    for (auto& f : faults.faults) {
      if (std::any_of(told.begin(), told.end(), [&](fault const& t) { return same(t, f); })) continue;
      for (auto const& file : files)
        if (file.path == f.file && !file.text.empty()) f.line = line_of(file.text, f.pointer);
      told.push_back(std::move(f));
    }
    return told;
  }
  m->version = std::move(version);
  m->digest = digest.empty() ? digest_of(files) : std::move(digest);
  return std::shared_ptr<model const>(std::move(m));
}

} // namespace cobijo::internal
