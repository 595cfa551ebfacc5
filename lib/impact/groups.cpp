// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "impact/groups.hpp"

#include "impact/words.hpp"
#include "render/describe.hpp"
#include "time/civil.hpp"
#include "time/count.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

using what = impact_group::what;

/// First ages of the bands.
constexpr int bands[] = {0, 12, 15, 18, 21, 30, 45, 60};

/// Birthdays that a person born on a day has had, with a birthday on 29 February moved as `rounding` says.
int age_on(std::int64_t birth, std::int32_t as_of, missing_day rounding) {
  auto const years = civil_of(as_of).year - civil_of(static_cast<std::int32_t>(birth)).year;
  return add_months(birth, std::int64_t{12} * years, rounding) <= as_of ? years : years - 1;
}

std::optional<std::int64_t> band_of(span birth, std::int32_t as_of) {
  if (is_sentinel(birth.lo) || is_sentinel(birth.hi)) return std::nullopt;
  auto const place = [](int age) { return std::upper_bound(std::begin(bands), std::end(bands), age) - bands - 1; };
  auto const oldest = place(age_on(birth.lo, as_of, missing_day::last_day));
  auto const youngest = place(age_on(birth.hi, as_of, missing_day::next_day));
  if (oldest != youngest || youngest < 0) return std::nullopt;
  return youngest;
}

std::string band_words(std::int64_t band) {
  auto const i = static_cast<std::size_t>(band);
  if (i + 1 == std::size(bands)) return std::to_string(bands[i]) + '+';
  return std::to_string(bands[i]) + '-' + std::to_string(bands[i + 1] - 1);
}

bool is_date(fact const& f) {
  return f.type == fact_type::date || f.type == fact_type::date_time;
}

} // namespace

result<grouping> grouping::of(model const& a, model const& b, std::string const& asked, std::size_t most) {
  auto const cut = asked.find(':');
  auto const id = asked.substr(0, cut), way = cut == std::string::npos ? std::string() : asked.substr(cut + 1);
  bool const in_b = b.fact_index.contains(id);
  auto const& m = in_b ? b : a;
  auto const it = m.fact_index.find(id);
  if (it == m.fact_index.end()) {
    std::vector<std::string> names;
    for (auto const& f : b.facts)
      names.push_back(f.id);
    auto hint = did_you_mean(id, names);
    if (hint.empty()) hint = "cobijo list facts names all facts";
    return fault{"E0301", {}, {}, 0, "neither rulebook has a fact \"" + id + '"', std::move(hint)};
  }
  auto const& f = m.facts[static_cast<std::size_t>(it->second)];
  bool const fits = way.empty() ? f.type != fact_type::spells
                                : (way == "year" && is_date(f)) || (way == "age" && f.type == fact_type::date);
  if (!fits)
    return fault{"E0401",
                 {},
                 {},
                 0,
                 "\"" + asked + "\" makes no groups",
                 "a fact that is no list of stays; of a date also FACT:year, of a day also FACT:age"};
  auto const how = way == "age" || (way.empty() && f.type == fact_type::date && id.ends_with(".birth_date")) ? by::age
                   : is_date(f)                                                                              ? by::year
                                : by::value;
  return grouping(m, f, in_b, how, asked, most);
}

std::vector<grouping::key> grouping::keys(person const& p, std::int32_t as_of) const {
  auto const slot = static_cast<std::size_t>(fact_->slot);
  std::vector<key> const unknown{{what::unknown, 0}};
  switch (fact_->type) {
  case fact_type::boolean:
    if (p.truths[slot] == truth::unknown) return unknown;
    return {{what::value, p.truths[slot] == truth::yes ? 1 : 0}};
  case fact_type::number:
    if (!p.intervals[slot].exact()) return unknown;
    return {{what::value, p.intervals[slot].lo}};
  case fact_type::date:
  case fact_type::date_time: {
    auto const at = fact_->type == fact_type::date ? p.intervals[slot] : days_of(p.intervals[slot]);
    if (at.lo == not_yet) return {{what::not_yet, 0}};
    if (how_ == by::age) {
      auto const band = band_of(at, as_of);
      return band ? std::vector<key>{{what::value, *band}} : unknown;
    }
    if (is_sentinel(at.lo) || is_sentinel(at.hi)) return unknown;
    auto const from = civil_of(static_cast<std::int32_t>(at.lo)).year;
    return from == civil_of(static_cast<std::int32_t>(at.hi)).year ? std::vector<key>{{what::value, from}} : unknown;
  }
  case fact_type::enumeration:
  case fact_type::set: {
    auto const& set = model_->value_sets[static_cast<std::size_t>(fact_->values)];
    std::vector<key> out;
    bool open = false;
    for (std::size_t i = 0; i < set.ids.size(); ++i) {
      auto const word = slot + i / 64;
      if ((p.in[word] >> (i % 64) & 1U) != 0) out.emplace_back(what::value, static_cast<std::int64_t>(i));
      open = open || ((p.in[word] | p.out[word]) >> (i % 64) & 1U) == 0;
    }
    if (!out.empty()) return out;
    return open ? unknown : std::vector<key>{{what::none, 0}};
  }
  case fact_type::spells: break;
  }
  return unknown;
}

std::vector<std::size_t> const& grouping::sort(person const& in_a, person const& in_b, std::int32_t as_of) {
  current_.clear();
  for (auto k : keys(in_b_ ? in_b : in_a, as_of)) {
    bool const is_value = k.first == what::value;
    if (is_value && kept_ >= most_ && !index_.contains(k)) k = {what::others, 0};
    auto const [it, made] = index_.emplace(k, persons_.size());
    if (made) {
      persons_.push_back(0);
      if (k.first == what::value) ++kept_;
    }
    if (std::find(current_.begin(), current_.end(), it->second) != current_.end()) continue;
    current_.push_back(it->second);
    ++persons_[it->second];
  }
  return current_;
}

impact_group grouping::named(key const& k) const {
  impact_group out;
  out.kind = k.first;
  auto both = [](phrase const& p) { return bilingual{std::string(p.en), std::string(p.es)}; };
  switch (k.first) {
  case what::none: out.label = both(say::none_of_them); return out;
  case what::not_yet: out.label = both(say::not_happened); return out;
  case what::unknown: out.label = both(say::unknown); return out;
  case what::others: out.label = both(say::other_values); return out;
  case what::value: break;
  }
  if (fact_->values >= 0) {
    auto const& set = model_->value_sets[static_cast<std::size_t>(fact_->values)];
    auto const i = static_cast<std::size_t>(k.second);
    out.value = set.ids[i];
    out.label = to_bilingual(set.labels[i]);
    return out;
  }
  if (fact_->type == fact_type::boolean) {
    out.value = k.second == 1 ? "true" : "false";
    out.label = both(k.second == 1 ? say::yes : say::no);
    return out;
  }
  out.value = how_ == by::age ? band_words(k.second) : std::to_string(k.second);
  out.label = {out.value, out.value};
  return out;
}

grouping::sorted grouping::finished() const {
  sorted out;
  out.groups.by = asked_;
  out.groups.label = to_bilingual(fact_->label);
  if (how_ == by::age)
    out.groups.label = {filled(say::as_age.in("en"), out.groups.label.en),
                        filled(say::as_age.in("es"), out.groups.label.es)};
  out.place.resize(persons_.size());
  for (auto const& [k, at] : index_) {
    out.place[at] = out.groups.groups.size();
    out.groups.groups.push_back(named(k));
    out.groups.groups.back().persons = persons_[at];
  }
  return out;
}

} // namespace cobijo::internal
