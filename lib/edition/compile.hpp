// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A model as in force on one law date, compiled to one graph.
#pragma once

#include "edition/builder.hpp"

#include <map>
#include <memory>

namespace cobijo::internal {

struct compile_options {
  std::int32_t law_date = 0;
  std::optional<std::int32_t> known_at;
  bool readings_open = false;
  std::map<int, int> fixed_readings; ///< reading → position
  bool probes = false;               ///< for coverage: every leaf can be forced
};

struct provision_nodes {
  truth_node value, in_force, elements, exceptions;
};

/// `shown` has no date at all (lo > hi) while the deadline does not run; `running` is then not_yet.
struct deadline_nodes {
  state_node state;
  date_node shown, running;
};

/// One text that may apply: the first alternative whose guard is true does; unknown guards leave several.
struct alternative {
  enum class what : std::uint8_t { text, none, unknown } kind = what::none;
  truth_node guard;
  int version = -1;        ///< of the text, or whose effect ended or is unclear
  std::uint32_t thing = 0; ///< why unknown
};

/// One way in which a deadline may be counted.
struct counted_way {
  truth_node guard;
  date_node start, due;
  std::uint32_t count = 0; ///< index into graph::counts
  int version = -1;
  int clock = -1, clock_version = -1;
};

/// A law date as a date node: a constant, or that of an event.
using law = date_node;

class compiled {
public:
  std::shared_ptr<model const> book;
  compile_options options;
  internal::graph graph;
  law root;
  std::vector<provision_nodes> provisions; ///< by index in the model
  std::vector<deadline_nodes> deadlines;
  std::vector<truth_node> never; ///< what cannot be true of a real person

  // How it was compiled, for explanations: all keyed by the law date under which a thing was read.
  template <class T>
  using by_law = std::map<std::pair<void const*, std::uint32_t>, T>;
  by_law<truth_node> conditions;                 ///< of each condition read
  by_law<provision_nodes> provision_nodes_of;    ///< of each provision read
  by_law<law> law_of;                            ///< under which a provision or deadline reads its own text
  by_law<std::vector<alternative>> alternatives; ///< of each provision and deadline
  by_law<deadline_nodes> deadline_nodes_of;
  by_law<std::vector<counted_way>> ways; ///< of each deadline
  std::map<std::int32_t, law> fixed_laws; ///< of the days that `text_of` names
  std::vector<condition const*> probes;   ///< leaf of each probe
};

std::shared_ptr<compiled const> compile(std::shared_ptr<model const> book, compile_options options);

} // namespace cobijo::internal
