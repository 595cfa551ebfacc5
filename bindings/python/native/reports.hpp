// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Timelines, diffs and impacts: worked out once, and told as texts of the library's own.
#pragma once

#include <pybind11/pybind11.h>

namespace cobijo_python {

/// Adds the types Report and Count to the module, and the functions that make them.
void add_reports(pybind11::module_& m);

} // namespace cobijo_python
