// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A difference as the draft of a release note: who brought it about, from when until when, and for whom.
#include "diff/document.hpp"
#include "diff/words.hpp"
#include "render/describe.hpp"
#include "render/markup.hpp"
#include "render/names.hpp"
#include "render/sides.hpp"
#include "rules/reach.hpp"

#include <algorithm>
#include <map>

namespace cobijo::internal {
namespace {

/// An instrument, with where it stands among the others: by the first day of what it did.
struct cause {
  std::int64_t day = not_yet;
  std::string id; ///< empty: none is named
  friend auto operator<=>(cause const&, cause const&) = default;
};

/// Changes of one thing by one instrument.
struct thing_changed {
  json const* first = nullptr; ///< the gravest
  std::vector<json const*> all;
  diff_event const* newest = nullptr;
};

struct group {
  json by;
  std::vector<std::string> order; ///< things, the gravest change first
  std::map<std::string, thing_changed> things;
  std::vector<json const*> meanings;
  std::vector<std::pair<json const*, cause>> elsewhere; ///< meanings that another group tells of
};

template <class Thing, class Index>
Thing const* find(std::vector<Thing> const& things, Index const& index, std::string const& id) {
  auto const it = index.find(id);
  return it == index.end() ? nullptr : &things[static_cast<std::size_t>(it->second)];
}

/// Calls `visit(span, instrument)` for whatever happens to a thing over time.
template <class F>
void each_event(model const& m, std::string const& id, F visit) {
  auto versions = [&](auto const* t) {
    if (t == nullptr) return;
    for (auto const& v : t->versions) {
      visit(v.from, v.by);
      for (auto const& e : effects_of(m, v))
        visit(e.from, e.by);
    }
  };
  versions(find(m.provisions, m.provision_index, id));
  versions(find(m.deadlines, m.deadline_index, id));
  versions(find(m.parameters, m.parameter_index, id));
  versions(find(m.clocks, m.clock_index, id));
  if (auto const* r = find(m.readings, m.reading_index, id))
    for (auto const& p : r->prevails)
      visit(p.from, p.by);
}

std::string instrument_id(model const& m, int index) {
  return index < 0 ? std::string() : m.instruments[static_cast<std::size_t>(index)].id;
}

bool names_calendar(clock_member const& member, std::string const& id) {
  return member.literal == id ||
         std::any_of(member.of.begin(), member.of.end(), [&](auto const& one) { return names_calendar(one, id); });
}

class draft {
public:
  draft(diff_document const& d, json const& doc, std::string const& lang) : d_(d), doc_(doc), lang_(lang) {}

  std::string write() {
    collect_changes();
    collect_meanings();
    line("# " + safe(filled(filled(say::draft_title.in(lang_), name(doc_["b"])), name(doc_["a"]))));
    line(safe(say::draft_note.in(lang_)));
    line(safe(one_line(doc_, lang_)));
    line(safe(d_.options.any_day ? say::asked_any.in(lang_)
                                 : filled(say::asked_about.in(lang_), doc_["as_of"].get<std::string>())));
    for (auto const& known : known_sides(doc_, lang_))
      line(safe(known));
    for (auto const& [key, phrase] :
         {std::pair{"equivalent_proved", say::proved_all}, {"equivalent_searched", say::unproved_all}})
      if (auto const n = doc_["summary"][key].get<std::size_t>(); n > 0)
        line(safe(filled(phrase.in(lang_), std::to_string(n))));
    if (groups_.empty()) line(safe(say::no_changes.in(lang_)));
    for (auto const& [by, g] : groups_)
      tell(by, g);
    line("---");
    line(safe(rulebooks_line(doc_, lang_)));
    out_ += safe(say::not_advice.in(lang_)) + '\n';
    return std::move(out_);
  }

private:
  static std::string safe(std::string const& text) { return markdown_safe(text); }
  static std::string capital(std::string text) {
    text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
    return text;
  }
  static std::string name(json const& side) { return side["name"].get<std::string>(); }
  static std::string marked(json const& thing, char const* id) {
    return "**" + safe(thing["label"].get<std::string>()) + "** `" + thing[id].get<std::string>() + '`';
  }
  void line(std::string const& text) { out_ += text + "\n\n"; }
  void point(std::size_t depth, std::string const& text) { out_ += std::string(2 * depth, ' ') + "- " + text + '\n'; }

  // --- who brought it about -----------------------------------------------------------------------------------------

  model const& book_of(diff_event const& e) const { return (e.in_b ? d_.b : d_.a).book(); }

