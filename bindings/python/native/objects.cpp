// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "objects.hpp"

#include "answer/determine.hpp"
#include "answers.hpp"

#include <datetime.h>

#include <new>

namespace cobijo_python {
namespace {

/// Above this many nodes an evaluation takes longer than to let go of the interpreter's lock and take it again.
constexpr std::size_t many_nodes = 3000;

struct edition_state {
  std::shared_ptr<book_state> book;
  cobijo::edition law;
  std::vector<std::size_t> provisions;                          ///< of each protection
  py::tuple protections, deadlines;                             ///< ids
  std::vector<std::unique_ptr<cobijo::internal::values>> spare; ///< workspaces that nobody uses at the moment
};

struct edition_object {
  PyObject_HEAD edition_state* state;
};

/// Statuses of one person under one law on one day.
struct answers {
  std::vector<cobijo::quick_answer> of; ///< each protection
};

struct facts_state {
  std::shared_ptr<book_state> book;
  std::shared_ptr<person const> who;
  std::optional<cobijo::moment> as_of;
  /// Answers of the edition that prepared the facts, which it gives again when asked about the same day.
  std::shared_ptr<cobijo::internal::compiled const> answered_by;
  std::shared_ptr<answers const> answered;
};

struct facts_object {
  PyObject_HEAD facts_state* state;
};

struct determination_object {
  PyObject_HEAD edition_object* edition;
  std::shared_ptr<answers const> quick;
  std::shared_ptr<person const> who;
  cobijo::moment as_of;
  std::shared_ptr<cobijo::determination const> all; ///< made when first asked for
};

PyTypeObject* edition_base = nullptr;
PyTypeObject* facts_base = nullptr;
PyTypeObject* determination_base = nullptr;

// Owned by the module for as long as the process lives.
struct registered {
  PyObject *determination = nullptr, *facts = nullptr, *statuses = nullptr, *states = nullptr, *error_maker = nullptr;
  PyObject *as_of_name = nullptr, *facts_name = nullptr;
} known;

template <class Object>
Object* as(PyObject* o) {
  return reinterpret_cast<Object*>(o);
}

/// Runs `f`; what it throws becomes a Python exception.
template <class F>
PyObject* guarded(F f) noexcept {
  try {
    py::object out = f();
    return out.release().ptr();
  } catch (...) {
    set_python_error();
    return nullptr;
  }
}

template <class F>
PyCFunction method(F* f) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(f));
}

// --- editions
// ---------------------------------------------------------------------------------------------------------

void edition_free(PyObject* self) {
  auto* const type = Py_TYPE(self);
  delete as<edition_object>(self)->state;
  type->tp_free(self);
  Py_DECREF(type);
}

std::unique_ptr<cobijo::internal::values> take_workspace(edition_state& e) {
  if (e.spare.empty()) return std::make_unique<cobijo::internal::values>();
  auto out = std::move(e.spare.back());
  e.spare.pop_back();
  return out;
}

/// All statuses of one person. Facts that contradict one another are refused: from them anything could follow.
std::shared_ptr<answers const> answer(edition_state& e, std::shared_ptr<person const> const& who,
                                      cobijo::moment const& as_of) {
  auto const& law = *e.law.impl();
  auto out = std::make_shared<answers>();
  auto values = take_workspace(e);
  auto run = [&] {
    cobijo::internal::evaluate(law, *who, cobijo::internal::to_internal(as_of), *values);
    out->of.reserve(e.provisions.size());
    for (auto const i : e.provisions) {
      auto const& n = law.provisions[i];
      out->of.push_back(
          {cobijo::internal::status_of(n, *values), values->truths[n.elements.at], values->truths[n.exceptions.at]});
    }
  };
  if (law.graph.nodes.size() > many_nodes) {
    py::gil_scoped_release const others_may_run;
    run();
  } else
    run();
  bool impossible = false;
  for (auto const& n : law.never)
    impossible |= values->truths[n.at] == cobijo::truth::yes;
  e.spare.push_back(std::move(values));
  if (impossible) throw cobijo::error(e.law.contradictions(cobijo::facts(who), as_of));
  return out;
}

py::object new_object(PyObject* type) {
  auto* const t = reinterpret_cast<PyTypeObject*>(type);
  auto made = py::reinterpret_steal<py::object>(t->tp_alloc(t, 0));
  if (!made) throw py::error_already_set();
  return made;
}

/// Facts that were checked, for this rulebook.
facts_state const& given_for(PyObject* facts, book_state const& book) {
  auto const& given = *as<facts_object>(facts)->state;
  if (given.book->book.impl() != book.book.impl())
    throw py::value_error("these facts were prepared for another rulebook");
  return given;
}

