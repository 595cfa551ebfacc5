// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/sides.hpp"

#include "render/names.hpp"
#include "render/words.hpp"

namespace cobijo::internal {

json side_json(std::string const& name, date law_date, std::optional<date> known_at, std::string const& version,
               std::string const& digest) {
  json out{{"name", name}, {"law_date", law_date.to_string()}, {"rulebook", rulebook_json(version, digest)}};
  if (known_at) out["known_at"] = known_at->to_string();
  return out;
}

std::vector<std::string> known_sides(json const& doc, std::string const& lang) {
  std::vector<std::string> out;
  for (auto const* side : {"a", "b"})
    if (doc[side].contains("known_at"))
      out.push_back(filled(filled(say::as_known.in(lang), doc[side]["name"].get<std::string>()),
                           doc[side]["known_at"].get<std::string>()));
  return out;
}

std::string rulebooks_line(json const& doc, std::string const& lang) {
  auto const digest = [&](char const* side) { return doc[side]["rulebook"]["digest"].get<std::string>(); };
  auto out = say::rulebook.in(lang) + ' ' + digest("a");
  if (doc["a"]["rulebook"] != doc["b"]["rulebook"]) out += " → " + digest("b");
  return out;
}

} // namespace cobijo::internal
