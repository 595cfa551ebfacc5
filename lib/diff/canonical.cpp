// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/canonical.hpp"

#include "render/describe.hpp"

namespace cobijo::internal {
namespace {

json of_text(text const& t) {
  return t.empty() ? json(nullptr) : json::array({t.en, t.es});
}

template <class Things>
std::string const& id_in(Things const& things, int index) {
  return things[static_cast<std::size_t>(index)].id;
}

/// Walks a text once and puts each thing it meets where it belongs.
class writer {
public:
  writer(model const& m, canonical& out) : m_(m), out_(out) {
    for (auto* list : {&out_.cites, &out_.known, &out_.worded})
      *list = json::array();
  }

  void head(version_head const& v) {
    out_.cites.push_back(v.cite);
    out_.known.push_back(json::array({word_of(v.known), word_of(v.from_known)}));
    out_.worded.push_back(v.note);
  }

  json in(condition const& c) {
    out_.cites.push_back(c.cite);
    out_.known.push_back(c.known ? json(word_of(*c.known)) : json(nullptr));
    json words = json::array({of_text(c.label), c.proof, c.note});
    for (auto const& f : c.factors)
      words.push_back(of_text(f));
    out_.worded.push_back(std::move(words));
    json out = json::array({static_cast<int>(c.kind)});
    switch (c.kind) {
    case op::all:
    case op::any:
    case op::none:
    case op::negation:
    case op::choice: break;
    case op::at_least: out.push_back(c.count); break;
    case op::fact: fact(out, c); break;
    case op::date:
      out.push_back(static_cast<int>(c.order));
      out.push_back(json::array({in(c.dates[0]), in(c.dates[1])}));
      break;
    case op::age:
      out.push_back(
          json::array({id_in(m_.facts, c.birth), static_cast<int>(c.by), in(c.limits.front()), in(c.dates.front())}));
      break;
    case op::provision:
      out.push_back(id_in(m_.provisions, c.target));
      if (c.text_of) out.push_back(*c.text_of);
      break;
    case op::deadline:
      out.push_back(id_in(m_.deadlines, c.target));
      out.push_back(word_of(c.state));
      break;
    case op::reading: {
      auto const& r = m_.readings[static_cast<std::size_t>(c.target)];
      out.push_back(r.id);
      out.push_back(r.positions[static_cast<std::size_t>(c.position)].id);
      break;
    }
    case op::time_in: {
      out.push_back(id_in(m_.facts, c.target));
      out.push_back(json::array({c.longest, c.has_gap, static_cast<int>(c.ends), static_cast<int>(c.by),
                                 c.has_from ? in(c.dates[0]) : json(), c.has_to ? in(c.dates[1]) : json()}));
      for (auto const& p : c.limits)
        out.push_back(in(p));
      break;
    }
    }
    json of = json::array(), unless = json::array();
    for (auto const& one : c.of)
      of.push_back(in(one));
    for (auto const& one : c.unless)
      unless.push_back(in(one));
    if (!of.empty()) out.push_back(std::move(of));
    if (c.has_unless) out.push_back(std::move(unless));
    return out;
  }

  json in(period const& p) {
    out_.known.push_back(word_of(p.known));
    json out = json::array({static_cast<int>(p.kind)});
    if (p.kind == period::form::fixed) {
      out.push_back(static_cast<int>(p.in));
      out.push_back(p.n);
    }
    if (p.parameter >= 0) out.push_back(id_in(m_.parameters, p.parameter));
    if (p.when) out.push_back(in(*p.when));
    for (auto const& one : p.of)
      out.push_back(in(one));
    return out;
  }

  json in(date_expression const& d) {
    using form = date_expression::form;
    out_.known.push_back(word_of(d.known));
    json out = json::array({static_cast<int>(d.kind)});
    switch (d.kind) {
    case form::literal: out.push_back(json::array({d.literal.lo, d.literal.hi})); break;
    case form::fact: out.push_back(id_in(m_.facts, d.target)); break;
    case form::deadline: out.push_back(id_in(m_.deadlines, d.target)); break;
    case form::parameter: out.push_back(id_in(m_.parameters, d.target)); break;
    case form::add:
    case form::subtract: out.push_back(in(d.by)); break;
    default: break;
    }
    if (d.when) out.push_back(in(*d.when));
    for (auto const& one : d.of)
      out.push_back(in(one));
    return out;
  }

