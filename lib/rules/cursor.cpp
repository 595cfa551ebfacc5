// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "rules/cursor.hpp"

#include <algorithm>

namespace cobijo::internal {

std::string cursor::pointer() const {
  if (up_ == nullptr) return {};
  return up_->value_->is_object() ? child(up_->pointer(), key_) : child(up_->pointer(), index_);
}

void cursor::fail(char const* code, std::string message, std::string hint) const {
  faults_->faults.push_back({code, faults_->file, pointer(), 0, std::move(message), std::move(hint)});
}

bool cursor::object(std::initializer_list<std::string_view> allowed) const {
  if (!value_->is_object()) {
    fail("E0201", std::string("expected an object, found ") + value_->type_name(), "write { … }");
    return false;
  }
  for (auto it = value_->begin(); it != value_->end(); ++it) {
    if (std::find(allowed.begin(), allowed.end(), it.key()) != allowed.end()) continue;
    std::vector<std::string> names(allowed.begin(), allowed.end());
    auto hint = did_you_mean(it.key(), names);
    if (hint.empty()) {
      hint = "known members: ";
      for (auto const& n : names)
        hint += (&n == &names.front() ? "" : ", ") + n;
    }
    at(it.key()).fail("E0202", "unknown member \"" + it.key() + "\"", hint);
  }
  return true;
}

bool cursor::array() const {
  if (value_->is_array()) return true;
  fail("E0201", std::string("expected a list, found ") + value_->type_name(), "write [ … ]");
  return false;
}

bool cursor::needs(std::string_view key, std::string hint) const {
  if (has(key)) return true;
  fail("E0203", "member \"" + std::string(key) + "\" is missing", std::move(hint));
  return false;
}

std::string cursor::string() const {
  if (value_->is_string()) return value_->get<std::string>();
  fail("E0201", std::string("expected a text, found ") + value_->type_name(), "write \"…\"");
  return {};
}

bool cursor::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  fail("E0201", std::string("expected true or false, found ") + value_->type_name());
  return false;
}

std::int64_t cursor::integer() const {
  if (value_->is_number_integer()) return value_->get<std::int64_t>();
  fail("E0201", std::string("expected a whole number, found ") + value_->type_name());
  return 0;
}

int cursor::word(std::initializer_list<std::string_view> words) const {
  auto const found = string();
  int i = 0;
  for (auto w : words) {
    if (w == found) return i;
    ++i;
  }
  if (value_->is_string()) {
    std::string hint = "one of: ";
    for (auto w : words)
      hint += (w == *words.begin() ? "" : ", ") + std::string(w);
    fail("E0204", "\"" + found + "\" is not allowed here", hint);
  }
  return -1;
}

} // namespace cobijo::internal
