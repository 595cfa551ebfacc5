// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What changed, thing by thing: the text in force on one side beside that on the other.
#include "answer/reasons.hpp"
#include "diff/canonical.hpp"
#include "diff/document.hpp"
#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/tree.hpp"
#include "rules/pairs.hpp"

#include <algorithm>
#include <set>

namespace cobijo::internal {
namespace {

template <class Thing>
text_in_force text_in(diff_edition const& side, Thing const* t) {
  text_in_force out;
  if (t == nullptr) return out;
  out.all = rule_walk(side.in(), side.blank).possible(*t, side.day());
  out.kind = text_in_force::what::none;
  if (out.all.empty()) return out;
  auto const& first = out.all.front();
  out.version = first.version;
  out.at = first.at;
  out.kind = first.kind == alternative::what::text      ? text_in_force::what::text
             : first.kind == alternative::what::unknown ? text_in_force::what::unknown
                                                        : text_in_force::what::none;
  return out;
}

/// The version of a value, clock or the like that a day finds; these have no nodes of their own.
template <class Thing>
typename decltype(Thing::versions)::value_type const* version_on(diff_edition const& side, Thing const* t) {
  if (t == nullptr) return nullptr;
  for (auto v = t->versions.rbegin(); v != t->versions.rend(); ++v) {
    if (v->from.lo > side.day() || !known_by(side.book(), v->by, v->from, side.in().options.known_at)) continue;
    effect_kind now = effect_kind::in_force;
    for (auto const& e : effects_of(side.book(), *v))
      if (e.from.lo <= side.day() && !e.where && known_by(side.book(), e.by, e.from, side.in().options.known_at))
        now = e.kind;
    if (now == effect_kind::falls_back) continue;
    return now == effect_kind::ends || v->repealed ? nullptr : &*v;
  }
  return nullptr;
}

json nothing(std::string const&) {
  return nullptr;
}
using shown = std::function<json(std::string const&)>;
shown told(bilingual words) {
  return [words = std::move(words)](std::string const& lang) { return json(words.in(lang)); };
}
shown told(std::string const& words) {
  return words.empty() ? shown(nothing) : told(bilingual{words, words});
}
shown told(text const& t) {
  return t.empty() ? shown(nothing) : told(to_bilingual(t));
}

class comparer {
public:
  explicit comparer(diff_document& out) : out_(out), a_(out.a), b_(out.b) {}

  void run() {
    for (auto const& p : paired(a_.book().provisions, b_.book().provisions))
      if (begin(p)) provision_pair(p);
    for (auto const& p : paired(a_.book().deadlines, b_.book().deadlines))
      if (begin(p)) deadline_pair(p);
    for (auto const& p : paired(a_.book().parameters, b_.book().parameters))
      if (begin(p)) parameter_pair(p);
    for (auto const& p : paired(a_.book().clocks, b_.book().clocks))
      if (begin(p)) clock_pair(p);
    for (auto const& p : paired(a_.book().readings, b_.book().readings))
      if (begin(p)) reading_pair(p);
    for (auto const& p : paired(a_.book().calendars, b_.book().calendars))
      if (begin_other(p)) calendar_pair(p);
    for (auto const& p : paired(a_.book().closures, b_.book().closures))
      if (begin_other(p)) closure_pair(p);
  }

private:
  // --- the thing at hand --------------------------------------------------------------------------------------------

  template <class Thing>
  bool begin(pair_of<Thing> const& p) {
    auto const& t = p.any();
    auto const& book = p.b != nullptr ? b_.book() : a_.book();
    module_ = t.module < 0 ? std::string() : book.modules[static_cast<std::size_t>(t.module)].id;
    return start(t);
  }
  template <class Thing>
  bool begin_other(pair_of<Thing> const& p) {
    auto const& id = p.any().id;
    module_ = id.substr(0, id.find('.'));
    return start(p.any());
  }
  template <class Thing>
  bool start(Thing const& t) {
    id_ = t.id;
    label_ = to_bilingual(t.label);
    events_.clear();
    auto const& wanted = out_.options.modules;
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), module_) != wanted.end();
  }

