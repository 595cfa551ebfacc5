// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Build-time tool: turns the folder of rule files into C++ source, so that the library answers without any file.
///
///     cobijo_embed JURISDICTIONS RELEASE RULEBOOK.cpp SCHEMAS.cpp
///
/// It checks no more than the encoding: whether the rules make sense is for the library and its tests to say.
#include "digest/rulebook_digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

namespace {

constexpr std::string_view notice = "// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0\n"
                                    "// Written by lib/embed/embed.cpp; do not edit.\n";

std::string read(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": cannot be read");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) throw std::runtime_error(file.string() + ": cannot be read to its end");
  return text;
}

/// nlohmann::json keeps the last of two equal keys without a word; here they are refused.
json parse(fs::path const& file) {
  std::vector<std::set<std::string>> open;
  auto const refuse_duplicates = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) open.emplace_back();
    if (event == json::parse_event_t::object_end) open.pop_back();
    if (event == json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      throw std::runtime_error(file.string() + ": key \"" + parsed.get<std::string>() +
                               "\" stands twice in one object");
    return true;
  };
  try {
    return json::parse(read(file), refuse_duplicates);
  } catch (json::exception const& e) {
    throw std::runtime_error(file.string() + ": " + e.what());
  }
}

/// A string literal, cut into lines. Octal escapes have three digits, so that no digit after one joins it.
void write_literal(std::ostream& out, std::string_view bytes) {
  constexpr std::size_t line_length = 100;
  constexpr std::string_view digits = "01234567";
  std::string line;
  for (char const c : bytes) {
    auto const u = static_cast<unsigned char>(c);
    if (u >= 0x20 && u < 0x7f && u != '"' && u != '\\' && u != '?') {
      line += c;
    } else {
      line += '\\';
      line += digits[u >> 6U];
      line += digits[(u >> 3U) & 7U];
      line += digits[u & 7U];
    }
    if (line.size() >= line_length) {
      out << "\n    \"" << line << '"';
      line.clear();
    }
  }
  out << "\n    \"" << line << '"';
}

bool ends_with(std::string const& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::vector<std::pair<std::string, fs::path>> json_files(fs::path const& root) {
  std::vector<std::pair<std::string, fs::path>> files;
  for (auto const& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file() && entry.path().extension() == ".json")
      files.emplace_back(entry.path().lexically_relative(root).generic_string(), entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

void write_rulebook(fs::path const& root, std::string const& release, fs::path const& target) {
  std::string bytes, index;
  std::size_t count = 0;
  cobijo::internal::rulebook_digest digest;
  for (auto const& [name, file] : json_files(root)) {
    if (ends_with(name, ".cases.json") || ends_with(name, ".schema.json")) continue;
    json content = parse(file);
    digest.add(name, content);
    auto const cbor = json::to_cbor(content);
    index += "    {\"" + name + "\", content + " + std::to_string(bytes.size()) + ", " + std::to_string(cbor.size()) +
             "},\n";
    bytes.append(cbor.begin(), cbor.end());
    ++count;
  }

  std::ofstream out(target, std::ios::binary);
  out << notice
      << "#include \"embed/builtin.hpp\"\n\n"
         "namespace cobijo::internal {\n\n"
         "std::size_t const builtin_file_count = "
      << count << ";\n\nchar const builtin_rulebook_digest[] = \"" << digest.finish()
      << "\";\n\nchar const builtin_rulebook_version[] =";
  write_literal(out, release);
  out << ";\n\nstatic unsigned char const content[] =";
  write_literal(out, bytes);
  out << ";\n\nbuiltin_file const builtin_files[] = {\n" << index << "};\n\n} // namespace cobijo::internal\n";
  if (!out.flush()) throw std::runtime_error(target.string() + ": cannot be written");
}

/// Makes schemas self-contained: a definition that one borrows from another file is copied in, with all that it needs.
/// Names must be unique over all schemas, since validators differ in how they keep borrowed names apart.
class bundler {
public:
  explicit bundler(std::vector<std::pair<std::string, json>> const& schemas) : schemas_(schemas) {}

  json operator()(std::string const& name) {
    own_ = name;
    taken_.clear();
    json bundle = find(name);
    json const own = bundle.value("definitions", json::object());
    bundle.erase("definitions");
    definitions_ = json::object();
    follow(bundle, name);
    for (auto const& [id, definition] : own.items())
      take(name, id);
    if (!definitions_.empty()) bundle["definitions"] = definitions_;
    return bundle;
  }

private:
  json const& find(std::string const& name) const {
    for (auto const& [file, schema] : schemas_)
      if (file == name) return schema;
    throw std::runtime_error(own_ + ": refers to " + name + ", which does not exist");
  }

  void take(std::string const& file, std::string const& id) {
    for (auto const& [from, name] : taken_)
      if (name == id) {
        if (from != file) throw std::runtime_error(own_ + ": " + id + " is defined in " + from + " and in " + file);
        return;
      }
    taken_.emplace_back(file, id);
    json const& all = find(file);
    if (!all.contains("definitions") || !all["definitions"].contains(id))
      throw std::runtime_error(own_ + ": " + file + " does not define " + id);
    json definition = all["definitions"][id];
    follow(definition, file);
    definitions_[id] = std::move(definition);
  }

  void follow(json& at, std::string const& file) {
    constexpr std::string_view into = "#/definitions/";
    for (auto& [key, child] : at.items()) {
      if (key != "$ref" || !child.is_string()) {
        if (child.is_structured()) follow(child, file);
        continue;
      }
      auto const reference = child.get<std::string>();
      auto const hash = reference.find(into);
      if (hash == std::string::npos) throw std::runtime_error(own_ + ": cannot follow " + reference);
      std::string const id = reference.substr(hash + into.size());
      child = std::string(into) + id;
      take(hash == 0 ? file : reference.substr(0, hash), id);
    }
  }

  std::vector<std::pair<std::string, json>> const& schemas_;
  std::string own_;
  std::vector<std::pair<std::string, std::string>> taken_;
  json definitions_;
};

void write_schemas(fs::path const& root, fs::path const& target) {
  std::vector<std::pair<std::string, json>> schemas;
  for (auto const& [name, file] : json_files(root / "schema"))
    schemas.emplace_back(name, parse(file));
  if (schemas.empty()) throw std::runtime_error((root / "schema").string() + ": holds no schema");
  bundler bundle(schemas);

  std::ofstream out(target, std::ios::binary);
  out << notice
      << "#include \"embed/schemas.hpp\"\n\n"
         "namespace cobijo::internal {\n\n"
         "std::pair<std::string_view, std::string_view> const embedded_schemas[] = {";
  for (auto const& [name, schema] : schemas) {
    std::string const text = bundle(name).dump();
    out << "\n    {std::string_view(";
    write_literal(out, name);
    out << ", " << name.size() << "), std::string_view(";
    write_literal(out, text);
    out << ", " << text.size() << ")},";
  }
  out << "};\n\nstd::size_t const embedded_schemas_size = " << schemas.size()
      << ";\n\n} // namespace cobijo::internal\n";
  if (!out.flush()) throw std::runtime_error(target.string() + ": cannot be written");
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: cobijo_embed JURISDICTIONS RELEASE RULEBOOK.cpp SCHEMAS.cpp\n";
    return 2;
  }
  try {
    write_rulebook(argv[1], argv[2], argv[3]);
    write_schemas(argv[1], argv[4]);
  } catch (std::exception const& e) {
    std::cerr << "cobijo_embed: " << e.what() << '\n';
    return 1;
  }
  return 0;
}
