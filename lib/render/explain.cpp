// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// One answer with its whole rule: a tree whose nodes carry value, words, citation, and the text in force.
#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/tree.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

truth value_of(json const& node) {
  auto const& v = node["value"];
  return v.is_null() ? truth::unknown : v.get<bool>() ? truth::yes : truth::no;
}

class explainer {
public:
  explainer(page& out) : out_(out), lang_(out.lang()) {}

  /// `✓ met: words (cite)`, and below it what the node is made of.
  void node(json const& n, std::size_t indent, bool exception) {
    head(n, indent, exception, node_words(n, lang_));
    for (auto const& f : n.value("factors", json::array()))
      out_.line(indent + 4, say::weighs.in(lang_) + ": " + f.get<std::string>());
    if (n.contains("proof")) out_.line(indent + 4, say::proof.in(lang_) + ": " + n["proof"].get<std::string>());
    parts(n, indent + 2, exception);
  }

  void rule(json const& n, std::size_t indent) { parts(n, indent, false); }

private:
  void head(json const& n, std::size_t indent, bool exception, std::string const& words) {
    auto const t = value_of(n);
    auto const word = t == truth::unknown ? say::unknown
                      : exception         ? (t == truth::yes ? say::applies : say::does_not_apply)
                                          : (t == truth::yes ? say::met : say::not_met);
    // Of an exception that applies the news is bad, of one that does not it is good.
    auto const bad = exception ? truth::yes : truth::no;
    auto const colour = t == truth::unknown ? ink::open : t == bad ? ink::bad : ink::good;
    auto text = out_.inked(colour, std::string(mark(t)) + ' ' + word.in(lang_)) + ": " + words;
    text = cited(std::move(text), n.value("cite", ""));
    if (n.contains("reading")) text += " [" + say::contested.in(lang_) + ']';
    text += support_mark(n.value("support", ""), lang_);
    if (n.contains("text_of")) text += " [" + filled(say::text_of.in(lang_), n["text_of"].get<std::string>()) + ']';
    out_.line(indent, text, 4);
  }

  void parts(json const& n, std::size_t indent, bool exception) {
    if (n.contains("see")) return out_.line(indent, out_.inked(ink::dim, say::see_above.in(lang_)));
    if (n.contains("possible")) state(n, indent);
    if (n.contains("governed_by"))
      out_.line(indent, out_.inked(ink::dim, filled(say::governed_by.in(lang_), n["governed_by"].get<std::string>())));
    for (auto const& t : n.value("texts", json::array()))
      text(t, indent, exception);
    for (auto const& [key, word] : {std::pair{"if", say::if_}, {"then", say::then}, {"else", say::otherwise}})
      if (n.contains(key)) {
        out_.line(indent, word.in(lang_) + ':');
        node(n[key], indent + 2, exception);
      }
    for (auto const& one : n.value("of", json::array()))
      node(one, indent, exception);
    if (n.contains("unless")) {
      out_.line(indent, say::unless.in(lang_) + ':');
      for (auto const& one : n["unless"])
        node(one, indent + 2, true);
    }
  }

  void state(json const& n, std::size_t indent) {
    std::string text = say::state.in(lang_) + ": ";
    for (auto const& s : n["possible"]) {
      if (&s != &n["possible"].front()) text += " / ";
      for (auto const one : {deadline_status::not_running, deadline_status::open, deadline_status::met,
                             deadline_status::excused, deadline_status::missed})
        if (to_string(one) == s.get<std::string>()) text += phrase_of(one).in(lang_);
    }
    if (!n["due"].is_null()) text += "; " + say::due.in(lang_) + ' ' + n["due"].get<std::string>();
    if (!n["latest"].is_null() && n["latest"] != n["due"])
      text += ", " + filled(say::latest_day.in(lang_), n["latest"].get<std::string>());
    out_.line(indent, text);
  }

