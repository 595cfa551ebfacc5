// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The answers for one person, and the table of deadlines.
#include "edition/compile.hpp"
#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace cobijo {

namespace internal {

std::string status_words(page const& out, status s) {
  auto const t = s == status::eligible ? truth::yes : s == status::undetermined ? truth::unknown : truth::no;
  auto const colour = s == status::eligible       ? ink::good
                      : s == status::undetermined ? ink::open
                      : s == status::not_eligible ? ink::bad
                                                  : ink::dim;
  auto const sign = s == status::not_in_force ? std::string_view("–") : mark(t);
  return out.inked(colour, std::string(sign) + ' ' + phrase_of(s).in(out.lang()));
}

std::string possible_words(deadline_status s, std::vector<deadline_status> const& possible, std::string_view lang) {
  if (s != deadline_status::undetermined) return {};
  std::string out;
  for (auto one : possible)
    out += (out.empty() ? "" : " / ") + phrase_of(one).in(lang);
  return " (" + out + ')';
}

std::string deadline_words(page const& out, deadline_answer const& d) {
  auto const& lang = out.lang();
  auto const s = d.state;
  auto const colour = s == deadline_status::missed ? ink::bad : s == deadline_status::open ? ink::good : ink::plain;
  auto text = out.inked(colour, phrase_of(s).in(lang));
  text += possible_words(s, d.possible, lang);
  if (d.due) text += "; " + say::due.in(lang) + ' ' + *d.due;
  if (d.latest && d.latest != d.due)
    text += "; " + filled(say::latest_day.in(lang), *d.latest);
  else if (d.due && !d.latest)
    text += "; " + say::no_latest.in(lang);
  bool const runs = std::find(d.possible.begin(), d.possible.end(), deadline_status::open) != d.possible.end();
  if (runs && d.days_left && *d.days_left >= 0) {
    auto counted = [&](int n, phrase one, phrase many) {
      return filled((n == 1 ? one : many).in(lang), std::to_string(n));
    };
    if (*d.days_left == 0)
      text += "; " + say::last_day.in(lang);
    else {
      text += "; " + counted(*d.days_left, say::day_left, say::days_left);
      if (d.working_days_left)
        text += ", " + counted(*d.working_days_left, say::working_day_left, say::working_days_left);
    }
  }
  if (d.provisional) text += " [" + say::provisional.in(lang) + ']';
  if (d.reach == "parties") text += " [" + say::parties_only.in(lang) + ']';
  return text;
}

void count_lines(page& out, std::size_t indent, model const& m, deadline_answer const& d) {
  auto const& lang = out.lang();
  for (auto const& t : d.traces) {
    auto text = filled(filled(say::counted_from.in(lang), t.start), t.due);
    if (!t.clock.empty()) text += "; " + label_of(m, t.clock, lang);
    if (!t.calendar.empty()) text += "; " + label_of(m, t.calendar, lang);
    out.line(indent, cited(std::move(text), t.cite));
    for (auto const& s : t.steps)
      out.line(indent + 2, (s.from == s.to ? s.from : s.from + " … " + s.to) + ": " + cited(s.text.in(lang), s.cite));
  }
}

std::vector<std::string> rests_on_words(model const& m, protection_answer const& p, std::string_view law_date,
                                        std::string_view lang) {
  std::vector<std::string> out;
  // A discretion is told by the decision.
  for (auto const& r : p.rests_on)
    if (r.kind != "may") {
      auto words = rests_phrase(r.kind).in(lang) + ": " + label_of(m, r.id, lang);
      if (std::find(out.begin(), out.end(), words) == out.end()) out.push_back(std::move(words));
    }
  auto const it = m.provision_index.find(p.id);
  if (it == m.provision_index.end()) return out;
  auto const& checked =
      m.modules[static_cast<std::size_t>(m.provisions[static_cast<std::size_t>(it->second)].module)].checked;
  if (checked && written_day(*checked) < law_date)
    out.push_back(filled(say::checked_until.in(lang), written_day(*checked)));
  return out;
}

json grant_json(grant_note const& g, std::string_view lang) {
  json out{{"kind", g.kind}, {"label", g.label.in(lang)}, {"cite", g.cite}};
  if (g.support != "verified") out["support"] = g.support;
  return out;
}

std::string doubt_mark(std::string_view support, std::string_view lang) {
  return support == "recalled" || support == "unverified" ? support_mark(support, lang) : std::string();
}

std::string support_mark(std::string_view support, std::string_view lang) {
  if (support.empty() || support == "verified") return {};
  return " [" + support_phrase(support).in(lang) + ']';
}

std::string cited(std::string text, std::string_view cite) {
  if (!cite.empty()) text.append(" (").append(cite).append(")");
  return text;
}

} // namespace internal

