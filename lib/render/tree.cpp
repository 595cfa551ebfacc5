// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/tree.hpp"

#include "check/visit.hpp"
#include "render/describe.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

char const* kind_word(op kind) {
  switch (kind) {
  case op::all: return "all";
  case op::any: return "any";
  case op::none: return "none";
  case op::negation: return "not";
  case op::at_least: return "at_least";
  case op::fact: return "fact";
  case op::date: return "date";
  case op::age: return "age";
  case op::provision: return "provision";
  case op::deadline: return "deadline";
  case op::reading: return "reading";
  case op::choice: return "if";
  case op::time_in: return "time_in";
  }
  return "";
}

} // namespace

json truth_json(truth t) {
  return t == truth::yes ? json(true) : t == truth::no ? json(false) : json(nullptr);
}

std::string value_words(model const& m, parameter_version const& v, std::string_view lang) {
  switch (v.kind) {
  case parameter_version::form::number: return std::to_string(v.number);
  case parameter_version::form::period: return describe(m, v.length).in(lang);
  case parameter_version::form::date: return written(v.date);
  case parameter_version::form::money: return v.amount + ' ' + v.currency;
  case parameter_version::form::values: {
    std::string out;
    for (auto const& one : v.values)
      out += (out.empty() ? "" : ", ") + one;
    return out;
  }
  case parameter_version::form::none: break;
  }
  return {};
}

json rule_tree::rule(provision const& p, law at) {
  json out{{"kind", "provision"}, {"id", p.id}, {"label", words(to_bilingual(p.label))}};
  if (shown_) out["value"] = truth_json(walk_.value(p, at));
  unfold(out, p, at);
  return out;
}

json rule_tree::rule(deadline const& d, law at) {
  json out{{"kind", "deadline"}, {"id", d.id}, {"label", words(to_bilingual(d.label))}};
  if (shown_) states(out, d, at);
  unfold(out, d, at);
  return out;
}

void rule_tree::states(json& out, deadline const& d, law at) const {
  auto const* r = e_.deadline_readings.find(&d, at);
  if (r == nullptr) return;
  out["possible"] = json::array();
  for (int s = 0; s < deadline_states; ++s)
    if ((v_.states[r->nodes.state.at] & one_state(static_cast<deadline_state>(s))) != 0)
      out["possible"].push_back(word_of(static_cast<deadline_state>(s)));
  auto const dates = dates_of(e_, v_, r->nodes);
  out["due"] = dates.due ? json(*dates.due) : json(nullptr);
  out["latest"] = dates.latest ? json(*dates.latest) : json(nullptr);
}

template <class Thing>
void rule_tree::unfold(json& out, Thing const& t, law at) {
  if (!unfolded_.insert({&t, at}).second) {
    out["see"] = t.id;
    return;
  }
  bool const by_event = t.governed_by && t.governed_by->kind != date_expression::form::as_of;
  if (by_event) out["governed_by"] = words(describe(m_, *t.governed_by));
  auto& texts = out["texts"] = json::array();
  for (auto const& a : walk_.possible(t, at)) {
    json one;
    auto const* v = a.version < 0 ? nullptr : &t.versions[static_cast<std::size_t>(a.version)];
    if (a.kind == alternative::what::text) {
      // Without facts every older text may govern. The newest is shown; of the others, when they began.
      if (by_event && !shown_ && !texts.empty()) {
        auto const first = written(v->from);
        if (auto& earlier = out["earlier"]; earlier.empty() || earlier.back() != first) earlier.push_back(first);
        continue;
      }
      one = text(t, a.version, a.at);
    } else {
      if (by_event && !shown_ && !texts.empty()) continue;
      if (v != nullptr) one = version_json(m_, *v, lang_);
      if (a.kind == alternative::what::unknown) {
        constexpr char const* why[] = {"reading",        "recalled",   "may",         "unclear",
                                       "uncertain_date", "unverified", "before_first"};
        one["unknown"] = why[static_cast<std::size_t>(e_.graph.things[a.thing].kind)];
      } else {
        one["none"] = v == nullptr ? "not_yet_created" : v->repealed ? "repealed" : v->treaty ? "not_bound" : "ended";
      }
    }
    if (walk_.value(a.guard) != truth::yes) one["certain"] = false;
    if (a.at != at) one["law_date"] = written_day(a.at);
    texts.push_back(std::move(one));
  }
}