  json in(std::optional<clock_member> const& c) {
    if (!c) return nullptr;
    if (!c->when) return c->literal;
    json out = json::array({in(*c->when)});
    for (auto const& one : c->of)
      out.push_back(in(std::optional(one)));
    return out;
  }

private:
  void fact(json& out, condition const& c) {
    auto const& f = m_.facts[static_cast<std::size_t>(c.target)];
    out.push_back(f.id);
    out.push_back(static_cast<int>(c.how));
    if (c.how == test::number) out.push_back(static_cast<int>(c.by));
    if (c.how == test::includes_at_least) out.push_back(c.count);
    if (c.parameter >= 0) {
      out.push_back(id_in(m_.parameters, c.parameter));
    } else if (c.how == test::number) {
      out.push_back(c.number);
    } else if (f.values >= 0) {
      auto const& ids = m_.value_sets[static_cast<std::size_t>(f.values)].ids;
      std::vector<std::string> values;
      for (int v : c.values)
        values.push_back(ids[static_cast<std::size_t>(v)]);
      std::sort(values.begin(), values.end());
      out.push_back(values);
    }
  }

  model const& m_;
  canonical& out_;
};

} // namespace

json canonical_of(std::vector<grant> const& grants) {
  json out = json::array();
  for (auto const& g : grants)
    out.push_back(json::array({g.kind, g.label.en, g.label.es, g.cite, word_of(g.known)}));
  return out;
}

canonical canonical_of(model const& m, provision_version const& v) {
  canonical out;
  writer w(m, out);
  w.head(v);
  if (!v.repealed) out.asks = w.in(v.when);
  if (v.treaty) out.asks = json::array({out.asks, v.treaty->any_of, v.treaty->article});
  return out;
}

canonical canonical_of(model const& m, parameter_version const& v) {
  canonical out;
  writer w(m, out);
  w.head(v);
  switch (v.kind) {
  case parameter_version::form::number: out.asks = v.number; break;
  case parameter_version::form::period: out.asks = w.in(v.length); break;
  case parameter_version::form::date: out.asks = json::array({v.date.lo, v.date.hi}); break;
  case parameter_version::form::values: out.asks = v.values; break;
  case parameter_version::form::money: out.asks = json::array({v.amount, v.currency}); break;
  case parameter_version::form::none: break;
  }
  return out;
}

canonical canonical_of(model const& m, clock_version const& v) {
  canonical out;
  writer w(m, out);
  w.head(v);
  out.asks = json::array(
      {w.in(v.first_day), w.in(v.starts), w.in(v.roll), w.in(v.missing_day), w.in(v.calendar), w.in(v.mail_days)});
  return out;
}

canonical_deadline canonical_of(model const& m, deadline_version const& v) {
  canonical_deadline out;
  writer w(m, out.whole);
  w.head(v);
  if (v.repealed) return out;
  auto part = [&](std::optional<condition> const& c) { return c ? w.in(*c) : json(); };
  out.period = w.in(v.length);
  out.start = w.in(v.start);
  if (v.clock >= 0) out.clock = m.clocks[static_cast<std::size_t>(v.clock)].id;
  out.applies = part(v.applies);
  out.met = part(v.met);
  out.excused = part(v.excused);
  out.by_mail = part(v.by_mail);
  out.whole.asks = json::array({out.period, out.start, out.clock, out.applies, out.met, out.excused, out.by_mail});
  return out;
}

json canonical_of(model const& m, std::optional<date_expression> const& d) {
  if (!d) return nullptr;
  canonical rest;
  return writer(m, rest).in(*d);
}

} // namespace cobijo::internal