  void add(std::string const& kind, severity how, shown before, shown after) {
    diff_entry e;
    e.id = kind + ':' + id_;
    e.kind = kind;
    e.thing = id_;
    e.module = module_;
    e.label = label_;
    e.how = how;
    e.events = events_;
    for (auto const& one : events_) {
      if (one.instrument < 0) continue;
      auto const& i = (one.in_b ? b_ : a_).book().instruments[static_cast<std::size_t>(one.instrument)].id;
      if (std::find(e.instruments.begin(), e.instruments.end(), i) == e.instruments.end()) e.instruments.push_back(i);
    }
    e.before = std::move(before);
    e.after = std::move(after);
    out_.entries.push_back(std::move(e));
  }

  template <class Word>
  void add_if(bool differs, Word const& kind, severity how, shown before, shown after) {
    if (differs) add(kind, how, std::move(before), std::move(after));
  }

  /// What happened after the earlier and up to the later of the two law dates; if nothing did, what the text in force
  /// came by.
  template <class Thing>
  void find_events(pair_of<Thing> const& p, int version_a, int version_b) {
    auto const from = std::min(a_.day(), b_.day()), to = std::max(a_.day(), b_.day());
    bool const in_b = p.b != nullptr;
    auto const& book = in_b ? b_.book() : a_.book();
    auto in_time = [&](span at) { return at.hi > from && at.lo <= to; };
    for (auto const& v : p.any().versions) {
      if (in_time(v.from)) events_.push_back({v.from, v.repealed ? "repealed" : "text", v.by, in_b});
      for (auto const& e : effects_of(book, v))
        if (in_time(e.from) && v.from.lo <= to) events_.push_back({e.from, e.word, e.by, in_b});
    }
    if (events_.empty() && version_b >= 0 && p.b != nullptr)
      came_by(p.b->versions[static_cast<std::size_t>(version_b)], true);
    if (events_.empty() && version_a >= 0 && p.a != nullptr)
      came_by(p.a->versions[static_cast<std::size_t>(version_a)], false);
    std::stable_sort(events_.begin(), events_.end(),
                     [](diff_event const& x, diff_event const& y) { return x.from.lo < y.from.lo; });
  }
  void came_by(version_head const& v, bool in_b) {
    events_.push_back({v.from, v.repealed ? "repealed" : "text", v.by, in_b});
  }

  /// The newest text that may apply on a side, as a tree for readers.
  template <class Thing>
  static shown text_shown(diff_edition const& side, Thing const* t) {
    if (t == nullptr) return nothing;
    return [&side, t](std::string const& lang) -> json {
      auto rule = rule_tree(side.in(), side.blank, false, lang).rule(*t, side.day());
      if (!rule.contains("texts") || rule["texts"].empty()) return nullptr;
      auto out = rule["texts"].front();
      for (auto const* key : {"governed_by"})
        if (rule.contains(key)) out[key] = rule[key];
      return out;
    };
  }

  /// What both sides have as text is compared part by part; otherwise it begins, ends, or is not known.
  template <class Thing>
  bool both_texts(std::string const& what, pair_of<Thing> const& p, text_in_force const& a, text_in_force const& b) {
    using is = text_in_force::what;
    if (a.kind == is::text && b.kind == is::text) return true;
    auto changed = [&](char const* word, severity how) {
      add(what + '.' + word, how, text_shown(a_, p.a), text_shown(b_, p.b));
    };
    if (a.kind == b.kind) return false;
    if (a.kind == is::missing)
      changed("added", severity::different);
    else if (b.kind == is::missing)
      changed("removed", severity::different);
    else if (b.kind == is::unknown)
      changed("opens", severity::different);
    else if (a.kind == is::unknown)
      changed("settles", severity::different);
    else
      changed(b.kind == is::text ? "begins" : "ends", severity::different);
    return false;
  }

  // --- provisions ---------------------------------------------------------------------------------------------------

  /// Of each alternative, whether and what it asks.
  template <class Thing>
  static json alternatives(diff_edition const& side, Thing const& t, text_in_force const& now) {
    json out = json::array();
    for (auto const& a : now.all) {
      json one = json::array({static_cast<int>(a.kind)});
      if (a.kind == alternative::what::text) {
        if constexpr (std::is_same_v<Thing, provision>)
          one.push_back(canonical_of(side.book(), t.versions[static_cast<std::size_t>(a.version)]).asks);
        else
          one.push_back(canonical_of(side.book(), t.versions[static_cast<std::size_t>(a.version)]).whole.asks);
      }
      out.push_back(std::move(one));
    }
    return out;
  }

