// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "check/case_file.hpp"

#include "edition/compile.hpp"
#include "format/asked.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace cobijo {

result<case_files> read_case_files(std::string const& folder) {
  namespace fs = std::filesystem;
  case_files out;
  std::error_code failed;
  fs::recursive_directory_iterator it(folder, failed), end;
  if (failed) return fault{"E0105", folder, {}, 0, "cannot read the folder: " + failed.message(), {}};
  for (; it != end; it.increment(failed)) {
    if (failed) return fault{"E0105", folder, {}, 0, "cannot read the folder: " + failed.message(), {}};
    auto const path = it->path().generic_string();
    if (!it->is_regular_file() || !path.ends_with(".cases.json")) continue;
    std::ifstream in(it->path(), std::ios::binary);
    out.emplace_back(fs::relative(it->path(), folder).generic_string(),
                     std::string(std::istreambuf_iterator<char>(in), {}));
  }
  std::sort(out.begin(), out.end());
  return out;
}

namespace internal {
namespace {

// Members of `over` replace those of `base`; null takes one away.
json merged(json const& base, json const& over) {
  json out = json::object();
  for (auto it = base.begin(); it != base.end(); ++it)
    if (!over.contains(it.key())) out[it.key()] = it.value();
  for (auto it = over.begin(); it != over.end(); ++it)
    if (!it.value().is_null()) out[it.key()] = it.value();
  return out;
}

void read_file(cursor const& root, std::vector<test_case>& out, std::string const& file) {
  if (!root.object({"bases", "cases", "note"}) || !root.needs("cases")) return;
  root.at("cases").elements([&](cursor const& c) {
    if (!c.object({"name", "source", "base", "as_of", "law_date", "known_at", "readings", "facts", "expect", "note"}))
      return;
    if (!c.needs("name") || !c.needs("as_of") || !c.needs("expect")) return;
    test_case one;
    one.file = file;
    one.name = c.at("name").string();
    one.pointer = c.pointer();
    if (auto const when = read_moment(c.at("as_of"))) one.as_of = *when;
    one.law_date = one.as_of.day();
    if (c.has("law_date"))
      if (auto const day = read_day(c.at("law_date"))) one.law_date = *day;
    one.options = read_law_options(c);
    one.facts = c.has("facts") ? c.at("facts").value() : json::object();
    if (c.has("base")) {
      auto const name = c.at("base").string();
      if (root.has("bases") && root.at("bases").has(name))
        one.facts = merged(root.at("bases").at(name).value(), one.facts);
      else
        c.at("base").fail("E0901", "no base is called \"" + name + "\"");
    }
    one.expect = c.at("expect").value();
    if (!one.expect.is_object()) c.at("expect").fail("E0901", "\"expect\" is an object from ids to answers");
    out.push_back(std::move(one));
  });
}

} // namespace

result<std::vector<test_case>> read_cases(case_files const& files) {
  std::vector<test_case> out;
  fault_list faults;
  for (auto const& [path, text] : files) {
    auto parsed = parse_json(text, path);
    if (!parsed) {
      faults.faults.insert(faults.faults.end(), parsed.faults().begin(), parsed.faults().end());
      continue;
    }
    faults.file = path;
    auto const before = faults.faults.size();
    read_file(cursor(faults, *parsed), out, path);
    for (auto i = before; i < faults.faults.size(); ++i)
      faults.faults[i].line = line_of(text, faults.faults[i].pointer);
  }
  if (!faults.faults.empty()) return faults.faults;
  return out;
}

result<std::shared_ptr<compiled const>> edition_cache::at(test_case const& c) {
  auto key = c.law_date.to_string() + '|' + (c.options.known_at ? c.options.known_at->to_string() : "") + '|' +
             (c.options.readings_open ? "open" : "");
  for (auto const& [id, position] : c.options.readings)
    key += '|' + id + '=' + position;
  // Only the modules that the case is about: its own, and those of the answers that it expects.
  auto const& m = *book_.impl();
  std::vector<bool> modules(m.modules.size());
  auto about = [&](std::string const& name) {
    auto const it = m.module_index.find(name.substr(0, name.find_first_of("./")));
    if (it != m.module_index.end()) modules[static_cast<std::size_t>(it->second)] = true;
    return it != m.module_index.end();
  };
  bool known = about(c.file);
  for (auto it = c.expect.begin(); it != c.expect.end(); ++it)
    known = about(it.key()) && known;
  if (!known) modules.clear();
  for (bool one : modules)
    key += one ? '1' : '0';
  auto& slot = made_[key];
  if (slot) return slot;
  auto options = book_.compile_options_for(c.law_date, c.options);
  if (!options) return options.faults();
  options->modules = std::move(modules);
  options->probes = probes_;
  slot = compile(book_.impl(), std::move(*options));
  return slot;
}

} // namespace internal
} // namespace cobijo