namespace {

using namespace internal;

/// Lists in answers are cut here unless all was asked for.
constexpr std::size_t most_in_full = 12, most_in_short = 2, most_listed = 4, most_reasons = 8, most_questions = 12;
constexpr std::size_t column = 14;

bool runs(deadline_answer const& d) {
  return d.state != deadline_status::not_running && (d.due || d.latest);
}

int rank(protection_answer const& p) {
  switch (p.status) {
  case status::eligible: return 0;
  case status::undetermined: return p.elements == truth::yes || p.missing.empty() ? 1 : 2;
  case status::not_eligible: return 3;
  case status::not_in_force: return 4;
  }
  return 4;
}

class reporter {
public:
  reporter(model const& m, determination const& d, report_style const& style)
      : m_(m), d_(d), style_(style), lang_(style_.lang), out_(style_) {}

  std::string run() {
    out_.line(0, filled(say::as_of.in(lang_), d_.as_of) + "; " + filled(say::law_date.in(lang_), d_.law_date));
    std::size_t hidden = 0;
    std::vector<of_one_module> counted;
    std::set<std::string> asked;
    for (auto const& module : m_.modules) {
      auto list = of_module(module);
      hidden += list.hidden;
      if (list.shown.empty()) continue;
      if (style_.brief && !matters(list)) {
        counted.push_back(std::move(list));
        continue;
      }
      asked.insert(module.id);
      one_module(list);
    }
    if (!counted.empty()) {
      out_.blank();
      for (auto const& list : counted)
        out_.line(0, title(list) + " (--module " + list.module->id + ")");
    }
    if (asked.empty() && counted.empty()) out_.line(0, say::nothing.in(lang_));
    questions(asked);
    out_.blank();
    if (hidden > 0) out_.line(0, filled(say::hidden.in(lang_), std::to_string(hidden)));
    out_.line(0, book());
    out_.line(0, say::not_advice.in(lang_));
    return out_.take();
  }

private:
  struct of_one_module {
    internal::law_module const* module;
    std::vector<protection_answer const*> shown;
    std::vector<deadline_answer const*> running;
    std::size_t hidden = 0;
  };

  of_one_module of_module(internal::law_module const& module) const {
    of_one_module out{&module, {}, {}, 0};
    auto const prefix = module.id + '.';
    for (auto const& p : d_.protections) {
      if (!p.id.starts_with(prefix)) continue;
      if (p.status == status::not_in_force && !style_.all)
        ++out.hidden;
      else
        out.shown.push_back(&p);
    }
    // Of what is open, the fewer facts are missing the sooner.
    auto key = [](auto const* p) { return std::pair(rank(*p), rank(*p) == 2 ? p->missing.size() : 0); };
    std::stable_sort(out.shown.begin(), out.shown.end(), [&](auto const* a, auto const* b) { return key(a) < key(b); });
    for (auto const& d : d_.deadlines)
      if (d.id.starts_with(prefix) && runs(d)) out.running.push_back(&d);
    return out;
  }

  /// Something can be claimed there, or is about to be, or a clock runs.
  static bool matters(of_one_module const& list) { return rank(*list.shown.front()) <= 1 || !list.running.empty(); }

  std::string title(of_one_module const& list) const {
    std::string counts;
    for (auto const s : {status::eligible, status::undetermined, status::not_eligible})
      if (auto const n =
              std::count_if(list.shown.begin(), list.shown.end(), [&](auto const* p) { return p->status == s; });
          n > 0)
        counts += (counts.empty() ? "" : ", ") + phrase_of(s).in(lang_) + ' ' + std::to_string(n);
    return out_.inked(ink::strong, to_bilingual(list.module->name).in(lang_)) + "  " + counts;
  }

