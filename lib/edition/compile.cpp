// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "edition/compile.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace cobijo::internal {
namespace {

constexpr span no_date{not_yet, long_ago}; // neutral under hull
constexpr span any_date{long_ago, not_yet};

// Every text is read on a fixed law date, so that dates of the law fold away. What an event governs is read on each
// stretch of law dates on which it reads the same, and the event's date chooses: exact, and cheap since stretches
// share their nodes. `stable_` narrows to that stretch as dates of the law are looked at.
class compiler {
public:
  explicit compiler(compiled& out) : out_(out), m_(*out.book) {}

  void run() {
    auto const at = out_.options.law_date;
    auto asked = [&](named const& n) {
      return out_.options.modules.empty() || out_.options.modules[static_cast<std::size_t>(n.module)];
    };
    deadline_nodes const not_asked{b_.states(any_state), b_.date(any_date), b_.date(any_date)};
    for (auto const& p : m_.provisions)
      out_.provisions.push_back(asked(p) ? provision_at(p, at) : provision_nodes{});
    for (auto const& d : m_.deadlines)
      out_.deadlines.push_back(asked(d) ? deadline_at(d, at) : not_asked);
    for (auto const& n : m_.never)
      out_.never.push_back(condition_at(n.when, at));
    out_.same_law = stable_;
    out_.graph = b_.take();
  }

private:
  // --- what may be known ------------------------------------------------------------------------------------------

  /// Was it known by `known_at`: published, or, where no date of publication is given, begun?
  truth_node known(int by, span from, support from_known, std::string const& id) {
    if (!out_.options.known_at) return b_.constant(truth::yes);
    if (by >= 0)
      if (auto const& i = m_.instruments[static_cast<std::size_t>(by)]; i.published) {
        from = *i.published;
        from_known = i.published_known;
      }
    auto const at = internal::on_or_before(from, exactly(*out_.options.known_at));
    auto const out = at == truth::unknown ? b_.open_law(thing_for(thing::what::uncertain_date, id)) : b_.constant(at);
    return supported(out, from_known, id, -1);
  }

  std::uint32_t thing_for(thing::what kind, std::string const& id, int version = -1) {
    return b_.thing_index({kind, id, version});
  }

  truth_node supported(truth_node n, support known_how, std::string const& id, int version) {
    if (known_how == support::unverified) return b_.open_law(thing_for(thing::what::unverified, id, version));
    if (known_how == support::recalled) return b_.gate(n, thing_for(thing::what::recalled, id, version));
    return n;
  }

  void stable_within(std::int64_t from, std::int64_t to) {
    stable_.from = static_cast<law>(std::max<std::int64_t>(stable_.from, from));
    stable_.to = static_cast<law>(std::min<std::int64_t>(stable_.to, to));
  }

  /// Is the law date on or after `from`?
  truth_node begun(span from, law at, support known_how, std::string const& id, int version) {
    truth_node out;
    if (from.hi <= at) {
      stable_within(from.hi, last_day);
      out = b_.constant(truth::yes);
    } else if (at < from.lo) {
      stable_within(first_day, from.lo - 1);
      out = b_.constant(truth::no);
    } else {
      stable_within(from.lo, from.hi - 1);
      out = b_.open_law(thing_for(thing::what::uncertain_date, id, version));
    }
    return supported(out, known_how, id, version);
  }

  /// Has an entry begun that is itself known only so well? One that has not begun stays out, however weak.
  truth_node entry_begun(int by, span from, law at, support known_how, std::string const& id, int version) {
    return b_.all({known(by, from, support::verified, id), begun(from, at, support::verified, id, version),
                   supported(b_.constant(truth::yes), known_how, id, version)});
  }

  // --- which text applies -----------------------------------------------------------------------------------------

  truth_node treaty_binds(treaty_link const& t, std::string const& state, law at) {
    std::vector<truth_node> party_to, excluded;
    auto lasts = [&](span from, std::optional<span> const& to, support how, std::string const& id) {
      auto held = entry_begun(-1, from, at, how, id, -1);
      if (!to) return held;
      // `to` is the last day on which it holds.
      return b_.all(
          {held, b_.negate(begun({add_days(to->lo, 1), add_days(to->hi, 1)}, at, support::verified, id, -1))});
    };
    auto names = [&](std::string const& treaty) {
      return std::find(t.any_of.begin(), t.any_of.end(), treaty) != t.any_of.end();
    };
    for (auto const& p : m_.parties)
      if (p.state == state && names(p.treaty))
        party_to.push_back(lasts(p.from, p.to, p.known, p.treaty + '@' + p.state));
    for (auto const& r : m_.reservations)
      if (r.state == state && r.excludes && names(r.treaty) &&
          std::find(r.articles.begin(), r.articles.end(), t.article) != r.articles.end())
        excluded.push_back(lasts(r.from, r.to, r.known, r.treaty + '@' + r.state));
    return b_.all({b_.any(party_to), b_.negate(b_.any(excluded))});
  }

