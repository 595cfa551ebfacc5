// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/determine.hpp"

#include "answer/reasons.hpp"
#include "answer/residual.hpp"
#include "render/describe.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

char const* kind_word(thing::what kind) {
  constexpr char const* words[] = {"reading",        "recalled",   "may",         "unclear",
                                   "uncertain_date", "unverified", "before_first"};
  return words[static_cast<std::size_t>(kind)];
}

bool definite(status s) {
  return s == status::eligible || s == status::not_eligible;
}

class determiner {
public:
  determiner(compiled const& e, person const& p, time_asked const& as_of, wanted_answers const& wanted)
      : wanted_(wanted), e_(e), m_(*e.book), p_(p), as_of_(as_of), residuals_(e, main_), rules_(e, main_) {}

  determination run() {
    evaluate(e_, p_, as_of_, main_);
    if (!e_.graph.things.empty()) {
      under(main_recalled_, [](thing const& t) { return t.kind == thing::what::recalled; });
      under(main_may_, [](thing const& t) { return t.kind == thing::what::may; });
    }
    determination out;
    out.as_of = as_of_.minute ? written_minute(*as_of_.minute, as_of_.offset) : written_day(as_of_.day);
    out.law_date = written_day(e_.options.law_date);
    out.rulebook_version = m_.version;
    out.rulebook_digest = m_.digest;
    for (std::size_t i = 0; i < m_.provisions.size(); ++i)
      if (m_.provisions[i].protects && is_wanted(m_.provisions[i].id)) {
        out.protections.push_back(protection(i));
        told_.push_back(i);
      }
    for (std::size_t i = 0; i < m_.deadlines.size(); ++i)
      if (is_wanted(m_.deadlines[i].id)) out.deadlines.push_back(deadline_of(i));
    if (wanted_.rests) rests(out);
    return out;
  }

private:
  template <class Wanted>
  void under(values& v, Wanted wanted) {
    assumptions what_if;
    for (auto const& t : e_.graph.things)
      what_if.unknown.push_back(wanted(t));
    evaluate(e_, p_, as_of_, v, &what_if);
  }

  bool is_wanted(std::string const& id) const { return wanted_.only == nullptr || wanted_.only->contains(id); }

  bool unchecked(int module) const {
    auto const& checked = m_.modules[static_cast<std::size_t>(module)].checked;
    return checked && e_.options.law_date > *checked;
  }

  protection_answer protection(std::size_t i) {
    auto const& p = m_.provisions[i];
    auto const& nodes = e_.provisions[i];
    protection_answer out;
    out.id = p.id;
    out.label = to_bilingual(p.label);
    out.status = status_of(nodes, main_);
    out.elements = main_.truths[nodes.elements.at];
    out.exceptions = main_.truths[nodes.exceptions.at];
    out.decision = p.protects->decision;
    out.layer = p.protects->layer;
    out.authority = p.protects->authority;
    if (auto it = m_.authority_index.find(out.authority); it != m_.authority_index.end())
      out.authority_label = to_bilingual(m_.authorities[static_cast<std::size_t>(it->second)].label);
    bool const known = definite(out.status);
    if (known && !e_.graph.things.empty()) {
      out.provisional = !definite(status_of(nodes, main_recalled_));
      if (!definite(status_of(nodes, main_may_))) out.decision = "may";
    }
    out.provisional = out.provisional || unchecked(p.module);
    out.reasons = rules_.reasons(p, e_.options.law_date);
    if (out.status == status::undetermined) {
      auto const open_value = main_.truths[nodes.in_force.at] == truth::unknown ? nodes.in_force : nodes.value;
      out.residual = residuals_.condition(nodes.value);
      auto ends = residuals_.ends(nodes.value);
      auto const more = residuals_.ends(open_value);
      ends.facts.insert(more.facts.begin(), more.facts.end());
      ends.things.insert(more.things.begin(), more.things.end());
      for (int f : ends.facts)
        out.missing.push_back(m_.facts[static_cast<std::size_t>(f)].id);
      for (auto t : ends.things)
        note(out, e_.graph.things[t]);
    }
    out.grants = grants_of(p, granting_version(e_, main_, p));
    out.leads_to = p.protects->leads_to;
    out.remedies = p.protects->remedies;
    out.deadlines = p.protects->deadlines;
    out.cap = to_bilingual(p.protects->cap);
    for (auto const& n : p.protects->notices)
      if ((!n.from || n.from->lo <= as_of_.day) && (!n.to || n.to->hi >= as_of_.day))
        out.notices.push_back(to_bilingual(n.label));
    return out;
  }

  static void note(protection_answer& out, thing const& t) {
    support_note const one{kind_word(t.kind), t.id};
    if (std::find(out.rests_on.begin(), out.rests_on.end(), one) == out.rests_on.end()) out.rests_on.push_back(one);
    if (t.kind == thing::what::reading &&
        std::find(out.readings.begin(), out.readings.end(), t.id) == out.readings.end())
      out.readings.push_back(t.id);
  }

