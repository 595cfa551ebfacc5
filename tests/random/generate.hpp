// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Random rulebooks, persons and questions, the same on every machine for the same seed.
///
///     cobijo_random::source random(42);
///     auto const book = cobijo_random::random_rulebook(random);
///     auto const person = cobijo_random::random_person(book, random);
///     auto const fuller = cobijo_random::complete(book, person, random);
///     auto const asked = cobijo_random::random_options(book, random);
///
/// Rulebooks are well-formed and small, and dates crowd around a few days, so that boundaries are hit often.
#pragma once

#include "../reference/reference.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cobijo_random {

using cobijo_reference::json;
using cobijo_reference::ordered_json;

/// SplitMix64 (Steele, Lea, Flood 2014): random numbers that no standard library can change.
class source {
public:
  explicit source(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    auto z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  /// From 0 to n - 1.
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  /// From lo to hi, both included.
  int between(int lo, int hi) { return lo + below(hi - lo + 1); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  T const& pick(std::vector<T> const& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  template <class T>
  T pick(std::initializer_list<T> from) {
    return *(from.begin() + below(static_cast<int>(from.size())));
  }

private:
  std::uint64_t state_;
};

/// Rule files, and what the other generators need to know about them.
struct rulebook {
  std::vector<std::pair<std::string, ordered_json>> files;  ///< by path below `jurisdictions/`
  std::vector<std::int64_t> days;                           ///< days since 1970-01-01 around which everything happens
  std::map<std::string, std::vector<std::string>> readings; ///< with their positions
  std::map<std::string, ordered_json> facts;                ///< those a person can have, by full name
};

/// 2 to 12 provisions with all that they use, over one fixed vocabulary.
rulebook random_rulebook(source& random);

/// The offsets from UTC that a person's times carry. Facts with different offsets are compared by instant; adding an
/// offset where there was none is not adding a fact but changing what it is compared with, so the tests of
/// monotonicity stay with one.
enum class offsets { one, mixed };

/// Some facts, some of them only in part.
json random_person(rulebook const& book, source& random, offsets zones = offsets::one);

/// The same person with more known: every answer that was definite has to stay.
json complete(rulebook const& book, json const& person, source& random);

/// A day to ask about, perhaps with a law date, a day of knowledge and chosen readings. @param masks also take things
/// as unknown
cobijo_reference::options random_options(rulebook const& book, source& random, bool masks = false);

/// A condition over boolean facts alone, each of `names` perhaps several times.
ordered_json random_boolean_condition(std::vector<std::string> const& names, source& random, int depth = 3);

} // namespace cobijo_random
