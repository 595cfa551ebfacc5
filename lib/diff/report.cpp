// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A difference for readers: JSON first, everything else from it.
#include "diff/document.hpp"
#include "diff/words.hpp"
#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/markup.hpp"
#include "render/names.hpp"
#include "render/sides.hpp"
#include "render/tree.hpp"

#include <algorithm>
#include <map>

namespace cobijo {
namespace {

using namespace internal;

// --- outlines: a text as numbered lines -----------------------------------------------------------------------------

struct outline_line {
  std::size_t depth = 0;
  std::string text;
  friend bool operator==(outline_line const&, outline_line const&) = default;
};

class outliner {
public:
  explicit outliner(std::string const& lang) : lang_(lang) {}

  std::vector<outline_line> of(json const& v) {
    if (v.is_null()) return {};
    if (v.is_array()) {
      for (auto const& one : v)
        add(0, one.get<std::string>());
    } else if (v.is_string()) {
      add(0, v.get<std::string>());
    } else if (v.contains("due")) {
      add(0, filled(filled(say::if_started.in(lang_), v["start"].get<std::string>()), due_words(v, lang_)));
    } else {
      text(v);
    }
    return std::move(lines_);
  }

private:
  void add(std::size_t depth, std::string words) { lines_.push_back({depth, std::move(words)}); }

  void text(json const& t) {
    if (t.contains("unknown")) add(0, rests_phrase(t["unknown"].get<std::string>()).in(lang_));
    if (t.contains("none"))
      add(0, (says(t["none"], "not_yet_created") ? say::begins_later
              : says(t["none"], "repealed")      ? say::repealed
                                                 : say::ended)
                 .in(lang_));
    if (!t.value("certain", true)) add(0, say::may_apply.in(lang_) + ':');
    if (t.contains("governed_by")) add(0, filled(say::governed_by.in(lang_), t["governed_by"].get<std::string>()));
    if (t.contains("from") && !t.contains("none") && !t.contains("unknown")) {
      auto words = filled(say::text_since.in(lang_), t["from"].get<std::string>());
      if (auto const by = instrument_words(t["by"]); !by.empty()) words += ", " + by;
      add(0, cited(std::move(words), t.value("cite", "")) + support_mark(t.value("support", ""), lang_));
    }
    if (t.contains("value")) add(0, t["value"].get<std::string>());
    if (t.contains("period")) {
      add(0, say::period.in(lang_) + ": " + t["period"].get<std::string>());
      add(0, say::starts.in(lang_) + ": " + t["start"].get<std::string>());
      if (t.contains("clock"))
        add(0,
            say::clock.in(lang_) + ": " + cited(t["clock"]["label"].get<std::string>(), t["clock"].value("cite", "")));
      for (auto const& [key, word] : {std::pair{"applies", say::applies_if},
                                      {"met", say::met_if},
                                      {"excused", say::excused_if},
                                      {"served_by_mail", say::by_mail_if}})
        if (t.contains(key)) {
          add(0, word.in(lang_) + ':');
          node(t[key], 1);
        }
    }
    for (auto const* key : {"first_day", "starts", "roll", "missing_day", "calendar", "mail_days"})
      if (t.contains(key) && !t.contains("period")) add(0, std::string(key) + ": " + t[key].get<std::string>());
    if (t.contains("when")) node(t["when"], 0);
    if (t.contains("note")) add(0, say::note.in(lang_) + ": " + t["note"].get<std::string>());
  }

  void node(json const& n, std::size_t depth) {
    auto words = cited(node_words(n, lang_), n.value("cite", ""));
    if (n.contains("text_of")) words += " [" + filled(say::text_of.in(lang_), n["text_of"].get<std::string>()) + ']';
    if (n.contains("id")) words += " → " + n["id"].get<std::string>();
    words += support_mark(n.value("support", ""), lang_);
    if (n.contains("of")) words += ':';
    // "All of nothing" says nothing.
    if (!says(n["kind"], "all") || !n["of"].empty() || !n.contains("unless")) add(depth, words);
    for (auto const& f : n.value("factors", json::array()))
      add(depth + 1, say::weighs.in(lang_) + ": " + f.get<std::string>());
    for (auto const& one : n.value("of", json::array()))
      node(one, depth + 1);
    for (auto const& [key, word] : {std::pair{"if", say::if_}, {"then", say::then}, {"else", say::otherwise}})
      if (n.contains(key)) {
        add(depth + 1, word.in(lang_) + ':');
        node(n[key], depth + 2);
      }
    if (n.contains("unless")) {
      add(depth, say::unless.in(lang_) + ':');
      for (auto const& one : n["unless"])
        node(one, depth + 1);
    }
  }

