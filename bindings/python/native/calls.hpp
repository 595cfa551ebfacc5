// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What calls of the library have in common.
#pragma once

#include "objects.hpp"

#include <pybind11/stl.h>

#include <map>
#include <string>

namespace cobijo_python {

/// Runs `f`, which gives a result, without the interpreter's lock.
template <class F>
auto unlocked(F f) {
  py::gil_scoped_release const others_may_run;
  return f().value();
}

inline cobijo::law_options options_of(py::object const& known_at, bool open,
                                      std::map<std::string, std::string> readings) {
  cobijo::law_options out;
  if (!known_at.is_none()) out.known_at = day_of(known_at);
  out.readings_open = open;
  out.readings = std::move(readings);
  return out;
}

} // namespace cobijo_python