json rule_tree::text(provision const& p, int version, law at) {
  auto const& v = p.versions[static_cast<std::size_t>(version)];
  auto out = version_json(m_, v, lang_);
  if (v.treaty) {
    out["treaty"] = json{{"article", v.treaty->article}, {"any_of", json::array()}};
    for (auto const& t : v.treaty->any_of)
      out["treaty"]["any_of"].push_back(label_of(m_, t, lang_));
  }
  if (v.repealed) return out;
  out["when"] = node(v.when, at, v.cite);
  if (!shown_) {
    referred.in(m_, v);
    for (int i = version; i >= 0; --i) {
      auto const& holder = p.versions[static_cast<std::size_t>(i)];
      if (!holder.has_grants) continue;
      out["grants"] = json::array();
      for (auto const& g : holder.grants) {
        json one{{"kind", g.kind}, {"label", words(to_bilingual(g.label))}, {"cite", g.cite}};
        if (g.known != support::verified) one["support"] = word_of(g.known);
        out["grants"].push_back(std::move(one));
      }
      break;
    }
  }
  return out;
}

json rule_tree::text(deadline const& d, int version, law at) {
  auto const& v = d.versions[static_cast<std::size_t>(version)];
  auto out = version_json(m_, v, lang_);
  if (v.repealed) return out;
  out["start"] = words(describe(m_, v.start));
  out["period"] = words(describe(m_, v.length));
  if (v.clock >= 0) {
    auto const& clock = m_.clocks[static_cast<std::size_t>(v.clock)];
    out["clock"] = json{{"id", clock.id}, {"label", words(to_bilingual(clock.label))}};
    for (auto const& k : clock.versions)
      if (k.from.hi <= at) out["clock"]["cite"] = k.cite;
  }
  std::pair<char const*, std::optional<condition> const*> const parts[] = {
      {"applies", &v.applies}, {"met", &v.met}, {"excused", &v.excused}, {"served_by_mail", &v.by_mail}};
  for (auto const& [name, c] : parts)
    if (*c) out[name] = node(**c, at, v.cite);
  if (!shown_) referred.in(m_, v);
  return out;
}

json rule_tree::nodes(std::vector<condition> const& of, law at, std::string const& cite) {
  json out = json::array();
  for (auto const& one : of)
    out.push_back(node(one, at, cite));
  return out;
}

json rule_tree::node(condition const& c, law at, std::string const& cite) {
  auto const& here = c.cite.empty() ? cite : c.cite;
  // A denied leaf is one line: its words already say so.
  auto const& inner = c.kind == op::negation && is_leaf(c.of.front()) ? c.of.front() : c;
  bool const group = inner.kind <= op::at_least || c.kind == op::choice;
  json out{{"kind", kind_word(c.kind)}};
  if (shown_) out["value"] = truth_json(walk_.value(c, at));
  if (!c.label.empty() || !group) out["label"] = words(describe(m_, c));
  // What a provision rests on stands with its own text; a reference says only what it adds.
  if (!c.cite.empty() || (!group && inner.kind != op::provision)) out["cite"] = inner.cite.empty() ? here : inner.cite;
  for (auto const* one : {&c, &inner})
    if (one->known && *one->known != support::verified) out["support"] = word_of(*one->known);
  if (!c.id.empty()) out["part"] = c.id;
  if (!c.proof.empty()) out["proof"] = c.proof;
  for (auto const& f : c.factors)
    out["factors"].push_back(words(to_bilingual(f)));

  auto const target = static_cast<std::size_t>(inner.target);
  switch (inner.kind) {
  case op::fact:
  case op::time_in: out["fact"] = m_.facts[target].id; break;
  case op::age: out["fact"] = m_.facts[static_cast<std::size_t>(inner.birth)].id; break;
  case op::date: break;
  case op::reading:
    out["reading"] = m_.readings[target].id;
    out["position"] = m_.readings[target].positions[static_cast<std::size_t>(inner.position)].id;
    break;
  case op::deadline: {
    auto const& d = m_.deadlines[target];
    out["deadline"] = d.id;
    out["is"] = word_of(inner.state);
    if (shown_) {
      states(out, d, at);
      unfold(out, d, at);
    }
    break;
  }
  case op::provision: {
    auto const& p = m_.provisions[target];
    out["id"] = p.id;
    if (c.text_of) out["text_of"] = written_day(*c.text_of);
    if (shown_) unfold(out, p, rule_walk::law_for(c, at));
    break;
  }
  case op::choice:
    out["if"] = node(c.of[0], at, here);
    out["then"] = node(c.of[1], at, here);
    out["else"] = node(c.of[2], at, here);
    break;
  default:
    if (c.kind == op::at_least) out["count"] = c.count;
    out["of"] = nodes(c.of, at, here);
    if (c.has_unless) out["unless"] = nodes(c.unless, at, here);
  }
  return out;
}

std::string node_words(json const& n, std::string_view lang) {
  if (n.contains("label")) return n["label"];
  auto const kind = n["kind"].get<std::string>();
  if (kind == "any") return say::any_of.in(lang);
  if (kind == "none") return say::none_of.in(lang);
  if (kind == "not") return say::not_that.in(lang);
  if (kind == "at_least") return filled(say::at_least_of.in(lang), std::to_string(n["count"].get<int>()));
  return say::all_of.in(lang);
}

} // namespace cobijo::internal