  std::string const& lang_;
  std::vector<outline_line> lines_;
};

/// Lines that stay, go and come, by the longest common run of lines.
json merged(std::vector<outline_line> const& a, std::vector<outline_line> const& b) {
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  json all = json::array();
  auto put = [&](char const* mark, outline_line const& l) {
    all.push_back(json{{"mark", mark}, {"depth", l.depth}, {"text", l.text}});
  };
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      put(" ", a[i]);
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      put("-", a[i++]);
    } else {
      put("+", b[j++]);
    }
  }
  // Of what stays, two lines around each change; of a text that is the same, its first line.
  constexpr std::size_t around = 2;
  std::vector<bool> kept(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!says(all[i]["mark"], " "))
      for (auto j = i < around ? 0 : i - around; j <= std::min(i + around, all.size() - 1); ++j)
        kept[j] = true;
  if (!all.empty()) kept[0] = true;
  json out = json::array();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (kept[i])
      out.push_back(std::move(all[i]));
    else if (!says(out.back()["mark"], "…"))
      out.push_back(json{{"mark", "…"}, {"depth", all[i]["depth"]}, {"text", ""}});
  return out;
}

// --- a person in words ----------------------------------------------------------------------------------------------

std::string value_label(model const& m, fact const& f, std::string const& id, std::string const& lang) {
  auto const& set = m.value_sets[static_cast<std::size_t>(f.values)];
  auto const it = set.index.find(id);
  return it == set.index.end() ? id : to_bilingual(set.labels[static_cast<std::size_t>(it->second)]).in(lang);
}

std::string fact_value(model const& m, fact const& f, json const& v, std::string const& lang) {
  if (v.is_boolean()) return (v.get<bool>() ? say::yes : say::no).in(lang);
  if (v == "not_yet") return say::not_happened.in(lang);
  if (v.is_string()) return f.values >= 0 ? value_label(m, f, v, lang) : v.get<std::string>();
  if (v.is_array()) {
    std::string out;
    for (auto const& one : v) {
      out += out.empty() ? "" : ", ";
      if (one.is_string() && f.values >= 0)
        out += value_label(m, f, one, lang);
      else
        out += fact_value(m, f, one, lang);
    }
    return out.empty() ? say::none_of_them.in(lang) : out;
  }
  if (v.is_object()) {
    std::string out;
    for (auto const& [key, word] : {std::pair{"yes", say::yes}, {"no", say::no}})
      if (v.contains(key)) out += (out.empty() ? "" : "; ") + word.in(lang) + ": " + fact_value(m, f, v[key], lang);
    return out;
  }
  return v.dump();
}

json facts_told(model const& m, json const& facts, std::string const& lang) {
  json out = json::array();
  for (auto it = facts.begin(); it != facts.end(); ++it) {
    auto const at = m.fact_index.find(it.key());
    if (at == m.fact_index.end()) continue;
    auto const& f = m.facts[static_cast<std::size_t>(at->second)];
    out.push_back(to_bilingual(f.label).in(lang) + ": " + fact_value(m, f, it.value(), lang));
  }
  return out;
}

// --- the document ---------------------------------------------------------------------------------------------------

json side(diff_edition const& s) {
  auto const known_at = s.in().options.known_at;
  return side_json(s.name, date::from_days(s.day()),
                   known_at ? std::optional(date::from_days(*known_at)) : std::nullopt, s.book().version,
                   s.book().digest);
}

} // namespace

