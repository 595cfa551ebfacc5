// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The law as rules: the consolidated text of a day, numbered like a statute, and its history.
#include "edition/person.hpp"
#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/tree.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

/// The newest entry of a version's effect over time that had begun by `day`, whatever its `where`.
effect const* effect_on(model const& m, version_head const& v, std::int64_t day, std::optional<std::int32_t> known_at) {
  effect const* out = nullptr;
  for (auto const& e : effects_of(m, v))
    if (e.from.lo <= day && known_by(m, e.by, e.from, known_at)) out = &e;
  return out;
}

json effect_json(model const& m, effect const& e, std::string_view lang) {
  json out{{"from", written(e.from)}, {"is", e.word}, {"by", instrument_json(m, e.by, lang)}};
  if (e.where) out["where"] = describe(m, *e.where).in(lang);
  if (e.known != support::verified) out["support"] = word_of(e.known);
  if (!e.note.empty()) out["note"] = e.note;
  return out;
}

/// Everything that a rule refers to, itself first, in the order of first reference; through all versions.
references reach_of(model const& m, found_rule const& start) {
  references out;
  if (start.provision != nullptr)
    out.provisions.push_back(start.provision);
  else
    out.deadlines.push_back(start.deadline);
  for (std::size_t p = 0, d = 0; p < out.provisions.size() || d < out.deadlines.size();) {
    if (p < out.provisions.size())
      for (auto const& v : out.provisions[p++]->versions)
        out.in(m, v);
    else
      for (auto const& v : out.deadlines[d++]->versions)
        out.in(m, v);
  }
  return out;
}

// --- the document: JSON first, text from it -------------------------------------------------------------------------

class document {
public:
  document(compiled const& e, std::string const& lang)
      : e_(e), m_(*e.book), lang_(lang), tree_(e, blank(), false, lang) {}

  json of(found_rule const& found) {
    json out{{"law_date", written_day(e_.options.law_date)}, {"rulebook", rulebook_json(m_)}};
    if (found.provision != nullptr) {
      out["rule"] = part(*found.provision);
      if (auto const& p = found.provision->protects) {
        protection(out, *p);
        for (auto const& id : p->deadlines)
          add(tree_.referred.deadlines, id);
        for (auto const& id : p->remedies)
          add(tree_.referred.deadlines, id);
      }
      for (auto const& d : m_.deadlines)
        if (d.protection == found.provision->id) add(tree_.referred.deadlines, d.id);
    } else {
      out["rule"] = part(*found.deadline);
    }
    // Definitions and deadlines add to the lists while they are written, so the lists are walked by index.
    out["deadlines"] = json::array();
    out["definitions"] = json::array();
    auto& refs = tree_.referred;
    for (std::size_t p = 0, d = 0; p < refs.provisions.size() || d < refs.deadlines.size();) {
      if (p < refs.provisions.size()) {
        auto const* one = refs.provisions[p++];
        if (one != found.provision) out["definitions"].push_back(part(*one));
      } else {
        auto const* one = refs.deadlines[d++];
        if (one != found.deadline) out["deadlines"].push_back(part(*one));
      }
    }
    out["values"] = values_in();
    out["readings"] = readings();
    return out;
  }

private:
  // Nothing is known of anybody: what is left is what the law alone decides.
  internal::values const& blank() {
    time_asked const day{e_.options.law_date, {}, no_offset};
    evaluate(e_, person(m_), day, blank_);
    return blank_;
  }

  void add(std::vector<deadline const*>& list, std::string const& id) const {
    auto const it = m_.deadline_index.find(id);
    if (it == m_.deadline_index.end()) return;
    auto const* d = &m_.deadlines[static_cast<std::size_t>(it->second)];
    if (std::find(list.begin(), list.end(), d) == list.end()) list.push_back(d);
  }

