// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/check.hpp"

#include "check/visit.hpp"
#include "render/describe.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace cobijo {
namespace {

using namespace internal;

class checker {
public:
  explicit checker(model const& m) : m_(m) {}

  std::vector<fault> run() {
    each_condition(
        m_, [&](condition const& c, std::string const& cite, named const*, version_head const*, place const& where) {
          if (is_leaf(c) && cite.empty())
            tell("E0801", where, c.pointer, "the leaf has no citation", "\"cite\" on it or on a node around it");
          if (c.kind == op::any) any_of_all_positions(c, where);
          note_facts(c);
        });
    for (auto const& p : m_.provisions) {
      first_version(p, p.versions);
      instrument_dates(p.versions);
    }
    for (auto const& d : m_.deadlines) {
      first_version(d, d.versions);
      instrument_dates(d.versions);
    }
    reservations();
    return std::move(out_);
  }

private:
  void tell(char const* code, place const& where, std::string const& pointer, std::string message, std::string hint) {
    fault f{code,
            where.file < 0 ? std::string() : m_.files[static_cast<std::size_t>(where.file)].path,
            pointer.empty() ? where.pointer : pointer,
            0,
            std::move(message),
            std::move(hint)};
    auto same = [&](fault const& o) { return o.code == f.code && o.file == f.file && o.pointer == f.pointer; };
    if (std::none_of(out_.begin(), out_.end(), same)) out_.push_back(std::move(f));
  }

  // `any` over readings stays unknown where every position agrees; `if` does not.
  void any_of_all_positions(condition const& c, place const& where) {
    std::map<int, std::set<int>> positions;
    std::function<void(condition const&)> look = [&](condition const& one) {
      if (one.kind == op::reading) positions[one.target].insert(one.position);
      if (one.kind == op::all)
        for (auto const& inner : one.of)
          look(inner);
    };
    for (auto const& one : c.of)
      look(one);
    for (auto const& [r, used] : positions)
      if (used.size() == m_.readings[static_cast<std::size_t>(r)].positions.size())
        tell("W0804", where, c.pointer, "an \"any\" over every position of a reading is unknown even where all agree",
             "write { \"if\": { \"reading\": … }, \"then\": …, \"else\": … }");
  }

  void note_facts(condition const& c) {
    if (c.kind == op::fact || c.kind == op::time_in) used_.insert(c.target);
    if (c.kind == op::age) used_.insert(c.birth);
  }

  template <class Versions>
  void first_version(named const& n, Versions const& versions) {
    if (versions.empty()) return;
    auto const& first = versions.front();
    if (!first.creates && first.note.empty())
      tell("W0806", first.where, {}, "\"" + n.id + "\" does not say what came before its first version",
           "\"creates\": true if the law began there; otherwise a \"note\" on what is not known");
  }

  template <class Versions>
  void instrument_dates(Versions const& versions) {
    for (auto const& v : versions) {
      if (v.by < 0 && !v.repealed && v.note.empty())
        tell("E0808", v.where, {}, "the version names no instrument",
             "\"by\", or a \"note\" that says why there is none");
      if (v.by < 0 || !v.note.empty()) continue;
      auto const& i = m_.instruments[static_cast<std::size_t>(v.by)];
      if (i.in_force && !(*i.in_force == v.from))
        tell("W0807", v.where, {},
             "the version begins on " + written(v.from) + ", its instrument on " + written(*i.in_force),
             "correct one of them, or say why in a \"note\"");
    }
  }

  // A reservation to one of two linked treaties would be bypassed through the other.
  void reservations() {
    std::set<std::vector<std::string>> linked;
    for (auto const& p : m_.provisions)
      for (auto const& v : p.versions)
        if (v.treaty && v.treaty->any_of.size() > 1) linked.insert(v.treaty->any_of);
    for (auto const& r : m_.reservations) {
      if (!r.excludes) continue;
      for (auto const& group : linked) {
        if (std::find(group.begin(), group.end(), r.treaty) == group.end()) continue;
        for (auto const& other : group) {
          auto const party_to = std::any_of(m_.parties.begin(), m_.parties.end(),
                                            [&](party const& p) { return p.state == r.state && p.treaty == other; });
          auto const stands = std::any_of(m_.reservations.begin(), m_.reservations.end(), [&](reservation const& o) {
            return o.state == r.state && o.treaty == other && o.excludes && o.articles == r.articles;
          });
          if (other != r.treaty && party_to && !stands)
            tell("W0805", {}, {},
                 "the reservation of \"" + r.state + "\" to \"" + r.treaty + "\" does not stand against \"" + other +
                     "\", which serves the same rules",
                 "add the row for the other treaty, or say why it does not carry over");
        }
      }
    }
  }

  model const& m_;
  std::vector<fault> out_;
  std::set<int> used_;
};

} // namespace

std::vector<fault> check(rulebook const& book) {
  return checker(*book.impl()).run();
}

} // namespace cobijo