namespace internal {

json document_of(diff_document const& d, std::string const& lang) {
  json out{{"a", side(d.a)}, {"b", side(d.b)}, {"as_of", d.as_of.to_string()}};
  out["any_day"] = d.options.any_day;
  out["solver"] = d.solver;
  json counts = json::object(), verdicts = json::object();
  for (int i = 0; i <= static_cast<int>(severity::wording); ++i)
    counts[std::string(to_string(static_cast<severity>(i)))] = 0;
  out["changes"] = json::array();
  for (auto const& e : d.entries) {
    auto& n = counts[std::string(to_string(e.how))];
    n = n.get<int>() + 1;
    json one{{"id", e.id},
             {"kind", e.kind},
             {"thing", e.thing},
             {"label", e.label.in(lang)},
             {"module", e.module},
             {"severity", to_string(e.how)},
             {"events", json::array()}};
    for (auto const& ev : e.events)
      one["events"].push_back(json{{"from", written(ev.from)},
                                   {"what", ev.what},
                                   {"by", instrument_json((ev.in_b ? d.b : d.a).book(), ev.instrument, lang)}});
    one["before"] = e.before ? e.before(lang) : json(nullptr);
    one["after"] = e.after ? e.after(lang) : json(nullptr);
    one["outline"] = merged(outliner(lang).of(one["before"]), outliner(lang).of(one["after"]));
    out["changes"].push_back(std::move(one));
  }
  auto witness_json = [&](witness const& w) {
    auto const facts = json::parse(w.facts);
    auto const& book = d.b.book();
    return json{{"facts", facts},
                {"as_of", w.as_of.to_string()},
                {"before", to_string(w.before)},
                {"after", to_string(w.after)},
                {"told", facts_told(book, facts, lang)}};
  };
  out["meanings"] = json::array();
  std::size_t proved = 0, searched = 0;
  for (auto const& m : d.meanings) {
    if (m.protection) {
      auto& n = verdicts[std::string(to_string(m.is))];
      n = n.is_null() ? 1 : n.get<int>() + 1;
    }
    if (m.is == verdict::equivalent) {
      if (m.protection) ++(m.proved ? proved : searched);
      continue;
    }
    json one{{"id", m.id},
             {"label", m.label.in(lang)},
             {"module", m.module},
             {"protection", m.protection},
             {"verdict", to_string(m.is)},
             {"proved", m.proved}};
    if (m.loses) one["loses"] = witness_json(*m.loses);
    if (m.gains) one["gains"] = witness_json(*m.gains);
    if (m.differs) one["differs"] = witness_json(*m.differs);
    if (!m.note.empty()) one["note"] = m.note;
    out["meanings"].push_back(std::move(one));
  }
  out["summary"] = json{
      {"changes", counts}, {"protections", verdicts}, {"equivalent_proved", proved}, {"equivalent_searched", searched}};
  return out;
}

std::string due_words(json const& due, std::string const& lang) {
  auto out = due["due"].get<std::string>();
  if (due.contains("latest"))
    out += ", " + (due["latest"].is_null() ? say::no_latest.in(lang)
                                           : filled(say::latest_day.in(lang), due["latest"].get<std::string>()));
  return out;
}

std::string event_words(json const& e, std::string const& lang) {
  auto words = e["from"].get<std::string>();
  auto const what = e["what"].get<std::string>();
  if (what == "repealed")
    words += ", " + say::repealed.in(lang);
  else if (what == "prevails")
    words += ", " + say::prevails.in(lang);
  else if (what == "open")
    words += ", " + say::open_again.in(lang);
  else if (what != "text")
    words += ", " + effect_phrase(what).in(lang);
  if (auto const by = instrument_words(e["by"]); !by.empty()) words += ": " + by;
  return words;
}

std::string verdict_words(json const& m, std::string const& lang) {
  verdict is = verdict::undecided;
  for (int i = 0; i <= static_cast<int>(verdict::undecided); ++i)
    if (to_string(static_cast<verdict>(i)) == m["verdict"].get<std::string>()) is = static_cast<verdict>(i);
  auto out = verdict_phrase(is).in(lang);
  if (is != verdict::narrower && is != verdict::broader && is != verdict::partial) return out;
  return out + "; " +
         (!m["proved"].get<bool>()  ? say::not_proved
          : is == verdict::narrower ? say::nobody_gains
          : is == verdict::broader  ? say::nobody_loses
                                    : say::proved_partial)
             .in(lang);
}

std::string status_in(std::string const& word, bool protection, std::string const& lang) {
  if (word == "eligible") return (protection ? say::eligible : say::is_true).in(lang);
  if (word == "not_eligible") return (protection ? say::not_eligible : say::is_false).in(lang);
  return (word == "undetermined" ? say::undetermined : say::not_in_force).in(lang);
}

std::string one_line(json const& doc, std::string const& lang) {
  auto const& summary = doc["summary"];
  std::string out = doc["a"]["name"].get<std::string>() + " → " + doc["b"]["name"].get<std::string>() + ':';
  std::string parts;
  for (auto const* v : {"narrower", "different", "broader", "partial", "undecided"})
    if (summary["protections"].contains(v)) {
      auto word = verdict::narrower;
      for (auto one : {verdict::narrower, verdict::different, verdict::broader, verdict::partial, verdict::undecided})
        if (to_string(one) == v) word = one;
      parts += (parts.empty() ? " " : ", ") + std::to_string(summary["protections"][v].get<int>()) + ' ' +
               verdict_phrase(word).in(lang);
    }
  if (parts.empty() && !summary["protections"].empty()) parts = ' ' + say::no_meaning.in(lang);
  out += parts;
  std::string changes;
  for (auto it = summary["changes"].begin(); it != summary["changes"].end(); ++it)
    if (it.value().get<int>() > 0)
      changes += (changes.empty() ? "" : ", ") + std::to_string(it.value().get<int>()) + ' ' +
                 severity_phrase(*severity_of(it.key())).in(lang);
  if (changes.empty()) changes = say::no_changes.in(lang);
  return out + (parts.empty() ? " " : " | ") + changes;
}

} // namespace internal