  template <class Thing>
  json part(Thing const& t) {
    auto out = tree_.rule(t, e_.options.law_date);
    if constexpr (std::is_same_v<Thing, deadline>) {
      out["binds"] = t.binds_person ? "person" : "authority";
      if (!t.kind.empty()) out["term"] = t.kind;
      if (!t.if_missed.empty()) out["if_missed"] = to_bilingual(t.if_missed).in(lang_);
      if (!t.reach.empty()) out["reach"] = t.reach;
    }
    // What is printed and newer than the text that applies, and why it does not.
    for (std::size_t i = t.versions.size(); i-- > 0;) {
      auto const& v = t.versions[i];
      if (v.from.lo > e_.options.law_date || !known_by(m_, v.by, v.from, e_.options.known_at)) continue;
      auto const* now = effect_on(m_, v, e_.options.law_date, e_.options.known_at);
      if (now == nullptr || now->kind == effect_kind::in_force) break;
      auto one = tree_.text(t, static_cast<int>(i), e_.options.law_date);
      one["effect"] = effect_json(m_, *now, lang_);
      out["printed"].push_back(std::move(one));
    }
    return out;
  }

  void protection(json& out, internal::protection const& p) const {
    out["authority"] = authority_name(m_, p.authority, lang_);
    out["decision"] = p.decision;
    out["layer"] = p.layer;
    if (!p.cap.empty()) out["cap"] = cited(to_bilingual(p.cap).in(lang_), p.cap_cite);
    out["notices"] = json::array();
    for (auto const& n : p.notices)
      if ((!n.from || n.from->lo <= e_.options.law_date) && (!n.to || n.to->hi >= e_.options.law_date))
        out["notices"].push_back(cited(to_bilingual(n.label).in(lang_), n.cite));
    out["remedies"] = p.remedies;
    out["leads_to"] = json::array();
    for (auto const& id : p.leads_to)
      out["leads_to"].push_back(json{{"id", id}, {"label", label_of(m_, id, lang_)}});
  }

  json values_in() const {
    json out = json::array();
    for (int index : tree_.referred.parameters) {
      auto const& q = m_.parameters[static_cast<std::size_t>(index)];
      parameter_version const* now = nullptr;
      for (auto const& v : q.versions)
        if (v.from.lo <= e_.options.law_date && known_by(m_, v.by, v.from, e_.options.known_at)) now = &v;
      json one{{"id", q.id}, {"label", to_bilingual(q.label).in(lang_)}};
      if (now != nullptr && !now->repealed) {
        one["value"] = value_words(m_, *now, lang_);
        one.update(version_json(m_, *now, lang_));
      }
      out.push_back(std::move(one));
    }
    return out;
  }

  json readings() const {
    json out = json::array();
    for (int index : tree_.referred.readings) {
      auto const& r = m_.readings[static_cast<std::size_t>(index)];
      json one{
          {"id", r.id}, {"label", to_bilingual(r.label).in(lang_)}, {"question", to_bilingual(r.question).in(lang_)}};
      one["positions"] = json::object();
      for (auto const& p : r.positions)
        one["positions"][p.id] = json{{"label", to_bilingual(p.label).in(lang_)}, {"cite", p.cite}};
      one["prevailing"] = json::array();
      for (auto const& p : r.prevails) {
        if (p.from.lo > e_.options.law_date || !known_by(m_, p.by, p.from, e_.options.known_at)) continue;
        json entry{{"from", written(p.from)}};
        entry["position"] = p.position < 0 ? json(nullptr) : json(r.positions[static_cast<std::size_t>(p.position)].id);
        entry["by"] = instrument_json(m_, p.by, lang_);
        if (!p.reach.empty()) entry["reach"] = p.reach;
        if (p.where) entry["where"] = describe(m_, *p.where).in(lang_);
        entry["support"] = word_of(p.known);
        one["prevailing"].push_back(std::move(entry));
      }
      if (auto const it = e_.options.fixed_readings.find(index); it != e_.options.fixed_readings.end())
        one["taken"] = r.positions[static_cast<std::size_t>(it->second)].id;
      if (e_.options.readings_open) one["prevailing"] = json::array();
      out.push_back(std::move(one));
    }
    return out;
  }

  compiled const& e_;
  model const& m_;
  std::string lang_;
  internal::values blank_;
  rule_tree tree_;
};

// --- its text -------------------------------------------------------------------------------------------------------

