// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <set>
#include <sstream>

namespace cli {
namespace {

constexpr int end_of_file = std::char_traits<char>::eof();
// A quote that is never closed must not take the whole file into memory.
constexpr std::size_t longest_record = std::size_t{1} << 20;

constexpr char const* name_letters = "abcdefghijklmnopqrstuvwxyz0123456789_.@";

cobijo::fault malformed(bool to_the_end) {
  return {"E0107",
          {},
          {},
          0,
          to_the_end ? "a quote in it is never closed, or the row is longer than a megabyte: nothing below it was read"
                     : "the row is no row of CSV: there is text beside a quoted one",
          "a cell that holds the separator, a quote or a line end stands in quotes; a quote in it is written twice"};
}

std::string_view trimmed(std::string_view text) {
  auto const from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return out;
}

/// The value that a cell stands for, or nothing if what looks like JSON is none.
std::optional<json> value_of(std::string_view text, std::string const& type) {
  if (text.front() == '[' || text.front() == '{') {
    auto out = json::parse(text, nullptr, false);
    if (out.is_discarded()) return std::nullopt;
    return out;
  }
  if (type == "boolean" || type == "number") {
    // Spreadsheets write TRUE and FALSE. Anything else is for the vocabulary to refuse.
    auto const word = type == "boolean" ? lower(text) : std::string(text);
    auto out = json::parse(word, nullptr, false);
    return out.is_discarded() ? json(std::string(text)) : out;
  }
  if (type != "set") return json(std::string(text));
  auto out = json::array();
  for (;;) {
    auto const cut = std::min(text.find(';'), text.size());
    if (auto const one = trimmed(text.substr(0, cut)); !one.empty()) out.push_back(std::string(one));
    if (cut == text.size()) return out;
    text.remove_prefix(cut + 1);
  }
}

} // namespace

people_table::people_table(std::string const& path, std::vector<cobijo::rulebook> const& vocabularies)
    : name_(input_name(path)) {
  if (path == "-") {
    in_ = std::cin.rdbuf();
  } else {
    if (!std::filesystem::is_directory(path)) file_.open(path, std::ios::binary);
    if (!file_.is_open()) throw failure{bad_input, {{"E0105", path, {}, 0, "cannot read the file", {}}}};
    in_ = file_.rdbuf();
  }
  for (char const mark : {'\xEF', '\xBB', '\xBF'})
    if (in_->sgetc() == std::char_traits<char>::to_int_type(mark)) in_->sbumpc();
  for (; in_->sgetc() != end_of_file && std::isspace(in_->sgetc()) != 0; in_->sbumpc())
    if (in_->sgetc() == '\n') ++number_;
  csv_ = in_->sgetc() != '{' && in_->sgetc() != end_of_file;
  if (csv_) read_header(vocabularies);
}

// RFC 4180, and more than one kind of line end: a cell in quotes may hold anything, and two quotes are one.
people_table::record people_table::read_record(std::vector<std::string>& cells) {
  cells.clear();
  if (in_->sgetc() == end_of_file) return record::none;
  ++number_;
  bool broken = false, quoted = false, closed = false;
  std::size_t length = 0;
  cells.emplace_back();
  for (;;) {
    auto const next = in_->sbumpc();
    auto const c = static_cast<char>(next);
    if (next == end_of_file || ++length > longest_record) {
      if (!quoted && next == end_of_file) break;
      // Where the next row would begin is not known.
      while (next != end_of_file && in_->sbumpc() != end_of_file)
        ;
      return record::unclosed;
    }
    if (quoted) {
      if (c != '"')
        cells.back() += c;
      else if (in_->sgetc() == '"')
        cells.back() += static_cast<char>(in_->sbumpc());
      else
        closed = !(quoted = false);
    } else if (c == comma_) {
      cells.emplace_back();
      closed = false;
    } else if (c == '\n') {
      break;
    } else if (c == '"' && cells.back().empty() && !closed) {
      quoted = true;
    } else if (c != '\r' || in_->sgetc() != '\n') {
      broken = broken || closed || c == '"';
      cells.back() += c;
    }
  }
  return broken ? record::broken : record::good;
}

void people_table::read_header(std::vector<cobijo::rulebook> const& vocabularies) {
  std::string head;
  while (in_->sgetc() != end_of_file && in_->sgetc() != '\n' && head.size() < longest_record)
    head += static_cast<char>(in_->sbumpc());
  // Names of facts hold none of the three, so the first one found stands between them.
  if (auto const cut = head.find_first_of(",;\t"); cut != std::string::npos) comma_ = head[cut];
  std::stringbuf line(head);
  auto* const rest = std::exchange(in_, &line);
  std::vector<std::string> names;
  auto const how = read_record(names);
  in_ = rest;
  in_->sbumpc();
  std::vector<cobijo::fault> faults;
  if (how != record::good) faults.push_back(malformed(how == record::unclosed));

  std::map<std::string, std::string> types{{"as_of", "date"}};
  std::set<std::string> beginnings, seen;
  for (auto const& book : vocabularies)
    for (auto const& f : book.vocabulary()) {
      types.emplace(f.id, f.type);
      beginnings.insert(f.id.substr(0, f.id.find('.')));
    }
  for (auto const& cell : names) {
    std::string const name(trimmed(cell));
    auto const at = "column " + std::to_string(columns_.size() + 1);
    auto const it = types.find(name);
    columns_.push_back({name, it == types.end() ? "" : it->second});
    if (!seen.insert(name).second)
      faults.push_back({"E0605", name_, {}, 0, at + " stands in the table twice", "keep one of the two"});
    if (it != types.end()) continue;
    cobijo::fault f{"E0601", {}, {}, 0, "no fact stands over it", "the first row names the facts; cobijo list facts"};
    // A table without a header has a person there, who is not told; a name that nearly is one of a fact is.
    if (beginnings.contains(name.substr(0, name.find('.'))) &&
        name.find_first_not_of(name_letters) == std::string::npos)
      f = vocabularies.back().read_facts(json{{name, nullptr}}.dump()).faults().front();
    f.message = at + ": " + f.message;
    f.pointer.clear();
    f.line = 0;
    f.file = name_;
    faults.push_back(std::move(f));
  }
  for (auto& f : faults)
    f.line = static_cast<int>(number_);
  if (!faults.empty()) throw failure{bad_input, std::move(faults)};
}

void people_table::read_cells(std::vector<std::string> const& cells, table_row& into) const {
  if (cells.size() != columns_.size()) {
    into.faults.push_back(
        {"E0107",
         {},
         {},
         0,
         "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(columns_.size()),
         "a cell that holds the separator, a quote or a line end stands in quotes"});
    return;
  }
  json facts = json::object(), out = json::object();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto const text = trimmed(cells[i]);
    if (text.empty()) continue;
    auto value = value_of(text, columns_[i].type);
    if (!value) {
      into.faults.push_back({"E0101",
                             {},
                             "/facts/" + columns_[i].name,
                             0,
                             "not valid JSON",
                             "[…] and {…} in a cell are JSON; check quotes and brackets"});
      continue;
    }
    (columns_[i].name == "as_of" ? out : facts)[columns_[i].name] = std::move(*value);
  }
  out["facts"] = std::move(facts);
  try {
    into.text = out.dump();
  } catch (json::type_error const&) { // what dump() throws for a text that is not UTF-8
    into.faults.push_back({"E0102", {}, {}, 0, "not valid UTF-8", "save the file as UTF-8"});
  }
}

