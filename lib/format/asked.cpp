// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "format/asked.hpp"

namespace cobijo::internal {
namespace {

template <class T>
std::optional<T> parsed(cursor const& at, result<T> (*parse)(std::string_view)) {
  if (!at.is_string()) {
    at.fail("E0701", "this is not a date", "write it as YYYY-MM-DD, like 2024-02-29");
    return std::nullopt;
  }
  auto out = parse(at.string());
  if (out) return *out;
  auto const& f = out.faults().front();
  at.fail(f.code.c_str(), f.message, f.hint);
  return std::nullopt;
}

} // namespace

std::optional<date> read_day(cursor const& at) {
  return parsed(at, &date::parse);
}

std::optional<cobijo::moment> read_moment(cursor const& at) {
  return parsed(at, &cobijo::moment::parse);
}

law_options read_law_options(cursor const& around) {
  law_options out;
  if (around.has("known_at")) out.known_at = read_day(around.at("known_at"));
  if (!around.has("readings")) return out;
  auto const r = around.at("readings");
  if (r.is_string())
    out.readings_open = r.word({"prevailing", "open"}) == 1;
  else if (!r.is_object())
    r.fail("E0201", "expected readings", "prevailing, open, or positions by reading");
  else
    r.members([&](cursor const& p) { out.readings.emplace(std::string(p.key()), p.string()); });
  return out;
}

} // namespace cobijo::internal
