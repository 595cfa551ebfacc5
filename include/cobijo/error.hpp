// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Faults, the error that carries them, and `result<T>`, which holds either a value or faults.
///
/// Both styles work with every call of the library:
///
///     auto loaded = cobijo::rulebook::load("jurisdictions");
///     if (!loaded) for (auto const& f : loaded.faults()) std::cerr << cobijo::to_string(f) << '\n';
///
///     auto book = cobijo::rulebook::load("jurisdictions").value();   // throws cobijo::error
///
/// No fault ever repeats the value of a fact about a person.
#pragma once

#include <exception>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cobijo {

/// One thing that is wrong, where, and what would be right.
struct fault {
  std::string code;    ///< stable, e.g. `E0301`; listed in docs/errors.md
  std::string file;    ///< path as given; empty if the input has none
  std::string pointer; ///< JSON pointer (RFC 6901) into the file; empty for the whole
  int line = 0;        ///< 1-based line in the file; 0 if unknown
  std::string message; ///< what is wrong; starts in lower case, no full stop
  std::string hint;    ///< what would be right; may be empty
};

/// `file:line: code: message (hint)`, the form in which command-line tools print a fault.
[[nodiscard]] std::string to_string(fault const& f);

/// Thrown by `result<T>::value()`. Carries every fault that was found, the first one in `what()`.
class error : public std::exception {
public:
  explicit error(std::vector<fault> faults);
  [[nodiscard]] char const* what() const noexcept override { return text_.c_str(); }
  [[nodiscard]] std::vector<fault> const& faults() const noexcept { return faults_; }
  /// Code of the first fault.
  [[nodiscard]] std::string const& code() const noexcept { return faults_.front().code; }

private:
  std::vector<fault> faults_;
  std::string text_;
};

/// A value, or the faults that prevented it. Never both.
template <class T>
class result {
public:
  result(T value) : value_(std::move(value)) {}
  result(std::vector<fault> faults) : faults_(std::move(faults)) {}
  result(fault f) { faults_.push_back(std::move(f)); }

  [[nodiscard]] bool ok() const noexcept { return value_.has_value(); }
  explicit operator bool() const noexcept { return ok(); }

  /// Faults; empty if there is a value.
  [[nodiscard]] std::vector<fault> const& faults() const noexcept { return faults_; }

  /// The value. @throws error if there is none.
  [[nodiscard]] T const& value() const& {
    require();
    return *value_;
  }
  [[nodiscard]] T&& value() && {
    require();
    return std::move(*value_);
  }
  /// The value, unchecked: only after `ok()`.
  [[nodiscard]] T const& operator*() const noexcept { return *value_; }
  [[nodiscard]] T& operator*() noexcept { return *value_; }
  [[nodiscard]] T const* operator->() const noexcept { return &*value_; }
  [[nodiscard]] T* operator->() noexcept { return &*value_; }

private:
  void require() const {
    if (!value_) throw error(faults_);
  }
  std::optional<T> value_;
  std::vector<fault> faults_;
};

} // namespace cobijo
