// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The objects that a program makes one of for each person. They are plain types of the interpreter: binding through
// pybind11 would cost more than the evaluation of a small rulebook.
#pragma once

#include "facts.hpp"

#include <cobijo/cobijo.hpp>

#include <memory>

namespace cobijo_python {

/// A rulebook with what Python needs to read facts for it.
struct book_state {
  cobijo::rulebook book;
  fact_reader reader;
  explicit book_state(cobijo::rulebook b) : book(std::move(b)), reader(book.impl()) {}
};

/// Adds the types Edition, Facts and Determination to the module.
void add_types(py::module_& m);

/// Tells which Python classes to make instead of the types above, and the members of the two enumerations in the order
/// of the C++ ones.
void use_classes(py::object determination, py::object facts, py::tuple statuses, py::tuple states);

/// A new edition as an instance of `type`, a class derived from Edition.
py::object make_edition(py::handle type, std::shared_ptr<book_state> book, cobijo::edition law);
/// Checked facts, to be used with any edition of the same rulebook.
py::object make_facts(std::shared_ptr<book_state> book, py::handle facts, py::handle as_of);
/// Works out the statuses that these facts have under this law on their day, and keeps them with the facts.
void answer_ahead(py::handle edition, py::handle facts);

cobijo::edition const& law_of(py::handle edition);
/// The person of facts that were checked for this rulebook. Raises ValueError if it was another.
cobijo::facts person_of(py::handle facts, book_state const& book);

/// A day or minute as Python gives them: text, date or datetime.
cobijo::moment moment_of(py::handle day);
cobijo::date day_of(py::handle day);

/// Sets the Python exception for what was thrown. Call only while an exception is handled.
void set_python_error();
/// The Python exceptions are made by this function from a list of faults.
void use_error_maker(py::object maker);
py::list faults_list(std::vector<cobijo::fault> const& faults);

} // namespace cobijo_python
