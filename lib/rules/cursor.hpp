// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A place in a JSON document that knows its pointer and reports faults; the reading functions walk with it.
#pragma once

#include "json/document.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace cobijo::internal {

/// Collects the faults of one reading; every file is read to its end, so that all its faults are told.
struct fault_list {
  std::vector<fault> faults;
  std::string file;
};

class cursor {
public:
  cursor(fault_list& faults, json const& value) : faults_(&faults), value_(&value) {}

  [[nodiscard]] json const& value() const { return *value_; }
  [[nodiscard]] std::string pointer() const;
  void fail(char const* code, std::string message, std::string hint = {}) const;

  [[nodiscard]] bool is_object() const { return value_->is_object(); }
  [[nodiscard]] bool is_array() const { return value_->is_array(); }
  [[nodiscard]] bool is_string() const { return value_->is_string(); }
  [[nodiscard]] bool has(std::string_view key) const { return value_->is_object() && value_->contains(key); }

  /// True if this is an object; a fault if not, and one for each member that is not in `allowed`.
  bool object(std::initializer_list<std::string_view> allowed) const;
  /// True if this is an array; a fault if not.
  bool array() const;

  /// The member `key`, which must exist.
  [[nodiscard]] cursor at(std::string_view key) const { return {*this, (*value_)[std::string(key)], key, 0}; }
  [[nodiscard]] cursor at(std::size_t index) const { return {*this, (*value_)[index], {}, index}; }
  [[nodiscard]] std::string_view key() const { return key_; }
  /// True if `key` is there; a fault if not.
  bool needs(std::string_view key, std::string hint = {}) const;

  /// Calls `visit(cursor)` for each member; a fault if this is no object.
  template <class F>
  void members(F visit) const {
    if (!is(value_->is_object(), "an object", "{ … }")) return;
    for (auto it = value_->begin(); it != value_->end(); ++it)
      visit(cursor(*this, it.value(), it.key(), 0));
  }

  /// Calls `visit(cursor)` for each element; a fault if this is no list.
  template <class F>
  void elements(F visit) const {
    if (!array()) return;
    for (std::size_t i = 0; i < value_->size(); ++i)
      visit(cursor(*this, (*value_)[i], {}, i));
  }

  // Values; on a wrong type a fault and a neutral value.
  [[nodiscard]] std::string string() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::int64_t integer() const;
  /// One of `words`, as its index; -1 and a fault if none.
  int word(std::initializer_list<std::string_view> words) const;

  [[nodiscard]] std::string string_or(std::string_view key, std::string otherwise = {}) const {
    return has(key) ? at(key).string() : otherwise;
  }
  [[nodiscard]] bool flag(std::string_view key) const { return has(key) && at(key).boolean(); }

private:
  /// A fault unless `good`.
  bool is(bool good, char const* what, char const* form) const;

  cursor(cursor const& up, json const& value, std::string_view key, std::size_t index)
      : faults_(up.faults_), value_(&value), up_(&up), key_(key), index_(index) {}

  fault_list* faults_;
  json const* value_;
  cursor const* up_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;
};

} // namespace cobijo::internal