namespace {

/// Writes the parts of a difference in their order; how each looks is the format's.
class teller {
public:
  explicit teller(std::string lang) : lang_(std::move(lang)) {}
  virtual ~teller() = default;

  void tell(json const& doc) {
    title(filled(filled(say::diff_title.in(lang_), doc["b"]["name"].get<std::string>()),
                 doc["a"]["name"].get<std::string>()));
    paragraph(one_line(doc, lang_));
    paragraph(doc["any_day"].get<bool>() ? say::asked_any.in(lang_)
                                         : filled(say::asked_about.in(lang_), doc["as_of"].get<std::string>()));
    for (auto const& known : known_sides(doc, lang_))
      paragraph(known);
    meanings(doc);
    changes(doc);
    rule();
    paragraph(rulebooks_line(doc, lang_));
    paragraph(say::not_advice.in(lang_));
  }

protected:
  virtual void title(std::string const& text) = 0;
  virtual void section(std::string const& text) = 0;
  virtual void subsection(std::string const& text) = 0;
  virtual void paragraph(std::string const& text) = 0;
  /// A thing with its id; what becomes of it.
  virtual void thing(std::string const& label, std::string const& id, std::string const& what, bool grave) = 0;
  virtual void point(std::string const& text) = 0;
  virtual void person(std::string const& lead, std::vector<std::string> const& facts) = 0;
  virtual void outline(json const& lines) = 0;
  virtual void rule() {}

  std::string lang_;

private:
  void meanings(json const& doc) {
    if (doc["meanings"].empty() && doc["summary"]["protections"].empty()) return;
    section(say::what_it_means.in(lang_));
    auto const& s = doc["summary"];
    if (auto const n = s["equivalent_proved"].get<std::size_t>(); n > 0)
      paragraph(filled(say::proved_all.in(lang_), std::to_string(n)));
    if (auto const n = s["equivalent_searched"].get<std::size_t>(); n > 0)
      paragraph(filled(say::unproved_all.in(lang_), std::to_string(n)));
    for (bool const protection : {true, false}) {
      bool first = true;
      for (auto const& m : doc["meanings"]) {
        if (m["protection"].get<bool>() != protection) continue;
        if (std::exchange(first, false)) subsection((protection ? say::protections : say::other_provisions).in(lang_));
        meaning_of(m, protection);
      }
    }
  }

