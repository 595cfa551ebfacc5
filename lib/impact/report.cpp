// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// An impact for readers: JSON first, everything else from it.
#include "impact/outcomes.hpp"
#include "impact/words.hpp"
#include "render/markup.hpp"
#include "render/page.hpp"
#include "render/sides.hpp"
#include "json/document.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

// --- what is told ---------------------------------------------------------------------------------------------------

/// Which counts of a column stay untold: the small ones, and others until what is missing from the total is not small
/// and is not one count alone.
std::vector<bool> hidden_in(std::vector<std::uint64_t> const& counts, std::uint64_t below) {
  std::vector<bool> out(counts.size());
  std::uint64_t sum = 0;
  std::size_t n = 0;
  auto hide = [&](std::size_t i) {
    out[i] = true;
    sum += counts[i];
    ++n;
  };
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0 && counts[i] < below) hide(i);
  while (n > 0 && (n == 1 || sum < below)) {
    std::size_t least = counts.size();
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (!out[i] && counts[i] > 0 && (least == counts.size() || counts[i] < counts[least])) least = i;
    if (least == counts.size()) break;
    hide(least);
  }
  return out;
}

class documenter {
public:
  documenter(impact_report const& r, std::string const& lang, std::uint64_t below)
      : r_(r), lang_(lang), below_(below) {}

  json document() const {
    json out{{"a", side(r_.a)}, {"b", side(r_.b)}, {"as_of", r_.as_of.to_string()}, {"persons", r_.persons}};
    out["left_out"] = json{{"rows", r_.left_out}, {"codes", json::object()}};
    for (auto const& [code, n] : r_.left_out_by)
      out["left_out"]["codes"][code] = n;
    out["one_sided"] = json::object();
    for (auto const& [id, n] : r_.one_sided)
      out["one_sided"][id] = told(n);
    out["hide_below"] = below_;
    out["groupings"] = json::array();
    for (auto const& g : r_.groupings) {
      json one{{"by", g.by}, {"label", g.label.in(lang_)}, {"groups", json::array()}};
      std::vector<std::uint64_t> sizes;
      for (auto const& group : g.groups)
        sizes.push_back(group.persons);
      auto const hidden = hidden_in(sizes, below_);
      for (std::size_t i = 0; i < sizes.size(); ++i) {
        auto entry = named(g.groups[i]);
        entry["persons"] = hidden[i] ? json(nullptr) : json(sizes[i]);
        one["groups"].push_back(std::move(entry));
      }
      out["groupings"].push_back(std::move(one));
    }
    out["people"] = thing(r_.people);
    for (auto const& [key, list] : {std::pair{"protections", &r_.protections}, {"deadlines", &r_.deadlines}}) {
      out[key] = json::array();
      for (auto const& t : *list) {
        json one{{"id", t.id}, {"label", t.label.in(lang_)}, {"module", t.module}};
        one.update(thing(t));
        out[key].push_back(std::move(one));
      }
    }
    out["compared"] = json{{"protections", r_.protections_compared}, {"deadlines", r_.deadlines_compared}};
    out["notice"] = say::not_advice.in(lang_);
    return out;
  }

private:
  static json side(impact_side const& s) {
    return side_json(s.name, s.law_date, s.known_at, s.rulebook_version, s.rulebook_digest);
  }
  json told(std::uint64_t n) const { return n > 0 && n < below_ ? json(nullptr) : json(n); }

  json named(impact_group const& g) const {
    constexpr char const* kinds[] = {"value", "none", "not_yet", "unknown", "others"};
    bool const value = g.kind == impact_group::what::value;
    return {{"kind", kinds[static_cast<std::size_t>(g.kind)]},
            {"value", value ? json(g.value) : json(nullptr)},
            {"label", g.label.in(lang_)}};
  }

