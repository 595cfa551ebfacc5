// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What stands behind the handles of <cobijo/cobijo.h>, and the one place where exceptions end.
#pragma once

#include "answer/determine.hpp"

#include <cobijo/cobijo.h>
#include <cobijo/cobijo.hpp>
#include <cobijo/impact.hpp>

#include <new>
#include <span>
#include <unordered_map>

struct cobijo_text {
  std::string_view view; ///< NUL after the last byte
};

struct cobijo_error {
  cobijo_result result;
  std::span<cobijo_fault const> faults;
  std::span<cobijo_string const> lines;
};

struct cobijo_rulebook {
  cobijo::rulebook book;
};

struct cobijo_edition {
  cobijo::rulebook book; ///< and `how`: what it was made from
  cobijo::law_options how;
  cobijo::edition law;
  std::string law_date;
  std::unordered_map<std::string_view, std::size_t> protections, deadlines; ///< index by id
};

struct cobijo_facts {
  cobijo::facts who;
  std::shared_ptr<cobijo::internal::model const> book; ///< whose vocabulary gave the facts their places
};

struct cobijo_workspace {
  cobijo::edition law;
  std::shared_ptr<cobijo::internal::compiled const> compiled;
  std::vector<std::size_t> provisions; ///< of the model, by protection
  cobijo::internal::values values;
  bool filled = false;
};

struct cobijo_determination {
  cobijo::determination answer;
};

struct cobijo_diff {
  cobijo::law_diff diff;
};

struct cobijo_impact {
  cobijo::impact run;
  bool spoiled = false; ///< memory ran out while a row was counted, so that it may be half counted
};

namespace cobijo::internal::c {

/// A failure on its way to the caller.
struct refusal {
  cobijo_result result;
  std::vector<fault> faults;
};

/// Thrown for a use that the header rules out.
[[noreturn]] inline void misuse(std::string what, std::string hint = {}) {
  throw refusal{COBIJO_INVALID_ARGUMENT, {{"E0001", {}, {}, 0, std::move(what), std::move(hint)}}};
}

inline void need(bool given, char const* name) {
  if (!given) misuse(std::string(name) + " is NULL");
}

/// What a fault of the library itself looks like. Says nothing of what() of the exception, which may quote a fact.
inline refusal unexpected() {
  return {COBIJO_INTERNAL, {{"E0000", {}, {}, 0, "a fault of the library itself", "please report it"}}};
}

/// The value, or its faults as bad input.
template <class T>
T taken(result<T> r) {
  if (!r) throw refusal{COBIJO_BAD_INPUT, r.faults()};
  return std::move(r).value();
}

/// Exist from the start, since there is no memory to make them when they are needed. Freeing them does nothing.
extern cobijo_error const no_memory_error;
extern cobijo_text const no_memory_text;

/// Throws std::bad_alloc.
cobijo_error* make_error(refusal why);
cobijo_text* make_text(std::string text);

/// Runs `body` and turns whatever it throws into a result and an error.
template <class F>
cobijo_result guarded(cobijo_error** error, F const& body) noexcept {
  if (error != nullptr) *error = nullptr;
  auto const give = [&](refusal why) {
    auto const result = why.result;
    if (error != nullptr) *error = make_error(std::move(why));
    return result;
  };
  try {
    try {
      body();
      return COBIJO_OK;
    } catch (refusal& why) {
      return give(std::move(why));
    } catch (cobijo::error const& e) {
      return give({COBIJO_BAD_INPUT, e.faults()});
    } catch (std::bad_alloc const&) {
      throw;
    } catch (...) {
      return give(unexpected());
    }
  } catch (...) {                                                               // only std::bad_alloc is left
    if (error != nullptr) *error = const_cast<cobijo_error*>(&no_memory_error); // never written to
    return COBIJO_OUT_OF_MEMORY;
  }
}

/// A getter: sets `*out` to nothing first, and cannot fail but for misuse.
template <class T, class F>
cobijo_result got(T* out, F const& body) noexcept {
  if (out == nullptr) return COBIJO_INVALID_ARGUMENT;
  *out = T{};
  return body();
}

inline cobijo_string view(std::string const& s) {
  return {s.c_str(), s.size()};
}

// What calls have in common.

/// Sets the out-parameter to nothing before anything can fail.
template <class Handle>
void clear(Handle** out) {
  if (out != nullptr) *out = nullptr;
}

bool is_language(char const* lang);
void need_language(char const* lang);
/// A structure that may be longer than the one known here, if what it adds is not used.
void need_size(void const* what, std::size_t size, std::size_t known, char const* name);
date read_date(char const* text, char const* name);
/// The edition as one side of a comparison.
diff_side side_of(cobijo_edition const& e);
/// The value whose name is `text`; otherwise a misuse that says `hint`.
template <class T, std::size_t N>
T chosen(std::pair<std::string_view, T> const (&values)[N], char const* text, char const* what, char const* hint) {
  need(text != nullptr, what);
  for (auto const& [name, value] : values)
    if (name == text) return value;
  misuse("no such " + std::string(what), hint);
}

} // namespace cobijo::internal::c
