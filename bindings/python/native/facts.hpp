// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Facts from Python objects to a person, and back.
#pragma once

#include "edition/person.hpp"

#include <pybind11/pybind11.h>

#include <memory>
#include <vector>

namespace cobijo_python {

namespace py = pybind11;
using cobijo::internal::json;
using cobijo::internal::model;
using cobijo::internal::person;

/// Reads the facts of one person from a mapping of Python objects. Made and destroyed under the lock of the
/// interpreter.
///
/// Plain dictionaries of plain values are read straight into the person. Anything else, and anything wrong, takes the
/// way through JSON, on which the library itself reads and finds fault: what is accepted and what is said of a fault is
/// the same in every language.
class fact_reader {
public:
  explicit fact_reader(std::shared_ptr<model const> book);

  /// @throws cobijo::error with faults E06xx and E07xx; none repeats a value.
  [[nodiscard]] std::shared_ptr<person const> read(py::handle facts) const;
  /// As `read`, but always by the longer way; for tests.
  [[nodiscard]] std::shared_ptr<person const> read_carefully(py::handle facts) const;

  /// Whether a mapping holds facts alone, and not `facts` with what is told beside them.
  [[nodiscard]] static bool is_bare(py::handle mapping);
  /// The JSON that means the same as a mapping of either kind.
  [[nodiscard]] json written(py::handle mapping) const;

private:
  bool read_quickly(py::handle facts, person& into) const;
  bool put(cobijo::internal::fact const& f, PyObject* value, person& into) const;

  std::shared_ptr<model const> book_;
  person blank_;
  py::dict index_;                    ///< fact id → number
  std::vector<py::dict> value_index_; ///< for each value set: value id → number
};

/// The facts that a person holds, in a form that reads back as the same person.
json facts_of(model const& book, person const& who);

} // namespace cobijo_python