  // Which single things a definite answer rests on: one pass a thing, all answers at once. Things that no definite
  // answer can rest on are passed over.
  void rests(determination& out) {
    bool const any_provisional =
        std::any_of(out.protections.begin(), out.protections.end(), [](auto const& p) { return p.provisional; });
    bool const any_definite =
        std::any_of(out.protections.begin(), out.protections.end(), [](auto const& p) { return definite(p.status); });
    if (!any_definite) return;
    values v;
    for (std::size_t t = 0; t < e_.graph.things.size(); ++t) {
      auto const kind = e_.graph.things[t].kind;
      bool const asked = kind == thing::what::reading || (kind == thing::what::recalled && any_provisional) ||
                         kind == thing::what::may;
      if (!asked) continue;
      assumptions what_if;
      what_if.unknown.resize(e_.graph.things.size());
      what_if.unknown[t] = true;
      evaluate(e_, p_, as_of_, v, &what_if);
      for (std::size_t i = 0; i < told_.size(); ++i) {
        auto& answer = out.protections[i];
        if (definite(answer.status) && !definite(status_of(e_.provisions[told_[i]], v)))
          note(answer, e_.graph.things[t]);
      }
    }
  }

  deadline_answer deadline_of(std::size_t i) {
    auto const& d = m_.deadlines[i];
    auto const& nodes = e_.deadlines[i];
    deadline_answer out;
    out.id = d.id;
    out.label = to_bilingual(d.label);
    auto const set = main_.states[nodes.state.at];
    out.possible = states_in(set);
    out.state = state_told(set);
    if (!e_.graph.things.empty()) {
      auto const strict = main_recalled_.states[nodes.state.at];
      bool const one = (set & (set - 1)) == 0, still = (strict & (strict - 1)) == 0;
      out.provisional = (one && !still) || !(main_recalled_.dates[nodes.shown.at] == main_.dates[nodes.shown.at]);
    }
    bool const nothing = set == one_state(deadline_state::not_running);
    out.provisional = !nothing && (out.provisional || unchecked(d.module));
    auto const shown = dates_of(e_, main_, nodes);
    out.due = shown.due;
    out.latest = shown.latest;
    out.binds_person = d.binds_person;
    out.kind = d.kind;
    out.protection = d.protection;
    out.reach = d.reach;
    out.if_missed = to_bilingual(d.if_missed);
    out.leads_to = d.leads_to;
    auto const texts = rules_.possible(d, e_.options.law_date);
    if (!texts.empty() && texts.front().version >= 0) {
      auto const& v = d.versions[static_cast<std::size_t>(texts.front().version)];
      out.cite = v.cite;
      if (!v.reach.empty()) out.reach = v.reach;
    }
    if (out.due) {
      bool const in_minutes = e_.graph.minutes[nodes.shown.at];
      auto const day = in_minutes ? day_of_minute(shown.at.lo) : shown.at.lo;
      out.days_left = static_cast<int>(day - as_of_.day);
    }
    traces(d, out, shown);
    return out;
  }

  void traces(deadline const& d, deadline_answer& out, shown_dates const& shown) const {
    auto const* reading = e_.deadline_readings.find(&d, e_.options.law_date);
    if (reading == nullptr || (!out.due && !out.latest)) return;
    for (auto const& way : reading->ways) {
      if (main_.truths[way.guard.at] == truth::no) continue;
      auto const start = main_.dates[way.start.at];
      auto const due_at = main_.dates[way.due.at];
      auto const& c = e_.graph.counts[way.count];
      // Of the ways that facts or readings rule out, the last day lies outside what is shown; so does an endless start.
      if (due_at.lo < shown.at.lo || due_at.lo > shown.at.hi || is_sentinel(start.lo)) continue;
      auto const& version = d.versions[static_cast<std::size_t>(way.version)];
      count_trace trace_out;
      bool const minutes_start = e_.graph.minutes[way.start.at];
      trace_out.start = minutes_start ? written_minute(start.lo, main_.zones[way.start.at].lo) : written_day(start.lo);
      trace_out.due =
          e_.graph.minutes[way.due.at] ? written_minute(due_at.lo, main_.zones[way.due.at].lo) : written_day(due_at.lo);
      trace_out.cite = version.cite;
      if (way.clock >= 0) trace_out.clock = m_.clocks[static_cast<std::size_t>(way.clock)].id;
      if (c.by.calendar >= 0) trace_out.calendar = m_.calendars[static_cast<std::size_t>(c.by.calendar)].id;
      if (!c.unspecified && c.by.unit != unit::hours)
        steps(c, minutes_start ? day_of_minute(start.lo) : start.lo, trace_out, out, due_at);
      if (std::none_of(out.traces.begin(), out.traces.end(), [&](count_trace const& t) {
            return t.start == trace_out.start && t.due == trace_out.due && t.calendar == trace_out.calendar &&
                   t.clock == trace_out.clock;
          }))
        out.traces.push_back(std::move(trace_out));
    }
  }