py::object determination_of(edition_object* edition, PyObject* facts, PyObject* as_of) {
  auto& e = *edition->state;
  std::shared_ptr<person const> who;
  std::shared_ptr<answers const> quick;
  std::optional<cobijo::moment> at;
  if (as_of != nullptr && as_of != Py_None) at = moment_of(as_of);
  if (PyObject_TypeCheck(facts, facts_base) != 0) {
    auto const& given = given_for(facts, *e.book);
    who = given.who;
    if (!at && given.answered_by == e.law.impl()) quick = given.answered;
    if (!at) at = given.as_of;
  } else
    who = e.book->reader.read(facts);
  if (!at) at = e.law.law_date();
  if (!quick) quick = answer(e, who, *at);
  auto made = new_object(known.determination);
  auto* const d = as<determination_object>(made.ptr());
  new (&d->quick) std::shared_ptr<answers const>(std::move(quick));
  new (&d->who) std::shared_ptr<person const>(std::move(who));
  new (&d->as_of) cobijo::moment(*at);
  new (&d->all) std::shared_ptr<cobijo::determination const>();
  Py_INCREF(edition);
  d->edition = edition;
  return made;
}

PyObject* edition_evaluate(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* names) noexcept {
  return guarded([&] {
    PyObject* given[2] = {nullptr, nullptr};
    if (count > 2) throw py::type_error("evaluate() takes facts and as_of");
    for (Py_ssize_t i = 0; i < count; ++i)
      given[i] = args[i];
    for (Py_ssize_t i = 0; names != nullptr && i < PyTuple_GET_SIZE(names); ++i) {
      auto* const name = PyTuple_GET_ITEM(names, i);
      int which = -1;
      if (name == known.as_of_name || PyUnicode_Compare(name, known.as_of_name) == 0)
        which = 1;
      else if (PyUnicode_Compare(name, known.facts_name) == 0)
        which = 0;
      if (which < 0 || given[which] != nullptr) throw py::type_error("evaluate() takes facts and as_of, each once");
      given[which] = args[count + i];
    }
    if (given[0] == nullptr) throw py::type_error("evaluate() needs facts");
    return determination_of(as<edition_object>(self), given[0], given[1]);
  });
}

PyObject* edition_protections(PyObject* self, void*) {
  return Py_NewRef(as<edition_object>(self)->state->protections.ptr());
}
PyObject* edition_deadlines(PyObject* self, void*) {
  return Py_NewRef(as<edition_object>(self)->state->deadlines.ptr());
}
PyObject* edition_law_date(PyObject* self, void*) {
  return guarded([&] { return python_day(as<edition_object>(self)->state->law.law_date()); });
}
PyObject* edition_nodes(PyObject* self, void*) {
  return PyLong_FromSize_t(as<edition_object>(self)->state->law.nodes());
}

PyMethodDef edition_methods[] = {
    {"evaluate", method(&edition_evaluate), METH_FASTCALL | METH_KEYWORDS,
     "evaluate($self, /, facts, as_of=None)\n--\n\n"
     "The answer for one person.\n\n"
     "facts    a mapping, nested or with dotted names, or what `prepare` gave. What is left out is unknown.\n"
     "as_of    the day asked about, with an hour for clocks that count hours: text, date or datetime. Without it,\n"
     "         the day whose law this edition is.\n\n"
     "Only the statuses are worked out at once; reasons, deadlines and texts when they are first read. Raises\n"
     "FactsError if a fact is unknown or misspelt, or if the facts contradict one another."},
    {}};

PyGetSetDef edition_members[] = {
    {"protections", &edition_protections, nullptr, "Ids of the protections, in the order of the rulebook.", nullptr},
    {"deadlines", &edition_deadlines, nullptr, "Ids of the deadlines, in the order of the rulebook.", nullptr},
    {"law_date", &edition_law_date, nullptr, "The day whose law this is.", nullptr},
    {"nodes", &edition_nodes, nullptr, "Number of nodes that the rules were compiled to.", nullptr},
    {}};

// --- facts
// ------------------------------------------------------------------------------------------------------------