  /// Something that both rulebooks date alike, and before the days compared, is not what made the difference.
  bool brought_about(diff_entry const& e, diff_event const& event) const {
    auto const from = std::min(d_.a.day(), d_.b.day()), to = std::max(d_.a.day(), d_.b.day());
    if (event.from.hi > from && event.from.lo <= to) return true;
    bool known_before = false;
    auto const& other = event.in_b ? d_.a.book() : d_.b.book();
    each_event(other, e.thing, [&](span at, int by) {
      known_before = known_before ||
                     (at == event.from && instrument_id(other, by) == instrument_id(book_of(event), event.instrument));
    });
    return !known_before;
  }

  /// The newest event that has an instrument; of the others, the newest.
  diff_event const* newest_of(diff_entry const& e) const {
    diff_event const* out = nullptr;
    for (auto const& event : e.events)
      if (brought_about(e, event) && (out == nullptr || event.instrument >= 0 || out->instrument < 0)) out = &event;
    return out;
  }

  /// A correction of a text concerns the time of that text.
  diff_event const* decisive(diff_entry const& e) const {
    auto const* out = newest_of(e);
    return out != nullptr || e.events.empty() ? out : &e.events.back();
  }

  /// The instrument that shut an office is named by the closure itself.
  int closure_instrument(diff_entry const& e) const {
    if (e.kind != "closure.added") return -1;
    for (auto const& c : d_.b.book().closures)
      if (c.id == e.thing) return c.by;
    return -1;
  }

  cause cause_of(diff_entry const& e) const {
    if (auto const by = closure_instrument(e); by >= 0) return place(d_.b.book(), by);
    auto const* event = newest_of(e);
    return event == nullptr || event->instrument < 0 ? cause{} : place(book_of(*event), event->instrument);
  }
  /// All that an instrument did stands at the first day of any of it.
  cause place(model const& m, int instrument) const {
    auto const it = first_day_of_.find(instrument_id(m, instrument));
    return {it == first_day_of_.end() ? not_yet - 1 : it->second, instrument_id(m, instrument)};
  }

  void collect_changes() {
    for (auto const& e : d_.entries)
      if (auto const* event = newest_of(e); event != nullptr && event->instrument >= 0) {
        auto const [it, fresh] =
            first_day_of_.emplace(instrument_id(book_of(*event), event->instrument), event->from.lo);
        if (!fresh) it->second = std::min(it->second, event->from.lo);
      }
    for (std::size_t i = 0; i < d_.entries.size(); ++i) {
      auto const& e = d_.entries[i];
      auto& g = group_of(cause_of(e));
      auto& t = g.things[e.thing];
      if (t.all.empty()) {
        t.first = &doc_["changes"][i];
        t.newest = decisive(e);
        g.order.push_back(e.thing);
      }
      t.all.push_back(&doc_["changes"][i]);
    }
  }

  group& group_of(cause const& by) {
    auto& g = groups_[by];
    if (!by.id.empty() && g.by.is_null())
      for (auto const* side : {&d_.b, &d_.a})
        if (auto const it = side->book().instrument_index.find(by.id);
            it != side->book().instrument_index.end() && g.by.is_null())
          g.by = instrument_json(side->book(), it->second, lang_);
    return g;
  }

  // --- for whom ------------------------------------------------------------------------------------------------------

  /// What a provision rests on, on both sides; the days that its terms count too.
  std::set<std::string> reach_of(std::string const& id) const {
    std::set<std::string> out{id};
    for (auto const* side : {&d_.a, &d_.b}) {
      auto const& m = side->book();
      auto const* p = find(m.provisions, m.provision_index, id);
      if (p == nullptr) continue;
      reach all(m);
      all.add(*p);
      out.insert(all.ids().begin(), all.ids().end());
      for (auto const& c : m.closures)
        for (int clock : c.clocks)
          if (all.ids().contains(m.clocks[static_cast<std::size_t>(clock)].id)) out.insert(c.id);
      for (auto const& c : m.clocks)
        for (auto const& v : c.versions)
          for (auto const& day : m.calendars)
            if (all.ids().contains(c.id) && v.calendar && names_calendar(*v.calendar, day.id)) out.insert(day.id);
    }
    return out;
  }

  void collect_meanings() {
    std::set<std::string> told;
    for (bool const protection : {true, false})
      for (auto const& m : doc_["meanings"]) {
        auto const id = m["id"].get<std::string>();
        if (m["protection"].get<bool>() != protection || (!protection && told.contains(id))) continue;
        auto const reached = reach_of(id);
        if (protection) told.insert(reached.begin(), reached.end());
        auto& causes = causes_[&m];
        // Support decides only where nothing else does: what was not confirmed is unknown. Last, a text of the same
        // meaning by itself, which may decide for persons of whom only a part is known.
        for (auto const worst : {severity::deadline, severity::support, severity::wording}) {
          for (auto const& e : d_.entries)
            if (e.how <= worst && e.how != severity::grant && reached.contains(e.thing))
              causes[cause_of(e)].insert(period_of(e.thing, decisive(e)));
          if (!causes.empty()) break;
        }
        if (causes.empty()) causes[{}];
        // The newest instrument; a correction of the rulebook only if there is none.
        auto at = std::prev(causes.end());
        if (at->first.id.empty() && at != causes.begin()) --at;
        group_of(at->first).meanings.push_back(&m);
        for (auto const& [by, periods] : causes)
          if (by != at->first) group_of(by).elsewhere.emplace_back(&m, at->first);
      }
  }

