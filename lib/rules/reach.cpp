// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "rules/reach.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

template <class T>
void once(std::vector<T>& list, T one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
}

/// Collects what conditions, dates and periods name, however deep.
struct collector {
  model const& m;
  references& out;

  void in(condition const& c) {
    auto const target = static_cast<std::size_t>(c.target);
    if (c.kind == op::provision) once(out.provisions, &m.provisions[target]);
    if (c.kind == op::deadline) once(out.deadlines, &m.deadlines[target]);
    if (c.kind == op::reading) once(out.readings, c.target);
    if (c.parameter >= 0) once(out.parameters, c.parameter);
    for (auto const& one : c.of)
      in(one);
    for (auto const& one : c.unless)
      in(one);
    for (auto const& d : c.dates)
      in(d);
    for (auto const& p : c.limits)
      in(p);
  }
  void in(date_expression const& d) {
    using form = date_expression::form;
    if (d.kind == form::deadline) once(out.deadlines, &m.deadlines[static_cast<std::size_t>(d.target)]);
    if (d.kind == form::parameter) once(out.parameters, d.target);
    if (d.when) in(*d.when);
    for (auto const& one : d.of)
      in(one);
    in(d.by);
  }
  void in(period const& p) {
    if (p.parameter >= 0) once(out.parameters, p.parameter);
    if (p.when) in(*p.when);
    for (auto const& one : p.of)
      in(one);
  }
};

} // namespace

void references::in(model const& m, provision_version const& v) {
  if (!v.repealed) collector{m, *this}.in(v.when);
}

void references::in(model const& m, deadline_version const& v) {
  if (v.repealed) return;
  collector all{m, *this};
  for (auto const* c : {&v.applies, &v.met, &v.excused, &v.by_mail})
    if (*c) all.in(**c);
  all.in(v.start);
  all.in(v.length);
}

void references::in(model const& m, date_expression const& d) {
  collector{m, *this}.in(d);
}

void reach::add(provision const& p) {
  if (!ids_.insert(p.id).second) return;
  texts(p);
  if (!p.protects) return;
  for (auto const* list : {&p.protects->deadlines, &p.protects->remedies})
    for (auto const& id : *list)
      if (auto it = m_.deadline_index.find(id); it != m_.deadline_index.end())
        add(m_.deadlines[static_cast<std::size_t>(it->second)]);
}

void reach::add_text(provision const& p) {
  if (ids_.insert(p.id).second) texts(p);
}

void reach::add(deadline const& d) {
  if (!ids_.insert(d.id).second) return;
  references found;
  for (auto const& v : d.versions) {
    found.in(m_, v);
    if (v.clock >= 0) ids_.insert(m_.clocks[static_cast<std::size_t>(v.clock)].id);
  }
  follow(found);
}

void reach::texts(provision const& p) {
  references found;
  for (auto const& v : p.versions)
    found.in(m_, v);
  if (p.governed_by) found.in(m_, *p.governed_by);
  follow(found);
}

void reach::follow(references const& found) {
  for (int r : found.readings)
    ids_.insert(m_.readings[static_cast<std::size_t>(r)].id);
  for (int q : found.parameters)
    ids_.insert(m_.parameters[static_cast<std::size_t>(q)].id);
  for (auto const* p : found.provisions)
    add(*p);
  for (auto const* d : found.deadlines)
    add(*d);
}

} // namespace cobijo::internal