  /// Folds what may apply on a law date into one node: the latest version that has begun, or what its effect leaves.
  /// `make(alternative)` gives the node of a text, of nothing, or of what is unknown. Each alternative that is possible
  /// is noted in `told`, if given, the latest first.
  template <class Node, class Thing, class Make>
  Node folded(Thing const& t, law at, Make make, std::vector<alternative>* told = nullptr) {
    return from_version<Node>(t, static_cast<int>(t.versions.size()) - 1, at, b_.constant(truth::yes), make, told);
  }

  /// The same for the versions up to number `i`. `reached`: whether it comes to them at all.
  template <class Node, class Thing, class Make>
  Node from_version(Thing const& t, int i, law at, truth_node reached, Make make, std::vector<alternative>* told) {
    using kind = alternative::what;
    auto const yes = b_.constant(truth::yes), no = b_.constant(truth::no);
    auto possible = [&](kind k, truth_node guard, std::uint32_t why) {
      alternative const a{k, guard, i, why, at};
      if (told != nullptr && guard != no) told->push_back(a);
      return make(a);
    };
    if (i < 0) {
      bool const created = !t.versions.empty() && t.versions.front().creates;
      return created ? possible(kind::none, reached, 0)
                     : possible(kind::unknown, reached, thing_for(thing::what::before_first, t.id));
    }
    version_head const& v = t.versions[static_cast<std::size_t>(i)];
    auto const in = b_.all({known(v.by, v.from, v.from_known, t.id), begun(v.from, at, v.from_known, t.id, i)});
    if (in == no) return from_version<Node>(t, i - 1, at, reached, make, told);

    // The last entry that holds decides, so what stands before one that surely holds does not matter.
    std::vector<std::pair<truth_node, effect_kind>> entries;
    bool text_matters = true;
    for (auto const& e :
         v.own_effects || v.by < 0 ? v.effects : m_.instruments[static_cast<std::size_t>(v.by)].effects) {
      auto holds = entry_begun(e.by, e.from, at, e.known, t.id, i);
      if (e.where) holds = b_.all({holds, condition_at(*e.where, at)});
      if (holds == yes) {
        entries.clear();
        text_matters = e.kind == effect_kind::in_force;
        if (text_matters) continue;
      }
      if (holds != no) entries.emplace_back(holds, e.kind);
    }
    auto under = [&](effect_kind k) { // whether the effect is of that kind in the end
      auto out = no;
      for (auto const& [holds, is] : entries)
        out = b_.choose(holds, is == k ? yes : no, out);
      return b_.all({reached, in, out});
    };
    auto any_entry = [&](effect_kind k) {
      return std::any_of(entries.begin(), entries.end(), [&](auto const& e) { return e.second == k; });
    };
    text_matters = text_matters || any_entry(effect_kind::in_force);

    std::optional<Node> text, nothing, unclear, before;
    if (any_entry(effect_kind::unclear))
      unclear = possible(kind::unknown, under(effect_kind::unclear), thing_for(thing::what::unclear, t.id, i));
    if (any_entry(effect_kind::ends)) nothing = possible(kind::none, under(effect_kind::ends), 0);
    if (text_matters) {
      auto applies = yes;
      for (auto const& [holds, is] : entries)
        applies = b_.choose(holds, is == effect_kind::in_force ? yes : no, applies);
      auto const on = b_.all({reached, in, applies});
      auto const binds = v.treaty ? treaty_binds(*v.treaty, t.state, at) : yes;
      if (v.repealed || binds == no) {
        text = possible(kind::none, on, 0);
      } else {
        text = possible(kind::text, b_.all({on, binds}), 0);
        if (binds != yes) text = choose(binds, *text, possible(kind::none, b_.all({on, b_.negate(binds)}), 0));
      }
    }
    if (in != yes || any_entry(effect_kind::falls_back)) {
      auto const here = b_.any({b_.negate(in), under(effect_kind::falls_back)});
      before = from_version<Node>(t, i - 1, at, b_.all({reached, here}), make, told);
    }
    std::optional<Node> out = text;
    for (auto const& [holds, is] : entries) {
      auto const& one = is == effect_kind::in_force  ? text
                        : is == effect_kind::ends    ? nothing
                        : is == effect_kind::unclear ? unclear
                                                     : before;
      out = out ? choose(holds, *one, *out) : *one;
    }
    return in == yes ? *out : choose(in, *out, *before);
  }