  // --- in words ------------------------------------------------------------------------------------------------------

  std::string title_of(cause const& by) const {
    auto const it = groups_.find(by);
    return by.id.empty() || it == groups_.end() ? say::no_instrument.in(lang_) : instrument_words(it->second.by);
  }

  /// `from 2014-10-31 on, until the day before 2020-11-12 (Title)`: as far as the second rulebook knows.
  std::string period_of(std::string const& thing, diff_event const* event) const {
    if (event == nullptr) return say::not_dated.in(lang_);
    auto const& m = d_.b.book();
    std::optional<std::pair<span, int>> next;
    each_event(m, thing, [&](span at, int by) {
      if (at.lo > event->from.lo && at.hi > event->from.hi && (!next || at.lo < next->first.lo)) next = {at, by};
    });
    auto out = filled(say::from_on.in(lang_), written(event->from)) + ", ";
    if (!next) return out + say::no_later.in(lang_);
    out += filled(say::until_before.in(lang_), written(next->first));
    auto const by = instrument_words(instrument_json(m, next->second, lang_));
    return by.empty() ? out : out + " (" + by + ')';
  }

  void period_point(std::string const& period) {
    if (period != common_period_) point(1, say::period_affected.in(lang_) + ": " + safe(period));
  }

  /// Told once if it is that of everything in a group.
  void find_common_period(cause const& by, group const& g) {
    std::set<std::string> all;
    for (auto const& [id, t] : g.things)
      if (!minor_only(t)) all.insert(period_of(id, t.newest));
    for (auto const* m : g.meanings)
      all.insert(causes_.at(m).at(by).begin(), causes_.at(m).at(by).end());
    common_period_ = all.size() == 1 ? *all.begin() : std::string();
  }

  void tell(cause const& by, group const& g) {
    line("## " + safe(title_of(by)));
    if (by.id.empty())
      line(safe(say::no_instrument_note.in(lang_)));
    else
      line('`' + by.id + '`' + (g.by.contains("link") ? " <" + g.by["link"].get<std::string>() + '>' : ""));
    find_common_period(by, g);
    if (!common_period_.empty()) line(safe(capital(say::period_affected.in(lang_)) + ": " + common_period_));
    if (!g.meanings.empty() || !g.elsewhere.empty()) {
      line("### " + safe(say::for_whom.in(lang_)));
      for (auto const* m : g.meanings)
        meaning_of(by, *m);
      for (auto const& [m, at] : g.elsewhere)
        point(0, marked(*m, "id") + ": " + safe(filled(say::told_under.in(lang_), title_of(at))));
      out_ += '\n';
    }
    section(g, say::deadlines, [](json const& c) { return c["kind"].get<std::string>().starts_with("deadline."); });
    section(g, say::other_changes,
            [](json const& c) { return !c["kind"].get<std::string>().starts_with("deadline."); });
    minor(g);
  }

  void meaning_of(cause const& by, json const& m) {
    bool const protection = m["protection"].get<bool>();
    point(0, marked(m, "id") + ": " + safe(verdict_words(m, lang_)));
    for (auto const& period : causes_.at(&m).at(by))
      period_point(period);
    if (m.contains("note")) point(1, safe(m["note"].get<std::string>()));
    for (auto const& [key, word] :
         {std::pair{"loses", say::who_loses}, {"gains", say::who_gains}, {"differs", say::who_differs}}) {
      if (!m.contains(key)) continue;
      auto const& w = m[key];
      point(1, word.in(lang_) + " (" + status_in(w["before"], protection, lang_) + " → " +
                   status_in(w["after"], protection, lang_) + "), " +
                   filled(say::as_of.in(lang_), w["as_of"].get<std::string>()) + ':');
      if (w["told"].empty()) point(2, safe(say::anybody.in(lang_)));
      for (auto const& f : w["told"])
        point(2, safe(f.get<std::string>()));
    }
    for (auto const& [other, periods] : causes_.at(&m))
      if (other != by)
        for (auto const& period : periods)
          point(1, say::together_with.in(lang_) + ": " + safe(title_of(other) + ", " + period));
  }