/// 1, 1.1, (a), (i), (A), (1): how the parts of a text are numbered at each depth.
std::string number(std::string const& above, std::size_t depth, std::size_t i) {
  auto letter = [&](char first) {
    return i <= 26 ? std::string(1, static_cast<char>(first + static_cast<char>(i) - 1)) : std::to_string(i);
  };
  auto roman = [&] {
    std::string out;
    auto left = i;
    for (auto const& [sign, value] : {std::pair<char const*, std::size_t>{"l", 50},
                                      {"xl", 40},
                                      {"x", 10},
                                      {"ix", 9},
                                      {"v", 5},
                                      {"iv", 4},
                                      {"i", 1}})
      for (; left >= value; left -= value)
        out += sign;
    return out;
  };
  switch (depth) {
  case 0: return std::to_string(i);
  case 1: return above + '.' + std::to_string(i);
  case 2: return '(' + letter('a') + ')';
  case 3: return '(' + roman() + ')';
  case 4: return '(' + letter('A') + ')';
  default: return '(' + std::to_string(i) + ')';
  }
}

class statute {
public:
  statute(page& out, json const& doc) : out_(out), doc_(doc), lang_(out.lang()) {
    std::size_t n = 0;
    for (auto const& d : doc_["definitions"])
      marks_[d["id"]] = "D" + std::to_string(++n);
    n = 0;
    for (auto const& d : doc_["deadlines"])
      marks_[d["id"]] = "T" + std::to_string(++n);
  }

  void write() {
    auto const& rule = doc_["rule"];
    out_.heading(0, rule["label"].get<std::string>());
    out_.line(0, out_.inked(ink::dim, rule["id"].get<std::string>() + " · " +
                                          filled(say::law_date.in(lang_), doc_["law_date"].get<std::string>())));
    if (doc_.contains("decision")) {
      auto who =
          doc_["authority"].get<std::string>() + ": " + decision_phrase(doc_["decision"].get<std::string>()).in(lang_);
      if (auto const layer = layer_phrase(doc_["layer"].get<std::string>()).in(lang_); !layer.empty())
        who += " (" + layer + ')';
      out_.line(0, who);
    }
    out_.blank();
    body(rule, 0);
    grants(rule);
    if (doc_.contains("cap")) out_.line(2, say::cap.in(lang_) + ": " + doc_["cap"].get<std::string>());
    each(say::notices, doc_.value("notices", json::array()),
         [&](json const& n) { out_.line(2, "– " + n.get<std::string>()); });
    each(say::leads_to, doc_.value("leads_to", json::array()), [&](json const& n) {
      out_.line(2, "– " + n["label"].get<std::string>() + " (" + n["id"].get<std::string>() + ')');
    });
    each(say::deadlines, doc_["deadlines"], [&](json const& d) { marked(d); });
    each(say::definitions, doc_["definitions"], [&](json const& d) { marked(d); });
    each(say::values, doc_["values"], [&](json const& v) { value(v); });
    each(say::readings, doc_["readings"], [&](json const& r) { reading(r); });
  }

private:
  /// Of each text that may apply, unless they all give the same.
  void grants(json const& rule) {
    json const* last = nullptr;
    bool const several = rule["texts"].size() > 1;
    for (auto const& t : rule["texts"]) {
      if (!t.contains("grants") || (last != nullptr && *last == t["grants"])) continue;
      last = &t["grants"];
      section(say::grants,
              several ? " (" + filled(say::text_since.in(lang_), t["from"].get<std::string>()) + ")" : std::string());
      for (auto const& g : *last)
        out_.line(2, "– " + cited(g["label"].get<std::string>(), g["cite"].get<std::string>()) +
                         support_mark(g.value("support", ""), lang_));
    }
  }

  void section(phrase name, std::string const& more = {}) {
    out_.blank();
    auto words = name.in(lang_) + more;
    words[0] = static_cast<char>(words[0] >= 'a' && words[0] <= 'z' ? words[0] - 'a' + 'A' : words[0]);
    out_.heading(0, words);
  }