  /// @param hidden by outcome, and whether something changed as the last
  json tally(impact_tally const& t, std::vector<bool> const& hidden) const {
    json out{{"changed", hidden.back() ? json(nullptr) : json(t.changed)}, {"outcomes", json::object()}};
    for (std::size_t i = 0; i < outcomes; ++i) {
      if (t.of[i].persons == 0) continue;
      json one{{"persons", hidden[i] ? json(nullptr) : json(t.of[i].persons)}};
      if (below_ == 0) one["rows"] = t.of[i].rows;
      out["outcomes"][std::string(to_string(static_cast<outcome>(i)))] = std::move(one);
    }
    if (below_ > 0) return out;
    json moves = json::array();
    for (std::size_t i = 0; i < t.moves.size(); ++i)
      for (std::size_t j = 0; j < t.moves.size(); ++j)
        if (t.moves[i][j] > 0)
          moves.push_back(json{{"before", to_string(static_cast<status>(i))},
                               {"after", to_string(static_cast<status>(j))},
                               {"persons", t.moves[i][j]}});
    if (!moves.empty()) out["moves"] = std::move(moves);
    for (auto const& [key, range] : {std::pair{"due_days", &t.due_days}, {"latest_days", &t.latest_days}})
      if (*range) out[key] = json::array({(*range)->first, (*range)->second});
    return out;
  }

  static std::uint64_t count(impact_tally const& t, std::size_t column) {
    return column == outcomes ? t.changed : t.of[column].persons;
  }

  json thing(impact_thing const& t) const {
    std::vector<bool> small(outcomes + 1);
    for (std::size_t c = 0; c <= outcomes; ++c)
      small[c] = count(t.all, c) > 0 && count(t.all, c) < below_;
    auto out = tally(t.all, small);
    out["by"] = json::array();
    for (std::size_t g = 0; g < r_.groupings.size(); ++g) {
      json groups = json::array();
      std::vector<std::vector<bool>> hidden(t.by[g].size(), std::vector<bool>(outcomes + 1));
      for (std::size_t c = 0; c <= outcomes; ++c) {
        std::vector<std::uint64_t> column;
        for (auto const& [at, one] : t.by[g])
          column.push_back(count(one, c));
        auto const in = hidden_in(column, below_);
        for (std::size_t i = 0; i < in.size(); ++i)
          hidden[i][c] = in[i];
      }
      std::size_t i = 0;
      for (auto const& [at, one] : t.by[g]) {
        auto entry = named(r_.groupings[g].groups[at]);
        entry.update(tally(one, hidden[i++]));
        groups.push_back(std::move(entry));
      }
      out["by"].push_back(json{{"by", r_.groupings[g].by}, {"groups", std::move(groups)}});
    }
    return out;
  }

  impact_report const& r_;
  std::string const& lang_;
  std::uint64_t below_;
};

// --- how it is told -------------------------------------------------------------------------------------------------

using table_rows = std::vector<std::vector<std::string>>;

/// Writes the parts of a report in their order; how each looks is the format's.
class teller {
public:
  explicit teller(std::string lang) : lang_(std::move(lang)) {}
  virtual ~teller() = default;

