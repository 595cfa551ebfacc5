// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/describe.hpp"

#include "edition/person.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

bilingual operator+(bilingual a, bilingual const& b) {
  return {a.en + b.en, a.es + b.es};
}
bilingual same(std::string const& s) {
  return {s, s};
}

bilingual joined(std::vector<bilingual> const& parts, bilingual const& last) {
  bilingual out;
  // Words that hold commas of their own are set apart by more than a comma.
  bool const commas = std::any_of(parts.begin(), parts.end(),
                                  [](bilingual const& p) { return (p.en + p.es).find(',') != std::string::npos; });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out = out + (i + 1 == parts.size() ? last : same(commas ? "; " : ", "));
    out = out + parts[i];
  }
  return out;
}

/// A bare day takes the article "el".
std::string bare_or_article(std::string words) {
  if (!words.empty() && words.front() >= '0' && words.front() <= '9') words = "el " + words;
  return words;
}

/// "de" before words that may begin with "el": "del".
std::string with_article(std::string const& preposition, std::string words) {
  words = bare_or_article(std::move(words));
  if (words.starts_with("el ")) return preposition + "l " + words.substr(3);
  return preposition + ' ' + words;
}

/// `X` if the condition holds, `Y` if not.
bilingual either(bilingual const& when, bilingual const& then, bilingual const& otherwise) {
  return {"if " + when.en + ": " + then.en + "; otherwise: " + otherwise.en,
          "si " + when.es + ": " + then.es + "; en otro caso: " + otherwise.es};
}

bilingual value_list(model const& m, condition const& c) {
  if (c.parameter >= 0) return to_bilingual(m.parameters[static_cast<std::size_t>(c.parameter)].label);
  auto const& set = m.value_sets[static_cast<std::size_t>(m.facts[static_cast<std::size_t>(c.target)].values)];
  std::vector<bilingual> parts;
  for (int v : c.values)
    parts.push_back(to_bilingual(set.labels[static_cast<std::size_t>(v)]));
  return joined(parts, {" or ", " o "});
}

bilingual measure_words(measure by) {
  switch (by) {
  case measure::at_least: return {"at least ", "al menos "};
  case measure::at_most: return {"at most ", "a lo sumo "};
  case measure::more_than: return {"more than ", "más de "};
  case measure::less_than: return {"less than ", "menos de "};
  case measure::equal: return {"", ""};
  }
  return {};
}

bilingual fact_words(model const& m, condition const& c) {
  auto const& f = m.facts[static_cast<std::size_t>(c.target)];
  auto const label = to_bilingual(f.label);
  switch (c.how) {
  case test::is_true: return label;
  case test::is_false: return bilingual{"must not be so: ", "no debe darse: "} + label;
  case test::one_of:
  case test::includes_any: return label + same(": ") + value_list(m, c);
  case test::includes_at_least:
    return label +
           bilingual{": at least " + std::to_string(c.count) + " of ",
                     ": al menos " + std::to_string(c.count) + " de "} +
           value_list(m, c);
  case test::number: {
    auto const n = c.parameter >= 0 ? to_bilingual(m.parameters[static_cast<std::size_t>(c.parameter)].label)
                                    : same(std::to_string(c.number));
    return label + same(": ") + measure_words(c.by) + n;
  }
  }
  return label;
}

} // namespace

std::string written_day(std::int64_t day) {
  if (day == long_ago) return "…";
  if (day == not_yet) return "not_yet";
  return date::from_days(static_cast<std::int32_t>(day)).to_string();
}

std::string written(span days) {
  return days.exact() ? written_day(days.lo) : written_day(days.lo) + " … " + written_day(days.hi);
}

std::string written_minute(std::int64_t minute, std::int16_t offset) {
  if (is_sentinel(minute)) return written_day(minute);
  return date_time::from_minutes(minute, offset == no_offset ? std::nullopt : std::optional<int>(offset)).to_string();
}

std::string_view word_of(deadline_state s) {
  constexpr std::string_view words[] = {"not_running", "open", "met", "excused", "missed"};
  return words[static_cast<std::size_t>(s)];
}

std::string_view word_of(support s) {
  constexpr std::string_view words[] = {"verified", "secondary", "recalled", "unverified"};
  return words[static_cast<std::size_t>(s)];
}

bilingual name_of(deadline_state s) {
  switch (s) {
  case deadline_state::not_running: return {"not running", "no corre"};
  case deadline_state::open: return {"open", "en curso"};
  case deadline_state::met: return {"met", "cumplido"};
  case deadline_state::excused: return {"missed with a valid reason", "vencido con causa justificada"};
  case deadline_state::missed: return {"missed", "vencido"};
  }
  return {};
}

bilingual describe(model const& m, period const& p) {
  auto units = [&](char const* one_en, char const* many_en, char const* one_es, char const* many_es) {
    auto const n = std::to_string(p.n);
    return bilingual{n + ' ' + (p.n == 1 ? one_en : many_en), n + ' ' + (p.n == 1 ? one_es : many_es)};
  };
  switch (p.kind) {
  case period::form::unspecified: return {"a period that the law does not fix", "un plazo que la ley no fija"};
  case period::form::parameter: return to_bilingual(m.parameters[static_cast<std::size_t>(p.parameter)].label);
  case period::form::choice: return either(describe(m, *p.when), describe(m, p.of[0]), describe(m, p.of[1]));
  case period::form::fixed: break;
  }
  switch (p.in) {
  case unit::hours: return units("hour", "hours", "hora", "horas");
  case unit::days: return units("day", "days", "día natural", "días naturales");
  case unit::weeks: return units("week", "weeks", "semana", "semanas");
  case unit::months: return units("month", "months", "mes", "meses");
  case unit::years: return units("year", "years", "año", "años");
  case unit::working_days: return units("working day", "working days", "día hábil", "días hábiles");
  }
  return {};
}

