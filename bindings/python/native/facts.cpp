// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "facts.hpp"

#include "render/describe.hpp"

#include <datetime.h>

namespace cobijo_python {
namespace {

using cobijo::internal::exactly;
using cobijo::internal::fact;
using cobijo::internal::fact_type;
using cobijo::internal::is_sentinel;
using cobijo::internal::span;

/// The library refuses a number with a fraction for every fact: it stands for what has no form in JSON.
json unreadable() {
  return 0.5;
}

bool is_named(PyObject* o, char const* module, char const* name) {
  py::handle const type(reinterpret_cast<PyObject*>(Py_TYPE(o)));
  return py::str(type.attr("__module__")).cast<std::string>().starts_with(module) &&
         py::str(type.attr("__name__")).cast<std::string>() == name;
}

json text_of(PyObject* text) {
  Py_ssize_t size = 0;
  auto const* bytes = PyUnicode_AsUTF8AndSize(text, &size);
  if (bytes == nullptr) {
    PyErr_Clear(); // a lone surrogate; Python's message would show the text
    return unreadable();
  }
  return std::string(bytes, static_cast<std::size_t>(size));
}

json number_of(PyObject* number) {
  int overflow = 0;
  auto const n = PyLong_AsLongLongAndOverflow(number, &overflow);
  return overflow != 0 ? unreadable() : json(n);
}

/// Python objects as the JSON that means the same.
class to_json_reader {
public:
  explicit to_json_reader(model const& book) : book_(book) {}

  json facts(py::handle mapping, std::string const& prefix = {}) {
    json out = json::object();
    each(mapping, [&](std::string const& key, py::handle value) {
      auto const id = prefix.empty() ? key : prefix + '.' + key;
      auto const it = book_.fact_index.find(id);
      if (it == book_.fact_index.end() && is_mapping(value)) {
        out[key] = facts(value, id);
        return;
      }
      whole_days_ = it != book_.fact_index.end() &&
                    (type_of(it->second) == fact_type::date || type_of(it->second) == fact_type::spells);
      out[key] = any(value);
    });
    return out;
  }

  json question(py::handle mapping) {
    json out = json::object();
    each(mapping, [&](std::string const& key, py::handle value) {
      whole_days_ = true; // of `as_of`, a midnight in a table
      out[key] = key == "facts" && is_mapping(value) ? facts(value) : any(value);
    });
    return out;
  }

  static bool is_mapping(py::handle o) {
    return PyDict_Check(o.ptr()) || py::isinstance(o, py::module_::import("collections.abc").attr("Mapping")) ||
           is_named(o.ptr(), "pandas.", "Series");
  }

private:
  fact_type type_of(int index) const { return book_.facts[static_cast<std::size_t>(index)].type; }

  template <class F>
  void each(py::handle mapping, F visit) {
    json keys = json::object();
    for (auto const& item : mapping.attr("items")()) {
      auto const pair = py::reinterpret_borrow<py::tuple>(item);
      py::object key = pair[0];
      if (is_enum(key)) key = key.attr("value");
      if (!PyUnicode_Check(key.ptr())) throw py::type_error("names of facts are text");
      auto const id = text_of(key.ptr());
      if (!id.is_string()) throw py::type_error("names of facts are text in UTF-8");
      auto const name = id.get<std::string>();
      if (keys.contains(name))
        throw cobijo::error(
            {{"E0605", "facts", cobijo::internal::child("", name), 0, "\"" + name + "\" is given twice", ""}});
      keys[name] = true;
      visit(name, pair[1]);
    }
  }

  static bool is_enum(py::handle o) { return py::isinstance(o, py::module_::import("enum").attr("Enum")); }

  json any(py::handle h) {
    auto* const o = h.ptr();
    if (o == Py_None) return nullptr;
    if (PyBool_Check(o)) return o == Py_True;
    if (is_enum(h)) return any(h.attr("value"));
    if (PyUnicode_Check(o)) return text_of(o);
    if (PyLong_Check(o)) return number_of(o);
    if (PyFloat_Check(o)) return real(PyFloat_AS_DOUBLE(o));
    if (is_named(o, "pandas.", "NaTType") || is_named(o, "pandas.", "NAType")) return nullptr;
    if (PyDateTime_Check(o)) return moment(h);
    if (PyDate_Check(o)) return h.attr("isoformat")().cast<std::string>();
    if (PyList_Check(o) || PyTuple_Check(o)) return list(h);
    if (PyAnySet_Check(o))
      return list(py::module_::import("builtins").attr("sorted")(h, py::arg("key") = py::type::of(py::str())));
    if (is_named(o, "numpy", "datetime64")) return any(h.attr("astype")("datetime64[us]").attr("item")());
    if (is_named(o, "numpy", "ndarray")) return any(h.attr("tolist")());
    if (py::hasattr(h, "dtype") && py::hasattr(h, "item")) return any(h.attr("item")());
    if (is_mapping(h)) {
      json out = json::object();
      each(h, [&](std::string const& key, py::handle value) { out[key] = any(value); });
      return out;
    }
    return unreadable();
  }