  truth_node choose(truth_node when, truth_node then, truth_node otherwise) { return b_.choose(when, then, otherwise); }
  date_node choose(truth_node when, date_node then, date_node otherwise) { return b_.choose(when, then, otherwise); }

  // --- reading a thing on a law date --------------------------------------------------------------------------------

  provision_nodes choose(truth_node when, provision_nodes const& then, provision_nodes const& otherwise) {
    return {b_.choose(when, then.value, otherwise.value), b_.choose(when, then.in_force, otherwise.in_force),
            b_.choose(when, then.elements, otherwise.elements), b_.choose(when, then.exceptions, otherwise.exceptions)};
  }
  deadline_nodes choose(truth_node when, deadline_nodes const& then, deadline_nodes const& otherwise) {
    return {b_.choose(when, then.state, otherwise.state), b_.choose(when, then.shown, otherwise.shown),
            b_.choose(when, then.running, otherwise.running)};
  }

  /// The text of a thing on one law date, whatever governs it. `make(alternative)` compiles one alternative.
  template <class Nodes, class Thing, class Make>
  reading_of<Nodes> text_at(Thing const& t, law at, Make make) {
    reading_of<Nodes> out{0, 0, {}, {}, {}};
    out.nodes = folded<Nodes>(
        t, at, [&](alternative const& a) { return make(a, out.ways); }, &out.alternatives);
    return out;
  }

  template <class Nodes, class Thing, class Make>
  reading_of<Nodes> const& read(Thing const& t, law outer, readings_by_law<Nodes>& made, Make make) {
    if (auto const* known_reading = made.find(&t, outer)) {
      stable_within(known_reading->from, known_reading->to);
      return *known_reading;
    }
    auto const around = std::exchange(stable_, {});
    auto const module_around = std::exchange(module_, t.module);
    auto const id_around = std::exchange(around_, t.id);
    // "as_of" names no event: the law date stays what it is.
    bool const by_event = t.governed_by && t.governed_by->kind != date_expression::form::as_of;
    auto out = by_event ? governed<Nodes>(t, outer, make) : text_at<Nodes>(t, outer, make);
    out.from = stable_.from;
    out.to = stable_.to;
    stable_ = around;
    module_ = module_around;
    around_ = id_around;
    stable_within(out.from, out.to);
    return made.add(&t, std::move(out));
  }

  /// The law date is the earlier of the event's and the outer one: one text for each stretch up to the outer date.
  template <class Nodes, class Thing, class Make>
  reading_of<Nodes> governed(Thing const& t, law outer, Make make) {
    auto const event = b_.to_day(date_at(*t.governed_by, outer));
    std::vector<std::pair<truth_node, reading_of<Nodes>>> texts;
    auto stable = stable_;
    for (auto at = outer;;) {
      stable_ = {};
      auto text = text_at<Nodes>(t, at, make);
      auto const here = stable_;
      // A later outer date would add a text; an earlier one, down to here, would not change any.
      if (texts.empty()) stable = {std::max(stable.from, here.from), std::min(stable.to, here.to)};
      bool const first = here.from <= first_day;
      texts.emplace_back(first ? b_.constant(truth::yes) : b_.date_compare(b_.date(exactly(here.from)), event, true),
                         std::move(text));
      if (first || texts.back().first == b_.constant(truth::yes)) break;
      at = here.from - 1;
    }
    stable_ = stable;
    reading_of<Nodes> out{0, 0, texts.back().second.nodes, {}, {}};
    for (std::size_t i = texts.size() - 1; i-- > 0;)
      out.nodes = choose(texts[i].first, texts[i].second.nodes, out.nodes);
    for (auto& [guard, text] : texts) {
      for (auto& a : text.alternatives) {
        a.guard = b_.all({guard, a.guard});
        out.alternatives.push_back(a);
      }
      for (auto& w : text.ways) {
        w.guard = b_.all({guard, w.guard});
        out.ways.push_back(w);
      }
    }
    return out;
  }

  // --- provisions -------------------------------------------------------------------------------------------------

