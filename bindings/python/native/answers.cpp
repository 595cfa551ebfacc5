// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answers.hpp"

#include <datetime.h>

namespace cobijo_python {
namespace {

template <class List, class F>
py::tuple tuple_of(List const& list, F convert) {
  py::tuple out(list.size());
  for (std::size_t i = 0; i < list.size(); ++i)
    out[i] = convert(list[i]);
  return out;
}

py::tuple texts(std::vector<std::string> const& list) {
  return tuple_of(list, [](auto const& s) { return py::str(s); });
}

void need_dates() {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
}

// What a deadline shows is written by the library: a day, or a minute.
py::object python_due(std::optional<std::string> const& due) {
  if (!due) return py::none();
  return python_moment(cobijo::moment::parse(*due).value());
}

} // namespace

py::object python_truth(cobijo::truth t) {
  if (t == cobijo::truth::unknown) return py::none();
  return py::bool_(t == cobijo::truth::yes);
}

py::object python_day(cobijo::date day) {
  need_dates();
  return py::reinterpret_steal<py::object>(
      PyDate_FromDate(day.year(), static_cast<int>(day.month()), static_cast<int>(day.day())));
}

py::object python_moment(cobijo::moment const& at) {
  if (!at.time()) return python_day(at.day());
  auto const& t = *at.time();
  auto const module = py::module_::import("datetime");
  auto zone = py::object(py::none());
  if (auto const offset = t.offset_minutes())
    zone = module.attr("timezone")(module.attr("timedelta")(py::arg("minutes") = *offset));
  auto const day = at.day();
  return module.attr("datetime")(day.year(), day.month(), day.day(), t.hour(), t.minute(), py::arg("tzinfo") = zone);
}

py::object python_text(cobijo::bilingual const& text) {
  if (text.en.empty() && text.es.empty()) return py::none();
  return py::make_tuple(text.en, text.es);
}

py::object member_of(cobijo::protection_answer const& p, std::string_view name) {
  if (name == "label") return python_text(p.label);
  if (name == "decision") return py::str(p.decision);
  if (name == "layer") return py::str(p.layer);
  if (name == "authority") return py::str(p.authority);
  if (name == "authority_label") return python_text(p.authority_label);
  if (name == "provisional") return py::bool_(p.provisional);
  if (name == "reasons")
    return tuple_of(p.reasons, [](cobijo::reason const& r) {
      return py::make_tuple(r.provision, r.exception, python_truth(r.value), python_text(r.label), r.cite,
                            r.fact.empty() ? py::object(py::none()) : py::object(py::str(r.fact)));
    });
  if (name == "residual") return py::str(p.residual);
  if (name == "missing") return texts(p.missing);
  if (name == "readings") return texts(p.readings);
  if (name == "rests_on")
    return tuple_of(p.rests_on, [](cobijo::support_note const& n) { return py::make_tuple(n.kind, n.id); });
  if (name == "grants")
    return tuple_of(p.grants, [](cobijo::grant_note const& g) {
      return py::make_tuple(g.kind, python_text(g.label), g.cite, g.support);
    });
  if (name == "leads_to") return texts(p.leads_to);
  if (name == "remedies") return texts(p.remedies);
  if (name == "deadlines") return texts(p.deadlines);
  if (name == "notices") return tuple_of(p.notices, python_text);
  if (name == "cap") return python_text(p.cap);
  throw py::attribute_error(std::string(name));
}

py::object member_of(cobijo::deadline_answer const& d, std::string_view name, py::tuple const& states) {
  auto state = [&](cobijo::deadline_status s) { return py::object(states[static_cast<std::size_t>(s)]); };
  auto number = [](std::optional<int> n) { return n ? py::object(py::int_(*n)) : py::object(py::none()); };
  if (name == "label") return python_text(d.label);
  if (name == "state") return state(d.state);
  if (name == "possible") return tuple_of(d.possible, state);
  if (name == "due") return python_due(d.due);
  if (name == "latest") return python_due(d.latest);
  if (name == "days_left") return number(d.days_left);
  if (name == "working_days_left") return number(d.working_days_left);
  if (name == "binds") return py::str(d.binds_person ? "person" : "authority");
  if (name == "kind") return py::str(d.kind);
  if (name == "protection") return py::str(d.protection);
  if (name == "reach") return py::str(d.reach);
  if (name == "if_missed") return python_text(d.if_missed);
  if (name == "leads_to") return texts(d.leads_to);
  if (name == "cite") return py::str(d.cite);
  if (name == "provisional") return py::bool_(d.provisional);
  if (name == "counts")
    return tuple_of(d.traces, [](cobijo::count_trace const& t) {
      return py::make_tuple(t.start, t.due, t.clock, t.calendar, t.cite,
                            tuple_of(t.steps, [](cobijo::count_note const& s) {
                              return py::make_tuple(s.from, s.to, python_text(s.text), s.cite);
                            }));
    });
  throw py::attribute_error(std::string(name));
}

} // namespace cobijo_python