std::optional<table_row> people_table::next() {
  table_row out;
  if (csv_) {
    std::vector<std::string> cells;
    for (auto how = read_record(cells); how != record::none; how = read_record(cells)) {
      if (how == record::good && cells.size() == 1 && trimmed(cells.front()).empty()) continue; // an empty line
      out.number = number_;
      if (how == record::good)
        read_cells(cells, out);
      else
        out.faults.push_back(malformed(how == record::unclosed));
      return out;
    }
    return std::nullopt;
  }
  while (in_->sgetc() != end_of_file) {
    ++number_;
    for (auto c = in_->sbumpc(); c != end_of_file && c != '\n'; c = in_->sbumpc())
      out.text += static_cast<char>(c);
    out.number = number_;
    if (!trimmed(out.text).empty()) return out;
    out.text.clear();
  }
  return std::nullopt;
}

std::vector<cobijo::fault> people_table::placed(std::vector<cobijo::fault> faults, std::uint64_t row) const {
  for (auto& f : faults) {
    f.file = name_;
    f.line = static_cast<int>(row);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      auto const& name = columns_[i].name;
      auto const rest = f.pointer.substr(f.pointer.starts_with("/facts/") ? 7 : f.pointer.empty() ? 0 : 1);
      if (rest == name || rest.starts_with(name + '/'))
        f.message = "column " + std::to_string(i + 1) + ": " + f.message;
    }
    f.pointer.clear();
  }
  return faults;
}

} // namespace cli
