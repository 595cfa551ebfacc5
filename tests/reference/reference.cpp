// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "reference.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <tuple>

namespace cobijo_reference {

namespace {

using node = ordered_json;

// ---- truth -----------------------------------------------------------------------------------------------

enum class truth { no, unknown, yes }; // in this order: `and` is the lesser, `or` the greater

truth both(truth a, truth b) {
  return std::min(a, b);
}
truth either(truth a, truth b) {
  return std::max(a, b);
}
truth negation(truth a) {
  return a == truth::unknown ? a : a == truth::yes ? truth::no : truth::yes;
}
truth same(truth a, truth b) {
  return a == b ? a : truth::unknown;
}
truth from_bool(bool b) {
  return b ? truth::yes : truth::no;
}

json to_json(truth t) {
  return t == truth::unknown ? json(nullptr) : json(t == truth::yes);
}

// ---- civil days ------------------------------------------------------------------------------------------

using day = std::int64_t; // days since 1970-01-01

constexpr day not_yet = 1'000'000'000;   // later than every day; as an upper bound: none
constexpr day no_lower_bound = -not_yet; // earlier than every day
constexpr day end_of_counting = 160'000; // in the year 2408: a count that gets here has no end

bool is_day(day d) {
  return d != not_yet && d != no_lower_bound;
}

day from_civil(std::int64_t year, unsigned month, unsigned day_of_month) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{static_cast<int>(year)} / static_cast<int>(month) / static_cast<int>(day_of_month)}
      .time_since_epoch()
      .count();
}

struct civil {
  std::int64_t year;
  unsigned month, day_of_month;
};

civil to_civil(day d) {
  std::chrono::year_month_day const date{std::chrono::sys_days{std::chrono::days{d}}};
  return {int{date.year()}, unsigned{date.month()}, unsigned{date.day()}};
}

unsigned days_in_month(std::int64_t year, unsigned month) {
  return to_civil(month == 12 ? from_civil(year + 1, 1, 1) - 1 : from_civil(year, month + 1, 1) - 1).day_of_month;
}

constexpr std::array<char const*, 7> weekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                 "thursday", "friday", "saturday"};

char const* weekday(day d) {
  return weekdays[std::chrono::weekday{std::chrono::sys_days{std::chrono::days{d}}}.c_encoding()];
}

/// Easter Sunday of the Gregorian calendar.
day easter(std::int64_t year) {
  auto const golden = year % 19, century = year / 100;
  auto const epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  auto const moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
  auto const sunday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
  return from_civil(year, 3, 28) + moon - sunday;
}

enum class rounding { last_day, next_day };

/// The same day number so many months later (earlier, if negative), and what happens if that month lacks it.
day add_months(day d, std::int64_t months, rounding missing) {
  auto const from = to_civil(d);
  auto const count = from.year * 12 + from.month - 1 + months;
  auto const year = count / 12;
  auto const month = static_cast<unsigned>(count % 12 + 1);
  auto const last = days_in_month(year, month);
  if (from.day_of_month <= last) return from_civil(year, month, from.day_of_month);
  return from_civil(year, month, last) + (missing == rounding::next_day ? 1 : 0);
}

// ---- moments and intervals -------------------------------------------------------------------------------

/// A day, or a minute of it as the clock on the wall shows it, with its distance from UTC if that is known.
struct point {
  day date = no_lower_bound;
  int minute = 0;
  std::optional<int> offset = std::nullopt;
};

/// Somewhere from `lo` to `hi`. If not `timed`, whole days.
struct span {
  point lo, hi;
  bool timed = false;
};

span days(day lo, day hi) {
  return {{lo}, {hi}};
}
span any_time() {
  return days(no_lower_bound, not_yet);
}

/// A bare date among minutes is its whole day.
span to_minutes(span s) {
  if (!s.timed) s.lo.minute = 0, s.hi.minute = 24 * 60 - 1, s.timed = true;
  return s;
}

/// Negative if `a` is earlier, positive if later. A minute compared with a day stands for its own local day. Two
/// minutes are compared by instant if both have an offset; one that has none is read in the other's.
std::int64_t compare(point const& a, bool a_timed, point const& b, bool b_timed) {
  if (!a_timed || !b_timed || !is_day(a.date) || !is_day(b.date)) return a.date - b.date;
  auto const shift = a.offset && b.offset ? *a.offset - *b.offset : 0;
  return (a.date - b.date) * 24 * 60 + a.minute - b.minute - shift;
}

truth on_or_before(span const& a, span const& b) {
  if (compare(a.hi, a.timed, b.lo, b.timed) <= 0) return truth::yes;
  if (compare(a.lo, a.timed, b.hi, b.timed) > 0) return truth::no;
  return truth::unknown;
}

truth before(span const& a, span const& b) {
  return negation(on_or_before(b, a));
}

/// The interval whose ends are picked from those of `a` and `b`; of two equal ends that of `a`.
span combine(span a, span b, bool latest_lo, bool latest_hi) {
  if (a.timed != b.timed) a = to_minutes(a), b = to_minutes(b);
  auto const pick = [&](point const& x, point const& y, bool latest) {
    auto const order = compare(y, a.timed, x, a.timed);
    return (latest ? order > 0 : order < 0) ? y : x;
  };
  return {pick(a.lo, b.lo, latest_lo), pick(a.hi, b.hi, latest_hi), a.timed};
}

span hull(span const& a, span const& b) {
  return combine(a, b, false, true);
}
span later(span const& a, span const& b) {
  return combine(a, b, true, true);
}
span earlier(span const& a, span const& b) {
  return combine(a, b, false, false);
}

std::string to_text(point const& p, bool timed) {
  auto const date = to_civil(p.date);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year), date.month, date.day_of_month);
  std::string result = text.data();
  if (!timed) return result;
  std::snprintf(text.data(), text.size(), "T%02d:%02d", p.minute / 60, p.minute % 60);
  result += text.data();
  if (p.offset && *p.offset == 0)
    result += 'Z';
  else if (p.offset) {
    auto const minutes = std::abs(*p.offset);
    std::snprintf(text.data(), text.size(), "%c%02d:%02d", *p.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    result += text.data();
  }
  return result;
}

// ---- reading dates ---------------------------------------------------------------------------------------

int number(std::string_view digits) {
  int result = 0;
  for (char c : digits)
    result = result * 10 + (c - '0');
  return result;
}

/// `2024`, `2024-02`, `2024-02-10`, `2024-02-10T18:00`, `2024-02-10T18:00-05:00`, `not_yet`.
span read_date(std::string_view text) {
  if (text == "not_yet") return days(not_yet, not_yet);
  auto const year = number(text.substr(0, 4));
  if (text.size() == 4) return days(from_civil(year, 1, 1), from_civil(year, 12, 31));
  auto const month = static_cast<unsigned>(number(text.substr(5, 2)));
  if (text.size() == 7) return days(from_civil(year, month, 1), from_civil(year, month, days_in_month(year, month)));
  point p{from_civil(year, month, static_cast<unsigned>(number(text.substr(8, 2))))};
  if (text.size() == 10) return {p, p};
  p.minute = number(text.substr(11, 2)) * 60 + number(text.substr(14, 2));
  auto const zone = text.substr(16);
  if (zone == "Z")
    p.offset = 0;
  else if (!zone.empty())
    p.offset = (zone[0] == '-' ? -1 : 1) * (number(zone.substr(1, 2)) * 60 + number(zone.substr(4, 2)));
  return {p, p, true};
}