  provision_nodes provision_at(provision const& p, law outer) {
    return read<provision_nodes>(p, outer, out_.provision_readings,
                                 [&](alternative const& a, auto&) -> provision_nodes {
                                   auto const yes = b_.constant(truth::yes), no = b_.constant(truth::no);
                                   if (a.kind == alternative::what::none) return {no, no, no, no};
                                   if (a.kind == alternative::what::unknown) {
                                     auto const u = b_.open_law(a.thing);
                                     return {u, u, u, u};
                                   }
                                   auto const& v = p.versions[static_cast<std::size_t>(a.version)];
                                   auto wrap = [&](truth_node n) { return supported(n, v.known, p.id, a.version); };
                                   auto part = [&](truth_node n) {
                                     return wrap(v.when.known ? supported(n, *v.when.known, p.id, -1) : n);
                                   };
                                   auto const value = condition_at(v.when, a.at);
                                   auto elements = value, exceptions = part(no);
                                   if (v.when.kind == op::all && v.when.has_unless) {
                                     elements = part(b_.all(all_at(v.when.of, a.at)));
                                     exceptions = part(b_.any(all_at(v.when.unless, a.at)));
                                   } else if (v.when.kind == op::provision) {
                                     auto const& target = m_.provisions[static_cast<std::size_t>(v.when.target)];
                                     auto const of = referred(v.when, a.at);
                                     elements = part(through_may(of.elements, target));
                                     exceptions = part(through_may(of.exceptions, target));
                                   }
                                   return {wrap(value), yes, elements == value ? wrap(value) : elements, exceptions};
                                 })
        .nodes;
  }

  /// What a reference to a provision reads; `text_of` fixes the law date, whatever it is around.
  provision_nodes referred(condition const& reference, law at) {
    auto const& target = m_.provisions[static_cast<std::size_t>(reference.target)];
    if (!reference.text_of) return provision_at(target, at);
    auto const around = stable_;
    auto const out = provision_at(target, *reference.text_of);
    stable_ = around;
    return out;
  }

  truth_node through_may(truth_node n, provision const& target) {
    return target.may ? b_.gate(n, thing_for(thing::what::may, target.id)) : n;
  }

  // --- conditions -------------------------------------------------------------------------------------------------

  std::vector<truth_node> all_at(std::vector<condition> const& list, law at) {
    std::vector<truth_node> out;
    out.reserve(list.size());
    for (auto const& c : list)
      out.push_back(condition_at(c, at));
    return out;
  }

  truth_node condition_at(condition const& c, law at) {
    auto n = bare(c, at);
    if (c.known) n = supported(n, *c.known, around_, -1);
    bool const leaf = c.kind == op::fact || c.kind == op::date || c.kind == op::age || c.kind == op::time_in ||
                      c.kind == op::deadline || c.kind == op::reading;
    if (leaf && out_.options.probes) {
      n = b_.probe(n, static_cast<std::uint32_t>(out_.probes.size()));
      out_.probes.push_back(&c);
    }
    out_.conditions.insert_or_assign({&c, at}, n);
    return n;
  }

  truth_node bare(condition const& c, law at) {
    switch (c.kind) {
    case op::all: {
      auto parts = all_at(c.of, at);
      if (c.has_unless) parts.push_back(b_.negate(b_.any(all_at(c.unless, at))));
      return b_.all(std::move(parts));
    }
    case op::any: return b_.any(all_at(c.of, at));
    case op::none: return b_.negate(b_.any(all_at(c.of, at)));
    case op::negation: return b_.negate(condition_at(c.of.front(), at));
    case op::at_least: return b_.at_least(c.count, all_at(c.of, at));
    case op::choice: {
      auto const when = condition_at(c.of[0], at);
      auto const then = condition_at(c.of[1], at);
      return b_.choose(when, then, condition_at(c.of[2], at));
    }
    case op::fact: return fact_test(c, at);
    case op::date: {
      auto const left = date_at(c.dates[0], at), right = date_at(c.dates[1], at);
      return compared(left, c.order, right);
    }
    case op::age: {
      // Of at least n years on D: birth + n years is on or before D.
      auto const on = date_at(c.dates[0], at);
      auto const& f = m_.facts[static_cast<std::size_t>(c.birth)];
      auto const birth = b_.date_fact(f.slot, f.future, f.type == fact_type::date_time);
      auto const reached = over_periods<truth_node>(
          c.limits.front(), at,
          [&](period const& p) { return compared(added(birth, p, 1, at), compare::on_or_before, on); },
          [&] { return b_.constant(truth::unknown); });
      return c.by == measure::less_than ? b_.negate(reached) : reached;
    }
    case op::provision: return through_may(referred(c, at).value, m_.provisions[static_cast<std::size_t>(c.target)]);
    case op::deadline:
      return b_.state_is(deadline_at(m_.deadlines[static_cast<std::size_t>(c.target)], at).state, c.state);
    case op::reading: return reading_is(c.target, c.position, at);
    case op::time_in: return spells_test(c, at);
    }
    return b_.constant(truth::unknown);
  }

