// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "edition/person.hpp"

#include "rules/cursor.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

class person_reader {
public:
  person_reader(model const& m, person& p) : m_(m), p_(p), seen_(m.facts.size()) {}

  void object(cursor const& c, std::string const& prefix) {
    c.members([&](cursor const& member) {
      auto const id = prefix.empty() ? std::string(member.key()) : prefix + '.' + std::string(member.key());
      auto const it = m_.fact_index.find(id);
      if (it != m_.fact_index.end()) {
        auto const index = static_cast<std::size_t>(it->second);
        if (seen_[index]) member.fail("E0605", "\"" + id + "\" is given twice", "nested or with dots, not both");
        seen_[index] = true;
        if (!member.value().is_null()) read(member, m_.facts[index]);
      } else if (member.is_object() && begins(id)) {
        object(member, id);
      } else {
        std::vector<std::string> names;
        for (auto const& f : m_.facts)
          names.push_back(f.id);
        auto hint = did_you_mean(id, names);
        member.fail("E0601", "unknown fact \"" + id + "\"", hint.empty() ? "cobijo list facts names all facts" : hint);
      }
    });
  }

private:
  bool begins(std::string const& prefix) const {
    return std::any_of(m_.facts.begin(), m_.facts.end(), [&](fact const& f) { return f.id.starts_with(prefix + '.'); });
  }

  void wrong(cursor const& c, fact const& f, std::string const& right) const {
    c.fail("E0602", "the value of \"" + f.id + "\" has the wrong form", right);
  }

  void read(cursor const& c, fact const& f) {
    auto const slot = static_cast<std::size_t>(f.slot);
    switch (f.type) {
    case fact_type::boolean:
      if (!c.value().is_boolean()) return wrong(c, f, "true, false, or leave it out");
      p_.truths[slot] = c.value().get<bool>() ? truth::yes : truth::no;
      break;
    case fact_type::number: {
      if (c.value().is_number_integer() && fits(c.value())) {
        p_.intervals[slot] = exactly(c.value().get<std::int64_t>());
        break;
      }
      if (c.is_array() && c.value().size() == 2 && c.value()[0].is_number_integer() &&
          c.value()[1].is_number_integer() && fits(c.value()[0]) && fits(c.value()[1]) &&
          c.value()[0].get<std::int64_t>() <= c.value()[1].get<std::int64_t>()) {
        p_.intervals[slot] = {c.value()[0].get<std::int64_t>(), c.value()[1].get<std::int64_t>()};
        break;
      }
      return wrong(c, f, "a whole number such as 3, or a range such as [2, 4]");
    }
    case fact_type::date: {
      auto at = c.is_object() ? age(c, f) : days(c, f);
      if (at) p_.intervals[slot] = *at;
      break;
    }
    case fact_type::date_time: {
      auto at = minutes(c, f);
      if (!at) return;
      p_.intervals[slot] = at->at;
      p_.offsets[slot] = at->offset ? static_cast<std::int16_t>(*at->offset) : no_offset;
      break;
    }
    case fact_type::enumeration:
    case fact_type::set: values(c, f); break;
    case fact_type::spells: spells(c, f); break;
    }
  }

  static bool fits(json const& n) {
    if (n.is_number_unsigned() && n.get<std::uint64_t>() > 1000000000000U) return false;
    auto const v = n.get<std::int64_t>();
    return v >= -1000000000000 && v <= 1000000000000;
  }

  // The parser's message may quote the text, which is the person's; only its code and its hint go on.
  template <class T>
  std::optional<T> told(cursor const& c, fact const& f, result<T> parsed) const {
    if (parsed) return std::move(*parsed);
    auto const& code = parsed.faults().front().code;
    char const* why = code == "E0702"   ? "is no day of the calendar"
                      : code == "E0703" ? "lies outside 1900 to 2199"
                                        : "is not written as a date";
    c.fail(code.c_str(), "the value of \"" + f.id + "\" " + why,
           "2024-02-10, 2024-02, 2024, not_yet, or a range of two days");
    return std::nullopt;
  }

  std::optional<span> one_day(cursor const& c, fact const& f) const {
    if (!c.is_string()) {
      wrong(c, f, "2024-02-10, 2024-02, 2024, not_yet, or a range of two days");
      return std::nullopt;
    }
    return told<span>(c, f, parse_days(c.string()));
  }

