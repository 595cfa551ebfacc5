// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The handles of the C interface, freed at the end of their scope.
#pragma once

#include <cobijo/cobijo.h>

#include <string>
#include <utility>

namespace cobijo_c_test {

template <class T, void (*Free)(T*)>
class handle {
public:
  handle() = default;
  handle(handle&& other) noexcept : at_(std::exchange(other.at_, nullptr)) {}
  handle& operator=(handle&& other) noexcept {
    std::swap(at_, other.at_);
    return *this;
  }
  ~handle() { Free(at_); }
  operator T const*() const { return at_; }
  operator T*() { return at_; }
  /// For an out-parameter; what was held is freed.
  T** make() {
    Free(std::exchange(at_, nullptr));
    return &at_;
  }

private:
  T* at_ = nullptr;
};

using rulebook_handle = handle<cobijo_rulebook, cobijo_rulebook_free>;
using edition_handle = handle<cobijo_edition, cobijo_edition_free>;
using facts_handle = handle<cobijo_facts, cobijo_facts_free>;
using workspace_handle = handle<cobijo_workspace, cobijo_workspace_free>;
using determination_handle = handle<cobijo_determination, cobijo_determination_free>;
using diff_handle = handle<cobijo_diff, cobijo_diff_free>;
using impact_handle = handle<cobijo_impact, cobijo_impact_free>;
using text_handle = handle<cobijo_text, cobijo_text_free>;
using error_handle = handle<cobijo_error, cobijo_error_free>;

inline std::string text(text_handle const& t) {
  cobijo_string s{};
  return cobijo_text_get(t, &s) == COBIJO_OK ? std::string(s.data, s.size) : std::string();
}

} // namespace cobijo_c_test