  truth_node compared(date_node left, compare order, date_node right) {
    if (b_.minutes(left) != b_.minutes(right)) {
      left = b_.to_day(left);
      right = b_.to_day(right);
    }
    switch (order) {
    case compare::before: return b_.date_compare(left, right, false);
    case compare::on_or_before: return b_.date_compare(left, right, true);
    case compare::after: return b_.negate(b_.date_compare(left, right, true));
    case compare::on_or_after: return b_.negate(b_.date_compare(left, right, false));
    }
    return b_.constant(truth::unknown);
  }

  /// Folds the alternatives of a parameter; one not in force, or unverified, is unknown.
  template <class Node, class Make, class Unknown>
  Node over_parameter(int index, law at, Make make, Unknown unknown) {
    auto const& q = m_.parameters[static_cast<std::size_t>(index)];
    return folded<Node>(q, at, [&](alternative const& a) -> Node {
      if (a.kind != alternative::what::text) return unknown();
      auto const& v = q.versions[static_cast<std::size_t>(a.version)];
      if (v.known == support::unverified) return unknown();
      auto n = make(v);
      return v.known == support::recalled ? b_.gate(n, thing_for(thing::what::recalled, q.id, a.version)) : n;
    });
  }

  /// Folds the lengths that a period may have.
  template <class Node, class Make, class Unknown>
  Node over_periods(period const& p, law at, Make make, Unknown unknown) {
    if (p.known == support::unverified) return unknown();
    if (p.known == support::recalled) {
      auto plain = p;
      plain.known = support::verified;
      return b_.gate(over_periods<Node>(plain, at, make, unknown), thing_for(thing::what::recalled, around_));
    }
    switch (p.kind) {
    case period::form::choice: {
      auto const when = condition_at(*p.when, at);
      auto const then = over_periods<Node>(p.of[0], at, make, unknown);
      return b_.choose(when, then, over_periods<Node>(p.of[1], at, make, unknown));
    }
    case period::form::parameter:
      return over_parameter<Node>(
          p.parameter, at, [&](parameter_version const& v) { return make(v.length); }, unknown);
    default: return make(p);
    }
  }

  truth_node fact_test(condition const& c, law at) {
    auto const& f = m_.facts[static_cast<std::size_t>(c.target)];
    auto const unknown = [&] { return b_.constant(truth::unknown); };
    auto by_values = [&](opcode how) {
      auto const words = m_.value_sets[static_cast<std::size_t>(f.values)].words();
      auto const size = m_.value_sets[static_cast<std::size_t>(f.values)].ids.size();
      auto leaf = [&](std::vector<int> const& values) {
        // More than there are: false of every set, unknown while nothing is known of it.
        if (how == opcode::fact_count && c.count > static_cast<int>(values.size())) {
          std::vector<int> every(size);
          std::iota(every.begin(), every.end(), 0);
          return b_.negate(b_.fact_values(opcode::fact_given, f.slot, words, every, 0));
        }
        // One of all values: of an enum of which nothing is known, even that is unknown.
        auto const by = how == opcode::fact_one_of && values.size() == size ? opcode::fact_given : how;
        return b_.fact_values(by, f.slot, words, values, c.count);
      };
      if (c.parameter < 0) return leaf(c.values);
      return over_parameter<truth_node>(
          c.parameter, at,
          [&](parameter_version const& v) {
            std::vector<int> values;
            for (auto const& name : v.values)
              values.push_back(m_.value_sets[static_cast<std::size_t>(f.values)].index.at(name));
            return leaf(values);
          },
          unknown);
    };
    switch (c.how) {
    case test::is_true: return b_.fact_truth(f.slot);
    case test::is_false: return b_.negate(b_.fact_truth(f.slot));
    case test::one_of: return by_values(opcode::fact_one_of);
    case test::includes_any: return by_values(opcode::fact_any);
    case test::includes_at_least: return by_values(opcode::fact_count);
    case test::number:
      if (c.parameter < 0) return b_.number(f.slot, c.by, c.number);
      return over_parameter<truth_node>(
          c.parameter, at, [&](parameter_version const& v) { return b_.number(f.slot, c.by, v.number); }, unknown);
    }
    return unknown();
  }

