// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "rules/reach.hpp"

namespace cobijo::internal {

void reach::add(provision const& p) {
  if (!ids_.insert(p.id).second) return;
  for (auto const& v : p.versions)
    if (!v.repealed) in(v.when);
  if (p.governed_by) in(*p.governed_by);
  if (p.protects)
    for (auto const* list : {&p.protects->deadlines, &p.protects->remedies})
      for (auto const& id : *list)
        deadline_named(id);
}

void reach::add(deadline const& d) {
  if (!ids_.insert(d.id).second) return;
  for (auto const& v : d.versions) {
    for (auto const* c : {&v.applies, &v.met, &v.excused, &v.by_mail})
      if (*c) in(**c);
    in(v.start);
    in(v.length);
    if (v.clock >= 0) ids_.insert(m_.clocks[static_cast<std::size_t>(v.clock)].id);
  }
}

void reach::deadline_named(std::string const& id) {
  if (auto it = m_.deadline_index.find(id); it != m_.deadline_index.end())
    add(m_.deadlines[static_cast<std::size_t>(it->second)]);
}

void reach::in(condition const& c) {
  if (c.kind == op::provision) add(m_.provisions[static_cast<std::size_t>(c.target)]);
  if (c.kind == op::deadline) add(m_.deadlines[static_cast<std::size_t>(c.target)]);
  if (c.kind == op::reading) ids_.insert(m_.readings[static_cast<std::size_t>(c.target)].id);
  if (c.parameter >= 0) ids_.insert(m_.parameters[static_cast<std::size_t>(c.parameter)].id);
  for (auto const& one : c.of)
    in(one);
  for (auto const& one : c.unless)
    in(one);
  for (auto const& d : c.dates)
    in(d);
  for (auto const& p : c.limits)
    in(p);
}

void reach::in(date_expression const& d) {
  if (d.kind == date_expression::form::deadline) add(m_.deadlines[static_cast<std::size_t>(d.target)]);
  if (d.kind == date_expression::form::parameter) ids_.insert(m_.parameters[static_cast<std::size_t>(d.target)].id);
  if (d.when) in(*d.when);
  for (auto const& one : d.of)
    in(one);
  in(d.by);
}

void reach::in(period const& p) {
  if (p.parameter >= 0) ids_.insert(m_.parameters[static_cast<std::size_t>(p.parameter)].id);
  if (p.when) in(*p.when);
  for (auto const& one : p.of)
    in(one);
}

} // namespace cobijo::internal
