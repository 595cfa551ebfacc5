// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/rulebook.hpp"
#include "edition/person.hpp"
#include "rules/cursor.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

constexpr std::string_view beside[] = {"story", "as_of", "law_date", "known_at", "readings"};

template <class T>
std::optional<T> parsed(cursor const& c, result<T> (*parse)(std::string_view)) {
  if (!c.is_string()) {
    c.fail("E0701", "this is not a date", "write it as YYYY-MM-DD, like 2024-02-29");
    return std::nullopt;
  }
  auto out = parse(c.string());
  if (out) return *out;
  // The text stays unsaid: what stands in a file about a person is not repeated.
  auto const& f = out.faults().front();
  c.fail(f.code.c_str(), f.message, f.hint);
  return std::nullopt;
}

law_options read_options(cursor const& root) {
  law_options out;
  if (root.has("known_at")) out.known_at = parsed(root.at("known_at"), &date::parse);
  if (!root.has("readings")) return out;
  auto const r = root.at("readings");
  if (r.is_string())
    out.readings_open = r.word({"prevailing", "open"}) == 1;
  else if (!r.is_object())
    r.fail("E0201", "expected readings", "prevailing, open, or positions by reading");
  else
    r.members([&](cursor const& p) { out.readings.emplace(std::string(p.key()), p.string()); });
  return out;
}

} // namespace

result<question> rulebook::read_question(std::string_view text, std::string_view name) const {
  auto const read = parse_json(text, std::string(name));
  if (!read) return read.faults();
  fault_list faults;
  faults.file = name;
  cursor const root(faults, *read);
  bool const with_more =
      read->is_object() && (read->contains("facts") || std::any_of(std::begin(beside), std::end(beside),
                                                                   [&](auto key) { return read->contains(key); }));
  std::optional<cobijo::moment> as_of;
  std::optional<date> law_date;
  law_options options;
  json const* given = &*read;
  std::string prefix;
  if (with_more) {
    root.object({"story", "as_of", "law_date", "known_at", "readings", "facts"});
    if (root.has("as_of")) as_of = parsed(root.at("as_of"), &cobijo::moment::parse);
    if (root.has("law_date")) law_date = parsed(root.at("law_date"), &date::parse);
    options = read_options(root);
    if (root.needs("facts", "\"facts\": { … }")) given = &(*read)["facts"];
    prefix = "/facts";
  }
  std::optional<person> who;
  if (!with_more || root.has("facts")) {
    auto facts_read = read_person(*model_, *given, std::string(name));
    for (auto f : facts_read.faults()) {
      f.pointer = prefix + f.pointer;
      faults.faults.push_back(std::move(f));
    }
    if (facts_read) who = std::move(*facts_read);
  }
  for (auto& f : faults.faults)
    f.line = line_of(text, f.pointer);
  if (!faults.faults.empty()) return faults.faults;
  return question{facts(std::make_shared<person const>(std::move(*who))), as_of, law_date, std::move(options)};
}

} // namespace cobijo
