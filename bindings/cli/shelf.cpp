// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "shelf.hpp"

#include <ctime>

namespace cli {
namespace {

/// The one place where anything of Cobijo asks what day it is.
cobijo::date today() {
  auto const now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return cobijo::date::parse(text).value();
}

} // namespace

law_shelf::law_shelf(options const& o)
    : book_(o.load()), as_of_(given("--as-of", o.as_of, &cobijo::moment::parse)),
      law_date_(given("--law-date", o.law_date, &cobijo::date::parse)),
      known_at_(given("--known-at", o.known_at, &cobijo::date::parse)), readings_(o.readings), today_(today()) {
  // What the command line says is wrong usage, not bad input.
  if (!readings_.empty()) (void)law();
}

cobijo::moment law_shelf::as_of(cobijo::question const& q) const {
  if (as_of_) return *as_of_;
  return q.as_of ? *q.as_of : cobijo::moment(today_);
}

void law_shelf::override_readings(cobijo::law_options& how) const {
  for (auto const& one : readings_) {
    if (auto const cut = one.find('='); cut != std::string::npos) {
      how.readings[one.substr(0, cut)] = one.substr(cut + 1);
    } else if (one == "open" || one == "prevailing") {
      how.readings_open = one == "open";
      how.readings.clear();
    } else {
      refuse("--readings: \"prevailing\", \"open\" or ID=POSITION");
    }
  }
}

cobijo::law_options law_shelf::options_for(cobijo::law_options how) const {
  if (known_at_) how.known_at = known_at_;
  override_readings(how);
  return how;
}

cobijo::result<cobijo::edition const*> law_shelf::law(cobijo::question const& q) {
  auto const day = law_date_ ? *law_date_ : q.law_date ? *q.law_date : as_of(q).day();
  auto const how = options_for(q.options);
  auto key =
      day.to_string() + '|' + (how.known_at ? how.known_at->to_string() : "") + (how.readings_open ? "|open" : "|");
  for (auto const& [id, position] : how.readings)
    key += '|' + id + '=' + position;
  auto it = made_.find(key);
  if (it == made_.end()) {
    auto made = book_.at(day, how);
    if (!made) return made.faults();
    it = made_.emplace(std::move(key), std::move(*made)).first;
  }
  return &it->second;
}

cobijo::edition const& law_shelf::law() {
  return *need(law({book_.read_facts("{}").value(), std::nullopt, std::nullopt, {}}), usage);
}

} // namespace cli