  void provision_pair(pair_of<provision> const& p) {
    auto const a = text_of(a_, p.a), b = text_of(b_, p.b);
    find_events(p, a.version, b.version);
    auto const before = text_shown(a_, p.a), after = text_shown(b_, p.b);
    if (both_texts("provision", p, a, b)) {
      auto const& va = p.a->versions[static_cast<std::size_t>(a.version)];
      auto const& vb = p.b->versions[static_cast<std::size_t>(b.version)];
      auto const x = canonical_of(a_.book(), va), y = canonical_of(b_.book(), vb);
      if (x.asks != y.asks)
        add("provision.condition", severity::different, before, after);
      else if (alternatives(a_, *p.a, a) != alternatives(b_, *p.b, b))
        add("provision.effect", severity::different, before, after);
      common("provision", x, y, p, before, after);
    }
    if (p.a == nullptr || p.b == nullptr) return;
    add_if(canonical_of(a_.book(), p.a->governed_by) != canonical_of(b_.book(), p.b->governed_by),
           "provision.governed_by", severity::different, governed(a_, *p.a), governed(b_, *p.b));
    if (p.a->protects && p.b->protects)
      protection_pair(p, a, b);
    else
      add_if(p.a->protects.has_value() != p.b->protects.has_value(), "protection.protects", severity::different, before,
             after);
  }

  template <class Thing>
  void common(std::string const& what, canonical const& x, canonical const& y, pair_of<Thing> const& p,
              shown const& before, shown const& after) {
    add_if(x.cites != y.cites, what + ".citation", severity::citation, before, after);
    add_if(x.known != y.known, what + ".support", severity::support, before, after);
    // The words of a text that asks something else are seen with what it asks.
    bool const worded = x.asks == y.asks && x.worded != y.worded;
    add_if(worded || !(to_bilingual(p.a->label) == to_bilingual(p.b->label)), what + ".wording", severity::wording,
           before, after);
  }

  template <class Thing>
  static shown governed(diff_edition const& side, Thing const& t) {
    if (!t.governed_by) return nothing;
    return told(describe(side.book(), *t.governed_by));
  }

  static std::vector<grant> const* grants_of(provision const& p, text_in_force const& now) {
    if (now.kind != text_in_force::what::text) return nullptr;
    for (int v = now.version; v >= 0; --v)
      if (auto const& one = p.versions[static_cast<std::size_t>(v)]; one.has_grants) return &one.grants;
    return nullptr;
  }
  static shown grants_shown(std::vector<grant> const* list) {
    if (list == nullptr) return nothing;
    return [list](std::string const& lang) {
      json out = json::array();
      for (auto const& g : *list)
        out.push_back(cited(to_bilingual(g.label).in(lang), g.cite) + support_mark(word_of(g.known), lang));
      return out;
    };
  }
  static shown ids_shown(diff_edition const& side, std::vector<std::string> const& ids) {
    return [&side, &ids](std::string const& lang) {
      json out = json::array();
      for (auto const& id : ids)
        out.push_back(label_of(side.book(), id, lang) + " (" + id + ')');
      return out;
    };
  }
  static shown notices_shown(diff_edition const& side, std::vector<notice> const& list) {
    return [&side, &list](std::string const& lang) {
      json out = json::array();
      for (auto const& n : list)
        if (stands(side, n)) out.push_back(cited(to_bilingual(n.label).in(lang), n.cite));
      return out;
    };
  }
  static bool stands(diff_edition const& side, notice const& n) {
    return (!n.from || n.from->lo <= side.day()) && (!n.to || n.to->hi >= side.day());
  }