/// A date, or two: from the first day of the one to the last of the other.
span read_date(node const& value) {
  if (value.is_string()) return read_date(std::string_view(value.get_ref<std::string const&>()));
  auto from = read_date(value[0]), to = read_date(value[1]);
  if (from.timed != to.timed) from = to_minutes(from), to = to_minutes(to);
  return {from.lo, to.hi, from.timed};
}

/// Every birth date that makes a person so many years old that day, those born on 29 February by either rule.
span read_age(node const& value) {
  auto const age = value["age"].get<std::int64_t>();
  auto const on = read_date(value["on"]);
  auto const possible = [&](day birth, day when) {
    for (auto r : {rounding::last_day, rounding::next_day})
      if (add_months(birth, age * 12, r) <= when && when < add_months(birth, age * 12 + 12, r)) return true;
    return false;
  };
  auto lo = on.lo.date - (age + 1) * 366 - 3;
  while (!possible(lo, on.lo.date))
    ++lo;
  auto hi = on.hi.date - age * 365 + 3;
  while (!possible(hi, on.hi.date))
    --hi;
  return days(lo, hi);
}

// ---- periods ---------------------------------------------------------------------------------------------

struct period {
  enum { unknown, unspecified, hours, days, working_days, months } unit;
  std::int64_t n;
};

// ---- choices ---------------------------------------------------------------------------------------------

/// Walks through every way in which open questions can turn out:
///
///     choices open;
///     do { … open.pick(&question) … } while (open.next());
///
/// Within one round the same question has the same answer. Only questions that were asked count.
class choices {
public:
  bool pick(void const* question) {
    for (auto const& [asked, answer] : answers_)
      if (asked == question) return answer;
    answers_.emplace_back(question, false);
    return false;
  }
  bool next() {
    while (!answers_.empty() && answers_.back().second)
      answers_.pop_back();
    if (answers_.empty()) return false;
    answers_.back().second = true;
    return true;
  }

private:
  std::vector<std::pair<void const*, bool>> answers_;
};

// ---- what is possible ------------------------------------------------------------------------------------

/// One of the ways in which versions may apply: a text, none at all, or nobody can say.
struct outcome {
  enum { text, none, unknown } kind;
  node const* version = nullptr;
};

/// What a provision answers.
struct answer {
  truth value, in_force, elements, exceptions;
};

constexpr answer unknown_answer{truth::unknown, truth::unknown, truth::unknown, truth::unknown};
constexpr answer not_in_force{truth::no, truth::no, truth::no, truth::no};

answer same(answer const& a, answer const& b) {
  return {same(a.value, b.value), same(a.in_force, b.in_force), same(a.elements, b.elements),
          same(a.exceptions, b.exceptions)};
}

enum state : unsigned { excused = 1, met = 2, missed = 4, not_running = 8, open = 16, any_state = 31 };
constexpr std::array<std::pair<state, char const*>, 5> states = {
    {{excused, "excused"}, {met, "met"}, {missed, "missed"}, {not_running, "not_running"}, {open, "open"}}};

/// What a deadline answers: the states still possible, and, if it can be running, when it is due.
struct term {
  unsigned states = 0;
  std::optional<span> due;
};

/// Under what a text is read.
struct scope {
  day law;           // whose text applies
  std::string state; // of a provision per state; empty otherwise
  std::string module;
  span const* due = nullptr; // in `met` and `excused`
};

std::string module_of(std::string const& id) {
  return id.substr(0, id.find('.'));
}

std::string string_of(node const& value) {
  return value.get<std::string>();
}

node const* member(node const& object, char const* name) {
  auto const found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

bool lists(node const& list, std::string const& value) {
  return std::any_of(list.begin(), list.end(), [&](node const& v) { return v == value; });
}

} // namespace

// ==== the walk ============================================================================================

/// One evaluation.
class walk {
public:
  walk(reference const& book, json const& facts, options const& asked) : book_(book), asked_(asked) {
    as_of_ = read_date(std::string_view(asked.as_of));
    law_ = asked.law_date ? read_date(std::string_view(*asked.law_date)).lo.date : as_of_.lo.date;
    if (asked.known_at) known_at_ = read_date(std::string_view(*asked.known_at));
    recalled_is_unknown_ = asked.unknown.count("recalled") != 0;
    read_facts(node(facts), "");
  }

  json answer_all() {
    json provisions = json::object(), deadlines = json::object();
    for (auto const& [id, definition] : book_.provisions_)
      for (auto const& state : states_of(definition)) {
        auto const a = provision(id, state, law_);
        provisions[with_state(id, state)] = {{"value", to_json(a.value)},
                                             {"in_force", to_json(a.in_force)},
                                             {"elements", to_json(a.elements)},
                                             {"exceptions", to_json(a.exceptions)}};
      }
    for (auto const& [id, definition] : book_.deadlines_)
      for (auto const& state : states_of(definition)) {
        auto const t = deadline(id, state, law_);
        json possible = json::array();
        for (auto const& [bit, name] : states)
          if (t.states & bit) possible.push_back(name);
        auto const bound = [&](bool lower) -> json {
          if (!t.due) return nullptr;
          auto const& p = lower ? t.due->lo : t.due->hi;
          return is_day(p.date) ? json(to_text(p, t.due->timed)) : json(nullptr);
        };
        deadlines[with_state(id, state)] = {{"states", possible}, {"due", bound(true)}, {"latest", bound(false)}};
      }
    return {{"provisions", provisions}, {"deadlines", deadlines}};
  }

private:
  reference const& book_;
  options const& asked_;
  span as_of_;
  day law_;
  std::optional<span> known_at_;
  bool recalled_is_unknown_;
  std::map<std::string, node> given_;  // facts by full name; absent = unknown
  std::map<std::string, span> events_; // those that are dates, as they stand on `as_of`

  static std::string with_state(std::string const& id, std::string const& state) {
    return state.empty() ? id : id + '@' + state;
  }

  static bool per_state(node const& definition) { return definition.contains("per"); }

  std::vector<std::string> states_of(node const& definition) const {
    return per_state(definition) ? book_.states_ : std::vector<std::string>{""};
  }

  // ---- section 2: facts ------------------------------------------------------------------------------------

  void read_facts(node const& value, std::string const& name) {
    auto const declared = book_.facts_.find(name);
    if (declared == book_.facts_.end()) {
      for (auto const& [key, inner] : value.items())
        read_facts(inner, name.empty() ? key : name + '.' + key);
      return;
    }
    if (value.is_null()) return;
    given_[name] = value;
    auto const& type = declared->second["type"];
    if (type == "date" || type == "date_time") {
      auto date = value.is_object() ? read_age(value) : read_date(value);
      if (type == "date_time") date = to_minutes(date);
      events_[name] = declared->second.value("future", false) ? date : happened(date);
    }
  }

  /// An event after `as_of` has not happened.
  /// Where `as_of` has an hour, a minute is compared with it by the minute, a day by the day.
  span happened(span event) const {
    auto const ahead = [&](point const& p) { return compare(p, event.timed, as_of_.lo, as_of_.timed) > 0; };
    if (ahead(event.lo)) return days(not_yet, not_yet);
    if (ahead(event.hi)) event.hi = {not_yet};
    return event;
  }