  void one_module(of_one_module const& list) {
    out_.blank();
    out_.line(0, title(list));
    if (auto const& checked = list.module->checked; checked && written_day(*checked) < d_.law_date)
      out_.line(0, filled(say::checked_until.in(lang_), written_day(*checked)));
    bool const in_full = style_.all || d_.protections.size() <= most_in_full;
    std::optional<status> heading;
    for (auto const* p : list.shown) {
      if (in_full || rank(*p) <= 1) {
        protection(*p);
        continue;
      }
      if (heading != p->status) {
        heading = p->status;
        out_.blank();
        out_.line(0, status_words(out_, p->status));
      }
      in_short(*p);
    }
    if (in_full || list.running.empty()) return;
    out_.blank();
    out_.heading(0, say::deadlines.in(lang_));
    for (auto const* d : list.running)
      out_.line(2, cited(d->label.in(lang_) + ": " + deadline_words(out_, *d), d->cite), 2);
  }

  /// One paragraph: what is missing, or what decided.
  void in_short(protection_answer const& p) {
    std::vector<std::string> parts;
    if (p.status == status::undetermined) {
      for (auto const& id : p.missing)
        parts.push_back(label_of(m_, id, lang_));
      if (parts.empty()) parts = rests_on_words(m_, p, {}, lang_);
    } else {
      for (auto const& r : p.reasons)
        parts.push_back(reason_words(r));
    }
    shorten(parts, most_in_short);
    auto text = out_.inked(ink::dim, p.id) + "  " + p.label.in(lang_);
    if (p.provisional && p.status == status::not_eligible) text += " (" + say::provisional.in(lang_) + ')';
    auto const lead =
        p.status == status::undetermined && !p.missing.empty() ? " — " + say::missing.in(lang_) + ": " : " — ";
    for (auto const& part : parts)
      text += (&part == &parts.front() ? lead : "; ") + part;
    out_.line(2, text);
  }

  std::string book() const {
    auto text = say::rulebook.in(lang_) + ' ';
    if (!d_.rulebook_version.empty()) text += d_.rulebook_version + ' ';
    return text + d_.rulebook_digest;
  }

  void row(phrase name, std::string_view text) { out_.item(2, column, name.in(lang_), text); }

  void shorten(std::vector<std::string>& list, std::size_t most) const {
    auto const all = list.size();
    if (style_.all || all <= most + 1) return;
    list.resize(most);
    list.push_back(filled(say::and_more.in(lang_), std::to_string(all - most)));
  }

  /// The same in one paragraph.
  void run_on(phrase name, std::vector<std::string> list) {
    shorten(list, most_listed);
    std::string text;
    for (auto const& one : list)
      text += (text.empty() ? "" : "; ") + one;
    if (!text.empty()) row(name, text);
  }

  /// Rows under one name, which stands beside the first alone.
  void rows(phrase name, std::vector<std::string> list, std::size_t most = most_listed) {
    shorten(list, most);
    for (auto const& text : list)
      out_.item(2, column, &text == &list.front() ? name.in(lang_) : std::string(), text);
  }

  void protection(protection_answer const& p) {
    out_.blank();
    auto title = status_words(out_, p.status);
    if (p.provisional) title += " (" + say::provisional.in(lang_) + ')';
    out_.line(0, title + "  " + out_.inked(ink::strong, p.label.in(lang_)));
    out_.line(2, out_.inked(ink::dim, p.id));
    if (p.status == status::eligible || rank(p) == 1) {
      auto who = decision_phrase(p.decision).in(lang_);
      if (!p.authority_label.en.empty()) who = p.authority_label.in(lang_) + ": " + who;
      if (auto const layer = layer_phrase(p.layer).in(lang_); !layer.empty()) who += " (" + layer + ')';
      row(say::decided_by, who);
    }
    if (p.status == status::not_in_force) return;
    if (p.status == status::undetermined)
      open(p);
    else
      decided(p);
    if (p.status != status::not_eligible) offers(p);
    when(p);
  }