  truth_node spells_test(condition const& c, law at) {
    spell_test t;
    t.slot = m_.facts[static_cast<std::size_t>(c.target)].slot;
    t.longest = c.longest;
    t.ends = c.ends;
    t.by = c.by;
    t.has_from = c.has_from;
    t.has_to = c.has_to;
    if (c.has_from) t.from = b_.to_day(date_at(c.dates[0], at)).at;
    t.to = (c.has_to ? b_.to_day(date_at(c.dates[1], at)) : b_.as_of()).at;
    t.has_gap = c.has_gap;
    auto const unknown = [&] { return b_.constant(truth::unknown); };
    return over_periods<truth_node>(
        c.limits[0], at,
        [&](period const& limit) {
          t.limit = limit.n;
          if (!c.has_gap) return b_.time_in(t);
          return over_periods<truth_node>(
              c.limits[1], at,
              [&](period const& gap) {
                auto with = t;
                with.gap = rounded(gap, 1);
                return b_.time_in(with);
              },
              unknown);
        },
        unknown);
  }

  truth_node reading_is(int index, int position, law at) {
    auto const& r = m_.readings[static_cast<std::size_t>(index)];
    auto const thing = thing_for(thing::what::reading, r.id);
    auto is = [&](int p) { return b_.constant(p == position ? truth::yes : truth::no); };
    if (auto fixed = out_.options.fixed_readings.find(index); fixed != out_.options.fixed_readings.end())
      return b_.gate(is(fixed->second), thing);
    auto const open = b_.open_law(thing, position);
    if (out_.options.readings_open) return open;
    auto out = open;
    for (std::size_t i = 0; i < r.prevails.size(); ++i) {
      auto const& p = r.prevails[i];
      auto holds = entry_begun(p.by, p.from, at, p.known, r.id, static_cast<int>(i));
      if (p.where) holds = b_.all({holds, condition_at(*p.where, at)});
      out = b_.choose(holds, p.position < 0 ? open : is(p.position), out);
    }
    return out == open ? open : b_.gate(out, thing);
  }

  // --- dates ------------------------------------------------------------------------------------------------------

  date_node date_at(date_expression const& d, law at) {
    if (d.known == support::unverified) return b_.date(any_date);
    auto const n = bare(d, at);
    return d.known == support::recalled ? b_.gate(n, thing_for(thing::what::recalled, around_)) : n;
  }

  date_node bare(date_expression const& d, law at) {
    using form = date_expression::form;
    switch (d.kind) {
    case form::literal: return b_.date(d.literal);
    case form::as_of: return b_.as_of();
    case form::due: return due_;
    case form::fact: {
      auto const& f = m_.facts[static_cast<std::size_t>(d.target)];
      return b_.date_fact(f.slot, f.future, f.type == fact_type::date_time);
    }
    case form::deadline: return deadline_at(m_.deadlines[static_cast<std::size_t>(d.target)], at).running;
    case form::add:
    case form::subtract: {
      auto const to = date_at(d.of.front(), at);
      auto const sign = d.kind == form::add ? 1 : -1;
      return over_periods<date_node>(
          d.by, at, [&](period const& p) { return added(to, p, sign, at); }, [&] { return b_.date(any_date); });
    }
    case form::latest:
    case form::earliest: {
      std::vector<date_node> of;
      for (auto const& one : d.of)
        of.push_back(date_at(one, at));
      return b_.extreme(d.kind == form::latest, std::move(of));
    }
    case form::choice: {
      auto const when = condition_at(*d.when, at);
      auto const then = date_at(d.of[0], at);
      return b_.choose(when, then, date_at(d.of[1], at));
    }
    case form::parameter:
      return over_parameter<date_node>(
          d.target, at, [&](parameter_version const& v) { return b_.date(v.date); }, [&] { return b_.date(any_date); });
    }
    return b_.date(any_date);
  }

  static addition rounded(period const& p, int sign) {
    return {p.in, sign * p.n, missing_day::last_day, missing_day::next_day, -1};
  }

  static missing_day missing_named(std::string const& word) {
    return word == "last_day"   ? missing_day::last_day
           : word == "next_day" ? missing_day::next_day
                                : missing_day::next_working_day;
  }

  int calendar_named(std::string const& id) const { return m_.calendar_index.at(id); }