  template <class F>
  void each(phrase name, json const& list, F write_one) {
    if (list.empty()) return;
    section(name);
    for (auto const& one : list)
      write_one(one);
  }

  void marked(json const& d) {
    out_.blank();
    out_.line(2,
              out_.inked(ink::strong, marks_[d["id"]] + "  " + d["label"].get<std::string>()) + "  " +
                  out_.inked(ink::dim, d["id"].get<std::string>()),
              4);
    if (d.contains("binds")) {
      auto words = say::binds.in(lang_) + ": " +
                   (says(d["binds"], "person") ? say::binds_person : say::binds_authority).in(lang_);
      if (d.value("term", "") == "stay") words += "; " + say::stay.in(lang_);
      if (d.value("reach", "") == "parties") words += "; " + say::parties_only.in(lang_);
      out_.line(4, words);
    }
    body(d, 4);
    if (d.contains("if_missed")) out_.line(4, say::if_missed.in(lang_) + ": " + d["if_missed"].get<std::string>());
  }

  void body(json const& rule, std::size_t indent) {
    if (rule.contains("governed_by"))
      out_.line(indent, filled(say::governed_by.in(lang_), rule["governed_by"].get<std::string>()), 0);
    if (rule.contains("earlier")) {
      std::string days;
      for (auto const& d : rule["earlier"])
        days += (days.empty() ? "" : ", ") + d.get<std::string>();
      out_.line(indent, filled(say::older_governs.in(lang_), days), 0);
    }
    for (auto const& t : rule.value("texts", json::array()))
      text(t, indent);
    for (auto const& t : rule.value("printed", json::array())) {
      auto const& e = t["effect"];
      auto words = say::printed.in(lang_) + ": " + effect_words(e);
      out_.line(indent, out_.inked(ink::bad, words), 4);
      text(t, indent + 4);
    }
  }

  std::string effect_words(json const& e) const {
    auto words = effect_phrase(e["is"].get<std::string>()).in(lang_) + ' ' +
                 filled(say::since.in(lang_), e["from"].get<std::string>());
    if (auto const by = instrument_words(e["by"]); !by.empty()) words += ", " + by;
    if (e.contains("where")) words += "; " + say::where.in(lang_) + ": " + e["where"].get<std::string>();
    return words + support_mark(e.value("support", ""), lang_);
  }

  void text(json const& t, std::size_t indent) {
    std::string words;
    if (t.contains("unknown"))
      words = says(t["unknown"], "before_first") ? say::none_known.in(lang_)
                                                 : rests_phrase(t["unknown"].get<std::string>()).in(lang_);
    if (t.contains("none"))
      words = says(t["none"], "not_yet_created") ? say::begins_later.in(lang_)
              : says(t["none"], "repealed")      ? say::repealed.in(lang_)
                                                 : say::ended.in(lang_);
    if (t.contains("from")) {
      if (!words.empty()) words += "; ";
      words += filled(say::text_since.in(lang_), t["from"].get<std::string>());
      if (auto const by = instrument_words(t["by"]); !by.empty()) words += ", " + by;
      words = cited(std::move(words), t["cite"].get<std::string>());
    }
    if (!t.value("certain", true)) words = say::may_apply.in(lang_) + ": " + words;
    out_.line(indent, out_.inked(ink::dim, words + support_mark(t.value("support", ""), lang_)), 4);
    if (t.contains("treaty")) {
      std::string treaties;
      for (auto const& one : t["treaty"]["any_of"])
        treaties += (treaties.empty() ? "" : ", ") + one.get<std::string>();
      out_.line(indent, filled(filled(say::per_treaty.in(lang_), t["treaty"]["article"].get<std::string>()), treaties),
                4);
    }
    if (t.contains("period")) {
      auto clock = t.contains("clock")
                       ? "; " + cited(t["clock"]["label"].get<std::string>(), t["clock"].value("cite", ""))
                       : std::string();
      out_.line(indent, say::period.in(lang_) + ": " + t["period"].get<std::string>() + clock, 4);
      out_.line(indent, say::starts.in(lang_) + ": " + t["start"].get<std::string>(), 4);
      for (auto const& [key, word] : deadline_conditions)
        if (t.contains(key)) {
          out_.line(indent, word.in(lang_) + ':');
          whole(t[key], indent + 2);
        }
    }
    if (t.contains("when")) whole(t["when"], indent);
  }