  void tell(json const& doc) {
    below_ = doc["hide_below"].get<std::uint64_t>();
    title(filled(filled(say::impact_title.in(lang_), doc["b"]["name"].get<std::string>()),
                 doc["a"]["name"].get<std::string>()));
    paragraph(filled(say::persons_asked.in(lang_), words(doc["persons"])) + ' ' +
              filled(say::asked_own_day.in(lang_), doc["as_of"].get<std::string>()));
    for (auto const& known : known_sides(doc, lang_))
      paragraph(known);
    if (doc["left_out"]["rows"].get<std::uint64_t>() > 0) {
      std::string codes;
      for (auto const& [code, n] : doc["left_out"]["codes"].items())
        codes += (codes.empty() ? "" : ", ") + code + ": " + words(n);
      paragraph(filled(filled(say::rows_left_out.in(lang_), words(doc["left_out"]["rows"])), codes));
    }
    for (auto const& [id, n] : doc["one_sided"].items())
      paragraph(filled(filled(say::told_one_side.in(lang_), id), words(n)));
    if (below_ > 0) paragraph(filled(say::below_hidden.in(lang_), std::to_string(below_)));
    people(doc);
    for (auto const& [key, word] : {std::pair{"protections", say::protections}, {"deadlines", say::deadlines}}) {
      if (doc[key].empty()) continue;
      section(word.in(lang_));
      for (auto const& t : doc[key])
        one_thing(doc, t);
    }
    auto const same = [&](char const* key) {
      return std::to_string(doc["compared"][key].get<std::size_t>() - doc[key].size());
    };
    rule();
    paragraph(filled(filled(say::others_same.in(lang_), same("protections")), same("deadlines")));
    paragraph(rulebooks_line(doc, lang_));
    paragraph(doc["notice"]);
  }

protected:
  virtual void title(std::string const& text) = 0;
  virtual void section(std::string const& text) = 0;
  virtual void subsection(std::string const& text) = 0;
  virtual void paragraph(std::string const& text) = 0;
  virtual void thing(std::string const& label, std::string const& id) = 0;
  virtual void point(std::string const& text, bool grave) = 0;
  virtual void detail(std::string const& text) = 0;
  virtual void table(table_rows const& rows) = 0;
  virtual void rule() = 0;

  std::string lang_;

private:
  std::string words(json const& n) const {
    return n.is_null() ? '<' + std::to_string(below_) : std::to_string(n.get<std::uint64_t>());
  }

  static std::string word_of(std::size_t i) { return std::string(to_string(static_cast<outcome>(i))); }

  void people(json const& doc) {
    section(say::who.in(lang_));
    auto const& all = doc["people"];
    if (all["outcomes"].empty()) return paragraph(say::nobody_changes.in(lang_));
    std::vector<std::size_t> columns;
    std::vector<std::string> head{"", say::persons.in(lang_), say::changes.in(lang_)};
    for (std::size_t i = 0; i < outcomes; ++i)
      if (all["outcomes"].contains(word_of(i))) {
        columns.push_back(i);
        head.push_back(outcome_phrase(static_cast<outcome>(i)).in(lang_));
      }
    auto row = [&](std::string label, json const& persons, json const& tally) {
      std::vector<std::string> cells{std::move(label), words(persons), words(tally["changed"])};
      for (auto const i : columns) {
        auto const it = tally["outcomes"].find(word_of(i));
        cells.push_back(it == tally["outcomes"].end() ? "–" : words((*it)["persons"]));
      }
      return cells;
    };
    table({head, row(say::everybody.in(lang_), doc["persons"], all)});
    for (std::size_t g = 0; g < doc["groupings"].size(); ++g) {
      auto const& grouping = doc["groupings"][g];
      subsection(filled(say::by_fact.in(lang_), grouping["label"].get<std::string>()));
      table_rows rows{head};
      std::uint64_t sum = 0;
      for (auto const& group : grouping["groups"]) {
        json tally{{"changed", 0}, {"outcomes", json::object()}};
        for (auto const& changed : all["by"][g]["groups"])
          if (changed["kind"] == group["kind"] && changed["value"] == group["value"]) tally = changed;
        rows.push_back(row(group["label"], group["persons"], tally));
        if (!group["persons"].is_null()) sum += group["persons"].get<std::uint64_t>();
      }
      table(rows);
      if (sum > doc["persons"].get<std::uint64_t>()) paragraph(say::overlapping.in(lang_));
    }
  }