  /// Ages and `add` round by the clock of their module, if it has one and that clock says how.
  /// A birthday waits for no office: here the next working day is the next day.
  date_node added(date_node to, period const& p, int sign, law at) {
    auto by = rounded(p, sign);
    bool const calendar_months = p.in == unit::months || p.in == unit::years;
    int const clock = module_ >= 0 ? m_.modules[static_cast<std::size_t>(module_)].clock : -1;
    if (!calendar_months || clock < 0) return b_.add(to, by);
    auto const& k = m_.clocks[static_cast<std::size_t>(clock)];
    return folded<date_node>(k, at, [&](alternative const& a) -> date_node {
      if (a.kind != alternative::what::text) return b_.add(to, by);
      auto const& v = k.versions[static_cast<std::size_t>(a.version)];
      if (!v.missing_day) return b_.add(to, by);
      return over_member<date_node>(*v.missing_day, at, [&](std::string const& missing) {
        auto one = by;
        one.lo = one.hi = missing_named(missing);
        if (one.lo == missing_day::next_working_day) one.lo = one.hi = missing_day::next_day;
        return b_.add(to, one);
      });
    });
  }

  template <class Node, class Make>
  Node over_member(clock_member const& member, law at, Make make) {
    if (!member.when) return make(member.literal);
    auto const when = condition_at(*member.when, at);
    auto const then = over_member<Node>(member.of[0], at, make);
    return b_.choose(when, then, over_member<Node>(member.of[1], at, make));
  }

  // --- deadlines --------------------------------------------------------------------------------------------------

  deadline_nodes deadline_at(deadline const& d, law outer) {
    return read<deadline_nodes>(d, outer, out_.deadline_readings,
                                [&](alternative const& a, std::vector<counted_way>& ways) -> deadline_nodes {
                                  if (a.kind == alternative::what::none)
                                    return {b_.states(one_state(deadline_state::not_running)), b_.date(no_date),
                                            b_.date(exactly(not_yet))};
                                  if (a.kind == alternative::what::unknown ||
                                      d.versions[static_cast<std::size_t>(a.version)].known == support::unverified)
                                    return {b_.states(any_state), b_.date(any_date), b_.date(any_date)};
                                  return judged(d, a, ways);
                                })
        .nodes;
  }

  deadline_nodes judged(deadline const& d, alternative const& a, std::vector<counted_way>& ways) {
    auto const& v = d.versions[static_cast<std::size_t>(a.version)];
    auto const applies = v.applies ? condition_at(*v.applies, a.at) : b_.constant(truth::yes);
    auto start = date_at(v.start, a.at);
    auto const due = over_periods<date_node>(
        v.length, a.at, [&](period const& p) { return counted(d, a, p, start, a.at, ways); },
        [&] { return b_.date(any_date); });
    if (!b_.minutes(due)) start = b_.to_day(start);
    auto const outer = std::exchange(due_, due);
    auto const met = v.met ? condition_at(*v.met, a.at) : b_.constant(truth::no);
    auto const excused = v.excused ? condition_at(*v.excused, a.at) : b_.constant(truth::no);
    due_ = outer;
    deadline_nodes out{b_.judge(applies, start, due, met, excused), b_.running(applies, start, due, true),
                       b_.running(applies, start, due, false)};
    if (v.known == support::recalled) {
      auto const why = thing_for(thing::what::recalled, d.id, a.version);
      out = {b_.gate(out.state, why), b_.gate(out.shown, why), b_.gate(out.running, why)};
    }
    return out;
  }

  date_node counted(deadline const& d, alternative const& a, period const& p, date_node start, law at,
                    std::vector<counted_way>& ways) {
    auto const& v = d.versions[static_cast<std::size_t>(a.version)];
    auto made = [&](count c) {
      auto const n = b_.counted(start, std::move(c));
      ways.push_back({a.guard, start, n, static_cast<std::uint32_t>(b_.made().counts.size() - 1), a.version, v.clock});
      return n;
    };
    count c;
    c.unspecified = p.kind == period::form::unspecified;
    if (!c.unspecified) c.by = rounded(p, 1);
    if (c.unspecified || p.in == unit::hours || v.clock < 0) return made(c);
    auto const& k = m_.clocks[static_cast<std::size_t>(v.clock)];
    for (std::size_t i = 0; i < m_.closures.size(); ++i) {
      auto const& closed = m_.closures[i];
      if (std::find(closed.clocks.begin(), closed.clocks.end(), v.clock) == closed.clocks.end()) continue;
      if (std::find(closed.except.begin(), closed.except.end(), base_id(d)) != closed.except.end()) continue;
      auto when = known(closed.by, {closed.longest_from, closed.shortest_from}, support::verified, closed.id);
      if (closed.when) when = b_.all({when, condition_at(*closed.when, at)});
      when = b_.all({when, supported(b_.constant(truth::yes), closed.known, closed.id, -1)});
      if (when == b_.constant(truth::no)) continue;
      c.closures.push_back(
          {static_cast<int>(i), when.at,
           closed.until_known == support::recalled ? thing_for(thing::what::recalled, closed.id) + 1 : 0});
    }
    return folded<date_node>(k, at, [&](alternative const& which) -> date_node {
      if (which.kind != alternative::what::text) return b_.date(any_date);
      auto const& clock = k.versions[static_cast<std::size_t>(which.version)];
      if (clock.known == support::unverified) return b_.date(any_date);
      auto n = members(clock, 0, c, d, v, at, [&](count settled) { return made(std::move(settled)); });
      return clock.known == support::recalled ? b_.gate(n, thing_for(thing::what::recalled, k.id, which.version)) : n;
    });
  }