  /// The name of a fact with `state.` made a state: at its beginning, or after a role.
  static std::string full_name(node const& name, scope const& s) {
    auto text = string_of(name);
    if (s.state.empty()) return text;
    auto at = text.compare(0, 6, "state.") == 0 ? 0 : text.find('.') + 1;
    return text.compare(at, 6, "state.") == 0 ? text.replace(at, 5, s.state) : text;
  }

  /// The value of a fact; null if unknown.
  node const* fact(std::string const& name) const {
    auto const found = given_.find(name);
    return found == given_.end() ? nullptr : &found->second;
  }

  span event(std::string const& name) const {
    auto const found = events_.find(name);
    return found == events_.end() ? any_time() : found->second;
  }

  // ---- sections 3 and 5: the law ---------------------------------------------------------------------------

  bool weak_mark(node const& object, char const* mark) const {
    auto const* support = member(object, mark);
    return support && (*support == "unverified" || (recalled_is_unknown_ && *support == "recalled"));
  }

  /// Too weak to have a value, or taken as such.
  bool weak(node const& object) const { return weak_mark(object, "support"); }

  /// `from` of a version or row. One that is too weak may be any day.
  span from(node const& row) const { return weak_mark(row, "from_support") ? any_time() : read_date(row["from"]); }

  /// Known by `known_at`: from the publication of the instrument, or, where that has no date, from `from`.
  /// The page says it of versions and effects; here it also holds for prevailing entries, party and reservation rows
  /// and closures, since `known_at` "limits the law to what was known then".
  truth known(node const& row) const {
    if (!known_at_) return truth::yes;
    if (auto const* by = member(row, "by"))
      if (auto const instrument = book_.instruments_.find(string_of(*by)); instrument != book_.instruments_.end())
        if (auto const* published = member(instrument->second, "published"))
          return on_or_before(weak_mark(instrument->second, "published_support") ? any_time() : read_date(*published),
                              *known_at_);
    return on_or_before(from(row), *known_at_);
  }

  truth begun(node const& row, scope const& s) const {
    return both(known(row), on_or_before(from(row), days(s.law, s.law)));
  }