  void steps(count const& c, std::int64_t start, count_trace& into, deadline_answer& out, span due_at) const {
    std::vector<closed> closures;
    for (auto const& one : c.closures) {
      if (main_.truths[one.when] != truth::yes) continue;
      auto const& closure = m_.closures[static_cast<std::size_t>(one.closure)];
      if (closure.shortest_from <= closure.shortest_until)
        closures.push_back({closure.shortest_from, closure.shortest_until, one.closure});
    }
    std::sort(closures.begin(), closures.end(), [](closed const& a, closed const& b) { return a.from < b.from; });
    auto const* calendar = c.by.calendar < 0 ? nullptr : &m_.calendars[static_cast<std::size_t>(c.by.calendar)];
    count_rule const rule{c.by.unit, c.by.n,  c.first_counted, c.starts_next_working_day,
                          c.roll,    c.by.lo, c.mail_days,     calendar == nullptr ? nullptr : calendar->usual.get(),
                          closures};
    for (auto const& s : trace(static_cast<std::int32_t>(start), rule)) {
      count_note n;
      n.from = written_day(s.from);
      n.to = written_day(s.kind == count_step::what::holiday ? s.from : s.to);
      switch (s.kind) {
      case count_step::what::start_moved:
        n.text = {"counting starts on the next working day", "el cómputo inicia el siguiente día hábil"};
        break;
      case count_step::what::holiday:
        n.text = to_bilingual(calendar->rules[static_cast<std::size_t>(s.index)].label);
        n.cite = calendar->rules[static_cast<std::size_t>(s.index)].cite;
        break;
      case count_step::what::closure:
        n.text = to_bilingual(m_.closures[static_cast<std::size_t>(s.index)].label);
        n.cite = m_.closures[static_cast<std::size_t>(s.index)].cite;
        break;
      case count_step::what::missing_day: n.text = {"the month has no such day", "el mes no tiene ese día"}; break;
      case count_step::what::mail:
        n.text = {"days added for service by mail", "días añadidos por notificación postal"};
        break;
      case count_step::what::rolled:
        n.text = {"the last day is not a working day and moves on", "el último día es inhábil y se recorre"};
        break;
      }
      into.steps.push_back(std::move(n));
    }
    if (calendar != nullptr && !out.working_days_left && !is_sentinel(due_at.lo) && due_at.lo >= as_of_.day)
      out.working_days_left =
          static_cast<int>(working_days_between(as_of_.day, due_at.lo, calendar->usual.get(), closures));
  }

  wanted_answers wanted_;
  compiled const& e_;
  model const& m_;
  person const& p_;
  time_asked const& as_of_;
  std::vector<std::size_t> told_; ///< provision of each protection answered
  values main_, main_recalled_, main_may_;
  residuals residuals_;
  rule_walk rules_;
};

} // namespace

std::vector<deadline_status> states_in(state_set set) {
  std::vector<deadline_status> out;
  for (int s = 0; s < deadline_states; ++s)
    if ((set & one_state(static_cast<deadline_state>(s))) != 0) out.push_back(static_cast<deadline_status>(s));
  return out;
}

deadline_status state_told(state_set set) {
  auto const possible = states_in(set);
  if (possible.size() == 1) return possible.front();
  bool const open_or_met = set == (one_state(deadline_state::open) | one_state(deadline_state::met));
  return open_or_met ? deadline_status::open : deadline_status::undetermined;
}

int granting_version(compiled const& e, values const& v, provision const& p) {
  auto const* reading = e.provision_readings.find(&p, e.options.law_date);
  if (reading == nullptr) return -1;
  alternative const* only = nullptr;
  for (auto const& a : reading->alternatives) {
    auto const guard = v.truths[a.guard.at];
    if (guard == truth::no) continue;
    if (only != nullptr) return -1;
    only = &a;
    if (guard == truth::yes) break;
  }
  if (only == nullptr || only->kind != alternative::what::text) return -1;
  int version = only->version;
  while (version >= 0 && !p.versions[static_cast<std::size_t>(version)].has_grants)
    --version;
  return version;
}

std::vector<grant_note> grants_of(provision const& p, int version) {
  std::vector<grant_note> out;
  if (version >= 0)
    for (auto const& g : p.versions[static_cast<std::size_t>(version)].grants)
      out.push_back({g.kind, to_bilingual(g.label), g.cite, std::string(word_of(g.known))});
  return out;
}

shown_dates dates_of(compiled const& e, values const& v, deadline_nodes const& n) {
  shown_dates out;
  out.at = v.dates[n.shown.at];
  if (out.at.lo > out.at.hi) return out;
  bool const in_minutes = e.graph.minutes[n.shown.at];
  auto const in = v.zones[n.shown.at];
  auto written_at = [&](std::int64_t at, std::int16_t offset) {
    return in_minutes ? written_minute(at, offset) : written_day(at);
  };
  if (!is_sentinel(out.at.lo)) out.due = written_at(out.at.lo, in.lo);
  if (!is_sentinel(out.at.hi)) out.latest = written_at(out.at.hi, in.hi);
  return out;
}

determination determine(compiled const& e, person const& p, time_asked const& as_of, wanted_answers const& wanted) {
  return determiner(e, p, as_of, wanted).run();
}

} // namespace cobijo::internal