  void text(json const& t, std::size_t indent, bool exception) {
    std::string line;
    if (t.contains("unknown")) line = rests_phrase(t["unknown"].get<std::string>()).in(lang_);
    if (t.contains("none")) line = say::ended.in(lang_);
    if (t.contains("from")) {
      if (!line.empty()) line += "; ";
      line += filled(say::text_since.in(lang_), t["from"].get<std::string>());
      if (auto const by = instrument_words(t["by"]); !by.empty()) line += ", " + by;
      line = cited(std::move(line), t["cite"].get<std::string>());
    }
    if (t.contains("law_date")) line += "; " + filled(say::law_date.in(lang_), t["law_date"].get<std::string>());
    if (!t.value("certain", true)) line = say::may_apply.in(lang_) + ": " + line;
    out_.line(indent, out_.inked(ink::dim, line + support_mark(t.value("support", ""), lang_)));
    if (t.contains("period")) {
      out_.line(indent, out_.inked(ink::dim, t["period"].get<std::string>() + "; " + say::starts.in(lang_) + ": " +
                                                 t["start"].get<std::string>()));
      for (auto const& [key, word] : deadline_conditions)
        if (t.contains(key)) {
          out_.line(indent, word.in(lang_) + ':');
          node(t[key], indent + 2, false);
        }
    }
    if (!t.contains("when")) return;
    auto const& when = t["when"];
    // "All of these" right below what they make up needs no line of its own.
    if (says(when["kind"], "all") && !when.contains("label"))
      parts(when, indent, exception);
    else
      node(when, indent, exception);
  }

  page& out_;
  std::string const& lang_;
};

} // namespace

result<std::string> explain(edition const& law, facts const& who, cobijo::moment const& as_of, std::string_view id,
                            report_style const& style) {
  auto const& e = *law.impl();
  auto const& m = *e.book;
  auto const found = find_rule(m, id);
  if (!found) return found.faults();
  auto const at = e.options.law_date;
  values v;
  evaluate(e, edition::impl(who), to_internal(as_of), v);
  rule_tree tree(e, v, true, style.lang);
  auto const rule = found->provision != nullptr ? tree.rule(*found->provision, at) : tree.rule(*found->deadline, at);
  auto const answers = law.determine(who, as_of);
  auto const* answer = answers.protection(rule["id"].get<std::string>());

  // Its own deadlines, and those that the rule asks about.
  std::vector<deadline_answer const*> deadlines;
  for (auto const& d : answers.deadlines) {
    auto const own = d.id == rule["id"] || (answer != nullptr && d.protection == answer->id) ||
                     (answer != nullptr &&
                      std::find(answer->deadlines.begin(), answer->deadlines.end(), d.id) != answer->deadlines.end());
    if (own && (style.all || d.due || d.latest)) deadlines.push_back(&d);
  }

  if (style.json) {
    json out{{"as_of", answers.as_of}, {"law_date", answers.law_date}, {"rulebook", rulebook_json(m)}};
    auto const whole = json::parse(to_json(answers, style.lang, -1));
    if (answer != nullptr) out["answer"] = whole["protections"][answer->id];
    out["rule"] = rule;
    out["deadlines"] = json::object();
    for (auto const* d : deadlines)
      out["deadlines"][d->id] = whole["deadlines"][d->id];
    return out.dump(2);
  }

  page out(style);
  out.heading(0, rule["label"].get<std::string>());
  out.line(
      0, out.inked(ink::dim, rule["id"].get<std::string>() + " · " + filled(say::as_of.in(style.lang), answers.as_of)));
  if (answer != nullptr) {
    auto line = status_words(out, answer->status);
    if (answer->provisional) line += " · " + say::provisional.in(style.lang);
    line += " · " + decision_phrase(answer->decision).in(style.lang);
    if (!answer->authority_label.en.empty()) line += " · " + answer->authority_label.in(style.lang);
    out.line(0, line);
    for (auto const& words : rests_on_words(m, *answer, answers.law_date, style.lang))
      out.line(2, words);
  }
  out.blank();
  explainer(out).rule(rule, 0);
  if (!deadlines.empty()) {
    out.blank();
    out.heading(0, say::deadlines.in(style.lang));
    for (auto const* d : deadlines) {
      out.line(2, cited(d->label.in(style.lang), d->cite));
      out.line(4, deadline_words(out, *d));
      count_lines(out, 4, m, *d);
    }
  }
  colophon(out, m, answers.law_date);
  return out.take();
}

} // namespace cobijo