void facts_free(PyObject* self) {
  auto* const type = Py_TYPE(self);
  delete as<facts_object>(self)->state;
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject* facts_json(PyObject* self, PyObject*) {
  return guarded([&] {
    auto const& f = *as<facts_object>(self)->state;
    return py::str(facts_of(*f.book->book.impl(), *f.who).dump());
  });
}
PyObject* facts_as_of(PyObject* self, void*) {
  return guarded([&]() -> py::object {
    auto const& f = *as<facts_object>(self)->state;
    if (!f.as_of) return py::none();
    return python_moment(*f.as_of);
  });
}

PyMethodDef facts_methods[] = {{"_json", &facts_json, METH_NOARGS, "_json($self, /)\n--\n\nThe facts as JSON text."},
                               {}};
PyGetSetDef facts_members[] = {
    {"as_of", &facts_as_of, nullptr, "The day asked about, if it was prepared too.", nullptr}, {}};

// --- determinations
// ---------------------------------------------------------------------------------------------------

void determination_free(PyObject* self) {
  auto* const type = Py_TYPE(self);
  auto* const d = as<determination_object>(self);
  // One that failed while it was made holds nothing yet.
  if (d->edition != nullptr) {
    d->quick.~shared_ptr();
    d->who.~shared_ptr();
    d->all.~shared_ptr();
    Py_DECREF(d->edition);
  }
  type->tp_free(self);
  Py_DECREF(type);
}

/// The whole answer, made once. Two threads that ask at the same time may both make it, and it is the same.
std::shared_ptr<cobijo::determination const> whole(determination_object* d) {
  if (d->all) return d->all;
  auto const law = d->edition->state->law;
  cobijo::facts const who(d->who);
  auto const as_of = d->as_of;
  std::shared_ptr<cobijo::determination const> made;
  {
    py::gil_scoped_release const others_may_run;
    made = std::make_shared<cobijo::determination const>(law.determine(who, as_of));
  }
  if (!d->all) d->all = std::move(made);
  return d->all;
}

Py_ssize_t position(PyObject* number, std::size_t size) {
  auto const i = PyLong_AsSsize_t(number);
  if (i == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  if (i < 0 || static_cast<std::size_t>(i) >= size) throw py::index_error("no such answer");
  return i;
}

PyObject* determination_status(PyObject* self, PyObject* number) {
  return guarded([&] {
    auto* const d = as<determination_object>(self);
    auto const& q = d->quick->of[static_cast<std::size_t>(position(number, d->quick->of.size()))];
    return py::reinterpret_borrow<py::object>(PyTuple_GET_ITEM(known.statuses, static_cast<Py_ssize_t>(q.status)));
  });
}

PyObject* determination_statuses(PyObject* self, PyObject*) {
  return guarded([&] {
    auto* const d = as<determination_object>(self);
    auto const n = d->edition->state->provisions.size();
    py::list out(n);
    for (std::size_t i = 0; i < n; ++i)
      out[i] = py::reinterpret_borrow<py::object>(
          PyTuple_GET_ITEM(known.statuses, static_cast<Py_ssize_t>(d->quick->of[i].status)));
    return out;
  });
}

PyObject* determination_truths(PyObject* self, PyObject* number) {
  return guarded([&] {
    auto* const d = as<determination_object>(self);
    auto const& q = d->quick->of[static_cast<std::size_t>(position(number, d->quick->of.size()))];
    return py::make_tuple(python_truth(q.elements), python_truth(q.exceptions));
  });
}

PyObject* determination_protection(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  return guarded([&] {
    if (count != 2) throw py::type_error("_protection() takes a position and the name of a member");
    auto const all = whole(as<determination_object>(self));
    auto const& p = all->protections[static_cast<std::size_t>(position(args[0], all->protections.size()))];
    return member_of(p, py::handle(args[1]).cast<std::string_view>());
  });
}

PyObject* determination_deadline(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  return guarded([&] {
    if (count != 2) throw py::type_error("_deadline() takes a position and the name of a member");
    auto const all = whole(as<determination_object>(self));
    auto const& x = all->deadlines[static_cast<std::size_t>(position(args[0], all->deadlines.size()))];
    return member_of(x, py::handle(args[1]).cast<std::string_view>(), py::reinterpret_borrow<py::tuple>(known.states));
  });
}

/// `_text(what, id, lang, json, all, steps, width)`: explain, report, deadlines or json.
PyObject* determination_text(PyObject* self, PyObject* args) {
  return guarded([&] {
    auto* const d = as<determination_object>(self);
    auto const [what, id, lang, as_json, all, steps, width] =
        py::handle(args).cast<std::tuple<std::string, std::string, std::string, bool, bool, bool, int>>();
    cobijo::report_style style;
    style.lang = lang;
    style.json = as_json;
    style.all = all;
    style.steps = steps;
    style.width = width;
    auto const law = d->edition->state->law;
    auto const as_of = d->as_of;
    cobijo::facts const who(d->who);
    std::string text;
    if (what == "explain") {
      py::gil_scoped_release const others_may_run;
      text = cobijo::explain(law, who, as_of, id, style).value();
    } else {
      auto const answers = whole(d);
      py::gil_scoped_release const others_may_run;
      text = what == "json"        ? cobijo::to_json(*answers, lang, width)
             : what == "deadlines" ? cobijo::report_deadlines(law, *answers, style)
                                   : cobijo::report(law, *answers, style);
    }
    return py::str(text);
  });
}

PyObject* determination_edition(PyObject* self, void*) {
  return Py_NewRef(reinterpret_cast<PyObject*>(as<determination_object>(self)->edition));
}
PyObject* determination_as_of(PyObject* self, void*) {
  return guarded([&] { return python_moment(as<determination_object>(self)->as_of); });
}

py::object wrap_facts(std::shared_ptr<book_state> book, std::shared_ptr<person const> who,
                      std::optional<cobijo::moment> as_of) {
  auto made = new_object(known.facts);
  as<facts_object>(made.ptr())->state = new facts_state{std::move(book), std::move(who), as_of, nullptr, nullptr};
  return made;
}

PyObject* determination_facts(PyObject* self, PyObject*) {
  return guarded([&] {
    auto* const d = as<determination_object>(self);
    return wrap_facts(d->edition->state->book, d->who, d->as_of);
  });
}
PyObject* determination_elaborated(PyObject* self, void*) {
  return PyBool_FromLong(as<determination_object>(self)->all != nullptr);
}

PyMethodDef determination_methods[] = {
    {"_status", &determination_status, METH_O, "_status($self, position, /)\n--\n\nStatus of one protection."},
    {"_statuses", &determination_statuses, METH_NOARGS, "_statuses($self, /)\n--\n\nStatus of every protection."},
    {"_truths", &determination_truths, METH_O, "_truths($self, position, /)\n--\n\nElements and exceptions."},
    {"_protection", method(&determination_protection), METH_FASTCALL,
     "_protection($self, position, member, /)\n--\n\nA member of the answer about a protection."},
    {"_deadline", method(&determination_deadline), METH_FASTCALL,
     "_deadline($self, position, member, /)\n--\n\nA member of the answer about a deadline."},
    {"_facts", &determination_facts, METH_NOARGS, "_facts($self, /)\n--\n\nThe facts of the person."},
    {"_text", &determination_text, METH_VARARGS,
     "_text($self, what, id, lang, json, all, steps, width, /)\n--\n\nA text about the answers."},
    {}};
PyGetSetDef determination_members[] = {
    {"edition", &determination_edition, nullptr, "The law that was asked.", nullptr},
    {"as_of", &determination_as_of, nullptr, "The day asked about: a date, or a datetime if an hour was given.",
     nullptr},
    {"_elaborated", &determination_elaborated, nullptr, "Were more than the statuses worked out yet?", nullptr},
    {}};

// --- types
// ------------------------------------------------------------------------------------------------------------

PyTypeObject* make_type(py::module_& m, char const* name, std::size_t size, destructor free, PyMethodDef* methods,
                        PyGetSetDef* members, char const* doc) {
  auto const full = "cobijo._cobijo." + std::string(name);
  PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(free)},
                         {Py_tp_methods, methods},
                         {Py_tp_getset, members},
                         {Py_tp_doc, const_cast<char*>(doc)},
                         {0, nullptr}};
  PyType_Spec spec{};
  // The interpreter copies neither: a name lives as long as its type.
  static std::vector<std::unique_ptr<std::string>> names;
  names.push_back(std::make_unique<std::string>(full));
  spec.name = names.back()->c_str();
  spec.basicsize = static_cast<int>(size);
  spec.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  spec.slots = slots;
  auto type = py::reinterpret_steal<py::object>(PyType_FromSpec(&spec));
  if (!type) throw py::error_already_set();
  m.attr(name) = type;
  return reinterpret_cast<PyTypeObject*>(type.release().ptr());
}

} // namespace

