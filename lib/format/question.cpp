// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/rulebook.hpp"
#include "edition/person.hpp"
#include "format/asked.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

constexpr std::string_view beside[] = {"story", "as_of", "law_date", "known_at", "readings"};

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
    if (root.has("as_of")) as_of = read_moment(root.at("as_of"));
    if (root.has("law_date")) law_date = read_day(root.at("law_date"));
    options = read_law_options(root);
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