  void protection_pair(pair_of<provision> const& p, text_in_force const& a, text_in_force const& b) {
    auto const &x = *p.a->protects, &y = *p.b->protects;
    auto const *ga = grants_of(*p.a, a), *gb = grants_of(*p.b, b);
    if (ga != nullptr && gb != nullptr)
      add_if(canonical_of(*ga) != canonical_of(*gb), "protection.grants", severity::grant, grants_shown(ga),
             grants_shown(gb));
    add_if(x.authority != y.authority, "protection.authority", severity::grant, told(x.authority), told(y.authority));
    add_if(x.decision != y.decision, "protection.decision", severity::grant, told(x.decision), told(y.decision));
    add_if(x.layer != y.layer, "protection.layer", severity::grant, told(x.layer), told(y.layer));
    add_if(x.cap.en != y.cap.en || x.cap.es != y.cap.es, "protection.cap", severity::grant, told(x.cap), told(y.cap));
    add_if(x.cap_cite != y.cap_cite, "protection.cap_citation", severity::citation, told(x.cap_cite), told(y.cap_cite));
    add_if(x.leads_to != y.leads_to, "protection.leads_to", severity::grant, ids_shown(a_, x.leads_to),
           ids_shown(b_, y.leads_to));
    add_if(x.remedies != y.remedies, "protection.remedies", severity::grant, ids_shown(a_, x.remedies),
           ids_shown(b_, y.remedies));
    add_if(x.fees != y.fees, "protection.fees", severity::grant, ids_shown(a_, x.fees), ids_shown(b_, y.fees));
    add_if(x.deadlines != y.deadlines, "protection.deadlines", severity::wording, ids_shown(a_, x.deadlines),
           ids_shown(b_, y.deadlines));
    auto const na = notices_shown(a_, x.notices), nb = notices_shown(b_, y.notices);
    add_if(na("en") != nb("en"), "protection.notices", severity::wording, na, nb);
  }

  // --- deadlines ----------------------------------------------------------------------------------------------------

  /// When it ends if it starts on the example day.
  std::optional<span> example(diff_edition const& side, deadline const* d, text_in_force const& now) const {
    if (d == nullptr || now.kind != text_in_force::what::text) return std::nullopt;
    auto const* r = side.in().deadline_readings.find(d, side.day());
    if (r == nullptr) return std::nullopt;
    std::optional<span> out;
    for (auto const& w : r->ways) {
      if (w.version != now.version || side.blank.truths[w.guard.at] == truth::no) continue;
      auto const at = due_of(side.in(), side.in().graph.counts[w.count], out_.as_of.days(), side.blank);
      out = out ? hull(*out, at) : at;
    }
    return out;
  }
  shown due_shown(std::optional<span> const& due) const {
    if (!due) return nothing;
    return [due = *due, start = out_.as_of.to_string()](std::string const&) {
      json out{{"start", start}, {"due", written_day(due.lo)}};
      if (!due.exact()) out["latest"] = due.hi == not_yet ? json(nullptr) : json(written_day(due.hi));
      return out;
    };
  }

  void deadline_pair(pair_of<deadline> const& p) {
    auto const a = text_of(a_, p.a), b = text_of(b_, p.b);
    find_events(p, a.version, b.version);
    auto const before = text_shown(a_, p.a), after = text_shown(b_, p.b);
    auto const due_a = example(a_, p.a, a), due_b = example(b_, p.b, b);
    if (both_texts("deadline", p, a, b)) {
      auto const x = canonical_of(a_.book(), p.a->versions[static_cast<std::size_t>(a.version)]);
      auto const y = canonical_of(b_.book(), p.b->versions[static_cast<std::size_t>(b.version)]);
      add_if(x.period != y.period, "deadline.period", severity::deadline, before, after);
      add_if(x.start != y.start, "deadline.start", severity::deadline, before, after);
      add_if(x.clock != y.clock || x.by_mail != y.by_mail, "deadline.clock", severity::deadline, before, after);
      add_if(x.applies != y.applies, "deadline.applies", severity::deadline, before, after);
      add_if(x.met != y.met, "deadline.met", severity::deadline, before, after);
      add_if(x.excused != y.excused, "deadline.excused", severity::deadline, before, after);
      if (x.whole.asks == y.whole.asks && alternatives(a_, *p.a, a) != alternatives(b_, *p.b, b))
        add("deadline.effect", severity::deadline, before, after);
      add_if(due_a != due_b, "deadline.moved", severity::deadline, due_shown(due_a), due_shown(due_b));
      common("deadline", x.whole, y.whole, p, before, after);
    }
    if (p.a == nullptr || p.b == nullptr) return;
    add_if(canonical_of(a_.book(), p.a->governed_by) != canonical_of(b_.book(), p.b->governed_by),
           "deadline.governed_by", severity::deadline, governed(a_, *p.a), governed(b_, *p.b));
    add_if(p.a->binds_person != p.b->binds_person || p.a->kind != p.b->kind, "deadline.nature", severity::deadline,
           told(p.a->kind), told(p.b->kind));
    add_if(p.a->if_missed.en != p.b->if_missed.en || p.a->leads_to != p.b->leads_to, "deadline.if_missed",
           severity::grant, told(p.a->if_missed), told(p.b->if_missed));
  }