  /// What makes up a text. Only an unlabelled "all" needs no words of its own.
  void whole(json const& n, std::size_t indent) {
    if (says(n["kind"], "all") && !n.contains("label"))
      below(n, indent, 0, "");
    else if (n.contains("of")) {
      out_.line(indent, cited(node_words(n, lang_), n.value("cite", "")) + ':', 4);
      below(n, indent, 0, "");
    } else
      node(n, indent, 0, "", 1);
  }

  void node(json const& n, std::size_t indent, std::size_t depth, std::string const& above, std::size_t i) {
    auto const mine = number(above, depth, i);
    auto text = cited(node_words(n, lang_), n.value("cite", ""));
    if (n.contains("text_of")) text += " [" + filled(say::text_of.in(lang_), n["text_of"].get<std::string>()) + ']';
    if (n.contains("reading")) text += " [" + say::contested.in(lang_) + ": " + n["reading"].get<std::string>() + ']';
    for (auto const* key : {"id", "deadline"})
      if (n.contains(key))
        if (auto const it = marks_.find(n[key]); it != marks_.end()) text += " → " + it->second;
    text += support_mark(n.value("support", ""), lang_);
    if (n.contains("of")) text += ':';
    auto const column = std::max<std::size_t>(4, columns(mine) + 2);
    out_.item(indent, column, depth == 0 ? mine + '.' : mine, text);
    for (auto const& f : n.value("factors", json::array()))
      out_.line(indent + column, say::weighs.in(lang_) + ": " + f.get<std::string>());
    if (n.contains("proof")) out_.line(indent + column, say::proof.in(lang_) + ": " + n["proof"].get<std::string>());
    below(n, indent + column, depth + 1, mine);
  }

  void below(json const& n, std::size_t indent, std::size_t depth, std::string const& above) {
    std::size_t i = 0;
    for (auto const& one : n.value("of", json::array()))
      node(one, indent, depth, above, ++i);
    for (auto const& [key, word] : {std::pair{"if", say::if_}, {"then", say::then}, {"else", say::otherwise}})
      if (n.contains(key)) {
        out_.line(indent, word.in(lang_) + ':');
        node(n[key], indent, depth, above, ++i);
      }
    if (!n.contains("unless")) return;
    out_.line(indent, say::unless.in(lang_) + ':');
    for (auto const& one : n["unless"])
      node(one, indent, depth, above, ++i);
  }

  void value(json const& v) {
    auto text = v["label"].get<std::string>() + ": " + v.value("value", say::unknown.in(lang_));
    if (v.contains("from")) {
      text = cited(std::move(text), v["cite"].get<std::string>()) + "; " +
             filled(say::since.in(lang_), v["from"].get<std::string>());
      if (auto const by = instrument_words(v["by"]); !by.empty()) text += ", " + by;
      text += support_mark(v["support"].get<std::string>(), lang_);
    }
    out_.line(2, text);
  }

  void reading(json const& r) {
    out_.blank();
    out_.line(2,
              out_.inked(ink::strong, r["label"].get<std::string>()) + "  " +
                  out_.inked(ink::dim, r["id"].get<std::string>()),
              4);
    out_.line(4, r["question"].get<std::string>());
    for (auto it = r["positions"].begin(); it != r["positions"].end(); ++it)
      out_.line(4, "– " + it.key() + ": " +
                       cited(it.value()["label"].get<std::string>(), it.value()["cite"].get<std::string>()));
    if (r.contains("taken"))
      out_.line(4, say::taken_here.in(lang_) + ": " + r["taken"].get<std::string>());
    else if (r["prevailing"].empty())
      out_.line(4, say::nothing_prevails.in(lang_));
    for (auto const& p : r["prevailing"]) {
      auto text = filled(say::since.in(lang_), p["from"].get<std::string>()) + ' ' +
                  (p["position"].is_null() ? say::open_again.in(lang_)
                                           : say::prevails.in(lang_) + ": " + p["position"].get<std::string>());
      if (auto const by = instrument_words(p["by"]); !by.empty()) text += ", " + by;
      if (p.value("reach", "") == "parties") text += " (" + say::for_parties.in(lang_) + ')';
      if (p.contains("where")) text += "; " + say::where.in(lang_) + ": " + p["where"].get<std::string>();
      out_.line(4, text + support_mark(p["support"].get<std::string>(), lang_));
    }
  }