  void one_thing(json const& doc, json const& t) {
    thing(t["label"], t["id"]);
    for (std::size_t i = 0; i < outcomes; ++i) {
      auto const it = t["outcomes"].find(word_of(i));
      if (it == t["outcomes"].end()) continue;
      auto text = outcome_phrase(static_cast<outcome>(i)).in(lang_) + ": " + words((*it)["persons"]);
      if (auto const how = moves(t, i); !how.empty()) text += " (" + how + ')';
      point(text, static_cast<outcome>(i) == outcome::loses);
      if (auto const which = rows_words(*it); !which.empty()) detail(which);
      for (std::size_t g = 0; g < doc["groupings"].size(); ++g)
        if (auto const parts = by_group(doc["groupings"][g], t["by"][g]["groups"], i); !parts.empty())
          detail(filled(say::by_fact.in(lang_), doc["groupings"][g]["label"].get<std::string>()) + ": " + parts);
    }
    for (auto const& [key, word] : {std::pair{"due_days", say::due_moves}, {"latest_days", say::latest_moves}})
      if (t.contains(key)) point(filled(word.in(lang_), range(t[key])), false);
  }

  /// From which status to which, with numbers if there is more than one way.
  std::string moves(json const& t, std::size_t i) const {
    std::vector<std::pair<std::string, std::string>> ways;
    for (auto const& m : t.value("moves", json::array())) {
      auto const before = status_of_word(m["before"]), after = status_of_word(m["after"]);
      if (outcomes_of(before, after)[i])
        ways.emplace_back(phrase_of(before).in(lang_) + " → " + phrase_of(after).in(lang_), words(m["persons"]));
    }
    std::string out;
    for (auto const& [way, n] : ways)
      out += (out.empty() ? "" : "; ") + way + (ways.size() == 1 ? "" : ": " + n);
    return out;
  }

  static status status_of_word(json const& word) {
    for (auto const s : {status::eligible, status::not_eligible, status::not_in_force})
      if (says(word, to_string(s))) return s;
    return status::undetermined;
  }

  std::string rows_words(json const& o) const {
    if (!o.contains("rows") || o["rows"].empty()) return {};
    std::string list;
    for (auto const& row : o["rows"])
      list += (list.empty() ? "" : ", ") + words(row);
    if (auto const more = o["persons"].get<std::uint64_t>() - o["rows"].size(); more > 0)
      list += ' ' + filled(say::and_more.in(lang_), std::to_string(more));
    return filled((o["rows"].size() == 1 && o["persons"] == 1 ? say::one_row : say::rows).in(lang_), list);
  }

  std::string by_group(json const& grouping, json const& groups, std::size_t i) const {
    std::string out;
    for (auto const& g : groups) {
      auto const it = g["outcomes"].find(word_of(i));
      if (it == g["outcomes"].end()) continue;
      json const* size = nullptr;
      for (auto const& one : grouping["groups"])
        if (one["kind"] == g["kind"] && one["value"] == g["value"]) size = &one["persons"];
      out += (out.empty() ? "" : "; ") + g["label"].get<std::string>() + ' ' +
             filled(filled(say::of_persons.in(lang_), words((*it)["persons"])), words(*size));
    }
    return out;
  }

  std::string range(json const& days) const {
    auto const sign = [](json const& n) {
      auto const v = n.get<std::int64_t>();
      return (v > 0 ? "+" : v < 0 ? "−" : "") + std::to_string(v < 0 ? -v : v);
    };
    return days[0] == days[1] ? sign(days[0]) : filled(filled(say::from_to.in(lang_), sign(days[0])), sign(days[1]));
  }

  std::uint64_t below_ = 0;
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
    out_.heading(2, text);
  }
  void paragraph(std::string const& text) override { out_.line(0, text); }
  void thing(std::string const& label, std::string const& id) override {
    out_.blank();
    out_.line(2, out_.inked(ink::strong, label) + "  " + out_.inked(ink::dim, id), 4);
  }
  void point(std::string const& text, bool grave) override {
    out_.line(4, out_.inked(grave ? ink::bad : ink::plain, text), 4);
  }
  void detail(std::string const& text) override { out_.line(6, text); }
  void table(table_rows const& rows) override {
    std::vector<bool> right(rows.front().size(), true);
    right.front() = false;
    for (auto const& line : page::table(rows, right))
      out_.line(2, line);
  }
  void rule() override { out_.blank(); }

  page out_;
};