  // --- values, clocks, readings, calendars ---------------------------------------------------------------------------

  shown value_shown(diff_edition const& side, parameter_version const* v) const {
    if (v == nullptr) return nothing;
    return [&side, v](std::string const& lang) {
      auto out = version_json(side.book(), *v, lang);
      out["value"] = value_words(side.book(), *v, lang);
      return out;
    };
  }

  template <class Thing, class Version>
  void find_events_of(pair_of<Thing> const& p, Version const* a, Version const* b) {
    auto index = [](Thing const* t, Version const* v) {
      return t == nullptr || v == nullptr ? -1 : static_cast<int>(v - t->versions.data());
    };
    find_events(p, index(p.a, a), index(p.b, b));
  }

  void parameter_pair(pair_of<parameter> const& p) {
    auto const *a = version_on(a_, p.a), *b = version_on(b_, p.b);
    if (a == nullptr && b == nullptr) return;
    find_events_of(p, a, b);
    auto const before = value_shown(a_, a), after = value_shown(b_, b);
    if (a == nullptr || b == nullptr) {
      auto const* word = a == nullptr ? (p.a == nullptr ? "added" : "begins") : (p.b == nullptr ? "removed" : "ends");
      return add(std::string("parameter.") + word, severity::different, before, after);
    }
    auto const x = canonical_of(a_.book(), *a), y = canonical_of(b_.book(), *b);
    add_if(x.asks != y.asks, "parameter.value", severity::different, before, after);
    common("parameter", x, y, p, before, after);
  }

  void clock_pair(pair_of<clock> const& p) {
    auto const *a = version_on(a_, p.a), *b = version_on(b_, p.b);
    if (a == nullptr || b == nullptr) {
      if (a != b) {
        find_events_of(p, a, b);
        add(a == nullptr ? "clock.begins" : "clock.ends", severity::deadline, nothing, nothing);
      }
      return;
    }
    find_events_of(p, a, b);
    auto const x = canonical_of(a_.book(), *a), y = canonical_of(b_.book(), *b);
    auto show = [](json const& asks) {
      return [asks](std::string const&) {
        json out;
        constexpr char const* names[] = {"first_day", "starts", "roll", "missing_day", "calendar", "mail_days"};
        for (std::size_t i = 0; i < asks.size(); ++i)
          if (asks[i].is_string()) out[names[i]] = asks[i];
        return out;
      };
    };
    add_if(x.asks != y.asks, "clock.rule", severity::deadline, show(x.asks), show(y.asks));
    common("clock", x, y, p, show(x.asks), show(y.asks));
  }

  /// The entries that have begun, oldest first.
  static json prevailing_on(diff_edition const& side, reading const* r, std::string const& lang, bool words) {
    json out = json::array();
    if (r == nullptr) return out;
    for (auto const& p : r->prevails) {
      if (p.from.lo > side.day() || !known_by(side.book(), p.by, p.from, side.in().options.known_at)) continue;
      std::string line = "open";
      if (p.position >= 0) {
        auto const& position = r->positions[static_cast<std::size_t>(p.position)];
        line = words ? cited(to_bilingual(position.label).in(lang), position.cite) : position.id;
      }
      if (words && p.where) line += "; " + describe(side.book(), *p.where).in(lang);
      out.push_back(line);
    }
    return out;
  }

  void reading_pair(pair_of<reading> const& p) {
    auto const from = std::min(a_.day(), b_.day()), to = std::max(a_.day(), b_.day());
    for (auto const& one : p.any().prevails)
      if (one.from.hi > from && one.from.lo <= to)
        events_.push_back({one.from, one.position < 0 ? "open" : "prevails", one.by, p.b != nullptr});
    auto show = [](diff_edition const& side, reading const* r) -> shown {
      if (r == nullptr) return nothing;
      return [&side, r](std::string const& lang) { return prevailing_on(side, r, lang, true); };
    };
    auto const before = show(a_, p.a), after = show(b_, p.b);
    if (p.a == nullptr || p.b == nullptr)
      return add(p.a == nullptr ? "reading.added" : "reading.removed", severity::different, before, after);
    add_if(prevailing_on(a_, p.a, {}, false) != prevailing_on(b_, p.b, {}, false), "reading.prevailing",
           severity::different, before, after);
    auto ids = [](reading const& r) {
      std::vector<std::string> out;
      for (auto const& one : r.positions)
        out.push_back(one.id);
      return out;
    };
    add_if(ids(*p.a) != ids(*p.b), "reading.positions", severity::different, before, after);
    add_if(!(to_bilingual(p.a->label) == to_bilingual(p.b->label)) ||
               !(to_bilingual(p.a->question) == to_bilingual(p.b->question)),
           "reading.wording", severity::wording, told(p.a->question), told(p.b->question));
  }