  /// Rows of dated entries are read in order and the last that holds decides: each that may be that one, null for none.
  std::vector<node const*> last_that_holds(node const& entries, scope const& s) {
    std::vector<node const*> possible;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      auto holds = begun(*entry, s);
      if (auto const* where = member(*entry, "where"); where && holds != truth::no)
        holds = both(holds, condition(*where, s));
      // Whether an entry stands that is too weak to rely on is itself unknown.
      if (weak(*entry)) holds = both(holds, truth::unknown);
      if (holds != truth::no) possible.push_back(&*entry);
      if (holds == truth::yes) return possible;
    }
    possible.push_back(nullptr);
    return possible;
  }

  /// What may have become of a version that has begun: `in_force`, `enjoined`, …
  std::vector<std::string> effects(node const& version, std::string const& id, scope s) {
    auto const* entries = member(version, "effect");
    s.module = module_of(id);
    if (auto const* by = member(version, "by"); by && !entries)
      if (auto const instrument = book_.instruments_.find(string_of(*by)); instrument != book_.instruments_.end()) {
        entries = member(instrument->second, "effect");
        s.module = module_of(instrument->first);
      }
    if (!entries) return {"in_force"};
    std::vector<std::string> result;
    for (auto const* entry : last_that_holds(*entries, s))
      result.push_back(entry ? string_of((*entry)["is"]) : "in_force");
    return result;
  }

  /// Which version applies: the latest that has begun and whose effect is on.
  std::vector<outcome> applicable(node const& definition, std::string const& id, scope const& s) {
    std::vector<outcome> possible;
    auto const& versions = definition["versions"];
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
      auto const has_begun = begun(*version, s);
      if (has_begun == truth::no) continue;
      bool version_before_applies = has_begun == truth::unknown;
      for (auto const& effect : effects(*version, id, s)) {
        if (effect == "in_force") {
          auto const party = member(*version, "treaty") ? bound_by((*version)["treaty"], s) : truth::yes;
          if (version->contains("repealed") || party != truth::yes) possible.push_back({outcome::none});
          if (!version->contains("repealed") && party != truth::no) possible.push_back({outcome::text, &*version});
        } else if (effect == "expired" || effect == "terminated")
          possible.push_back({outcome::none});
        else if (effect == "unclear")
          possible.push_back({outcome::unknown});
        else
          version_before_applies = true;
      }
      if (!version_before_applies) return possible;
    }
    // Before the first version the law did not exist, if that version created it; else we do not know what it was.
    bool const created = !versions.empty() && versions[0].value("creates", false);
    possible.push_back({created ? outcome::none : outcome::unknown});
    return possible;
  }

  /// Whether a row of parties or reservations covers the law date; `to` is the last day.
  truth covers(node const& row, scope const& s) const {
    auto covered = begun(row, s);
    if (auto const* to = member(row, "to"))
      covered =
          both(covered, on_or_before(days(s.law, s.law), weak_mark(row, "to_support") ? any_time() : read_date(*to)));
    return weak(row) ? both(covered, truth::unknown) : covered;
  }

  /// Party to one of the treaties, and no reservation that excludes the article.
  /// A reservation to one of several linked treaties stands against all of them, or it would be evaded by the others.
  truth bound_by(node const& treaty, scope const& s) const {
    auto const concerns = [&](node const& row) {
      return row["state"] == s.state && lists(treaty["any_of"], string_of(row["treaty"]));
    };
    truth party = truth::no, excluded = truth::no;
    for (auto const& row : book_.parties_)
      if (concerns(row)) party = either(party, covers(row, s));
    for (auto const& row : book_.reservations_)
      if (concerns(row) && row["is"] == "excluded" && lists(row["articles"], string_of(treaty["article"])))
        excluded = either(excluded, covers(row, s));
    return both(party, negation(excluded));
  }

  /// The law dates under which a definition may have to be read, one for each text that may govern.
  /// `"as_of"` names no event: the law date stays what it is, even if it lies after `as_of`.
  std::vector<day> law_dates(node const& definition, std::string const& id, scope const& s) {
    auto const* governed_by = member(definition, "governed_by");
    if (!governed_by || *governed_by == "as_of") return {s.law};
    auto const event = date(*governed_by, s);
    auto const first = std::min(event.lo.date, s.law), last = std::min(event.hi.date, s.law);
    std::vector<day> result{first};
    for (auto change : book_.changes_.at(id))
      if (first < change && change <= last) result.push_back(change);
    return result;
  }

  // ---- parameters, periods -------------------------------------------------------------------------------------

  /// The values that a parameter may have; null where there is none.
  std::vector<node const*> parameter(node const& id, scope const& s) {
    std::vector<node const*> values;
    for (auto const& o : applicable(book_.parameters_.at(string_of(id)), string_of(id), s))
      values.push_back(o.kind == outcome::text && !weak(*o.version) ? &(*o.version)["value"] : nullptr);
    return values;
  }

  /// What `test` says of a value; if that is a parameter, what it says of all the values that it may have.
  template <class Test>
  truth for_value(node const& value, scope const& s, Test test) {
    if (!value.is_object() || !value.contains("param")) return test(value);
    std::optional<truth> result;
    for (auto const* v : parameter(value["param"], s)) {
      auto const t = v ? test(*v) : truth::unknown;
      result = result ? same(*result, t) : t;
    }
    return *result;
  }

  std::vector<period> periods(node const& p, scope const& s) {
    if (p == "unspecified") return {{period::unspecified, 0}};
    if (weak(p)) return {{period::unknown, 0}};
    std::vector<period> result;
    auto const append = [&](std::vector<period> const& more) { result.insert(result.end(), more.begin(), more.end()); };
    if (p.contains("param")) {
      for (auto const* value : parameter(p["param"], s))
        if (value)
          append(periods(*value, s));
        else
          result.push_back({period::unknown, 0});
    } else if (p.contains("if")) {
      auto const which = condition(p["if"], s);
      if (which != truth::no) append(periods(p["then"], s));
      if (which != truth::yes) append(periods(p["else"], s));
    } else
      for (auto const& [name, unit, factor] : {std::tuple{"hours", period::hours, 1},
                                               {"days", period::days, 1},
                                               {"weeks", period::days, 7},
                                               {"months", period::months, 1},
                                               {"years", period::months, 12},
                                               {"working_days", period::working_days, 1}})
        if (auto const* n = member(p, name)) result.push_back({unit, n->get<std::int64_t>() * factor});
    return result;
  }

  // ---- dates ---------------------------------------------------------------------------------------------------

  span date(node const& d, scope const& s) {
    if (d.is_string()) {
      if (d == "as_of") return days(as_of_.lo.date, as_of_.lo.date);
      if (d == "due") return *s.due;
      return read_date(d);
    }
    if (weak(d)) return any_time();
    if (auto const* f = member(d, "fact")) return event(full_name(*f, s));
    if (auto const* id = member(d, "deadline")) {
      auto const t = deadline(*id, s);
      if (!t.due) return days(not_yet, not_yet);
      auto due = *t.due;
      if (t.states & not_running) due.hi = {not_yet};
      return due;
    }
    if (auto const* p = member(d, "add")) return shifted(date(d["to"], s), periods(*p, s), 1, s);
    if (auto const* p = member(d, "subtract")) return shifted(date(d["from"], s), periods(*p, s), -1, s);
    if (auto const* list = member(d, "latest_of")) return fold(*list, s, later);
    if (auto const* list = member(d, "earliest_of")) return fold(*list, s, earlier);
    if (auto const* c = member(d, "if")) {
      auto const which = condition(*c, s);
      if (which == truth::yes) return date(d["then"], s);
      if (which == truth::no) return date(d["else"], s);
      return hull(date(d["then"], s), date(d["else"], s));
    }
    std::optional<span> result;
    for (auto const* value : parameter(d["param"], s)) {
      auto const one = value ? read_date(*value) : any_time();
      result = result ? hull(*result, one) : one;
    }
    return *result;
  }

  template <class Pick>
  span fold(node const& list, scope const& s, Pick pick) {
    auto result = date(list[0], s);
    for (std::size_t i = 1; i < list.size(); ++i)
      result = pick(result, date(list[i], s));
    return result;
  }

  /// How the module's clock rounds a day that its month lacks. Silent, or not known: both ways.
  /// Outside a deadline nothing is due at an office, so `next_working_day` is the next day: nobody comes of age on a
  /// working day.
  std::vector<rounding> roundings(scope const& s) {
    std::vector<rounding> const either_way{rounding::last_day, rounding::next_day};
    auto const module = book_.modules_.find(s.module);
    auto const* clock = module == book_.modules_.end() ? nullptr : member(module->second, "clock");
    if (!clock) return either_way;
    std::vector<rounding> result;
    auto const id = string_of(*clock);
    for (auto const& o : applicable(book_.clocks_.at(id), id, s)) {
      if (o.kind != outcome::text || weak(*o.version)) return either_way;
      choices open;
      do {
        auto const* missing = clock_member(*o.version, "missing_day", id, s, open);
        if (!missing) return either_way;
        result.push_back(*missing == "last_day" ? rounding::last_day : rounding::next_day);
      } while (open.next());
    }
    return result;
  }

  span shifted(span const& from, std::vector<period> const& by, int sign, scope const& s) {
    std::optional<span> result;
    for (auto const& p : by) {
      if (p.unit == period::months)
        for (auto r : roundings(s)) {
          auto to = from;
          for (auto* end : {&to.lo, &to.hi})
            if (is_day(end->date)) end->date = add_months(end->date, sign * p.n, r);
          result = result ? hull(*result, to) : to;
        }
      else {
        auto to = any_time();
        if (p.unit == period::hours) to = add_hours(from, sign * p.n);
        if (p.unit == period::days) {
          to = from;
          for (auto* end : {&to.lo, &to.hi})
            if (is_day(end->date)) end->date += sign * p.n;
        }
        result = result ? hull(*result, to) : to;
      }
    }
    return *result;
  }

  /// Elapsed hours. Where only the day of the start is known, the count may begin as late as its midnight: an interval
  /// that ends with the last minute of a day goes up to 24:00.
  static span add_hours(span from, std::int64_t hours) {
    from = to_minutes(from);
    auto const add = [&](point& p, std::int64_t minutes) {
      if (!is_day(p.date)) return;
      minutes += p.date * 24 * 60 + p.minute;
      p.date = minutes >= 0 ? minutes / (24 * 60) : -((-minutes + 24 * 60 - 1) / (24 * 60));
      p.minute = static_cast<int>(minutes - p.date * 24 * 60);
    };
    bool const exact = compare(from.lo, true, from.hi, true) == 0;
    bool const to_midnight = !exact && from.hi.minute == 24 * 60 - 1;
    add(from.lo, hours * 60);
    add(from.hi, hours * 60 + (to_midnight ? 1 : 0));
    return from;
  }

  // ---- section 4: conditions -------------------------------------------------------------------------------

  truth all(node const& list, scope const& s) {
    auto result = truth::yes;
    for (auto const& c : list)
      result = both(result, condition(c, s));
    return result;
  }

  truth any(node const& list, scope const& s) {
    auto result = truth::no;
    for (auto const& c : list)
      result = either(result, condition(c, s));
    return result;
  }

  truth condition(node const& c, scope const& s) {
    if (weak(c)) return truth::unknown;
    if (auto const* list = member(c, "all")) {
      auto const* unless = member(c, "unless");
      return both(all(*list, s), unless ? negation(any(*unless, s)) : truth::yes);
    }
    if (auto const* list = member(c, "any")) return any(*list, s);
    if (auto const* list = member(c, "none")) return negation(any(*list, s));
    if (auto const* inner = member(c, "not")) return negation(condition(*inner, s));
    if (c.contains("fact")) return fact_leaf(c, s);
    if (c.contains("date")) return date_leaf(c, s);
    if (c.contains("age")) return age_leaf(c, s);
    if (c.contains("provision")) return reference_to(c, s).value;
    if (auto const* id = member(c, "deadline")) return deadline_leaf(deadline(*id, s), string_of(c["is"]));
    if (auto const* id = member(c, "reading")) return reading_leaf(string_of(*id), c["is"], s);
    if (c.contains("time_in")) return time_leaf(c, s);
    if (auto const* which = member(c, "if")) {
      auto const w = condition(*which, s);
      if (w == truth::yes) return condition(c["then"], s);
      if (w == truth::no) return condition(c["else"], s);
      return same(condition(c["then"], s), condition(c["else"], s));
    }
    return for_value(c["at_least"], s, [&](node const& n) {
      std::int64_t certain = 0, possible = 0;
      for (auto const& one : c["of"]) {
        auto const t = condition(one, s);
        certain += t == truth::yes;
        possible += t != truth::no;
      }
      return certain >= n.get<std::int64_t>()   ? truth::yes
             : possible < n.get<std::int64_t>() ? truth::no
                                                : truth::unknown;
    });
  }

  struct range {
    std::int64_t lo, hi;
  };

  static truth at_least(range const& r, std::int64_t n) {
    return r.lo >= n ? truth::yes : r.hi < n ? truth::no : truth::unknown;
  }

  /// `at_least`, `at_most`, `more_than`, `less_than`; `unit` is `days` where the number is one of days.
  truth compare_number(node const& c, range const& r, char const* unit, scope const& s) {
    for (auto const* name : {"at_least", "at_most", "more_than", "less_than"})
      if (auto const* bound = member(c, name))
        return for_value(*bound, s, [&](node const& value) {
          auto const n = (unit ? value[unit] : value).get<std::int64_t>();
          std::string_view const op = name;
          if (op == "at_least") return at_least(r, n);
          if (op == "less_than") return negation(at_least(r, n));
          if (op == "more_than") return at_least(r, n + 1);
          return negation(at_least(r, n + 1));
        });
    return truth::unknown;
  }

  truth fact_leaf(node const& c, scope const& s) {
    auto const name = full_name(c["fact"], s);
    auto const* value = fact(name);
    if (!value) return truth::unknown;
    auto const& declared = book_.facts_.at(name);
    auto const& type = declared["type"];
    if (type == "number") {
      range r{0, 0};
      if (value->is_array())
        r = {(*value)[0].get<std::int64_t>(), (*value)[1].get<std::int64_t>()};
      else
        r.lo = r.hi = value->get<std::int64_t>();
      if (auto const* is = member(c, "is"))
        return for_value(*is, s, [&](node const& v) {
          auto const n = v.get<std::int64_t>();
          return both(at_least(r, n), negation(at_least(r, n + 1)));
        });
      return compare_number(c, r, nullptr, s);
    }
    if (type == "set") return set_leaf(c, *value, s);
    if (type == "enum") {
      if (auto const* is = member(c, "is"))
        return for_value(*is, s, [&](node const& v) { return enum_leaf(declared, *value, node::array({v})); });
      return for_value(c["in"], s, [&](node const& list) { return enum_leaf(declared, *value, list); });
    }
    auto const* is = member(c, "is");
    if (!is) return from_bool(value->get<bool>());
    return for_value(*is, s, [&](node const& v) { return from_bool(*value == v); });
  }

  /// True if every value that is left is listed, false if none is. While nothing is excluded the fact is missing, and a
  /// missing fact is unknown even to a list of all its values.
  truth enum_leaf(node const& declared, node const& value, node const& list) const {
    if (value.is_string()) return from_bool(lists(list, string_of(value)));
    auto const& values = declared["values"];
    bool excluded = false, inside = false, outside = false;
    for (auto const& [possible, label] :
         (values.is_string() ? book_.value_sets_.at(string_of(values)) : values).items())
      if (lists(value["no"], possible))
        excluded = true;
      else
        (lists(list, possible) ? inside : outside) = true;
    if (!excluded || inside == outside) return truth::unknown;
    return from_bool(inside);
  }

  truth set_leaf(node const& c, node const& value, scope const& s) {
    auto const holds = [&](std::string const& v) {
      if (value.is_array()) return from_bool(lists(value, v));
      if (value.contains("yes") && lists(value["yes"], v)) return truth::yes;
      if (value.contains("no") && lists(value["no"], v)) return truth::no;
      return truth::unknown;
    };
    auto const at_least_of = [&](std::int64_t n, node const& list) {
      range count{0, 0};
      for (auto const& v : list) {
        auto const t = holds(string_of(v));
        count.lo += t == truth::yes;
        count.hi += t != truth::no;
      }
      return at_least(count, n);
    };
    if (auto const* list = member(c, "includes_any"))
      return for_value(*list, s, [&](node const& l) { return at_least_of(1, l); });
    return for_value(c["includes_at_least"], s, [&](node const& n) {
      return for_value(c["of"], s, [&](node const& l) { return at_least_of(n.get<std::int64_t>(), l); });
    });
  }

  truth date_leaf(node const& c, scope const& s) {
    auto const left = date(c["date"], s);
    if (auto const* right = member(c, "on_or_before")) return on_or_before(left, date(*right, s));
    if (auto const* right = member(c, "before")) return before(left, date(*right, s));
    if (auto const* right = member(c, "on_or_after")) return negation(before(left, date(*right, s)));
    return negation(on_or_before(left, date(c["after"], s)));
  }

  /// At least n years old on a day: birth + n years is on or before it.
  truth age_leaf(node const& c, scope const& s) {
    auto const* of = member(c["age"], "of");
    auto const birth = event(of ? full_name(*of, s) : "person.birth_date");
    auto const on = date(c["age"]["on"], s);
    auto const* less_than = member(c, "less_than");
    std::optional<truth> result;
    for (auto const& p : periods(less_than ? *less_than : c["at_least"], s)) {
      auto const reached = p.unit == period::unknown ? truth::unknown : on_or_before(shifted(birth, {p}, 1, s), on);
      auto const t = less_than ? negation(reached) : reached;
      result = result ? same(*result, t) : t;
    }
    return *result;
  }

  /// `{ "provision": id }` or `id@mx`, perhaps with `text_of`.
  answer reference_to(node const& c, scope const& s) {
    auto const [id, state] = split(string_of(c["provision"]), book_.provisions_, s);
    auto const& target = book_.provisions_.at(id);
    auto const* decision = member(target, "decision");
    if (auto const* protection = member(target, "protection"); protection && !decision)
      decision = member(*protection, "decision");
    if (decision && *decision == "may" && asked_.unknown.count("may")) return unknown_answer;
    auto const* text_of = member(c, "text_of");
    return provision(id, state, text_of ? read_date(*text_of).lo.date : s.law);
  }

  /// An id and the state it is meant for: its own after `@`; else, if it is one per state, that of the text it is in.
  static std::pair<std::string, std::string> split(std::string const& id, std::map<std::string, node> const& among,
                                                   scope const& s) {
    if (auto const at = id.find('@'); at != std::string::npos) return {id.substr(0, at), id.substr(at + 1)};
    return {id, per_state(among.at(id)) ? s.state : ""};
  }

  static truth deadline_leaf(term const& t, std::string const& is) {
    for (auto const& [bit, name] : states)
      if (name == is) return t.states == bit ? truth::yes : t.states & bit ? truth::unknown : truth::no;
    return truth::unknown;
  }

  // ---- section 7: readings ---------------------------------------------------------------------------------

  truth reading_leaf(std::string const& id, node const& position, scope s) {
    if (asked_.readings == "open" || asked_.unknown.count("reading:" + id)) return truth::unknown;
    if (asked_.readings.is_object() && asked_.readings.contains(id))
      return from_bool(asked_.readings[id].get<std::string>() == string_of(position));
    auto const& reading = book_.readings_.at(id);
    auto const* prevailing = member(reading, "prevailing");
    if (!prevailing) return truth::unknown;
    s.module = module_of(id);
    std::optional<truth> result;
    for (auto const* entry : last_that_holds(*prevailing, s)) {
      auto const t =
          entry && !(*entry)["position"].is_null() ? from_bool((*entry)["position"] == position) : truth::unknown;
      result = result ? same(*result, t) : t;
    }
    return *result;
  }

  // ---- section 8: time in spells -------------------------------------------------------------------------------

  enum class counting { both_days, one_day, neither_day };

  struct spell {
    day first, last;
  };

  truth time_leaf(node const& c, scope const& s) {
    auto const* value = fact(full_name(c["time_in"], s));
    if (!value) return truth::unknown;
    // A number of days grows with every spell that begins earlier or ends later, so the possible numbers lie between
    // those of the shortest spells and those of the longest. Spells that have not begun have no days.
    std::vector<spell> shortest, longest;
    for (auto const& one : *value) {
      auto const first = happened(read_date(one[0])), last = happened(read_date(one[1]));
      if (first.hi.date != not_yet) shortest.push_back({first.hi.date, last.lo.date});
      if (first.lo.date != not_yet) longest.push_back({first.lo.date, last.hi.date});
    }
    auto const from = c.contains("from") ? date(c["from"], s) : days(no_lower_bound, no_lower_bound);
    // Time after `as_of` has not been lived yet.
    auto const to =
        earlier(c.contains("to") ? date(c["to"], s) : days(not_yet, not_yet), days(as_of_.lo.date, as_of_.lo.date));
    std::vector<counting> ways{counting::both_days, counting::one_day, counting::neither_day};
    if (auto const* way = member(c, "counting"))
      ways = {*way == "both_days" ? counting::both_days
              : *way == "one_day" ? counting::one_day
                                  : counting::neither_day};
    std::vector<period> gaps{{period::unspecified, 0}};
    if (auto const* gap = member(c, "since_gap")) gaps = periods(*gap, s);
    bool const longest_only = c.value("which", "total") == "longest";

    std::optional<range> possible;
    auto const include = [&](std::int64_t n) {
      possible = possible ? range{std::min(possible->lo, n), std::max(possible->hi, n)} : range{n, n};
    };
    for (auto const& spells : {shortest, longest})
      for (auto window_from : {from.lo.date, from.hi.date})
        for (auto const& gap : gaps) {
          if (gap.unit == period::unknown) return truth::unknown;
          for (auto rounding : gap.unit == period::months ? roundings(s) : std::vector{rounding::last_day})
            for (auto window_to : critical_days(spells, to, gap, rounding))
              for (auto way : ways)
                include(days_in(spells, window_from, window_to, gap, rounding, way, longest_only));
        }
    return compare_number(c, *possible, "days", s);
  }

  static day after_gap(day last, period const& gap, rounding r) {
    return gap.unit == period::months ? add_months(last, gap.n, r) : last + gap.n;
  }

  /// The ends of the window between which a number of days cannot turn: it grows up to the end of a spell, stands
  /// still, and falls to nothing when a gap is full.
  static std::vector<day> critical_days(std::vector<spell> const& spells, span const& to, period const& gap,
                                        rounding r) {
    std::vector<day> result{to.lo.date, to.hi.date};
    for (auto const& one : spells) {
      if (!is_day(one.last)) continue;
      result.push_back(one.last);
      if (gap.unit != period::unspecified) result.push_back(after_gap(one.last, gap, r));
    }
    result.erase(std::remove_if(result.begin(), result.end(), [&](day d) { return d < to.lo.date || d > to.hi.date; }),
                 result.end());
    return result;
  }

  static std::int64_t days_in(std::vector<spell> const& spells, day from, day to, period const& gap, rounding r,
                              counting way, bool longest_only) {
    std::int64_t total = 0, longest = 0;
    std::optional<day> last_end;
    for (auto const& one : spells) {
      auto const first = std::max(one.first, from), last = std::min(one.last, to);
      // Ends that are known only within overlapping intervals may cross; such a spell is as short as it can be.
      if (first > last && (one.first <= one.last || one.first > to || one.last < from)) continue;
      if (last_end && gap.unit != period::unspecified && gap_between(*last_end, first, gap, r, way))
        total = longest = 0;
      std::int64_t const both_days = std::max<std::int64_t>(last - first + 1, 1);
      auto const length = std::max<std::int64_t>(both_days - (way == counting::both_days ? 0
                                                              : way == counting::one_day ? 1
                                                                                         : 2),
                                                 0);
      total += length;
      longest = std::max(longest, length);
      last_end = last;
    }
    if (!last_end) return 0;
    if (gap.unit != period::unspecified && after_gap(*last_end, gap, r) <= to) return 0;
    return longest_only ? longest : total;
  }

  /// L + P on or before the first day of the next spell; that moved a day back under `both_days`, as then the days
  /// strictly between count, and a day on under `neither_day`.
  static bool gap_between(day last, day next, period const& gap, rounding r, counting way) {
    return after_gap(last, gap, r) <= next + (way == counting::both_days ? -1 : way == counting::one_day ? 0 : 1);
  }

  // ---- section 5: provisions -----------------------------------------------------------------------------------

  answer provision(std::string const& id, std::string const& state, day law) {
    auto const& definition = book_.provisions_.at(id);
    scope s{law, state, module_of(id)};
    std::optional<answer> result;
    for (auto date : law_dates(definition, id, s)) {
      s.law = date;
      for (auto const& o : applicable(definition, id, s)) {
        auto const a = o.kind == outcome::text   ? text_of_version(*o.version, s)
                       : o.kind == outcome::none ? not_in_force
                                                 : unknown_answer;
        result = result ? same(*result, a) : a;
      }
    }
    return *result;
  }

  answer text_of_version(node const& version, scope const& s) {
    answer unread = unknown_answer;
    unread.in_force = truth::yes; // it applies, only what it says is not known
    auto const& when = version["when"];
    if (weak(version) || weak(when)) return unread;
    if (when.contains("provision")) {
      auto a = reference_to(when, s);
      a.in_force = truth::yes;
      return a;
    }
    if (when.contains("all") && when.contains("unless")) {
      auto const elements = all(when["all"], s), exceptions = any(when["unless"], s);
      return {both(elements, negation(exceptions)), truth::yes, elements, exceptions};
    }
    auto const value = condition(when, s);
    return {value, truth::yes, value, truth::no};
  }

  // ---- section 6: deadlines ------------------------------------------------------------------------------------

  term deadline(node const& reference, scope const& s) {
    auto const [id, state] = split(string_of(reference), book_.deadlines_, s);
    return deadline(id, state, s.law);
  }

  term deadline(std::string const& id, std::string const& state, day law) {
    auto const& definition = book_.deadlines_.at(id);
    scope s{law, state, module_of(id)};
    term result;
    for (auto date : law_dates(definition, id, s)) {
      s.law = date;
      for (auto const& o : applicable(definition, id, s)) {
        term one{not_running, std::nullopt};
        if (o.kind == outcome::unknown || (o.kind == outcome::text && weak(*o.version)))
          one = {any_state, any_time()};
        else if (o.kind == outcome::text)
          one = running(*o.version, definition, id, s);
        result.states |= one.states;
        if (one.due) result.due = result.due ? hull(*result.due, *one.due) : one.due;
      }
    }
    return result;
  }

  /// The five questions, and every state that some answer to those left open gives.
  term running(node const& version, node const& definition, std::string const& id, scope s) {
    auto const ask = [&](char const* name, truth otherwise) {
      auto const* c = member(version, name);
      return c ? condition(*c, s) : otherwise;
    };
    auto const start = date(version["start"], s);
    auto const runs = both(ask("applies", truth::yes), on_or_before(start, as_of_));
    if (runs == truth::no) return {not_running, std::nullopt};

    auto const due = when_due(version, definition, id, start, s);
    s.due = &due;
    auto const is_met = ask("met", truth::no), in_time = on_or_before_due(due), is_excused = ask("excused", truth::no);
    unsigned possible = runs == truth::yes ? 0u : static_cast<unsigned>(not_running);
    if (is_met != truth::no) possible |= met;
    if (is_met != truth::yes) {
      if (in_time != truth::no) possible |= open;
      if (in_time != truth::yes && is_excused != truth::no) possible |= excused;
      if (in_time != truth::yes && is_excused != truth::yes) possible |= missed;
    }
    return {possible, due};
  }

  /// `as_of` on or before due. A bare day, where hours are counted, may fall on either side of every minute of it.
  truth on_or_before_due(span const& due) const {
    if (!due.timed || as_of_.timed) return on_or_before(as_of_, due);
    if (as_of_.lo.date < due.lo.date) return truth::yes;
    return as_of_.lo.date > due.hi.date ? truth::no : truth::unknown;
  }

  /// From the earliest to the latest day that any possible start, period, clock, calendar, closure and rounding gives.
  span when_due(node const& version, node const& definition, std::string const& id, span const& start, scope const& s) {
    std::optional<span> due;
    auto const include = [&](span const& possible) { due = due ? hull(*due, possible) : possible; };
    for (auto const& p : periods(version["period"], s)) {
      if (p.unit == period::unknown)
        include(any_time());
      else if (p.unit == period::unspecified)
        include(days(start.lo.date, not_yet));
      else if (p.unit == period::hours)
        include(add_hours(start, p.n));
      else {
        auto const clock_id = string_of(version["clock"]);
        for (auto const& o : applicable(book_.clocks_.at(clock_id), clock_id, s)) {
          if (o.kind != outcome::text || weak(*o.version)) {
            include(any_time()); // we do not know how to count
            continue;
          }
          for (auto trigger : starts_to_try(start, p, *o.version)) {
            if (!is_day(trigger)) {
              include(days(trigger, trigger));
              continue;
            }
            count how{*o.version, clock_id, id, definition.value("kind", "term") == "stay", truth::no, s, {}};
            if (auto const* by_mail = member(version, "served_by_mail")) how.by_mail = condition(*by_mail, s);
            do {
              auto const last = last_day(trigger, p, how);
              include(days(last, last));
            } while (how.open.next());
          }
        }
      }
    }
    return *due;
  }

  /// The start days that give the earliest and the latest due day. Counting keeps the order of days, so the two ends
  /// suffice, but for months where a missing day moves to a working day: there 31 January plus a month may fall after
  /// 1 February plus a month. So every day of the interval is tried, of a long one those within a year of its ends.
  static std::vector<day> starts_to_try(span const& start, period const& p, node const& clock) {
    auto const lo = start.lo.date, hi = start.hi.date;
    std::vector<day> result{lo, hi};
    auto const* missing = member(clock, "missing_day");
    if (p.unit != period::months || !missing || missing->dump().find("working") == std::string::npos) return result;
    constexpr day year = 366;
    for (day d = lo + 1; is_day(lo) && d < hi && d <= lo + year; ++d)
      result.push_back(d);
    for (day d = hi - 1; is_day(hi) && d > lo + year && d >= hi - year; --d)
      result.push_back(d);
    return result;
  }

  // ---- counting ------------------------------------------------------------------------------------------------

  struct count {
    node const& clock; // a version
    std::string clock_id;
    std::string deadline_id;
    bool stay;
    truth by_mail;
    scope const& s;
    choices open;
  };

  /// A member of a clock, with each `if` that is unknown open; null if left out.
  node const* clock_member(node const& clock, char const* name, std::string const& id, scope s, choices& open) {
    auto const* value = member(clock, name);
    s.module = module_of(id);
    while (value && value->is_object()) {
      auto const which = condition((*value)["if"], s);
      value = &(*value)[which == truth::yes || (which == truth::unknown && open.pick(value)) ? "then" : "else"];
    }
    return value;
  }

  node const* clock_member(char const* name, count& how) {
    return clock_member(how.clock, name, how.clock_id, how.s, how.open);
  }

  bool clock_says(char const* name, char const* word, count& how) {
    auto const* value = clock_member(name, how);
    return value && *value == word;
  }

  day last_day(day trigger, period const& p, count& how) {
    if (clock_says("starts", "next_working_day", how)) trigger = next_working_day(trigger, how);
    if (!is_day(trigger)) return trigger;
    bool const first_counts = clock_says("first_day", "counted", how);
    if (p.unit == period::working_days) {
      // Neither mail days nor the roll: the page adds them to days, weeks, months and years only.
      auto left = p.n;
      day d = trigger;
      if (left > 0 && first_counts && working(d, how)) --left;
      for (; left > 0 && is_day(d); --left)
        d = next_working_day(d, how);
      return d;
    }
    day last = trigger + p.n;
    if (p.unit == period::months) last = months_later(trigger, p.n, how);
    if (!is_day(last)) return last;
    if (first_counts) --last;
    if (how.by_mail == truth::yes || (how.by_mail == truth::unknown && how.open.pick(&how.by_mail)))
      if (auto const* mail_days = clock_member("mail_days", how)) last += mail_days->get<std::int64_t>();
    if (!how.stay && clock_says("roll", "next_working_day", how) && !working(last, how))
      last = next_working_day(last, how);
    return last;
  }

  day months_later(day trigger, std::int64_t months, count& how) {
    auto const last = add_months(trigger, months, rounding::last_day);
    auto const next = add_months(trigger, months, rounding::next_day);
    if (last == next) return last; // the month has the day
    auto const* missing = clock_member("missing_day", how);
    if (!missing) return how.open.pick(&how.clock) ? next : last;
    if (*missing == "last_day") return last;
    return *missing == "next_day" || working(next, how) ? next : next_working_day(next, how);
  }

  day next_working_day(day d, count& how) {
    do
      if (++d > end_of_counting) return not_yet;
    while (!working(d, how));
    return d;
  }

  bool working(day d, count& how) {
    for (auto const& closure : book_.closures_)
      if (closed(closure, d, how)) return false;
    auto const* calendar = clock_member("calendar", how);
    return !calendar || !holiday(string_of(*calendar), d, how);
  }

  bool closed(node const& closure, day d, count& how) {
    if (!lists(closure["clocks"], how.clock_id)) return false;
    if (auto const* except = member(closure, "except"))
      if (lists(*except, how.deadline_id) || lists(*except, with_state(how.deadline_id, how.s.state))) return false;
    auto const from = this->from(closure);
    auto until = weak_mark(closure, "until_support") ? any_time() : read_date(closure["until"]);
    if (d < from.lo.date || d > until.hi.date) return false;
    auto holds = known(closure);
    if (auto const* where = member(closure, "where")) {
      auto s = how.s;
      s.module = module_of(closure.value("id", how.clock_id));
      holds = both(holds, condition(*where, s));
    }
    if (weak(closure)) holds = both(holds, truth::unknown);
    if (holds == truth::no || (holds == truth::unknown && !how.open.pick(&closure))) return false;
    // At least from its latest start to its earliest end, at most from its earliest start to its latest end.
    if (d < from.hi.date && !how.open.pick(&closure["from"])) return false;
    return d <= until.lo.date || how.open.pick(&closure["until"]);
  }

  /// Weekends and rules of a calendar and of those it includes.
  bool holiday(std::string const& id, day d, count& how) {
    auto const& calendar = book_.calendars_.at(id);
    if (auto const* weekend = member(calendar, "weekend"); weekend && lists(*weekend, weekday(d))) return true;
    if (auto const* rules = member(calendar, "rules"))
      for (auto const& rule : *rules) {
        auto const falls = falls_on(rule, d);
        if (falls == truth::yes || (falls == truth::unknown && how.open.pick(&rule))) return true;
      }
    if (auto const* includes = member(calendar, "includes"))
      for (auto const& other : *includes)
        if (holiday(string_of(other), d, how)) return true;
    return false;
  }

  /// Whether a rule closes day `d`: some day that the rule names is moved there, if only by nothing.
  truth falls_on(node const& rule, day d) const {
    auto const* moves = member(rule, "moves");
    auto const moved_to = [&](day named) {
      auto const* by = moves ? member(*moves, weekday(named)) : nullptr;
      return named + (by ? by->get<std::int64_t>() : 0);
    };
    auto result = truth::no;
    for (day named = moves ? d - 7 : d; named <= (moves ? d + 7 : d); ++named)
      if (moved_to(named) == d && names(rule, named)) result = either(result, within(rule, named));
    return weak(rule) ? both(result, truth::unknown) : result;
  }

  /// `from` and `to` limit the date before it moves.
  truth within(node const& rule, day named) const {
    auto result = truth::yes;
    if (rule.contains("from")) result = both(result, on_or_before(from(rule), days(named, named)));
    if (auto const* to = member(rule, "to")) result = both(result, on_or_before(days(named, named), read_date(*to)));
    return result;
  }

  static bool names(node const& rule, day d) {
    auto const date = to_civil(d);
    if (auto const* every = member(rule, "every")) {
      auto const years = date.year - (*every)["from"].get<std::int64_t>();
      if (years < 0 || years % (*every)["years"].get<std::int64_t>() != 0) return false;
    }
    auto const& on = rule["on"];
    if (auto const* fixed = member(on, "date")) return read_date(*fixed).lo.date == d;
    if (auto const* offset = member(on, "easter")) return easter(date.year) + offset->get<std::int64_t>() == d;
    if (on["month"] != date.month) return false;
    if (auto const* number = member(on, "day")) return *number == date.day_of_month;
    if (on["weekday"] != weekday(d)) return false;
    if (on["nth"] == -1) return date.day_of_month + 7 > days_in_month(date.year, date.month);
    return on["nth"] == (date.day_of_month - 1) / 7 + 1;
  }
};

