// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/report.hpp"

#include "render/answers.hpp"
#include "render/tree.hpp"
#include "json/document.hpp"

namespace cobijo {
namespace {

using internal::json;
using internal::truth_json;

template <class T>
json or_null(std::optional<T> const& v) {
  return v ? json(*v) : json(nullptr);
}

json protection_json(protection_answer const& p, std::string_view lang) {
  json out;
  out["label"] = p.label.in(lang);
  out["status"] = to_string(p.status);
  out["elements"] = truth_json(p.elements);
  out["exceptions"] = truth_json(p.exceptions);
  out["decision"] = p.decision;
  out["layer"] = p.layer;
  out["authority"] = p.authority;
  out["provisional"] = p.provisional;
  out["reasons"] = json::array();
  for (auto const& r : p.reasons) {
    json one;
    one["provision"] = r.provision;
    one["value"] = truth_json(r.value);
    one["role"] = r.exception ? "exception" : "element";
    one["label"] = r.label.in(lang);
    one["cite"] = r.cite;
    if (!r.fact.empty()) one["fact"] = r.fact;
    out["reasons"].push_back(std::move(one));
  }
  out["residual"] = p.residual.empty() ? json(nullptr) : json::parse(p.residual);
  out["missing"] = p.missing;
  out["readings"] = p.readings;
  out["rests_on"] = json::array();
  for (auto const& r : p.rests_on)
    out["rests_on"].push_back(json{{"kind", r.kind}, {"id", r.id}});
  out["grants"] = json::array();
  for (auto const& g : p.grants)
    out["grants"].push_back(internal::grant_json(g, lang));
  out["leads_to"] = p.leads_to;
  out["remedies"] = p.remedies;
  out["deadlines"] = p.deadlines;
  if (!p.cap.en.empty()) out["cap"] = p.cap.in(lang);
  if (!p.notices.empty()) {
    out["notices"] = json::array();
    for (auto const& n : p.notices)
      out["notices"].push_back(n.in(lang));
  }
  return out;
}

json deadline_json(deadline_answer const& d, std::string_view lang) {
  json out;
  out["label"] = d.label.in(lang);
  out["state"] = to_string(d.state);
  out["possible"] = json::array();
  for (auto s : d.possible)
    out["possible"].push_back(to_string(s));
  out["due"] = or_null(d.due);
  out["latest"] = or_null(d.latest);
  out["working_days_left"] = or_null(d.working_days_left);
  out["days_left"] = or_null(d.days_left);
  out["binds"] = d.binds_person ? "person" : "authority";
  out["kind"] = d.kind;
  if (!d.protection.empty()) out["protection"] = d.protection;
  if (!d.reach.empty()) out["reach"] = d.reach;
  out["cite"] = d.cite;
  out["provisional"] = d.provisional;
  if (!d.if_missed.en.empty()) out["if_missed"] = d.if_missed.in(lang);
  if (!d.leads_to.empty()) out["leads_to"] = d.leads_to;
  out["counts"] = json::array();
  for (auto const& t : d.traces) {
    json one;
    one["start"] = t.start;
    one["due"] = t.due;
    if (!t.clock.empty()) one["clock"] = t.clock;
    if (!t.calendar.empty()) one["calendar"] = t.calendar;
    one["cite"] = t.cite;
    one["steps"] = json::array();
    for (auto const& s : t.steps)
      one["steps"].push_back(json{{"from", s.from}, {"to", s.to}, {"label", s.text.in(lang)}, {"cite", s.cite}});
    out["counts"].push_back(std::move(one));
  }
  return out;
}

} // namespace

std::string to_json(determination const& d, std::string_view lang, int indent) {
  json out;
  out["as_of"] = d.as_of;
  out["law_date"] = d.law_date;
  out["rulebook"] = internal::rulebook_json(d.rulebook_version, d.rulebook_digest);
  out["protections"] = json::object();
  for (auto const& p : d.protections)
    out["protections"][p.id] = protection_json(p, lang);
  out["deadlines"] = json::object();
  for (auto const& x : d.deadlines)
    out["deadlines"][x.id] = deadline_json(x, lang);
  out["notice"] = lang == "es" ? "No es asesoría legal: indica qué puede reclamarse y en qué se apoya."
                               : "Not legal advice: it says what may be claimed and on what that rests.";
  return out.dump(indent);
}

} // namespace cobijo