  std::optional<span> days(cursor const& c, fact const& f) const {
    if (!c.is_array()) return one_day(c, f);
    if (c.value().size() != 2) {
      wrong(c, f, "a range has two days: [\"2024-02-10\", \"2024-02-20\"]");
      return std::nullopt;
    }
    auto const a = one_day(c.at(std::size_t{0}), f), b = one_day(c.at(std::size_t{1}), f);
    if (!a || !b) return std::nullopt;
    if (a->lo > b->hi) {
      c.fail("E0707", "the range of \"" + f.id + "\" ends before it begins");
      return std::nullopt;
    }
    return span{a->lo, b->hi};
  }

  std::optional<minutes_span> one_minute(cursor const& c, fact const& f) const {
    if (!c.is_string()) {
      wrong(c, f, "2026-03-06T18:00-05:00, a day, or a range of two");
      return std::nullopt;
    }
    return told<minutes_span>(c, f, parse_minutes(c.string()));
  }

  std::optional<minutes_span> minutes(cursor const& c, fact const& f) const {
    if (!c.is_array()) return one_minute(c, f);
    if (c.value().size() != 2) {
      wrong(c, f, "a range has two ends");
      return std::nullopt;
    }
    auto a = one_minute(c.at(std::size_t{0}), f), b = one_minute(c.at(std::size_t{1}), f);
    if (!a || !b) return std::nullopt;
    // A range is read in one offset: the first one given.
    auto const offset = a->offset ? a->offset : b->offset;
    auto shifted = [&](minutes_span const& s, std::int64_t at) {
      return s.offset && offset ? add_minutes(at, *offset - *s.offset) : at;
    };
    span const out{shifted(*a, a->at.lo), shifted(*b, b->at.hi)};
    if (out.lo > out.hi) {
      c.fail("E0707", "the range of \"" + f.id + "\" ends before it begins");
      return std::nullopt;
    }
    return minutes_span{out, offset};
  }

  // Aged n on a day: born after the day n + 1 years before it and not after the day n years before it, with both
  // roundings of a missing 29 February.
  std::optional<span> age(cursor const& c, fact const& f) const {
    auto bad = [&]() -> std::optional<span> {
      wrong(c, f, "{ \"age\": 17, \"on\": \"2026-01-15\" }");
      return std::nullopt;
    };
    if (!c.has("age") || !c.has("on") || c.value().size() != 2) return bad();
    auto const& n = c.value()["age"];
    if (!n.is_number_integer() || !fits(n) || n.get<std::int64_t>() < 0 || n.get<std::int64_t>() > 130) return bad();
    auto const on = one_day(c.at("on"), f);
    if (!on || !on->exact()) return on ? bad() : std::nullopt;
    auto const years = n.get<std::int64_t>();
    // A birth b fits if b + years ≤ on < b + (years + 1) under some rounding; step out from a safe side.
    auto reaches = [&](std::int64_t birth, std::int64_t y, missing_day how) {
      return add_months(birth, 12 * y, how) <= on->lo;
    };
    auto hi = add_months(on->lo, -12 * years, missing_day::next_day);
    while (!is_sentinel(hi) && reaches(hi + 1, years, missing_day::last_day))
      ++hi;
    while (!is_sentinel(hi) && !reaches(hi, years, missing_day::last_day))
      --hi;
    auto lo = add_months(on->lo, -12 * (years + 1), missing_day::last_day);
    while (!is_sentinel(lo) && !reaches(lo - 1, years + 1, missing_day::next_day))
      --lo;
    while (!is_sentinel(lo) && reaches(lo, years + 1, missing_day::next_day))
      ++lo;
    if (is_sentinel(hi) || is_sentinel(lo)) return bad();
    return span{lo, hi};
  }