class markdown_teller : public teller {
public:
  using teller::teller;
  std::string take() { return std::move(out_); }

private:
  void title(std::string const& text) override { out_ += "# " + markdown_safe(text) + "\n\n"; }
  void section(std::string const& text) override { out_ += "\n## " + markdown_safe(text) + "\n\n"; }
  void subsection(std::string const& text) override { out_ += "\n### " + markdown_safe(text) + "\n\n"; }
  void paragraph(std::string const& text) override { out_ += markdown_safe(text) + "\n\n"; }
  void thing(std::string const& label, std::string const& id) override {
    out_ += "\n**" + markdown_safe(label) + "** `" + id + "`\n\n";
  }
  void point(std::string const& text, bool) override { out_ += "- " + markdown_safe(text) + '\n'; }
  void detail(std::string const& text) override { out_ += "  - " + markdown_safe(text) + '\n'; }
  void table(table_rows const& rows) override {
    for (auto const& row : rows) {
      for (auto const& cell : row)
        out_ += "| " + markdown_safe(cell) + ' ';
      out_ += "|\n";
      if (&row != &rows.front()) continue;
      out_ += "| --- ";
      for (std::size_t i = 1; i < row.size(); ++i)
        out_ += "| ---: ";
      out_ += "|\n";
    }
    out_ += '\n';
  }
  void rule() override { out_ += "\n---\n\n"; }

  std::string out_;
};

// Names and values are ids, which hold neither commas nor quotes.
std::string csv_of(json const& doc) {
  std::string out = "thing,id,outcome,by,group,value,persons,of,rows\n";
  auto const number = [&](json const& n) {
    return n.is_null() ? '<' + std::to_string(doc["hide_below"].get<std::uint64_t>()) : n.dump();
  };
  auto tally = [&](std::string const& head, std::string const& group, json const& t, json const& of) {
    auto line = [&](std::string const& what, json const& persons, json const& rows) {
      out += head + ',' + what + ',' + group + ',' + number(persons) + ',' + number(of) + ',';
      for (auto const& row : rows)
        out += (&row == &rows.front() ? "" : " ") + row.dump();
      out += '\n';
    };
    line("changed", t["changed"], json::array());
    for (auto const& [what, o] : t["outcomes"].items())
      line(what, o["persons"], o.value("rows", json::array()));
  };
  auto thing = [&](std::string const& head, json const& t, bool every_group) {
    tally(head, ",all,", t, doc["persons"]);
    for (std::size_t g = 0; g < doc["groupings"].size(); ++g)
      for (auto const& group : doc["groupings"][g]["groups"]) {
        json changed{{"changed", 0}, {"outcomes", json::object()}};
        bool found = every_group;
        for (auto const& one : t["by"][g]["groups"])
          if (one["kind"] == group["kind"] && one["value"] == group["value"]) {
            changed = one;
            found = true;
          }
        if (!found) continue;
        auto const name = doc["groupings"][g]["by"].get<std::string>() + ',' + group["kind"].get<std::string>() + ',' +
                          (group["value"].is_null() ? "" : group["value"].get<std::string>());
        tally(head, name, changed, group["persons"]);
      }
  };
  thing("people,", doc["people"], true);
  for (auto const& [key, word] : {std::pair{"protections", "protection,"}, {"deadlines", "deadline,"}})
    for (auto const& t : doc[key])
      thing(word + t["id"].get<std::string>(), t, false);
  return out;
}

} // namespace

std::string report(impact_report const& r, impact_format as, report_style const& style, std::uint64_t hide_below) {
  auto const doc = documenter(r, style.lang, hide_below).document();
  switch (as) {
  case impact_format::json: return doc.dump(2);
  case impact_format::csv: return csv_of(doc);
  case impact_format::markdown: {
    markdown_teller out(style.lang);
    out.tell(doc);
    return out.take();
  }
  case impact_format::text: break;
  }
  text_teller out(style);
  out.tell(doc);
  return out.take();
}

} // namespace cobijo