  void decided(protection_answer const& p) {
    rows(say::rests_on, rests_on_words(m_, p, {}, lang_));
    std::vector<std::string> because;
    for (auto const& r : p.reasons)
      because.push_back(reason_words(r));
    rows(say::because, because, p.status == status::eligible ? most_reasons : most_listed);
  }

  std::string reason_words(reason const& r) const {
    auto const words = (r.exception ? say::exception.in(lang_) + ": " : std::string()) + r.label.in(lang_);
    return std::string(mark(r.value)) + ' ' + word(r).in(lang_) + ": " + cited(words, r.cite);
  }

  static phrase word(reason const& r) {
    if (r.value == truth::unknown) return say::unknown;
    if (r.exception) return r.value == truth::yes ? say::applies : say::does_not_apply;
    return r.value == truth::yes ? say::met : say::not_met;
  }

  void open(protection_answer const& p) {
    if (p.elements == truth::yes) row(say::note, say::elements_met.in(lang_));
    std::vector<std::string> facts;
    for (auto const& id : p.missing)
      facts.push_back(label_of(m_, id, lang_));
    run_on(say::missing, facts);
    run_on(say::left_open_by, rests_on_words(m_, p, {}, lang_));
  }

  void offers(protection_answer const& p) {
    std::vector<std::string> grants;
    if (p.status == status::eligible)
      for (auto const& g : p.grants)
        grants.push_back(cited(g.label.in(lang_), g.cite) + doubt_mark(g.support, lang_));
    rows(say::gives, grants);
    if (!p.cap.en.empty()) row(say::cap, p.cap.in(lang_));
    if (p.status != status::eligible) return;
    std::vector<std::string> notes;
    for (auto const& n : p.notices)
      notes.push_back(n.in(lang_));
    rows(say::note, notes);
  }

  void when(protection_answer const& p) {
    std::vector<std::string> running, remedies;
    for (auto const& d : d_.deadlines) {
      auto in = [&](std::vector<std::string> const& list) {
        return std::find(list.begin(), list.end(), d.id) != list.end();
      };
      bool const remedy = in(p.remedies);
      if (!remedy && d.protection != p.id && !in(p.deadlines)) continue;
      auto text = d.label.in(lang_);
      if (runs(d)) text += ": " + deadline_words(out_, d);
      text = cited(std::move(text), d.cite);
      if (remedy)
        remedies.push_back(std::move(text));
      else if (runs(d))
        running.push_back(std::move(text));
    }
    rows(say::deadline, running);
    if (p.status == status::undetermined) return;
    run_on(say::remedy, remedies);
    std::vector<std::string> next;
    for (auto const& id : p.leads_to)
      next.push_back(label_of(m_, id, lang_));
    if (p.status == status::eligible) run_on(say::leads_to, next);
  }

  /// Every fact that is still missing, once, with the question to ask.
  void questions(std::set<std::string> const& modules) {
    std::map<std::string, std::size_t> waits;
    for (auto const& p : d_.protections)
      if (modules.empty() || modules.contains(p.id.substr(0, p.id.find('.'))))
        for (auto const& id : p.missing)
          ++waits[id];
    if (waits.empty()) return;
    std::vector<fact const*> facts;
    for (auto const& f : m_.facts)
      if (waits.contains(f.id)) facts.push_back(&f);
    std::stable_sort(facts.begin(), facts.end(), [&](fact const* a, fact const* b) {
      return waits[a->id] != waits[b->id] ? waits[a->id] > waits[b->id] : a->sensitivity < b->sensitivity;
    });
    out_.blank();
    out_.heading(0, say::questions.in(lang_));
    auto const most = style_.all ? facts.size() : std::min(facts.size(), most_questions);
    for (std::size_t i = 0; i < most; ++i) {
      auto const& f = *facts[i];
      auto text = to_bilingual(f.question).in(lang_);
      if (f.answered_by == "adviser") text += " [" + say::ask_adviser.in(lang_) + ']';
      if (f.answered_by == "record") text += " [" + say::ask_record.in(lang_) + ']';
      if (f.sensitivity == 2) text += " [" + say::sensitive.in(lang_) + ']';
      if (f.sensitivity >= 3) text += " [" + say::harmful.in(lang_) + ']';
      out_.item(2, 4, std::to_string(waits[f.id]), text);
      out_.line(6, out_.inked(ink::dim, f.id));
    }
    if (most < facts.size())
      out_.line(2, filled(say::and_more.in(lang_), std::to_string(facts.size() - most)) + " (--all)");
  }