  page& out_;
  json const& doc_;
  std::string const& lang_;
  std::map<std::string, std::string> marks_;
};

// --- history --------------------------------------------------------------------------------------------------------

template <class Thing>
json versions_of(model const& m, Thing const& t, std::string_view lang) {
  json out{{"id", t.id}, {"label", to_bilingual(t.label).in(lang)}, {"versions", json::array()}};
  for (auto const& v : t.versions) {
    auto one = version_json(m, v, lang);
    for (auto const& e : effects_of(m, v))
      one["effect"].push_back(effect_json(m, e, lang));
    out["versions"].push_back(std::move(one));
  }
  return out;
}

void versions_text(page& out, json const& thing) {
  auto const& lang = out.lang();
  out.blank();
  out.line(0, out.inked(ink::strong, thing["label"].get<std::string>()) + "  " +
                  out.inked(ink::dim, thing["id"].get<std::string>()));
  bool first = true;
  for (auto const& v : thing["versions"]) {
    auto text = instrument_words(v["by"]);
    if (v.value("repealed", false)) text = say::repealed.in(lang) + (text.empty() ? "" : ", ") + text;
    text = cited(std::move(text), v["cite"].get<std::string>());
    if (first) text += "; " + (v.value("creates", false) ? say::first_created : say::before_unknown).in(lang);
    text += support_mark(v["support"].get<std::string>(), lang);
    if (v.contains("from_support")) text += support_mark(v["from_support"].get<std::string>(), lang);
    auto const from = v["from"].get<std::string>();
    out.item(2, columns(from) + 2, from, text);
    if (v["by"].is_object() && v["by"].contains("link")) out.line(6, v["by"]["link"].get<std::string>());
    if (v.contains("note")) out.line(6, v["note"].get<std::string>(), 0);
    for (auto const& e : v.value("effect", json::array())) {
      auto words = filled(say::since.in(lang), e["from"].get<std::string>()) + ": " +
                   effect_phrase(e["is"].get<std::string>()).in(lang);
      if (auto const by = instrument_words(e["by"]); !by.empty()) words += ", " + by;
      if (e.contains("where")) words += "; " + say::where.in(lang) + ": " + e["where"].get<std::string>();
      out.line(6, words + support_mark(e.value("support", ""), lang), 4);
    }
    first = false;
  }
}

} // namespace

result<std::string> show(edition const& law, std::string_view id, report_style const& style) {
  auto const& e = *law.impl();
  auto const found = find_rule(*e.book, id);
  if (!found) return found.faults();
  auto const doc = document(e, style.lang).of(*found);
  if (style.json) return doc.dump(2);
  page out(style);
  statute(out, doc).write();
  colophon(out, *e.book, {});
  return out.take();
}

result<std::string> history(rulebook const& book, std::string_view id, report_style const& style) {
  auto const& m = *book.impl();
  auto const found = find_rule(m, id);
  if (!found) return found.faults();
  auto const reach = reach_of(m, *found);
  json doc{{"rulebook", rulebook_json(m)}, {"things", json::array()}};
  for (auto const* p : reach.provisions)
    doc["things"].push_back(versions_of(m, *p, style.lang));
  for (auto const* d : reach.deadlines)
    doc["things"].push_back(versions_of(m, *d, style.lang));
  for (int i : reach.parameters)
    doc["things"].push_back(versions_of(m, m.parameters[static_cast<std::size_t>(i)], style.lang));
  if (style.json) return doc.dump(2);
  page out(style);
  for (auto const& thing : doc["things"])
    versions_text(out, thing);
  colophon(out, m, {});
  return out.take();
}

} // namespace cobijo
