// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A model as in force on one law date, compiled to one graph.
#pragma once

#include "edition/builder.hpp"

#include <deque>
#include <map>
#include <memory>

namespace cobijo::internal {

struct compile_options {
  std::int32_t law_date = 0;
  std::optional<std::int32_t> known_at;
  bool readings_open = false;
  std::map<int, int> fixed_readings; ///< reading → position
  std::vector<bool> modules;         ///< which modules to answer; all if empty. What they refer to comes with them
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

/// A law date: days since 1970.
using law = std::int32_t;

/// The law dates on which a part compiles to the same nodes.
struct stretch {
  law from = first_day, to = last_day;
};

/// One text that may apply: the first alternative whose guard is true does; unknown guards leave several.
struct alternative {
  enum class what : std::uint8_t { text, none, unknown } kind = what::none;
  truth_node guard;
  int version = -1;        ///< of the text, or whose effect ended or is unclear
  std::uint32_t thing = 0; ///< why unknown
  law at = 0;              ///< the law date on which the text is read
};

/// One way in which a deadline may be counted.
struct counted_way {
  truth_node guard;
  date_node start, due;
  std::uint32_t count = 0; ///< index into graph::counts
  int version = -1;
  int clock = -1;
};

/// A provision or deadline as read on the law dates from `from` to `to`, on all of which it reads the same.
template <class Nodes>
struct reading_of {
  law from, to;
  Nodes nodes;
  std::vector<alternative> alternatives;
  std::vector<counted_way> ways; ///< of a deadline
};

/// The readings of each thing that was read, by thing.
template <class Nodes>
class readings_by_law {
public:
  [[nodiscard]] reading_of<Nodes> const* find(void const* thing, law at) const {
    auto const it = made_.find(thing);
    if (it == made_.end()) return nullptr;
    for (auto const& r : it->second)
      if (r.from <= at && at <= r.to) return &r;
    return nullptr;
  }
  reading_of<Nodes> const& add(void const* thing, reading_of<Nodes> r) {
    return made_[thing].emplace_back(std::move(r));
  }
  template <class F>
  void each(F visit) const {
    for (auto const& [thing, list] : made_)
      for (auto const& r : list)
        visit(thing, r);
  }

private:
  std::unordered_map<void const*, std::deque<reading_of<Nodes>>> made_;
};

/// The way back from positions in the graph to what they stand for.
struct graph_index {
  std::vector<std::uint32_t> truths, dates, states; ///< node of each position
  std::vector<int> fact_of[4];                      ///< by storage kind and slot
  std::unordered_map<std::uint32_t, std::string> deadline_of_date, deadline_of_state;
};

class compiled {
public:
  std::shared_ptr<model const> book;
  compile_options options;
  internal::graph graph;
  std::vector<provision_nodes> provisions; ///< by index in the model
  std::vector<deadline_nodes> deadlines;
  std::vector<truth_node> never; ///< what cannot be true of a real person

  stretch same_law; ///< the law dates on which all of this would read the same

  // How it was compiled, for explanations.
  readings_by_law<provision_nodes> provision_readings;
  readings_by_law<deadline_nodes> deadline_readings;
  std::map<std::pair<condition const*, law>, truth_node>
      conditions;                       ///< of each condition, by the law date it was read on
  std::vector<condition const*> probes; ///< leaf of each probe
  graph_index index;
};

std::shared_ptr<compiled const> compile(std::shared_ptr<model const> book, compile_options options);

} // namespace cobijo::internal