  void meaning_of(json const& m, bool protection) {
    auto const is = m["verdict"].get<std::string>();
    thing(m["label"], m["id"], verdict_words(m, lang_), is != "broader" && is != "partial");
    if (m.contains("note")) point(m["note"]);
    for (auto const& [key, word] : {std::pair{"loses", say::loses}, {"gains", say::gains}, {"differs", say::differs}}) {
      if (!m.contains(key)) continue;
      auto const& w = m[key];
      std::vector<std::string> facts;
      for (auto const& f : w["told"])
        facts.push_back(f.get<std::string>());
      if (facts.empty()) facts.push_back(say::anybody.in(lang_));
      person(word.in(lang_) + " (" + status_in(w["before"], protection, lang_) + " → " +
                 status_in(w["after"], protection, lang_) + "), " +
                 filled(say::as_of.in(lang_), w["as_of"].get<std::string>()),
             facts);
    }
  }

  void changes(json const& doc) {
    section(say::what_changed.in(lang_));
    if (doc["changes"].empty()) paragraph(say::no_changes.in(lang_));
    std::string module;
    std::map<std::string, std::string> outlines;
    for (auto const& c : doc["changes"]) {
      auto& shown = outlines[c["thing"].get<std::string>()];
      if (c["module"] != module) {
        module = c["module"].get<std::string>();
        if (!module.empty()) subsection(module);
      }
      auto const how = *severity_of(c["severity"].get<std::string>());
      thing(c["label"], c["thing"],
            kind_phrase(c["kind"].get<std::string>()).in(lang_) + "; " + severity_phrase(how).in(lang_),
            how <= severity::different);
      for (auto const& e : c["events"])
        point(event_words(e, lang_));
      // A text whose condition, citation and support changed is shown once.
      auto lines = c["outline"].dump();
      if (std::exchange(shown, lines) != lines) outline(c["outline"]);
    }
  }
};

class text_teller : public teller {
public:
  explicit text_teller(report_style const& style) : teller(style.lang), out_(style) {}
  std::string take() { return out_.take(); }

private:
  void title(std::string const& text) override { out_.heading(0, text); }
  void section(std::string const& text) override {
    out_.blank();
    out_.heading(0, text);
  }
  void subsection(std::string const& text) override {
    out_.blank();
    out_.heading(1, text);
  }
  void paragraph(std::string const& text) override { out_.line(0, text); }
  void thing(std::string const& label, std::string const& id, std::string const& what, bool grave) override {
    out_.blank();
    out_.line(2, out_.inked(ink::strong, label) + "  " + out_.inked(ink::dim, id), 4);
    out_.line(4, out_.inked(grave ? ink::bad : ink::open, what));
  }
  void point(std::string const& text) override { out_.line(4, "– " + text); }
  void person(std::string const& lead, std::vector<std::string> const& facts) override {
    out_.line(4, lead + ':');
    for (auto const& f : facts)
      out_.line(6, "· " + f);
  }
  void outline(json const& lines) override {
    for (auto const& l : lines) {
      auto const mark = l["mark"].get<std::string>();
      auto const depth = l["depth"].get<std::size_t>();
      auto const with = mark == "-" ? ink::bad : mark == "+" ? ink::good : ink::dim;
      if (mark == "…")
        out_.line(6, out_.inked(ink::dim, mark));
      else
        out_.item(6, 2 + 2 * depth, out_.inked(with, mark), out_.inked(with, l["text"].get<std::string>()));
    }
  }
  void rule() override { out_.blank(); }

  page out_;
};

class markdown_teller : public teller {
public:
  using teller::teller;
  std::string take() { return std::move(out_); }

private:
  static std::string safe(std::string const& text) { return markdown_safe(text); }
  void title(std::string const& text) override { out_ += "# " + safe(text) + "\n\n"; }
  void section(std::string const& text) override { out_ += "\n## " + safe(text) + "\n\n"; }
  void subsection(std::string const& text) override { out_ += "\n### " + safe(text) + "\n\n"; }
  void paragraph(std::string const& text) override { out_ += safe(text) + "\n\n"; }
  void thing(std::string const& label, std::string const& id, std::string const& what, bool) override {
    out_ += "\n**" + safe(label) + "** `" + id + "`  \n" + safe(what) + "\n\n";
  }
  void point(std::string const& text) override { out_ += "- " + safe(text) + '\n'; }
  void person(std::string const& lead, std::vector<std::string> const& facts) override {
    out_ += "- " + safe(lead) + ":\n";
    for (auto const& f : facts)
      out_ += "  - " + safe(f) + '\n';
  }
  void outline(json const& lines) override {
    if (lines.empty()) return;
    out_ += "\n```diff\n";
    for (auto const& l : lines)
      out_ += l["mark"].get<std::string>() + ' ' + std::string(2 * l["depth"].get<std::size_t>(), ' ') +
              l["text"].get<std::string>() + '\n';
    out_ += "```\n";
  }
  void rule() override { out_ += "\n---\n\n"; }