  static std::string base_id(deadline const& d) { return d.id.substr(0, d.id.find('@')); }

  /// Settles one member of the clock after the other; each `if` in them splits the count in two.
  date_node members(clock_version const& clock, int which, count const& c, deadline const& d, deadline_version const& v,
                    law at, std::function<date_node(count)> const& done) {
    auto next = [&](count one) { return members(clock, which + 1, one, d, v, at, done); };
    auto split = [&](std::optional<clock_member> const& member, auto set) {
      if (!member) return next(c);
      return over_member<date_node>(*member, at, [&](std::string const& word) {
        auto one = c;
        set(one, word);
        return next(std::move(one));
      });
    };
    switch (which) {
    case 0: return split(clock.first_day, [](count& one, std::string const& w) { one.first_counted = w == "counted"; });
    case 1:
      return split(clock.starts,
                   [](count& one, std::string const& w) { one.starts_next_working_day = w == "next_working_day"; });
    case 2:
      if (d.kind == "stay") return next(c);
      return split(clock.roll, [](count& one, std::string const& w) { one.roll = w == "next_working_day"; });
    case 3:
      return split(clock.missing_day,
                   [](count& one, std::string const& w) { one.by.lo = one.by.hi = missing_named(w); });
    case 4:
      return split(clock.calendar, [&](count& one, std::string const& w) {
        one.by.calendar = calendar_named(w);
        if (m_.calendars[static_cast<std::size_t>(one.by.calendar)].recalled)
          one.recalled_calendar = thing_for(thing::what::recalled, w) + 1;
      });
    case 5: {
      if (!clock.mail_days || !v.by_mail) return next(c);
      auto const mailed = condition_at(*v.by_mail, at);
      auto const with = over_member<date_node>(*clock.mail_days, at, [&](std::string const& w) {
        auto one = c;
        one.mail_days = std::stoi(w);
        return next(std::move(one));
      });
      return b_.choose(mailed, with, next(c));
    }
    default: return done(c);
    }
  }

  compiled& out_;
  model const& m_;
  builder b_;
  int module_ = -1;    ///< whose clock rounds ages and `add`
  std::string around_; ///< id of the provision or deadline being read
  date_node due_;
  stretch stable_;
};

} // namespace

namespace {

int storage(fact_type t) {
  switch (t) {
  case fact_type::boolean: return 0;
  case fact_type::number:
  case fact_type::date:
  case fact_type::date_time: return 1;
  case fact_type::enumeration:
  case fact_type::set: return 2;
  case fact_type::spells: return 3;
  }
  return 0;
}

graph_index index_of(compiled const& e) {
  graph_index out;
  for (std::uint32_t i = 0; i < e.graph.nodes.size(); ++i) {
    auto const code = e.graph.nodes[i].code;
    (is_truth(code) ? out.truths : is_state(code) ? out.states : out.dates).push_back(i);
  }
  for (std::size_t i = 0; i < e.book->facts.size(); ++i) {
    auto const& f = e.book->facts[i];
    auto& by_slot = out.fact_of[storage(f.type)];
    if (by_slot.size() <= static_cast<std::size_t>(f.slot)) by_slot.resize(static_cast<std::size_t>(f.slot) + 1, -1);
    by_slot[static_cast<std::size_t>(f.slot)] = static_cast<int>(i);
  }
  e.deadline_readings.each([&](void const* thing, reading_of<deadline_nodes> const& r) {
    auto const& id = static_cast<deadline const*>(thing)->id;
    out.deadline_of_state.emplace(r.nodes.state.at, id);
    out.deadline_of_date.emplace(r.nodes.running.at, id);
    for (auto const& w : r.ways)
      out.deadline_of_date.emplace(w.due.at, id);
  });
  return out;
}

} // namespace

std::shared_ptr<compiled const> compile(std::shared_ptr<model const> book, compile_options options) {
  auto out = std::make_shared<compiled>();
  out->book = std::move(book);
  out->options = std::move(options);
  compiler(*out).run();
  out->index = index_of(*out);
  return out;
}

} // namespace cobijo::internal
