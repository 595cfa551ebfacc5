// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "rules/cursor.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

/// What would be right, where the place itself has nothing nearer to say.
char const* cure(std::string_view code) {
  constexpr std::pair<std::string_view, char const*> cures[] = {
      {"E0201", "docs/format.md shows the form"},
      {"E0203", "add it; docs/format.md shows the form"},
      {"E0204", "use one of those that docs/format.md names"},
      {"E0206", "one operator in each object"},
      {"E0209", "name at least one, or two positions of a reading"},
      {"E0302", "cobijo list provisions"},
      {"E0303", "cobijo list deadlines"},
      {"E0304", "name a parameter of the rule files"},
      {"E0305", "cobijo list readings"},
      {"E0306", "name a clock of the rule files"},
      {"E0307", "name a calendar of the rule files"},
      {"E0308", "cobijo list instruments"},
      {"E0309", "declare it in module.json"},
      {"E0310", "cobijo list facts"},
      {"E0311", "keep one of the two"},
      {"E0313", "declare it, or correct the name"},
      {"E0401", "use a test for its type"},
      {"E0402", "name a parameter that holds what is needed here"},
      {"E0403", "a number and a unit that has a meaning here"},
      {"E0404", "name the deadline: { \"deadline\": id }"},
      {"E0501", "sort them; no two begin on one day"},
      {"E0604", "correct one of them, or leave it out"},
      {"E0707", "swap the two"},
      {"E0901", "docs/format.md, section 10"},
  };
  for (auto const& [known, words] : cures)
    if (known == code) return words;
  return "";
}

} // namespace

std::string cursor::pointer() const {
  if (up_ == nullptr) return {};
  return up_->value_->is_object() ? child(up_->pointer(), key_) : child(up_->pointer(), index_);
}

void cursor::fail(char const* code, std::string message, std::string hint) const {
  if (hint.empty()) hint = cure(code);
  faults_->faults.push_back({code, faults_->file, pointer(), 0, std::move(message), std::move(hint)});
}

bool cursor::is(bool good, char const* what, char const* form) const {
  if (!good)
    fail("E0201", std::string("expected ") + what + ", found " + value_->type_name(), std::string("write ") + form);
  return good;
}

bool cursor::object(std::initializer_list<std::string_view> allowed) const {
  if (!is(value_->is_object(), "an object", "{ … }")) return false;
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
  return is(value_->is_array(), "a list", "[ … ]");
}

bool cursor::needs(std::string_view key, std::string hint) const {
  if (has(key)) return true;
  fail("E0203", "member \"" + std::string(key) + "\" is missing", std::move(hint));
  return false;
}

std::string cursor::string() const {
  if (!is(value_->is_string(), "a text", "\"…\"")) return {};
  auto out = value_->get<std::string>();
  if (out.empty()) fail("E0204", "the text is empty", "write something, or leave the member out");
  return out;
}

bool cursor::boolean() const {
  return is(value_->is_boolean(), "true or false", "true or false") && value_->get<bool>();
}

std::int64_t cursor::integer() const {
  return is(value_->is_number_integer(), "a whole number", "a number without a point") ? value_->get<std::int64_t>()
                                                                                       : 0;
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
