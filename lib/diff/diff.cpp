// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/diff.hpp"

#include "diff/document.hpp"
#include "render/names.hpp"
#include "rules/reach.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

result<diff_edition> compiled_side(diff_side const& s) {
  auto law = s.book.at(s.law_date, s.how);
  if (!law) return law.faults();
  diff_edition out{std::move(*law), s.name, {}};
  time_asked const day{out.day(), {}, no_offset};
  evaluate(out.in(), person(out.book()), day, out.blank);
  return out;
}

/// Keeps what is asked for, and the texts that it refers to, however deep.
class narrowed {
public:
  explicit narrowed(std::vector<std::string> const& only) : wanted_(only.begin(), only.end()) {}

  bool known(model const& m) {
    bool all = true;
    for (auto const& id : wanted_)
      all = all && (m.provision_index.contains(id) || m.deadline_index.contains(id) || m.parameter_index.contains(id) ||
                    m.reading_index.contains(id) || m.clock_index.contains(id) || m.calendar_index.contains(id));
    return all;
  }
  void look(model const& m) {
    reach from(m);
    for (auto const& p : m.provisions)
      if (wanted_.contains(p.id)) from.add(p);
    for (auto const& d : m.deadlines)
      if (wanted_.contains(d.id) || wanted_.contains(d.protection)) from.add(d);
    reached_.insert(from.ids().begin(), from.ids().end());
  }
  bool has(std::string const& id) const { return wanted_.contains(id) || reached_.contains(id); }

private:
  std::set<std::string> wanted_, reached_;
};

} // namespace

std::vector<change> const& law_diff::changes() const {
  return document_->changes;
}
std::vector<meaning> const& law_diff::meanings() const {
  return document_->meanings;
}

bool law_diff::has(severity s) const {
  for (auto const& c : document_->changes)
    if (c.how == s) return true;
  for (auto const& m : document_->meanings)
    if (m.protection &&
        ((s == severity::narrows && m.is == verdict::narrower) || (s == severity::widens && m.is == verdict::broader) ||
         (s == severity::different && (m.is == verdict::different || m.is == verdict::undecided))))
      return true;
  return false;
}

result<law_diff> diff(diff_side const& a, diff_side const& b, diff_options const& options) {
  auto x = compiled_side(a), y = compiled_side(b);
  for (auto const* side : {&x, &y})
    if (!*side) return side->faults();
  for (auto const& id : options.modules)
    if (!x->book().module_index.contains(id) && !y->book().module_index.contains(id))
      return neither_has("E0313", "module", id);
  narrowed only(options.only);
  for (auto const& id : options.only)
    if (narrowed one({id}); !one.known(x->book()) && !one.known(y->book()))
      return neither_has("E0302", "provision, deadline or value", id);

  // Reports look back into both sides, so the document stays where it is made.
  auto out = std::make_shared<diff_document>(
      diff_document{std::move(*x), std::move(*y), options, options.as_of.value_or(b.law_date), {}, {}, {}, false});
  compare_texts(*out);
  if (!options.only.empty()) {
    only.look(out->a.book());
    only.look(out->b.book());
    std::erase_if(out->entries, [&](diff_entry const& e) { return !only.has(e.thing); });
  }
  if (options.meanings) compare_meanings(*out);
  judge(*out);
  return law_diff(std::move(out));
}

} // namespace cobijo