// ==== the files ===========================================================================================

reference::reference(std::vector<std::pair<std::string, ordered_json>> const& files) {
  auto const starts_with = [](std::string const& text, char const* with) { return text.rfind(with, 0) == 0; };
  auto const skipped = [&](std::string const& path) {
    return starts_with(path, "schema/") || path.find(".cases.json") != std::string::npos;
  };
  // States, roles and value sets first: the names of facts depend on them.
  ordered_json vocabulary = {{"states", ordered_json::object()},
                             {"value_sets", ordered_json::object()},
                             {"roles", ordered_json::object()},
                             {"facts", ordered_json::object()}};
  for (auto const& [path, content] : files)
    if (starts_with(path, "vocabulary/") && !skipped(path))
      for (auto& [section, all] : vocabulary.items())
        if (content.contains(section)) all.update(content[section]);
  declare(vocabulary);

  for (auto const& [path, content] : files) {
    if (starts_with(path, "vocabulary/") || skipped(path)) continue;
    if (content.contains("module")) modules_[content["module"].get<std::string>()] = content;
    std::pair<char const*, std::map<std::string, ordered_json>*> const maps[] = {
        {"instruments", &instruments_}, {"readings", &readings_},     {"clocks", &clocks_},
        {"calendars", &calendars_},     {"provisions", &provisions_}, {"parameters", &parameters_},
        {"deadlines", &deadlines_}};
    for (auto const& [section, into] : maps)
      if (content.contains(section))
        for (auto const& [id, definition] : content[section].items())
          (*into)[id] = definition;
    std::pair<char const*, std::vector<ordered_json>*> const lists[] = {
        {"closures", &closures_}, {"parties", &parties_}, {"reservations", &reservations_}};
    for (auto const& [section, into] : lists)
      if (content.contains(section))
        for (auto const& row : content[section])
          into->push_back(row);
  }

  for (auto const* among : {&provisions_, &deadlines_})
    for (auto const& [id, definition] : *among)
      if (definition.contains("governed_by")) {
        std::set<ordered_json const*> seen;
        collect_changes(id, seen, changes_[id]);
      }
}

