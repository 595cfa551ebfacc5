// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Goes through every condition of a model, wherever it stands.
#pragma once

#include "rules/model.hpp"

namespace cobijo::internal {

[[nodiscard]] inline bool is_leaf(condition const& c) {
  return c.kind == op::fact || c.kind == op::date || c.kind == op::age || c.kind == op::time_in ||
         c.kind == op::deadline || c.kind == op::reading;
}

/// Calls `visit(condition, cite)` for each condition, outer before inner; `cite` is the nearest citation around it.
template <class F>
class condition_visitor {
public:
  explicit condition_visitor(F visit) : visit_(std::move(visit)) {}

  void in(condition const& c, std::string const& cite) {
    auto const& here = c.cite.empty() ? cite : c.cite;
    visit_(c, here);
    for (auto const& one : c.of)
      in(one, here);
    for (auto const& one : c.unless)
      in(one, here);
    for (auto const& d : c.dates)
      in(d, here);
    for (auto const& p : c.limits)
      in(p, here);
  }
  void in(date_expression const& d, std::string const& cite) {
    if (d.when) in(*d.when, cite);
    for (auto const& one : d.of)
      in(one, cite);
    in(d.by, cite);
  }
  void in(period const& p, std::string const& cite) {
    if (p.when) in(*p.when, cite);
    for (auto const& one : p.of)
      in(one, cite);
  }
  void in(clock_member const& m, std::string const& cite) {
    if (m.when) in(*m.when, cite);
    for (auto const& one : m.of)
      in(one, cite);
  }
  void in(std::vector<effect> const& effects, std::string const& cite) {
    for (auto const& e : effects)
      if (e.where) in(*e.where, cite);
  }

private:
  F visit_;
};

/// Calls `visit(condition, cite, named thing or nullptr, version head or nullptr, place)` for each condition of the
/// model.
template <class F>
void each_condition(model const& m, F visit) {
  auto with = [&](auto const* thing, version_head const* head, place const& where, auto go) {
    condition_visitor v([&](condition const& c, std::string const& cite) {
      named const* n = nullptr;
      if constexpr (std::is_base_of_v<named, std::remove_cvref_t<decltype(*thing)>>) n = thing;
      visit(c, cite, n, head, where);
    });
    go(v);
  };
  for (auto const& i : m.instruments)
    with(&i, nullptr, i.where, [&](auto& v) { v.in(i.effects, i.gazette.empty() ? i.id : i.gazette); });
  for (auto const& p : m.provisions)
    for (auto const& version : p.versions)
      with(&p, &version, version.where, [&](auto& v) {
        v.in(version.effects, version.cite);
        if (!version.repealed) v.in(version.when, version.cite);
      });
  for (auto const& d : m.deadlines)
    for (auto const& version : d.versions)
      with(&d, &version, version.where, [&](auto& v) {
        v.in(version.effects, version.cite);
        for (auto const* c : {&version.applies, &version.met, &version.excused, &version.by_mail})
          if (*c) v.in(**c, version.cite);
        v.in(version.start, version.cite);
        v.in(version.length, version.cite);
      });
  for (auto const& k : m.clocks)
    for (auto const& version : k.versions)
      with(&k, &version, version.where, [&](auto& v) {
        for (auto const* member : {&version.first_day, &version.starts, &version.roll, &version.missing_day,
                                   &version.calendar, &version.mail_days})
          if (*member) v.in(**member, version.cite);
      });
  for (auto const& c : m.closures)
    if (c.when) with(&c, nullptr, c.where, [&](auto& v) { v.in(*c.when, c.cite); });
  for (auto const& r : m.readings)
    for (auto const& p : r.prevails)
      if (p.where) with(&r, nullptr, r.where, [&](auto& v) { v.in(*p.where, p.cite.empty() ? r.id : p.cite); });
}

} // namespace cobijo::internal