  model const& m_;
  determination const& d_;
  report_style const& style_;
  std::string const& lang_;
  page out_;
};

std::vector<deadline_answer const*> by_due(determination const& d, bool all) {
  std::vector<deadline_answer const*> out;
  for (auto const& one : d.deadlines)
    if (all || runs(one)) out.push_back(&one);
  // A day sorts before its hours; what has no day comes last.
  auto key = [](deadline_answer const& x) { return x.due ? *x.due : x.latest ? *x.latest : std::string("~"); };
  std::stable_sort(out.begin(), out.end(), [&](auto const* a, auto const* b) { return key(*a) < key(*b); });
  return out;
}

} // namespace

std::string report(edition const& law, determination const& d, report_style const& style) {
  if (style.json) return to_json(d, style.lang);
  return reporter(*law.impl()->book, d, style).run();
}

std::string report_deadlines(edition const& law, determination const& d, report_style const& style) {
  auto const list = by_due(d, style.all);
  auto const& m = *law.impl()->book;
  if (style.json) {
    auto out = json::parse(to_json(d, style.lang, -1));
    out.erase("protections");
    auto const whole = std::exchange(out["deadlines"], json::object());
    for (auto const* x : list)
      out["deadlines"][x->id] = whole[x->id];
    return out.dump(2);
  }
  page out(style);
  auto const& lang = style.lang;
  out.line(0, filled(say::as_of.in(lang), d.as_of) + "; " + filled(say::law_date.in(lang), d.law_date));
  out.blank();
  std::vector<std::vector<std::string>> rows{{say::state.in(lang), say::due.in(lang), say::latest.in(lang),
                                              say::days.in(lang), say::working.in(lang), say::binds.in(lang)}};
  auto number = [](std::optional<int> n) { return n ? std::to_string(*n) : std::string("–"); };
  for (auto const* x : list)
    rows.push_back({phrase_of(x->state).in(lang), x->due.value_or("–"),
                    x->latest == x->due ? "=" : x->latest.value_or("–"), number(x->days_left),
                    number(x->working_days_left),
                    (x->binds_person ? say::binds_person : say::binds_authority).in(lang)});
  if (list.empty()) out.line(0, say::nothing.in(lang));
  auto const lines = out.table(rows, {false, false, false, true, true, false});
  for (std::size_t i = 0; i < lines.size() && !list.empty(); ++i) {
    out.line(0, i == 0 ? out.inked(ink::dim, lines[i]) : lines[i]);
    if (i == 0) continue;
    auto const& x = *list[i - 1];
    auto name = cited(x.label.in(lang), x.cite);
    if (x.provisional) name += " [" + say::provisional.in(lang) + ']';
    if (x.reach == "parties") name += " [" + say::parties_only.in(lang) + ']';
    out.line(4, name);
  }
  if (style.steps)
    for (auto const* x : list) {
      out.blank();
      out.heading(0, x->label.in(lang));
      out.line(2, out.inked(ink::dim, x->id));
      out.line(2, deadline_words(out, *x));
      if (!x->if_missed.en.empty()) out.line(2, say::if_missed.in(lang) + ": " + x->if_missed.in(lang));
      count_lines(out, 2, m, *x);
    }
  auto const open = std::count_if(d.deadlines.begin(), d.deadlines.end(),
                                  [](auto const& x) { return !runs(x) && x.state != deadline_status::not_running; });
  out.blank();
  if (open > 0 && !style.all) out.line(0, filled(say::start_unknown.in(lang), std::to_string(open)));
  if (!list.empty()) out.line(0, say::go_by.in(lang));
  colophon(out, m, {});
  return out.take();
}

} // namespace cobijo
