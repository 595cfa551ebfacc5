// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Requests and options in JSON: what reading them has in common.
#pragma once

#include "handles.hpp"
#include "rules/cursor.hpp"

namespace cobijo::internal::c {

/// An object in JSON; every fault that is noted through `root` is told with the line where it stands.
class request {
public:
  /// Faults: no JSON.
  explicit request(std::string_view text);
  request(request const&) = delete;
  request& operator=(request const&) = delete;

  cursor root() { return {faults_, value_}; }
  [[nodiscard]] json const& value() const { return value_; }

  /// Throws what was noted so far, if anything was.
  void refuse_if_any();
  /// Throws these faults instead, their pointers being pointers into the request.
  [[noreturn]] void refuse(std::vector<fault> faults);

private:
  std::string_view text_;
  json value_;
  fault_list faults_;
};

/// The texts of a list; a member that is not there is an empty list.
std::vector<std::string> strings(cursor const& root, std::string_view key);

/// A day or moment; where it is none, a fault that does not repeat the text.
template <class T>
std::optional<T> parsed(cursor const& at) {
  auto out = T::parse(at.string());
  if (out) return *out;
  auto const& f = out.faults().front();
  if (at.is_string()) at.fail(f.code.c_str(), f.message, f.hint); // else string() noted it
  return std::nullopt;
}

} // namespace cobijo::internal::c
