// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Strict JSON: UTF-8, no duplicate keys, bounded depth, member order kept, faults with a line.
#pragma once

#include "cobijo/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cobijo::internal {

/// Makes `json` a type of our own, whose members may differ from those in a program that uses the same JSON library.
template <class T>
struct json_allocator : std::allocator<T> {
  json_allocator() = default;
  template <class U>
  json_allocator(json_allocator<U> const& /*other*/) noexcept {}
};

using json = nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t, std::uint64_t,
                                  double, json_allocator>;

} // namespace cobijo::internal

// Members of the JSON library that do not survive when memory runs out, in a form that does.

/// Theirs lays out nested values in memory that it allocates, which a destructor must not: the program ends. Ours goes
/// down into them; `max_depth` bounds what is read.
template <>
inline void cobijo::internal::json::json_value::destroy(nlohmann::detail::value_t type) {
  using nlohmann::detail::value_t;
  auto const release = [](auto* what) {
    if (what == nullptr) return; // there was no memory for it
    std::destroy_at(what);
    cobijo::internal::json_allocator<std::remove_reference_t<decltype(*what)>>().deallocate(what, 1);
  };
  if (type == value_t::object)
    release(object);
  else if (type == value_t::array)
    release(array);
  else if (type == value_t::string)
    release(string);
  else if (type == value_t::binary)
    release(binary);
}

/// Theirs loses an object that it has begun. Ours is whole before it takes members, so that its destructor is run.
template <>
inline cobijo::internal::json::basic_json(initializer_list_t init, bool deduced, value_t wanted) : basic_json(nullptr) {
  bool const members = std::all_of(init.begin(), init.end(), [](auto const& e) {
    return e->is_array() && e->size() == 2 && e->front().is_string();
  });
  if (members && (deduced || wanted == value_t::object)) {
    *this = basic_json(value_t::object);
    for (auto const& e : init) {
      auto member = e.moved_or_copied();
      emplace(std::move(member.front().template get_ref<string_t&>()), std::move(member.back()));
    }
  } else {
    if (!deduced && wanted == value_t::object) throw std::invalid_argument("a member is no pair of name and value");
    *this = basic_json(array_t(init.begin(), init.end()));
  }
}

namespace cobijo::internal {

/// Is this the text? For `value == "text"` the JSON library makes a value of the text, which takes memory in a function
/// that may not fail.
inline bool says(json const& value, std::string_view text) {
  return value.is_string() && value.get_ref<json::string_t const&>() == text;
}

inline constexpr int max_depth = 64;

/// Parses one JSON text. `file` is only for faults.
result<json> parse_json(std::string_view text, std::string const& file);

/// What `json::to_cbor` wrote, which is taken to be well-formed: nothing but the embedded rulebook is read so.
json read_cbor(unsigned char const* bytes, std::size_t size);

/// 1-based line on which the value at `pointer` ends its first token; 0 if there is none.
int line_of(std::string_view text, std::string const& pointer);

/// Appends `token`, escaped, to a JSON pointer.
std::string child(std::string const& pointer, std::string_view token);
std::string child(std::string const& pointer, std::size_t index);

/// The entry of `candidates` nearest to `word`, as `did you mean "x"?`, or nothing if none is near.
std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates);

} // namespace cobijo::internal