void add_types(py::module_& m) {
  PyDateTime_IMPORT;
  known.as_of_name = PyUnicode_InternFromString("as_of");
  known.facts_name = PyUnicode_InternFromString("facts");
  edition_base = make_type(m, "Edition", sizeof(edition_object), &edition_free, edition_methods, edition_members,
                           "The law of one day, compiled.");
  facts_base = make_type(m, "Facts", sizeof(facts_object), &facts_free, facts_methods, facts_members,
                         "The facts of one person, checked against a rulebook.");
  determination_base = make_type(m, "Determination", sizeof(determination_object), &determination_free,
                                 determination_methods, determination_members, "The answer for one person.");
}

void use_classes(py::object determination, py::object facts, py::tuple statuses, py::tuple states) {
  known.determination = determination.release().ptr();
  known.facts = facts.release().ptr();
  known.statuses = statuses.release().ptr();
  known.states = states.release().ptr();
}

void use_error_maker(py::object maker) {
  known.error_maker = maker.release().ptr();
}

py::object make_edition(py::handle type, std::shared_ptr<book_state> book, cobijo::edition law) {
  auto* const made_of = reinterpret_cast<PyTypeObject*>(type.ptr());
  if (!PyType_Check(type.ptr()) || PyType_IsSubtype(made_of, edition_base) == 0)
    throw py::type_error("not a class of editions");
  auto made = new_object(type.ptr());
  auto ids = [](std::vector<std::string> const& list) {
    py::tuple out(list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
      out[i] = py::str(list[i]);
    return out;
  };
  auto const& compiled = *law.impl();
  std::vector<std::string> deadlines;
  for (auto const& d : compiled.book->deadlines)
    deadlines.push_back(d.id);
  auto state = std::make_unique<edition_state>(edition_state{std::move(book), law, {}, py::tuple(), py::tuple(), {}});
  state->protections = ids(law.protections());
  state->deadlines = ids(deadlines);
  for (std::size_t i = 0; i < compiled.book->provisions.size(); ++i)
    if (compiled.book->provisions[i].protects) state->provisions.push_back(i);
  as<edition_object>(made.ptr())->state = state.release();
  return made;
}

py::object make_facts(std::shared_ptr<book_state> book, py::handle facts, py::handle as_of) {
  auto who = book->reader.read(facts);
  std::optional<cobijo::moment> at;
  if (!as_of.is_none()) at = moment_of(as_of);
  return wrap_facts(std::move(book), std::move(who), at);
}

void answer_ahead(py::handle edition, py::handle facts) {
  auto& e = *as<edition_object>(edition.ptr())->state;
  auto& f = *as<facts_object>(facts.ptr())->state;
  f.answered = answer(e, f.who, f.as_of.value_or(e.law.law_date()));
  f.answered_by = e.law.impl();
}

cobijo::edition const& law_of(py::handle edition) {
  return as<edition_object>(edition.ptr())->state->law;
}

cobijo::facts person_of(py::handle facts, book_state const& book) {
  if (PyObject_TypeCheck(facts.ptr(), facts_base) == 0) throw py::type_error("these are no checked facts");
  return cobijo::facts(given_for(facts.ptr(), book).who);
}

cobijo::date day_of(py::handle day) {
  if (PyUnicode_Check(day.ptr())) return cobijo::date::parse(day.cast<std::string>()).value();
  if (PyDate_Check(day.ptr()) && !PyDateTime_Check(day.ptr())) return moment_of(day).day();
  throw py::type_error("a day is a date, or text such as YYYY-MM-DD");
}

cobijo::moment moment_of(py::handle day) {
  auto* const o = day.ptr();
  if (PyUnicode_Check(o)) return cobijo::moment::parse(day.cast<std::string>()).value();
  if (!PyDate_Check(o)) throw py::type_error("a day is a date, a datetime, or text such as YYYY-MM-DD");
  auto const date = cobijo::date::from_ymd(PyDateTime_GET_YEAR(o), static_cast<unsigned>(PyDateTime_GET_MONTH(o)),
                                           static_cast<unsigned>(PyDateTime_GET_DAY(o)));
  if (!date || PyDateTime_Check(o))
    return cobijo::moment::parse(PyDateTime_Check(o)
                                     ? day.attr("isoformat")(py::arg("timespec") = "minutes").cast<std::string>()
                                     : day.attr("isoformat")().cast<std::string>())
        .value();
  return *date;
}

py::list faults_list(std::vector<cobijo::fault> const& faults) {
  py::list out;
  for (auto const& f : faults)
    out.append(py::make_tuple(f.code, f.message, f.hint, f.file, f.pointer, f.line));
  return out;
}

void set_python_error() {
  try {
    throw;
  } catch (cobijo::error const& e) {
    try {
      auto made = py::reinterpret_borrow<py::object>(known.error_maker)(faults_list(e.faults()));
      PyErr_SetObject(py::type::handle_of(made).ptr(), made.ptr());
    } catch (py::error_already_set& failed) {
      failed.restore();
    }
  } catch (py::error_already_set& e) {
    e.restore();
  } catch (py::builtin_exception const& e) {
    e.set_error();
  } catch (std::bad_alloc const&) {
    PyErr_NoMemory();
  } catch (std::exception const& e) {
    PyErr_SetString(PyExc_RuntimeError, e.what());
  }
}

} // namespace cobijo_python
