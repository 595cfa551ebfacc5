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
  json book = json::array();
  cobijo::internal::rulebook_digest digest;
  for (auto const& [name, file] : json_files(root)) {
    if (ends_with(name, ".cases.json") || ends_with(name, ".schema.json")) continue;
    json content = parse(file);
    digest.add(name, content);
    book.push_back(json::array({name, std::move(content)}));
  }
  std::vector<std::uint8_t> const cbor = json::to_cbor(book);
  std::string_view const bytes(reinterpret_cast<char const*>(cbor.data()), cbor.size());

  std::ofstream out(target, std::ios::binary);
  out << notice
      << "#include \"embed/builtin.hpp\"\n\n"
         "namespace cobijo::internal {\n\n"
         "std::size_t const builtin_rulebook_size = "
      << bytes.size() << ";\n\nchar const builtin_rulebook_digest[] = \"" << digest.finish()
      << "\";\n\nchar const builtin_rulebook_version[] =";
  write_literal(out, release);
  out << ";\n\nunsigned char const builtin_rulebook[] =";
  write_literal(out, bytes);
  out << ";\n\n} // namespace cobijo::internal\n";
  if (!out.flush()) throw std::runtime_error(target.string() + ": cannot be written");
}

void write_schemas(fs::path const& root, fs::path const& target) {
  std::ofstream out(target, std::ios::binary);
  out << notice
      << "#include \"embed/schemas.hpp\"\n\n"
         "namespace cobijo::internal {\n\n"
         "std::pair<std::string_view, std::string_view> const embedded_schemas[] = {";
  std::size_t count = 0;
  for (auto const& [name, file] : json_files(root / "schema")) {
    std::string const text = parse(file).dump();
    out << "\n    {std::string_view(";
    write_literal(out, name);
    out << ", " << name.size() << "), std::string_view(";
    write_literal(out, text);
    out << ", " << text.size() << ")},";
    ++count;
  }
  if (count == 0) throw std::runtime_error((root / "schema").string() + ": holds no schema");
  out << "};\n\nstd::size_t const embedded_schemas_size = " << count << ";\n\n} // namespace cobijo::internal\n";
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