  void values(cursor const& c, fact const& f) {
    auto const& set = m_.value_sets[static_cast<std::size_t>(f.values)];
    auto const slot = static_cast<std::size_t>(f.slot), words = static_cast<std::size_t>(set.words());
    bool failed = false;
    auto mark = [&](cursor const& v, std::vector<std::uint64_t>& into) {
      if (!v.is_string()) {
        wrong(v, f, "a value as text");
        failed = true;
        return;
      }
      auto const it = set.index.find(v.string());
      if (it == set.index.end()) {
        std::string hint = "one of: ";
        if (set.ids.size() > 30)
          hint = "cobijo list facts names its values";
        else
          for (auto const& id : set.ids)
            hint += (&id == &set.ids.front() ? "" : ", ") + id;
        v.fail("E0603", "not a value of \"" + f.id + "\"", hint);
        failed = true;
        return;
      }
      into[slot + static_cast<std::size_t>(it->second) / 64] |= std::uint64_t{1} << (it->second % 64);
    };
    auto all_others_out = [&] {
      for (std::size_t i = 0; i < set.ids.size(); ++i) {
        auto const bit = std::uint64_t{1} << (i % 64);
        if ((p_.in[slot + i / 64] & bit) == 0) p_.out[slot + i / 64] |= bit;
      }
    };
    // Bits beyond the last value are no values: always out.
    for (std::size_t i = set.ids.size(); i < words * 64; ++i)
      p_.out[slot + i / 64] |= std::uint64_t{1} << (i % 64);
    if (c.is_object()) {
      for (auto it = c.value().begin(); it != c.value().end(); ++it)
        if (it.key() != "no" && (it.key() != "yes" || f.type == fact_type::enumeration)) {
          wrong(c, f, f.type == fact_type::set ? "{ \"yes\": […], \"no\": […] }" : "{ \"no\": […] }");
          return;
        }
      for (auto const* key : {"yes", "no"})
        if (c.has(key)) {
          if (!c.at(key).is_array()) return wrong(c, f, "a list of values");
          c.at(key).elements([&](cursor const& v) { mark(v, *key == 'y' ? p_.in : p_.out); });
        }
      for (std::size_t w = slot; w < slot + words; ++w)
        if ((p_.in[w] & p_.out[w]) != 0) {
          c.fail("E0604", "\"" + f.id + "\" says both yes and no to a value");
          return;
        }
      if (f.type == fact_type::enumeration) settle(c, f, set, slot);
    } else if (f.type == fact_type::set) {
      if (!c.is_array()) return wrong(c, f, "a list of values, or { \"yes\": […], \"no\": […] }");
      c.elements([&](cursor const& v) { mark(v, p_.in); });
      if (!failed) all_others_out();
    } else {
      mark(c, p_.in);
      if (!failed) all_others_out();
    }
  }

  // An enum has a value: if all others are excluded, it is the one left.
  void settle(cursor const& c, fact const& f, value_set const& set, std::size_t slot) {
    std::size_t left = 0, which = 0;
    for (std::size_t i = 0; i < set.ids.size(); ++i)
      if ((p_.out[slot + i / 64] >> (i % 64) & 1U) == 0) {
        ++left;
        which = i;
      }
    if (left == 0) c.fail("E0604", "\"" + f.id + "\" excludes every value");
    if (left == 1) p_.in[slot + which / 64] |= std::uint64_t{1} << (which % 64);
  }

  void spells(cursor const& c, fact const& f) {
    if (!c.is_array()) return wrong(c, f, "a list of spells: [[\"2020-01-01\", \"2020-03-01\"]]");
    std::vector<spell> out;
    bool failed = false;
    c.elements([&](cursor const& s) {
      if (!s.is_array() || s.value().size() != 2) {
        wrong(s, f, "a spell has a first and a last day");
        failed = true;
        return;
      }
      auto const from = days(s.at(std::size_t{0}), f), to = days(s.at(std::size_t{1}), f);
      if (!from || !to)
        failed = true;
      else if (from->lo > to->hi) {
        s.fail("E0707", "a spell of \"" + f.id + "\" ends before it begins");
        failed = true;
      } else
        out.push_back({*from, *to});
    });
    if (!failed) p_.spells[static_cast<std::size_t>(f.slot)] = std::move(out);
  }

  model const& m_;
  person& p_;
  std::vector<bool> seen_;
};

} // namespace

result<person> read_person(model const& m, json const& facts, std::string const& file) {
  fault_list faults;
  faults.file = file;
  person out(m);
  // Of an enum or set that is not given, the bits beyond the last value are still no values.
  for (auto const& f : m.facts)
    if (f.type == fact_type::enumeration || f.type == fact_type::set) {
      auto const& set = m.value_sets[static_cast<std::size_t>(f.values)];
      for (std::size_t i = set.ids.size(); i < static_cast<std::size_t>(set.words()) * 64; ++i)
        out.out[static_cast<std::size_t>(f.slot) + i / 64] |= std::uint64_t{1} << (i % 64);
    }
  cursor const root(faults, facts);
  if (!facts.is_object())
    root.fail("E0602", "the facts are no object", "{ \"person.birth_date\": \"1998-05-01\" }");
  else
    person_reader(m, out).object(root, {});
  if (!faults.faults.empty()) return faults.faults;
  return out;
}

} // namespace cobijo::internal
