// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Reads the corpora of tests/corpora/time. Knows just enough of docs/format.md for calendars and clocks that hold no
// conditions, and nothing of the loader of the library, which has tests of its own.
#pragma once

#include "project.hpp"
#include "time/calendar.hpp"
#include "time/count.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cobijo::corpus {

using json = nlohmann::json;

inline json read(std::string const& name) {
  return json::parse(cobijo_test::text_of(cobijo_test::root + "/tests/corpora/time/" + name));
}

inline std::int32_t day(std::string const& text) {
  return date::parse(text).value().days();
}

/// The code of what went wrong; nothing where nothing did.
template <class T>
std::string code_of(result<T> const& r) {
  return r ? "" : r.faults().front().code;
}

inline std::string show(std::int64_t day) {
  if (day == internal::long_ago) return "long_ago";
  if (day == internal::not_yet) return "not_yet";
  return date::from_days(static_cast<std::int32_t>(day)).to_string();
}

inline int weekday(std::string const& name) {
  static constexpr std::array<char const*, 7> names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
  auto const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::runtime_error("no weekday: " + name);
  return static_cast<int>(found - names.begin());
}

inline internal::holiday_rule rule(json const& in) {
  internal::holiday_rule out;
  out.id = in.at("id").get<std::string>();
  auto const& on = in.at("on");
  if (on.contains("easter"))
    out.on = internal::from_easter{on.at("easter").get<int>()};
  else if (on.contains("date"))
    out.on = internal::fixed_date{day(on.at("date").get<std::string>())};
  else if (on.contains("nth"))
    out.on = internal::nth_weekday{on.at("month").get<int>(), weekday(on.at("weekday").get<std::string>()),
                                   on.at("nth").get<int>()};
  else
    out.on = internal::month_day{on.at("month").get<int>(), on.at("day").get<int>()};
  if (in.contains("from")) out.from = day(in.at("from").get<std::string>());
  if (in.contains("to")) out.to = day(in.at("to").get<std::string>());
  if (in.contains("every")) {
    out.every_years = in.at("every").at("years").get<int>();
    out.every_from = in.at("every").at("from").get<int>();
  }
  if (in.contains("moves"))
    for (auto const& [name, days] : in.at("moves").items())
      out.moves[static_cast<std::size_t>(weekday(name))] = days.get<std::int8_t>();
  return out;
}

inline void collect(json const& calendars, std::string const& id, std::vector<internal::holiday_rule>& rules,
                    internal::weekday_mask& weekend) {
  auto const& in = calendars.at(id);
  for (auto const& name : in.at("weekend"))
    weekend = weekend | static_cast<internal::weekday_mask>(1U << weekday(name.get<std::string>()));
  if (in.contains("includes"))
    for (auto const& other : in.at("includes"))
      collect(calendars, other.get<std::string>(), rules, weekend);
  for (auto const& r : in.at("rules"))
    rules.push_back(rule(r));
}

/// The calendars of calendars.json, by id.
inline std::map<std::string, internal::working_days> const& calendars() {
  static auto const all = [] {
    std::map<std::string, internal::working_days> made;
    auto const file = read("calendars.json");
    for (auto const& [id, unused] : file.at("calendars").items()) {
      std::vector<internal::holiday_rule> rules;
      auto weekend = internal::weekday_mask::none;
      collect(file.at("calendars"), id, rules, weekend);
      made.emplace(id, internal::working_days(std::move(rules), weekend));
    }
    return made;
  }();
  return all;
}

inline internal::missing_day missing_day(std::string const& name) {
  if (name == "last_day") return internal::missing_day::last_day;
  if (name == "next_day") return internal::missing_day::next_day;
  if (name == "next_working_day") return internal::missing_day::next_working_day;
  throw std::runtime_error("no way to round: " + name);
}

inline std::pair<internal::unit, int> period(json const& in) {
  static std::map<std::string, internal::unit> const units{
      {"days", internal::unit::days},     {"weeks", internal::unit::weeks},
      {"months", internal::unit::months}, {"years", internal::unit::years},
      {"hours", internal::unit::hours},   {"working_days", internal::unit::working_days}};
  auto const item = in.begin();
  return {units.at(item.key()), item.value().get<int>()};
}

} // namespace cobijo::corpus
