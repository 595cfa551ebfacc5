// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// How grave a change is: what became of the thing itself, and whether protections ask for it or are barred by it.
#include "diff/document.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace cobijo::internal {
namespace {

enum sign : unsigned { unused = 0, for_it = 1, against_it = 2, both_ways = 3 };

/// For every provision, whether protections ask for it, are barred by it, or both; and what uses a value or a reading.
class uses {
public:
  explicit uses(model const& m) : m_(m), provisions_(m.provisions.size()), deadlines_(m.deadlines.size()) {
    for (std::size_t i = 0; i < m.provisions.size(); ++i)
      if (m.provisions[i].protects) provision_at(static_cast<int>(i), for_it);
    for (std::size_t i = 0; i < m.provisions.size(); ++i) {
      user_ = m.provisions[i].id;
      for (auto const& v : m.provisions[i].versions)
        if (!v.repealed) note(v.when, for_it);
    }
    for (auto const& d : m.deadlines) {
      user_ = d.id;
      for (auto const& v : d.versions)
        note(v);
    }
  }

  unsigned of_provision(std::string const& id) const {
    auto const it = m_.provision_index.find(id);
    return it == m_.provision_index.end() ? unused : provisions_[static_cast<std::size_t>(it->second)];
  }
  /// Provisions and deadlines that name a parameter or a reading, with the sign in which they do.
  std::map<std::string, unsigned> const& of(std::string const& id) const {
    static std::map<std::string, unsigned> const none;
    auto const it = users_.find(id);
    return it == users_.end() ? none : it->second;
  }

private:
  static unsigned turned(unsigned s) { return (s & 1U) << 1U | (s & 2U) >> 1U; }

  void provision_at(int index, unsigned s) {
    auto& have = provisions_[static_cast<std::size_t>(index)];
    if ((have & s) == s) return;
    have |= s;
    for (auto const& v : m_.provisions[static_cast<std::size_t>(index)].versions)
      if (!v.repealed) walk(v.when, s, false);
  }
  void deadline_at(int index) {
    auto seen = deadlines_[static_cast<std::size_t>(index)];
    if (seen) return;
    seen = true;
    for (auto const& v : m_.deadlines[static_cast<std::size_t>(index)].versions)
      each_part(v, [&](auto const& part) { walk(part, both_ways, false); });
  }

  template <class F>
  static void each_part(deadline_version const& v, F f) {
    for (auto const* c : {&v.applies, &v.met, &v.excused, &v.by_mail})
      if (*c) f(**c);
    f(v.start);
    f(v.length);
  }
  void note(deadline_version const& v) {
    each_part(v, [&](auto const& part) { walk(part, both_ways, true); });
  }
  void note(condition const& c, unsigned s) { walk(c, s, true); }

  void used(std::string const& id, unsigned s) { users_[id][user_] |= s; }

  /// `only_names`: note values and readings, and follow nothing.
  void walk(condition const& c, unsigned s, bool only_names) {
    if (only_names) {
      if (c.parameter >= 0) used(m_.parameters[static_cast<std::size_t>(c.parameter)].id, both_ways);
      if (c.kind == op::reading) used(m_.readings[static_cast<std::size_t>(c.target)].id, s);
    } else {
      if (c.kind == op::provision) provision_at(c.target, s);
      if (c.kind == op::deadline) deadline_at(c.target);
    }
    bool const flips = c.kind == op::none || c.kind == op::negation;
    for (std::size_t i = 0; i < c.of.size(); ++i)
      walk(c.of[i], c.kind == op::choice && i == 0 ? unsigned{both_ways} : flips ? turned(s) : s, only_names);
    for (auto const& one : c.unless)
      walk(one, turned(s), only_names);
    for (auto const& d : c.dates)
      walk(d, both_ways, only_names);
    for (auto const& p : c.limits)
      walk(p, both_ways, only_names);
  }
  void walk(date_expression const& d, unsigned, bool only_names) {
    if (d.kind == date_expression::form::deadline && !only_names) deadline_at(d.target);
    if (d.kind == date_expression::form::parameter && only_names)
      used(m_.parameters[static_cast<std::size_t>(d.target)].id, both_ways);
    if (d.when) walk(*d.when, both_ways, only_names);
    for (auto const& one : d.of)
      walk(one, both_ways, only_names);
    walk(d.by, both_ways, only_names);
  }
  void walk(period const& p, unsigned, bool only_names) {
    if (p.parameter >= 0 && only_names) used(m_.parameters[static_cast<std::size_t>(p.parameter)].id, both_ways);
    if (p.when) walk(*p.when, both_ways, only_names);
    for (auto const& one : p.of)
      walk(one, both_ways, only_names);
  }

