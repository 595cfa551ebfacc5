// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Parts of an answer as Python objects, each made when it is asked for.
#pragma once

#include <cobijo/cobijo.hpp>

#include <pybind11/pybind11.h>

#include <string_view>

namespace cobijo_python {

namespace py = pybind11;

py::object python_truth(cobijo::truth t);              ///< True, False or None
py::object python_day(cobijo::date day);               ///< a date
py::object python_moment(cobijo::moment const& at);    ///< a date, or a datetime if it has an hour
py::object python_text(cobijo::bilingual const& text); ///< (English, Spanish), or None if there is none

/// A member of the answer by its name in C++. Raises AttributeError if there is none.
py::object member_of(cobijo::protection_answer const& p, std::string_view name);
py::object member_of(cobijo::deadline_answer const& d, std::string_view name, py::tuple const& states);

} // namespace cobijo_python
