// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Why an answer changes from one day to the next: a law that begins or ends, or time.
#pragma once

#include "answer/determine.hpp"
#include "answer/reasons.hpp"

#include <cobijo/timeline.hpp>

#include <map>

namespace cobijo::internal {

/// Every text, effect, reading and treaty that begins or ends on a day.
class law_turns {
public:
  law_turns(model const& m, law day);
  /// Those that a rule refers to.
  void tell(named const& thing, std::vector<timeline_cause>& out) const;

private:
  void note(std::string const& thing, int instrument, std::string const& cite);

  model const& m_;
  std::map<std::string, std::vector<timeline_cause>> by_thing_;
};

/// What turned between two evaluations under one law.
class time_turns {
public:
  time_turns(compiled const& e, values const& was, values const& is)
      : e_(e), m_(*e.book), was_(was), is_(is), rules_(e, is) {}
  void tell(named const& thing, std::vector<timeline_cause>& out);

private:
  [[nodiscard]] bool turned(truth_node n) const { return was_.truths[n.at] != is_.truths[n.at]; }
  void in(provision const& p, law at, std::vector<timeline_cause>& out);
  void in(deadline const& d, law at, std::vector<timeline_cause>& out);
  void in(condition const& c, law at, std::string const& provision, std::string const& cite,
          std::vector<timeline_cause>& out);

  compiled const& e_;
  model const& m_;
  values const &was_, &is_;
  rule_walk rules_;
};

} // namespace cobijo::internal
