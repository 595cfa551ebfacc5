// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A timeline as text, JSON and page. lib/timeline/chart.cpp draws it.
#include "cobijo/timeline.hpp"

#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/markup.hpp"
#include "render/names.hpp"
#include "timeline/chart.hpp"
#include "timeline/words.hpp"
#include "json/document.hpp"

#include <algorithm>
#include <map>

namespace cobijo {
namespace {

using namespace internal;

// --- words ----------------------------------------------------------------------------------------------------------

std::string last_day_words(timeline_state const& s, std::string const& lang) {
  if (!s.due && !s.latest) return say::no_last_day.in(lang);
  auto out = s.due.value_or("…");
  if (s.latest && s.latest != s.due)
    out += " (" + filled(say::latest_day.in(lang), *s.latest) + ')';
  else if (!s.latest)
    out += " (" + say::no_latest.in(lang) + ')';
  return out;
}

std::string state_words(timeline_lane const& lane, timeline_state const& s, std::string const& lang) {
  if (!lane.deadline) return phrase_of(s.status).in(lang);
  return phrase_of(s.state).in(lang) + possible_words(s.state, s.possible, lang);
}

std::string grant_words(timeline_state const& s, std::string const& lang) {
  std::string out;
  for (auto const& g : s.grants)
    out += (out.empty() ? "" : "; ") + g.label.in(lang);
  return out.empty() ? say::gives_nothing.in(lang) : out;
}

/// What changes, in one line.
std::string turn_words(timeline_lane const& lane, timeline_state const& was, timeline_turn const& t,
                       std::string const& lang) {
  std::vector<std::string> parts;
  if (t.status || t.state) parts.push_back(state_words(lane, was, lang) + " → " + state_words(lane, t.now, lang));
  if (t.due && (t.now.due || t.now.latest || was.due || was.latest))
    parts.push_back(filled(say::due_changes.in(lang), last_day_words(t.now, lang)));
  if (t.grants && !t.status) parts.push_back(filled(say::grants_change.in(lang), grant_words(t.now, lang)));
  std::string out;
  for (auto const& one : parts)
    out += (out.empty() ? "" : "; ") + one;
  return out;
}

/// One line for each cause; of one law, all its articles together.
std::vector<std::string> cause_words(std::vector<timeline_cause> const& causes, std::string const& lang) {
  std::vector<std::pair<std::string, std::string>> lines; // words, citations
  for (auto const& c : causes) {
    auto const kind = c.kind == "law"        ? say::cause_law
                      : c.kind == "time"     ? say::cause_time
                      : c.kind == "deadline" ? say::cause_deadline
                      : c.kind == "start"    ? say::cause_start
                                             : say::cause_due;
    bool const itself = c.kind == "start" || c.kind == "due";
    auto words = itself ? kind.in(lang) : kind.in(lang) + ": " + c.label.in(lang);
    auto const same = std::find_if(lines.begin(), lines.end(), [&](auto const& l) { return l.first == words; });
    if (same == lines.end())
      lines.emplace_back(std::move(words), c.cite);
    else if (!c.cite.empty())
      same->second += (same->second.empty() ? "" : "; ") + c.cite;
  }
  std::vector<std::string> out;
  for (auto& [words, cites] : lines)
    out.push_back(cited(std::move(words), cites));
  return out;
}

/// A term of which neither a state nor a day is known, before or after: only its possible states differ.
bool says_little(timeline_lane const& lane, timeline_state const& was, timeline_turn const& t) {
  return lane.deadline && !t.due && !was.due && was.state == deadline_status::undetermined &&
         t.now.state == deadline_status::undetermined;
}

/// The modules shown that were last checked before the last day, with that day: later law is not known yet.
std::string checked_words(model const& m, timeline const& t, std::vector<bool> const& shown, std::string const& lang) {
  std::map<std::string, std::string> by_day;
  for (std::size_t i = 0; i < t.lanes.size(); ++i) {
    auto const& module = m.modules[static_cast<std::size_t>(m.module_index.at(t.lanes[i].module))];
    auto const last = t.law_date.value_or(t.to).days();
    if (!shown[i] || !module.checked || *module.checked >= last) continue;
    auto& names = by_day[written_day(*module.checked)];
    auto const name = to_bilingual(module.name).in(lang);
    if (names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + name;
  }
  std::string out;
  for (auto const& [day, names] : by_day)
    out += (out.empty() ? "" : "; ") + filled(say::checked_until.in(lang), day) + " (" + names + ')';
  return out.empty() ? out : filled(say::law_may_change.in(lang), out);
}

/// Calls `visit(turn, lane, state before)` for each turn, in order.
template <class F>
void each_turn(timeline const& t, F visit) {
  std::vector<timeline_state> now;
  for (auto const& lane : t.lanes)
    now.push_back(lane.first);
  for (auto const& turn : t.turns) {
    visit(turn, t.lanes[turn.lane], now[turn.lane]);
    now[turn.lane] = turn.now;
  }
}

/// Lanes worth a line: something changes, or something can be claimed or runs on the first day.
std::vector<bool> worth_showing(timeline const& t, bool all) {
  std::vector<bool> out(t.lanes.size(), all);
  for (std::size_t i = 0; i < t.lanes.size(); ++i) {
    auto const& first = t.lanes[i].first;
    if (t.lanes[i].deadline ? first.state == deadline_status::open : first.status == status::eligible) out[i] = true;
  }
  each_turn(t, [&](timeline_turn const& turn, timeline_lane const& lane, timeline_state const& was) {
    if (!says_little(lane, was, turn)) out[turn.lane] = true;
  });
  return out;
}

std::string title_of(timeline const& t, std::string const& lang) {
  auto out = filled(filled(say::timeline_title.in(lang), t.from.to_string()), t.to.to_string());
  if (t.law_date) out += " (" + filled(say::timeline_law.in(lang), t.law_date->to_string()) + ')';
  return out;
}

// --- JSON -----------------------------------------------------------------------------------------------------------

json state_json(timeline_lane const& lane, timeline_state const& s, std::string const& lang) {
  json out;
  if (!lane.deadline) {
    out["status"] = to_string(s.status);
    out["grants"] = json::array();
    for (auto const& g : s.grants)
      out["grants"].push_back(grant_json(g, lang));
    return out;
  }
  out["state"] = to_string(s.state);
  out["possible"] = json::array();
  for (auto one : s.possible)
    out["possible"].push_back(to_string(one));
  out["due"] = s.due ? json(*s.due) : json(nullptr);
  out["latest"] = s.latest ? json(*s.latest) : json(nullptr);
  return out;
}

std::string json_report(model const& m, timeline const& t, report_style const& style) {
  auto const& lang = style.lang;
  json out;
  out["from"] = t.from.to_string();
  out["to"] = t.to.to_string();
  out["law_date"] = t.law_date ? json(t.law_date->to_string()) : json(nullptr);
  out["rulebook"] = rulebook_json(m);
  for (auto const* kind : {"protections", "deadlines"}) {
    out[kind] = json::object();
    for (auto const& lane : t.lanes)
      if (lane.deadline == (std::string_view(kind) == "deadlines")) {
        json one{{"label", lane.label.in(lang)}};
        one.update(state_json(lane, lane.first, lang));
        out[kind][lane.id] = std::move(one);
      }
  }
  out["turns"] = json::array();
  each_turn(t, [&](timeline_turn const& turn, timeline_lane const& lane, timeline_state const& was) {
    json one{{"on", turn.on.to_string()}, {lane.deadline ? "deadline" : "protection", lane.id}};
    one["changes"] = json::array();
    for (auto const& [changes, word] :
         {std::pair{turn.status, "status"}, {turn.grants, "grants"}, {turn.state, "state"}, {turn.due, "due"}})
      if (changes) one["changes"].push_back(word);
    one["before"] = state_json(lane, was, lang);
    one["after"] = state_json(lane, turn.now, lang);
    one["causes"] = json::array();
    for (auto const& c : turn.causes) {
      json cause{{"kind", c.kind}, {"id", c.id}, {"label", c.label.in(lang)}};
      if (!c.instrument.empty()) cause["instrument"] = c.instrument;
      if (!c.cite.empty()) cause["cite"] = c.cite;
      one["causes"].push_back(std::move(cause));
    }
    out["turns"].push_back(std::move(one));
  });
  return out.dump(2);
}

// --- text -----------------------------------------------------------------------------------------------------------

std::string text_report(model const& m, timeline const& t, report_style const& style) {
  auto const& lang = style.lang;
  page out(style);
  out.heading(0, title_of(t, lang));
  out.blank();
  out.line(0, say::on_first_day.in(lang) + ':');
  bool any = false;
  std::size_t hidden = 0;
  auto const shown = worth_showing(t, style.all);
  for (std::size_t i = 0; i < t.lanes.size(); ++i) {
    auto const& lane = t.lanes[i];
    hidden += shown[i] ? 0 : 1;
    bool const held = lane.deadline ? lane.first.state == deadline_status::open : lane.first.status == status::eligible;
    if (!shown[i] || (!held && !style.all)) continue;
    any = true;
    auto words = lane.label.in(lang) + "  " + out.inked(ink::dim, lane.id) + ": " + state_words(lane, lane.first, lang);
    if (lane.deadline && (lane.first.due || lane.first.latest))
      words += "; " + say::due.in(lang) + ' ' + last_day_words(lane.first, lang);
    out.line(2, words);
  }
  if (!any) out.line(2, say::nothing_open.in(lang));
  if (t.turns.empty()) {
    out.blank();
    out.line(0, say::nothing_changes.in(lang));
  }
  std::optional<date> day;
  std::size_t unsaid = 0;
  each_turn(t, [&](timeline_turn const& turn, timeline_lane const& lane, timeline_state const& was) {
    if (!style.all && says_little(lane, was, turn)) {
      ++unsaid;
      return;
    }
    if (day != turn.on) {
      day = turn.on;
      out.blank();
      out.line(0, out.inked(ink::strong, turn.on.to_string()));
    }
    out.line(2, lane.label.in(lang) + "  " + out.inked(ink::dim, lane.id));
    auto const good = turn.now.status == status::eligible && !lane.deadline;
    auto const bad =
        lane.deadline ? turn.now.state == deadline_status::missed : turn.now.status == status::not_eligible;
    out.line(4, out.inked(good ? ink::good : bad ? ink::bad : ink::plain, turn_words(lane, was, turn, lang)));
    for (auto const& cause : cause_words(turn.causes, lang))
      out.line(6, "– " + cause);
  });
  out.blank();
  if (unsaid > 0) out.line(0, filled(say::turns_hidden.in(lang), std::to_string(unsaid)));
  if (hidden > 0) out.line(0, filled(say::lanes_hidden.in(lang), std::to_string(hidden)));
  if (auto const checked = checked_words(m, t, shown, lang); !checked.empty()) out.line(0, checked);
  colophon(out, m, t.law_date ? t.law_date->to_string() : t.from.to_string() + " … " + t.to.to_string());
  return out.take();
}

// --- page -----------------------------------------------------------------------------------------------------------

std::string html_report(model const& m, timeline const& t, std::vector<bool> const& shown, report_style const& style) {
  auto const& lang = style.lang;
  auto const title = title_of(t, lang);
  auto body = "<h1>" + html_safe(title) + "</h1>\n" + chart(t, shown, title, lang);
  std::size_t unsaid = 0;
  if (!t.turns.empty()) {
    body += "<table>\n<thead><tr>";
    for (auto const& word : {say::day_word, say::what_word, say::because})
      body += "<th scope=\"col\">" + html_safe(word.in(lang)) + "</th>";
    body += "</tr></thead>\n<tbody>\n";
    each_turn(t, [&](timeline_turn const& turn, timeline_lane const& lane, timeline_state const& was) {
      if (!style.all && says_little(lane, was, turn)) {
        ++unsaid;
        return;
      }
      body += "<tr><th scope=\"row\">" + turn.on.to_string() + "</th><td><strong>" + html_safe(lane.label.in(lang)) +
              "</strong> <code>" + html_safe(lane.id) + "</code><br>" + html_safe(turn_words(lane, was, turn, lang)) +
              "</td><td>";
      for (auto const& cause : cause_words(turn.causes, lang))
        body += "<div>" + html_safe(cause) + "</div>";
      body += "</td></tr>\n";
    });
    body += "</tbody>\n</table>\n";
  } else {
    body += "<p>" + html_safe(say::nothing_changes.in(lang)) + "</p>\n";
  }
  auto const hidden = std::count(shown.begin(), shown.end(), false);
  auto note = [&](std::string const& text) { body += "<p>" + html_safe(text) + "</p>\n"; };
  if (unsaid > 0) note(filled(say::turns_hidden.in(lang), std::to_string(unsaid)));
  if (hidden > 0) note(filled(say::lanes_hidden.in(lang), std::to_string(hidden)));
  if (auto const checked = checked_words(m, t, shown, lang); !checked.empty()) note(checked);
  body += "<p>" + html_safe(say::rulebook.in(lang) + ' ' + t.rulebook_digest) + "<br>" +
          html_safe(say::not_advice.in(lang)) + "</p>\n";
  return html_page(
      lang, title,
      "svg { width: 100%; height: auto; } table { border-collapse: collapse; width: 100%; }\n"
      "th, td { text-align: left; vertical-align: top; border-top: 1px solid #999; padding: .25rem .5rem; }\n"
      "th[scope=row] { white-space: nowrap; } tr { break-inside: avoid-page; }\n",
      body);
}

} // namespace

std::string report(rulebook const& book, timeline const& t, timeline_format as, report_style const& style) {
  switch (as) {
  case timeline_format::json: return json_report(*book.impl(), t, style);
  case timeline_format::svg: {
    auto const title = title_of(t, style.lang);
    return chart(t, worth_showing(t, style.all), title, style.lang);
  }
  case timeline_format::html: return html_report(*book.impl(), t, worth_showing(t, style.all), style);
  case timeline_format::text: break;
  }
  return text_report(*book.impl(), t, style);
}

} // namespace cobijo