  void calendar_pair(pair_of<calendar> const& p) {
    if (p.a == nullptr || p.b == nullptr)
      return add(p.a == nullptr ? "calendar.added" : "calendar.removed", severity::deadline, nothing, nothing);
    if (p.a == p.b) return;
    // Days that only one of them keeps free: told from the law dates on, as far as a reader can use them.
    std::vector<std::string> only_a, only_b;
    for (std::int64_t day = first_day; day <= last_day; ++day) {
      bool const x = p.a->usual->is_working(day), y = p.b->usual->is_working(day);
      if (x == y) continue;
      auto& list = x ? only_b : only_a;
      if (list.size() < 12 || (day >= std::min(a_.day(), b_.day()) && list.size() < 24))
        list.push_back(written_day(day));
    }
    if (only_a.empty() && only_b.empty()) return;
    auto list = [](std::vector<std::string> days) -> shown {
      return [days = std::move(days)](std::string const&) { return json(days); };
    };
    add("calendar.days", severity::deadline, list(only_a), list(only_b));
  }

  void closure_pair(pair_of<closure> const& p) {
    auto words = [](closure const* c) -> shown {
      if (c == nullptr) return nothing;
      return [c](std::string const& lang) {
        return json(cited(to_bilingual(c->label).in(lang) + ": " + written({c->longest_from, c->shortest_from}) +
                              " – " + written({c->shortest_until, c->longest_until}),
                          c->cite));
      };
    };
    auto const before = words(p.a), after = words(p.b);
    if (p.a == nullptr || p.b == nullptr)
      return add(p.a == nullptr ? "closure.added" : "closure.removed", severity::deadline, before, after);
    auto of = [](closure const& c) {
      return std::tie(c.longest_from, c.shortest_from, c.shortest_until, c.longest_until, c.except);
    };
    add_if(of(*p.a) != of(*p.b), "closure.days", severity::deadline, before, after);
  }

  diff_document& out_;
  diff_edition const &a_, &b_;
  std::string id_, module_;
  bilingual label_;
  std::vector<diff_event> events_;
};

} // namespace

text_in_force text_of(diff_edition const& side, provision const* p) {
  return text_in(side, p);
}
text_in_force text_of(diff_edition const& side, deadline const* d) {
  return text_in(side, d);
}

span due_of(compiled const& e, count const& c, std::int64_t day, values const& v) {
  if (c.unspecified) return {day, not_yet};
  if (c.by.unit == unit::hours) {
    auto const minute = due_minutes(day * minutes_per_day, c.by.n);
    return exactly(day_of_minute(minute));
  }
  std::vector<closed> shortest, longest;
  for (auto const& one : c.closures) {
    auto const applies = v.truths[one.when];
    if (applies == truth::no) continue;
    auto const& closure = e.book->closures[static_cast<std::size_t>(one.closure)];
    longest.push_back({closure.longest_from, closure.longest_until, one.closure});
    if (applies == truth::yes && closure.shortest_from <= closure.shortest_until)
      shortest.push_back({closure.shortest_from, closure.shortest_until, one.closure});
  }
  auto by_from = [](closed const& x, closed const& y) { return x.from < y.from; };
  std::sort(shortest.begin(), shortest.end(), by_from);
  std::sort(longest.begin(), longest.end(), by_from);
  calendar const* const days =
      c.by.calendar < 0 ? nullptr : &e.book->calendars[static_cast<std::size_t>(c.by.calendar)];
  auto rule = count_rule{c.by.unit, c.by.n,  c.first_counted, c.starts_next_working_day,
                         c.roll,    c.by.lo, c.mail_days,     days == nullptr ? nullptr : days->usual.get(),
                         shortest};
  auto const lo = earliest_due(exactly(day), rule);
  rule.missing_day = c.by.hi;
  rule.closures = longest;
  if (days != nullptr) rule.calendar = days->all.get();
  return {lo, latest_due(exactly(day), rule)};
}

void compare_texts(diff_document& out) {
  comparer(out).run();
}

} // namespace cobijo::internal