bilingual describe(model const& m, date_expression const& d) {
  using form = date_expression::form;
  auto list = [&](bilingual const& lead) {
    std::vector<bilingual> parts;
    for (auto const& one : d.of)
      parts.push_back(describe(m, one));
    return lead + joined(parts, {" and ", " y "});
  };
  switch (d.kind) {
  case form::literal: return same(written(d.literal));
  case form::as_of: return {"the day asked about", "el día consultado"};
  case form::due: return {"the last day of the term", "el último día del plazo"};
  case form::fact: return to_bilingual(m.facts[static_cast<std::size_t>(d.target)].label);
  case form::deadline:
    return bilingual{"the last day of: ", "el último día de: "} +
           to_bilingual(m.deadlines[static_cast<std::size_t>(d.target)].label);
  case form::add:
  case form::subtract: {
    auto const to = describe(m, d.of.front());
    bool const later = d.kind == form::add;
    return describe(m, d.by) + bilingual{(later ? " after " : " before ") + to.en,
                                         (later ? " después " : " antes ") + with_article("de", to.es)};
  }
  case form::latest: return list({"the latest of: ", "la última de estas fechas: "});
  case form::earliest: return list({"the earliest of: ", "la primera de estas fechas: "});
  case form::choice: return either(describe(m, *d.when), describe(m, d.of[0]), describe(m, d.of[1]));
  case form::parameter: return to_bilingual(m.parameters[static_cast<std::size_t>(d.target)].label);
  }
  return {};
}

bilingual denied_words(model const& m, condition const& c) {
  if (c.kind == op::deadline && c.label.empty()) {
    auto const state = name_of(c.state);
    bool const running = c.state == deadline_state::not_running;
    return to_bilingual(m.deadlines[static_cast<std::size_t>(c.target)].label) +
           (running ? bilingual{": must be running", ": debe estar en curso"}
                    : bilingual{": must not be " + state.en, ": no debe estar " + state.es});
  }
  return bilingual{"must not be so: ", "no debe darse: "} + describe(m, c);
}

bilingual describe(model const& m, condition const& c) {
  if (!c.label.empty()) return to_bilingual(c.label);
  auto number = std::to_string(c.count);
  switch (c.kind) {
  case op::all: return {"all of these", "todo lo siguiente"};
  case op::any: return {"any of these", "alguna de estas condiciones"};
  case op::none: return {"none of these", "ninguna de estas condiciones"};
  case op::negation: return denied_words(m, c.of.front());
  case op::at_least: return {"at least " + number + " of these", "al menos " + number + " de estas condiciones"};
  case op::choice: return bilingual{"depending on whether ", "según si "} + describe(m, c.of[0]);
  case op::fact: return fact_words(m, c);
  case op::date: {
    auto const right = describe(m, c.dates[1]);
    bilingual order;
    switch (c.order) {
    case compare::before: order = {": before " + right.en, ": antes " + with_article("de", right.es)}; break;
    case compare::on_or_before:
      order = {": on or before " + right.en, ": a más tardar " + bare_or_article(right.es)};
      break;
    case compare::after: order = {": after " + right.en, ": después " + with_article("de", right.es)}; break;
    case compare::on_or_after:
      order = {": on or after " + right.en, ": a partir " + with_article("de", right.es)};
      break;
    }
    return describe(m, c.dates[0]) + order;
  }
  case op::age: {
    auto const limit = describe(m, c.limits.front()), on = describe(m, c.dates.front());
    bool const under = c.by == measure::less_than;
    return {(under ? "under " : "at least ") + limit.en + " old on: " + on.en,
            (under ? "menos de " : "al menos ") + limit.es + " de edad en esta fecha: " + on.es};
  }
  case op::provision: {
    auto out = to_bilingual(m.provisions[static_cast<std::size_t>(c.target)].label);
    if (c.text_of) {
      auto const day = written_day(*c.text_of);
      out = out + bilingual{" (text of " + day + ")", " (texto del " + day + ")"};
    }
    return out;
  }
  case op::deadline:
    return to_bilingual(m.deadlines[static_cast<std::size_t>(c.target)].label) + same(": ") + name_of(c.state);
  case op::reading: {
    auto const& r = m.readings[static_cast<std::size_t>(c.target)];
    return to_bilingual(r.label) + same(": ") + to_bilingual(r.positions[static_cast<std::size_t>(c.position)].label);
  }
  case op::time_in:
    return to_bilingual(m.facts[static_cast<std::size_t>(c.target)].label) +
           (c.longest ? bilingual{": longest spell ", ": el periodo más largo, "}
                      : bilingual{": in all ", ": en total, "}) +
           measure_words(c.by) + describe(m, c.limits.front());
  }
  return {};
}

} // namespace cobijo::internal