  // Tables keep whole numbers with gaps as floating-point numbers, and gaps as NaN.
  static json real(double n) {
    if (n != n) return nullptr;
    if (n != std::nearbyint(n) || n > 1e15 || n < -1e15) return unreadable();
    return static_cast<std::int64_t>(n);
  }

  json list(py::handle items) {
    json out = json::array();
    for (auto const& one : items)
      out.push_back(any(one));
    return out;
  }

  // Tables keep days as midnights without a zone. Any other hour is too much said for a fact that is a day.
  json moment(py::handle at) const {
    auto* const o = at.ptr();
    bool const midnight = PyDateTime_DATE_GET_HOUR(o) == 0 && PyDateTime_DATE_GET_MINUTE(o) == 0 &&
                          PyDateTime_DATE_GET_SECOND(o) == 0 && at.attr("tzinfo").is_none();
    if (whole_days_ && midnight) return at.attr("date")().attr("isoformat")().cast<std::string>();
    return at.attr("isoformat")(py::arg("timespec") = "minutes").cast<std::string>();
  }

  model const& book_;
  bool whole_days_ = false;
};

json day_json(std::int64_t day) {
  return day == cobijo::internal::not_yet ? json("not_yet") : json(cobijo::internal::written_day(day));
}
json days_json(span at) {
  return at.exact() ? day_json(at.lo) : json::array({day_json(at.lo), day_json(at.hi)});
}
json minute_json(std::int64_t minute, std::int16_t offset) {
  return minute == cobijo::internal::not_yet ? json("not_yet") : json(cobijo::internal::written_minute(minute, offset));
}

} // namespace

fact_reader::fact_reader(std::shared_ptr<model const> book)
    : book_(std::move(book)), blank_(cobijo::internal::read_person(*book_, json::object(), "facts").value()) {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  auto number = [](std::size_t i) { return py::int_(i); };
  for (std::size_t i = 0; i < book_->facts.size(); ++i)
    index_[py::str(book_->facts[i].id)] = number(i);
  for (auto const& set : book_->value_sets) {
    py::dict values;
    for (std::size_t i = 0; i < set.ids.size(); ++i)
      values[py::str(set.ids[i])] = number(i);
    value_index_.push_back(std::move(values));
  }
}

std::shared_ptr<person const> fact_reader::read(py::handle facts) const {
  if (PyDict_CheckExact(facts.ptr())) {
    auto out = std::make_shared<person>(blank_);
    if (read_quickly(facts, *out)) return out;
  }
  return read_carefully(facts);
}

std::shared_ptr<person const> fact_reader::read_carefully(py::handle facts) const {
  if (!to_json_reader::is_mapping(facts)) throw py::type_error("the facts of a person are a mapping, such as a dict");
  auto read = cobijo::internal::read_person(*book_, to_json_reader(*book_).facts(facts), "facts");
  return std::make_shared<person>(std::move(read).value());
}

bool fact_reader::is_bare(py::handle mapping) {
  if (!to_json_reader::is_mapping(mapping)) throw py::type_error("a person is a mapping, such as a dict");
  auto const has = [&](char const* key) { return mapping.attr("__contains__")(key).cast<bool>(); };
  return !has("facts") && !has("as_of") && !has("story") && !has("law_date") && !has("known_at") && !has("readings");
}

json fact_reader::written(py::handle mapping) const {
  to_json_reader reader(*book_);
  return is_bare(mapping) ? reader.facts(mapping) : reader.question(mapping);
}

// Only exact types: no Python code runs between two items, so the dictionary cannot change under the loop.
bool fact_reader::read_quickly(py::handle facts, person& into) const {
  PyObject *key = nullptr, *value = nullptr;
  Py_ssize_t at = 0;
  while (PyDict_Next(facts.ptr(), &at, &key, &value) != 0) {
    if (!PyUnicode_CheckExact(key)) return false;
    auto* const number = PyDict_GetItemWithError(index_.ptr(), key);
    if (number == nullptr) return false;
    if (value == Py_None) continue;
    if (!put(book_->facts[PyLong_AsSize_t(number)], value, into)) return false;
  }
  return true;
}

bool fact_reader::put(fact const& f, PyObject* value, person& into) const {
  auto const slot = static_cast<std::size_t>(f.slot);
  switch (f.type) {
  case fact_type::boolean:
    if (!PyBool_Check(value)) return false;
    into.truths[slot] = value == Py_True ? cobijo::truth::yes : cobijo::truth::no;
    return true;
  case fact_type::number: {
    if (!PyLong_CheckExact(value)) return false;
    int overflow = 0;
    auto const n = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow != 0 || n > 1000000 || n < -1000000) return false;
    into.intervals[slot] = exactly(n);
    return true;
  }
  case fact_type::date: {
    if (PyDate_CheckExact(value)) {
      auto const day =
          cobijo::date::from_ymd(PyDateTime_GET_YEAR(value), static_cast<unsigned>(PyDateTime_GET_MONTH(value)),
                                 static_cast<unsigned>(PyDateTime_GET_DAY(value)));
      if (!day) return false;
      into.intervals[slot] = exactly(day->days());
      return true;
    }
    if (!PyUnicode_CheckExact(value)) return false;
    Py_ssize_t size = 0;
    auto const* bytes = PyUnicode_AsUTF8AndSize(value, &size);
    if (bytes == nullptr) return PyErr_Clear(), false;
    auto const days = cobijo::internal::parse_days({bytes, static_cast<std::size_t>(size)});
    if (!days) return false;
    into.intervals[slot] = *days;
    return true;
  }
  case fact_type::enumeration:
  case fact_type::set: {
    auto const& values = value_index_[static_cast<std::size_t>(f.values)];
    auto const words = static_cast<std::size_t>(book_->value_sets[static_cast<std::size_t>(f.values)].words());
    auto mark = [&](PyObject* one) {
      if (!PyUnicode_CheckExact(one)) return false;
      auto* const number = PyDict_GetItemWithError(values.ptr(), one);
      if (number == nullptr) return false;
      auto const n = PyLong_AsSize_t(number);
      into.in[slot + n / 64] |= std::uint64_t{1} << (n % 64);
      return true;
    };
    if (f.type == fact_type::enumeration) {
      if (!mark(value)) return false;
    } else if (PyList_CheckExact(value) || PyTuple_CheckExact(value)) {
      auto* const* const items = PySequence_Fast_ITEMS(value);
      for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(value); ++i)
        if (!mark(items[i])) return false;
    } else
      return false;
    // All of it was told: what is not in is out, and so are the bits beyond the last value.
    for (std::size_t w = slot; w < slot + words; ++w)
      into.out[w] = ~into.in[w];
    return true;
  }
  case fact_type::date_time:
  case fact_type::spells: return false;
  }
  return false;
}