  model const& m_;
  std::vector<unsigned> provisions_;
  std::vector<bool> deadlines_;
  std::map<std::string, std::map<std::string, unsigned>> users_;
  std::string user_;
};

severity turned(severity s) {
  return s == severity::narrows ? severity::widens : s == severity::widens ? severity::narrows : s;
}

/// What a change of a provision's value does, by how protections use it.
severity by_use(severity s, unsigned use, bool protection) {
  if (protection || use == for_it || use == unused) return s;
  if (use == against_it) return turned(s);
  return s == severity::narrows || s == severity::widens ? severity::different : s;
}

severity of_verdict(verdict v) {
  switch (v) {
  case verdict::equivalent:
  case verdict::partial: return severity::wording;
  case verdict::narrower: return severity::narrows;
  case verdict::broader: return severity::widens;
  case verdict::different:
  case verdict::undecided: break;
  }
  return severity::different;
}

severity together(severity x, severity y) {
  bool const split =
      (x == severity::narrows && y == severity::widens) || (x == severity::widens && y == severity::narrows);
  return split ? severity::different : std::min(x, y);
}

} // namespace

std::set<std::string> provisions_to_judge(diff_document const& d) {
  uses const in_a(d.a.book()), in_b(d.b.book());
  std::set<std::string> out;
  for (auto const& e : d.entries) {
    if (e.how != severity::different) continue;
    if (e.kind.starts_with("provision."))
      out.insert(e.thing);
    else
      for (auto const* side : {&in_a, &in_b})
        for (auto const& [id, s] : side->of(e.thing))
          out.insert(id);
  }
  return out;
}

void judge(diff_document& out) {
  uses const in_a(out.a.book()), in_b(out.b.book());
  std::map<std::string, meaning const*> meanings;
  for (auto const& m : out.meanings)
    meanings.emplace(m.id, &m);

  auto of_provision = [&](std::string const& id, severity otherwise) {
    auto const it = meanings.find(id);
    auto const own = it == meanings.end() ? otherwise : of_verdict(it->second->is);
    bool const here = out.b.book().provision_index.contains(id);
    auto const& book = here ? out.b.book() : out.a.book();
    auto const at = book.provision_index.find(id);
    bool const protection =
        at != book.provision_index.end() && book.provisions[static_cast<std::size_t>(at->second)].protects.has_value();
    return by_use(own, here ? in_b.of_provision(id) : in_a.of_provision(id), protection);
  };

  for (auto& e : out.entries) {
    if (e.how != severity::different) continue;
    auto const kind = e.kind.substr(0, e.kind.find('.')), what = e.kind.substr(e.kind.find('.') + 1);
    if (kind == "provision") {
      bool const comes = what == "begins" || what == "added", goes = what == "ends" || what == "removed";
      e.how = of_provision(e.thing, comes ? severity::widens : goes ? severity::narrows : severity::different);
    } else if (kind == "parameter" || kind == "reading") {
      std::optional<severity> all;
      auto users = in_a.of(e.thing);
      for (auto const& [id, s] : in_b.of(e.thing))
        users[id] |= s;
      for (auto const& [id, s] : users) {
        bool const deadline = out.b.book().deadline_index.contains(id) || out.a.book().deadline_index.contains(id);
        auto const one = deadline ? severity::deadline : of_provision(id, severity::different);
        all = all ? together(*all, one) : one;
      }
      // A fee or a cap decides nothing.
      e.how = all.value_or(severity::grant);
    } else if (kind == "deadline") {
      e.how = severity::deadline;
    }
  }
  std::stable_sort(out.entries.begin(), out.entries.end(), [](diff_entry const& x, diff_entry const& y) {
    return std::tie(x.module, x.how) < std::tie(y.module, y.how);
  });
  out.changes.assign(out.entries.begin(), out.entries.end());
}

} // namespace cobijo::internal