  static bool is_minor(json const& c) { return *severity_of(c["severity"].get<std::string>()) >= severity::support; }
  static bool minor_only(thing_changed const& t) {
    return std::all_of(t.all.begin(), t.all.end(), [](json const* c) { return is_minor(*c); });
  }

  template <class Wanted>
  void section(group const& g, phrase title, Wanted wanted) {
    bool first = true;
    for (auto const& id : g.order) {
      auto const changes = worth_telling(g, id);
      if (changes.empty() || !wanted(*changes.front())) continue;
      if (std::exchange(first, false)) line("### " + safe(title.in(lang_)));
      thing(id, changes, g.things.at(id).newest);
    }
    if (!first) out_ += '\n';
  }

  /// Not what is told last; not that a text changed of which it is told already what that means.
  static std::vector<json const*> worth_telling(group const& g, std::string const& id) {
    bool const meant =
        std::any_of(g.meanings.begin(), g.meanings.end(), [&](auto const* m) { return (*m)["id"] == id; });
    std::vector<json const*> out;
    for (auto const* c : g.things.at(id).all)
      if (!is_minor(*c) && !(meant && (*c)["kind"].get<std::string>().starts_with("provision."))) out.push_back(c);
    return out;
  }

  void thing(std::string const& id, std::vector<json const*> const& changes, diff_event const* newest) {
    auto const& gravest = *changes.front();
    std::string kinds;
    for (auto const* c : changes)
      kinds += (kinds.empty() ? "" : "; ") + kind_phrase((*c)["kind"].get<std::string>()).in(lang_);
    auto const how = *severity_of(gravest["severity"].get<std::string>());
    if (how <= severity::widens) kinds += " (" + severity_phrase(how).in(lang_) + ')';
    point(0, marked(gravest, "thing") + ": " + safe(kinds));
    period_point(period_of(id, newest));
    for (auto const* key : {"after", "before"})
      if (gravest[key].is_object() && gravest[key].contains("governed_by")) {
        point(1, safe(filled(say::governed_by.in(lang_), gravest[key]["governed_by"].get<std::string>())));
        break;
      }
    for (auto const& e : gravest["events"])
      if (newest != nullptr && e["from"] != written(newest->from))
        point(1, say::also.in(lang_) + ": " + safe(event_words(e, lang_)));
    for (auto const* c : changes)
      details(*c);
  }

  /// What became of a member, and of a last day.
  void details(json const& c) {
    auto const kind = c["kind"].get<std::string>();
    auto const &before = c["before"], &after = c["after"];
    if (kind == "deadline.moved" && before.is_object() && after.is_object()) {
      point(1, safe(filled(filled(say::if_started.in(lang_), after["start"].get<std::string>()),
                           due_words(before, lang_) + " → " + due_words(after, lang_))));
      return;
    }
    for (auto const& [of, key, word] : {std::tuple{"deadline.period", "period", say::period},
                                        {"deadline.start", "start", say::starts},
                                        {"parameter.value", "value", say::values}})
      if (kind == of && before.is_object() && after.is_object() && before.contains(key) && after.contains(key))
        point(1, safe(word.in(lang_) + ": " + before[key].get<std::string>() + " → " + after[key].get<std::string>()));
    if (*severity_of(c["severity"].get<std::string>()) != severity::grant) return;
    for (auto const& l : c["outline"])
      if (says(l["mark"], "+") || says(l["mark"], "-"))
        point(1, (says(l["mark"], "+") ? "+ " : "− ") + safe(l["text"].get<std::string>()));
  }

  void minor(group const& g) {
    std::string all;
    for (auto const& id : g.order) {
      auto const& t = g.things.at(id);
      if (!minor_only(t)) continue;
      std::set<std::string> kinds;
      for (auto const* c : t.all)
        kinds.insert(severity_phrase(*severity_of((*c)["severity"].get<std::string>())).in(lang_));
      all += all.empty() ? "" : "; ";
      all += safe((*t.first)["label"].get<std::string>()) + " (`" + id + "`: ";
      for (auto const& k : kinds)
        all += (k == *kinds.begin() ? "" : ", ") + k;
      all += ')';
    }
    if (!all.empty()) line(safe(say::only_minor.in(lang_)) + ": " + all + '.');
  }

  diff_document const& d_;
  json const& doc_;
  std::string const& lang_;
  std::string out_;
  std::map<std::string, std::int64_t> first_day_of_;
  std::map<cause, group> groups_;
  std::map<json const*, std::map<cause, std::set<std::string>>> causes_; ///< of each meaning, with their periods
  std::string common_period_;
};

} // namespace

std::string changelog(diff_document const& d, json const& doc, std::string const& lang) {
  return draft(d, doc, lang).write();
}

} // namespace cobijo::internal