/// Every fact by its full name: one for each state, one for each role, one for each role in each state.
void reference::declare(ordered_json const& vocabulary) {
  for (auto const& [state, names] : vocabulary["states"].items())
    states_.push_back(state);
  for (auto const& [name, values] : vocabulary["value_sets"].items())
    value_sets_[name] = values;
  for (auto const& [name, declared] : vocabulary["facts"].items()) {
    std::vector<std::string> names{name};
    if (name.rfind("state.", 0) == 0) {
      names.clear();
      auto const states = declared.value("states", states_);
      for (auto const& state : states)
        names.push_back(state + name.substr(5));
    }
    for (auto const& full : names) {
      facts_[full] = declared;
      if (declared.contains("roles"))
        for (auto const& role : declared["roles"])
          facts_[role.get<std::string>() + '.' + full] = declared;
    }
  }
}

/// All days on which something may change in what a node says or refers to. A day too many does no harm.
void reference::collect_changes(ordered_json const& node, std::set<ordered_json const*>& seen,
                                std::set<std::int64_t>& days) const {
  if (node.is_string()) {
    auto id = node.get<std::string>();
    id = id.substr(0, id.find('@'));
    auto const follow = [&](std::map<std::string, ordered_json> const& among) {
      auto const found = among.find(id);
      if (found == among.end() || !seen.insert(&found->second).second) return;
      collect_changes(found->second, seen, days);
      // What an id stands for also depends on what names it, not only on what it names.
      for (auto const& closure : closures_)
        if (lists(closure["clocks"], id)) collect_changes(closure, seen, days);
      auto const module = modules_.find(module_of(id));
      if (module != modules_.end() && module->second.contains("clock"))
        collect_changes(module->second["clock"], seen, days);
    };
    for (auto const* among : {&instruments_, &readings_, &clocks_, &provisions_, &parameters_, &deadlines_})
      follow(*among);
    return;
  }
  if (node.is_object())
    for (auto const& [key, value] : node.items()) {
      bool const dated =
          (value.is_string() && std::isdigit(static_cast<unsigned char>(value.get_ref<std::string const&>()[0]))) ||
          (value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string());
      if (dated && (key == "from" || key == "to")) {
        auto const span = read_date(value);
        for (auto end : {span.lo.date, span.hi.date})
          days.insert(key == "to" ? end + 1 : end);
        continue;
      }
      if (key == "treaty" && value.is_object())
        for (auto const* rows : {&parties_, &reservations_})
          for (auto const& row : *rows)
            collect_changes(row, seen, days);
      collect_changes(value, seen, days);
    }
  if (node.is_array())
    for (auto const& value : node)
      collect_changes(value, seen, days);
}

json reference::evaluate(json const& facts, options const& asked) const {
  return walk(*this, facts, asked).answer_all();
}

} // namespace cobijo_reference