  std::string out_;
};

class html_teller : public teller {
public:
  using teller::teller;
  std::string page_of(json const& doc) {
    tell(doc);
    close();
    // What changed is told by a sign as well as by its colour, and on paper too.
    return html_page(lang_, title_,
                     "article { border-top: 1px solid #999; padding: .5rem 0; break-inside: avoid-page; }\n"
                     "h4 { margin: .25rem 0; } .grave { font-weight: bold; }\n"
                     ".lines { font-size: .9rem; } .lines div { white-space: pre-wrap; }\n"
                     "del, ins { text-decoration: none; } del { background: #fbe3e0; } ins { background: #dff2df; }\n"
                     "@media print { del, ins { background: none; } ins { font-weight: bold; } "
                     "del { text-decoration: line-through; } }\n",
                     out_);
  }

private:
  static std::string safe(std::string const& text) { return html_safe(text); }
  void close() {
    if (std::exchange(open_, false)) out_ += "</article>\n";
  }
  void put(std::string const& tag, std::string const& text) {
    out_ += '<' + tag + '>' + safe(text) + "</" + tag + ">\n";
  }
  void title(std::string const& text) override {
    title_ = text;
    put("h1", text);
  }
  void section(std::string const& text) override {
    close();
    put("h2", text);
  }
  void subsection(std::string const& text) override {
    close();
    put("h3", text);
  }
  void paragraph(std::string const& text) override {
    close();
    put("p", text);
  }
  void thing(std::string const& label, std::string const& id, std::string const& what, bool grave) override {
    close();
    open_ = true;
    out_ += "<article>\n<h4>" + safe(label) + " <code>" + safe(id) + "</code></h4>\n<p" +
            (grave ? " class=\"grave\"" : "") + '>' + safe(what) + "</p>\n";
  }
  void point(std::string const& text) override { put("p", "– " + text); }
  void person(std::string const& lead, std::vector<std::string> const& facts) override {
    put("p", lead + ':');
    out_ += "<ul>\n";
    for (auto const& f : facts)
      put("li", f);
    out_ += "</ul>\n";
  }
  void outline(json const& lines) override {
    if (lines.empty()) return;
    out_ += "<div class=\"lines\">\n";
    for (auto const& l : lines) {
      auto const mark = l["mark"].get<std::string>();
      auto const text = safe(mark + ' ' + l["text"].get<std::string>());
      out_ += "<div style=\"margin-left: " + std::to_string(l["depth"].get<std::size_t>()) + ".5rem\">" +
              (mark == "-"   ? "<del>" + text + "</del>"
               : mark == "+" ? "<ins>" + text + "</ins>"
                             : text) +
              "</div>\n";
    }
    out_ += "</div>\n";
  }
  void rule() override { close(); }

  std::string out_, title_;
  bool open_ = false;
};

} // namespace

std::string report(law_diff const& d, diff_format as, report_style const& style) {
  auto const doc = document_of(d.impl(), style.lang);
  switch (as) {
  case diff_format::json: return doc.dump(2);
  case diff_format::line: return one_line(doc, style.lang);
  case diff_format::changelog: return changelog(d.impl(), doc, style.lang);
  case diff_format::markdown: {
    markdown_teller out(style.lang);
    out.tell(doc);
    return out.take();
  }
  case diff_format::html: return html_teller(style.lang).page_of(doc);
  case diff_format::text: break;
  }
  text_teller out(style);
  out.tell(doc);
  return out.take();
}

} // namespace cobijo