json facts_of(model const& book, person const& who) {
  json out = json::object();
  person const blank(book);
  for (auto const& f : book.facts) {
    auto const slot = static_cast<std::size_t>(f.slot);
    switch (f.type) {
    case fact_type::boolean:
      if (who.truths[slot] != cobijo::truth::unknown) out[f.id] = who.truths[slot] == cobijo::truth::yes;
      break;
    case fact_type::number:
      if (auto const n = who.intervals[slot]; !(n == blank.intervals[slot]))
        out[f.id] = n.exact() ? json(n.lo) : json::array({n.lo, n.hi});
      break;
    case fact_type::date:
      if (auto const at = who.intervals[slot]; !(at == blank.intervals[slot])) out[f.id] = days_json(at);
      break;
    case fact_type::date_time:
      if (auto const at = who.intervals[slot]; !(at == blank.intervals[slot])) {
        auto const offset = who.offsets[slot];
        out[f.id] = at.exact() ? minute_json(at.lo, offset)
                               : json::array({minute_json(at.lo, offset), minute_json(at.hi, offset)});
      }
      break;
    case fact_type::enumeration:
    case fact_type::set: {
      auto const& ids = book.value_sets[static_cast<std::size_t>(f.values)].ids;
      json yes = json::array(), no = json::array();
      for (std::size_t i = 0; i < ids.size(); ++i) {
        auto const bit = std::uint64_t{1} << (i % 64);
        if ((who.in[slot + i / 64] & bit) != 0) yes.push_back(ids[i]);
        if ((who.out[slot + i / 64] & bit) != 0) no.push_back(ids[i]);
      }
      bool const whole = yes.size() + no.size() == ids.size();
      if (f.type == fact_type::enumeration) {
        if (!yes.empty())
          out[f.id] = yes.front();
        else if (!no.empty())
          out[f.id] = {{"no", no}};
      } else if (whole)
        out[f.id] = yes;
      else if (!yes.empty() || !no.empty())
        out[f.id] = {{"yes", yes}, {"no", no}};
      break;
    }
    case fact_type::spells:
      if (auto const& given = who.spells[slot]) {
        json list = json::array();
        for (auto const& s : *given)
          list.push_back(json::array({days_json(s.from), days_json(s.to)}));
        out[f.id] = std::move(list);
      }
      break;
    }
  }
  return out;
}

} // namespace cobijo_python
