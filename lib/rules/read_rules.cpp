// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The sections of a rule file: docs/format.md sections 1 and 5 to 9.
#include "rules/reader.hpp"

#include <algorithm>
#include <functional>

namespace cobijo::internal {
namespace {

constexpr std::string_view weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

int weekday(cursor const& c) {
  return c.word({weekdays[0], weekdays[1], weekdays[2], weekdays[3], weekdays[4], weekdays[5], weekdays[6]});
}

bool per_state(cursor const& c) {
  return c.string_or("per") == "state";
}

// Calls `visit(state)` once, or once for each state if the thing is answered per state.
template <class F>
void instances(cursor const& c, model const& m, F visit) {
  if (!per_state(c)) {
    visit(std::string());
    return;
  }
  for (auto const& [id, name] : m.states)
    visit(id);
}

} // namespace

void reader::module(cursor const& c, int index) {
  law_module out;
  out.where = {index, {}};
  if (!c.object({"module", "name", "kind", "layer", "checked", "clock", "authorities", "instruments", "readings",
                 "clocks", "calendars", "closures", "parties", "reservations", "provisions", "parameters", "deadlines",
                 "note"}))
    return;
  if (!c.needs("module") || !c.needs("name") || !c.needs("kind") || !c.needs("layer")) return;
  out.id = c.at("module").string();
  check_id(c.at("module"), out.id, -1);
  out.name = read_text(c.at("name"));
  out.kind = c.at("kind").string();
  c.at("kind").word({"state", "region", "treaty", "guidance", "data"});
  out.layer = c.at("layer").string();
  c.at("layer").word({"national", "treaty", "guidance", "comparator", "data"});
  if (c.has("checked")) out.checked = static_cast<std::int32_t>(read_days(c.at("checked"), false).lo);
  if (!m_.module_index.emplace(out.id, static_cast<int>(m_.modules.size())).second) {
    c.fail("E0311", "module \"" + out.id + "\" is declared twice");
    return;
  }
  m_.modules.push_back(std::move(out));
  if (c.has("authorities"))
    c.at("authorities").members([&](cursor const& a) {
      check_id(a, std::string(a.key()), static_cast<int>(m_.modules.size()) - 1);
      if (!a.object({"label", "note"}) || !a.needs("label")) return;
      m_.authority_index.emplace(std::string(a.key()), static_cast<int>(m_.authorities.size()));
      m_.authorities.push_back({std::string(a.key()), read_text(a.at("label"))});
    });
}

// Ids of everything, so that bodies may refer forward and across modules. Readings keep their positions here too,
// since a condition names them.
void reader::declare(cursor const& c, int module, int file) {
  c.object({"module", "name", "kind", "layer", "checked", "clock", "authorities", "instruments", "readings", "clocks",
            "calendars", "closures", "parties", "reservations", "provisions", "parameters", "deadlines", "note"});
  auto section = [&](char const* key, char const* what, auto add) {
    if (!c.has(key)) return;
    c.at(key).members([&](cursor const& thing) {
      std::string id(thing.key());
      if (!check_id(thing, id, module)) return;
      // An instrument may share its name with the protection that it creates; what answers by id may not.
      std::string const kind = what;
      bool const answers = kind == "provision" || kind == "deadline" || kind == "parameter";
      auto const [it, fresh] =
          declared_.emplace((answers ? "" : kind + ' ') + id, std::pair{kind, place{file, thing.pointer()}});
      if (!fresh) {
        thing.fail("E0311", "\"" + id + "\" is declared twice, the other time as a " + it->second.first + " in " +
                                m_.files[static_cast<std::size_t>(it->second.second.file)].path);
        return;
      }
      add(thing, id);
    });
  };
  auto reserve = [](auto& things, auto& index, std::string const& id) {
    index.emplace(id, static_cast<int>(things.size()));
    things.emplace_back();
    things.back().id = id;
  };
  auto add_instances = [&](cursor const& thing, std::string const& id, auto& things, auto& index) {
    if (per_state(thing)) per_state_.insert(id);
    instances(thing, m_,
              [&](std::string const& state) { reserve(things, index, state.empty() ? id : instance_id(id, state)); });
  };
  section("instruments", "instrument",
          [&](cursor const&, std::string const& id) { reserve(m_.instruments, m_.instrument_index, id); });
  section("clocks", "clock", [&](cursor const&, std::string const& id) { reserve(m_.clocks, m_.clock_index, id); });
  section("calendars", "calendar", [&](cursor const&, std::string const& id) {
    reserve(m_.calendars, m_.calendar_index, id);
    pending_.emplace_back();
  });
  section("parameters", "parameter",
          [&](cursor const&, std::string const& id) { reserve(m_.parameters, m_.parameter_index, id); });
  section("provisions", "provision",
          [&](cursor const& t, std::string const& id) { add_instances(t, id, m_.provisions, m_.provision_index); });
  section("deadlines", "deadline",
          [&](cursor const& t, std::string const& id) { add_instances(t, id, m_.deadlines, m_.deadline_index); });
  section("readings", "reading", [&](cursor const& t, std::string const& id) {
    reserve(m_.readings, m_.reading_index, id);
    auto& r = m_.readings.back();
    r.module = module;
    r.where = {file, t.pointer()};
    if (!t.needs("positions")) return;
    t.at("positions").members([&](cursor const& p) {
      position one{std::string(p.key()), {}, {}};
      if (p.object({"label", "cite", "note"})) {
        one.cite = p.string_or("cite");
        if (p.needs("label")) one.label = read_text(p.at("label"));
      }
      r.positions.push_back(std::move(one));
    });
    if (r.positions.size() < 2) t.fail("E0209", "a reading has at least two positions");
  });
  if (c.has("parties")) read_parties(c.at("parties"));
  if (c.has("reservations")) read_reservations(c.at("reservations"));
}

void reader::parameters(cursor const& file, int module, int index) {
  if (!file.has("parameters")) return;
  file.at("parameters").members([&](cursor const& c) {
    auto const it = m_.parameter_index.find(std::string(c.key()));
    if (it == m_.parameter_index.end() || !c.object({"label", "was", "versions", "governed_by", "note"})) return;
    auto& out = m_.parameters[static_cast<std::size_t>(it->second)];
    entity_ = "q:" + out.id;
    read_named(c, out, module, index, {});
    if (!c.needs("versions")) return;
    c.at("versions").elements([&](cursor const& v) {
      if (!v.object(
              {"from", "from_support", "by", "cite", "support", "creates", "repealed", "value", "note", "effect"}))
        return;
      parameter_version one;
      read_head(v, one, {}, index);
      if (!one.repealed && v.needs("value")) {
        auto const value = v.at("value");
        using form = parameter_version::form;
        if (value.value().is_number_integer()) {
          one.kind = form::number;
          one.number = value.integer();
        } else if (value.is_string()) {
          one.kind = form::date;
          one.date = read_days(value);
        } else if (value.is_array()) {
          one.kind = form::values;
          value.elements([&](cursor const& s) { one.values.push_back(s.string()); });
        } else if (value.has("amount")) {
          one.kind = form::money;
          value.object({"amount", "currency"});
          one.amount = value.at("amount").string();
          one.currency = value.string_or("currency");
        } else {
          one.kind = form::period;
          one.length = read_period(value, {}, true);
          if (one.length.kind != period::form::fixed) value.fail("E0402", "a parameter is a plain value");
        }
      }
      out.versions.push_back(std::move(one));
    });
    std::vector<version_head const*> heads;
    for (auto const& v : out.versions)
      heads.push_back(&v);
    check_order(c.at("versions"), heads);
    entity_.clear();
  });
}

void reader::bodies(cursor const& c, int module, int file) {
  if (c.has("clock") && c.has("module")) {
    auto const i = find(c.at("clock"), m_.clock_index, "E0306", "clock", c.at("clock").string());
    m_.modules[static_cast<std::size_t>(module)].clock = i;
  }
  auto each = [&](char const* key, auto read) {
    if (c.has(key) && c.at(key).is_object()) c.at(key).members(read); // what is no object was told by declare()
    entity_.clear();
  };
  each("instruments", [&](cursor const& t) { read_instrument(t, module, file); });
  each("readings", [&](cursor const& t) { read_reading(t, module, file); });
  each("clocks", [&](cursor const& t) { read_clock(t, module, file); });
  each("calendars", [&](cursor const& t) { read_calendar(t, module, file); });
  if (c.has("closures")) c.at("closures").elements([&](cursor const& t) { read_closure(t, module, file); });
  entity_.clear();
  each("provisions", [&](cursor const& t) {
    instances(t, m_, [&](std::string const& state) { read_provision(t, module, file, state); });
  });
  each("deadlines", [&](cursor const& t) {
    instances(t, m_, [&](std::string const& state) { read_deadline(t, module, file, state); });
  });
}

void reader::read_instrument(cursor const& c, int, int file) {
  auto const it = m_.instrument_index.find(std::string(c.key()));
  if (it == m_.instrument_index.end() ||
      !c.object({"title", "kind", "gazette", "published", "published_support", "in_force", "in_force_support", "amends",
                 "link", "effect", "support", "note", "was"}))
    return;
  auto& out = m_.instruments[static_cast<std::size_t>(it->second)];
  entity_ = "i:" + out.id;
  out.where = {file, c.pointer()};
  if (c.needs("title")) out.title = read_text(c.at("title"));
  out.kind = c.string_or("kind");
  out.gazette = c.string_or("gazette");
  out.link = c.string_or("link");
  out.published = days_or_none(c, "published");
  out.in_force = days_or_none(c, "in_force");
  if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
  if (c.has("published_support")) out.published_known = read_support(c.at("published_support"), support::verified);
  if (c.has("in_force_support")) read_support(c.at("in_force_support"), support::verified);
  for (auto const& id : read_strings(c, "amends"))
    find(c.at("amends"), m_.instrument_index, "E0308", "instrument", id);
  if (c.has("effect")) out.effects = read_effects(c.at("effect"), {});
}

void reader::read_reading(cursor const& c, int, int) {
  auto const it = m_.reading_index.find(std::string(c.key()));
  if (it == m_.reading_index.end() || !c.object({"label", "question", "positions", "prevailing", "note", "was"}))
    return;
  auto& out = m_.readings[static_cast<std::size_t>(it->second)];
  entity_ = "r:" + out.id;
  if (c.needs("label")) out.label = read_text(c.at("label"));
  out.question = text_or_none(c, "question");
  if (!c.has("prevailing")) return;
  c.at("prevailing").elements([&](cursor const& p) {
    if (!p.object({"from", "position", "by", "reach", "where", "support", "cite", "note"})) return;
    prevailing one;
    if (p.needs("from")) one.from = read_days(p.at("from"));
    if (p.needs("position") && !p.at("position").value().is_null()) {
      auto const name = p.at("position").string();
      for (std::size_t i = 0; i < out.positions.size(); ++i)
        if (out.positions[i].id == name) one.position = static_cast<int>(i);
      if (one.position < 0) p.at("position").fail("E0305", "the reading has no position \"" + name + "\"");
    }
    one.by = find_instrument(p, "by");
    one.reach = p.string_or("reach");
    one.cite = p.string_or("cite");
    one.note = p.string_or("note");
    if (p.has("support")) one.known = read_support(p.at("support"), support::verified);
    if (one.position >= 0 && !p.has("by"))
      p.fail("E0505", "a position prevails only by an authority", "\"by\": the instrument that decided it");
    if (p.has("where")) one.where = std::make_shared<condition>(read_condition(p.at("where"), {}));
    out.prevails.push_back(std::move(one));
  });
}

clock_member reader::read_member(cursor const& c, scope const& s, std::string_view name) {
  clock_member out;
  if (c.is_object()) {
    c.object({"if", "then", "else"});
    if (!c.needs("if") || !c.needs("then") || !c.needs("else")) return out;
    out.when = std::make_shared<condition>(read_condition(c.at("if"), s));
    out.of.push_back(read_member(c.at("then"), s, name));
    out.of.push_back(read_member(c.at("else"), s, name));
    return out;
  }
  if (name == "mail_days") {
    out.literal = std::to_string(c.integer());
    return out;
  }
  out.literal = c.string();
  if (name == "first_day")
    c.word({"counted", "not_counted"});
  else if (name == "starts")
    c.word({"trigger", "next_working_day"});
  else if (name == "roll")
    c.word({"none", "next_working_day"});
  else if (name == "missing_day")
    c.word({"last_day", "next_day", "next_working_day"});
  else if (name == "calendar")
    find(c, m_.calendar_index, "E0307", "calendar", out.literal);
  return out;
}

void reader::read_clock(cursor const& c, int module, int file) {
  auto const it = m_.clock_index.find(std::string(c.key()));
  if (it == m_.clock_index.end() || !c.object({"label", "was", "versions", "note"})) return;
  auto& out = m_.clocks[static_cast<std::size_t>(it->second)];
  entity_ = "c:" + out.id;
  read_named(c, out, module, file, {});
  if (!c.needs("versions")) return;
  c.at("versions").elements([&](cursor const& v) {
    if (!v.object({"from", "from_support", "by", "cite", "support", "creates", "repealed", "note", "effect",
                   "first_day", "starts", "roll", "missing_day", "calendar", "mail_days"}))
      return;
    clock_version one;
    read_head(v, one, {}, file);
    for (auto const& [name, where] : {std::pair{"first_day", &one.first_day},
                                      {"starts", &one.starts},
                                      {"roll", &one.roll},
                                      {"missing_day", &one.missing_day},
                                      {"calendar", &one.calendar},
                                      {"mail_days", &one.mail_days}})
      if (v.has(name)) *where = read_member(v.at(name), {}, name);
    if (one.roll && !one.calendar) v.fail("E0203", "a clock that rolls needs a calendar");
    out.versions.push_back(std::move(one));
  });
  std::vector<version_head const*> heads;
  for (auto const& v : out.versions)
    heads.push_back(&v);
  check_order(c.at("versions"), heads);
}

void reader::read_calendar(cursor const& c, int, int file) {
  auto const it = m_.calendar_index.find(std::string(c.key()));
  if (it == m_.calendar_index.end() || !c.object({"label", "weekend", "includes", "rules", "cite", "note", "was"}))
    return;
  auto& out = m_.calendars[static_cast<std::size_t>(it->second)];
  auto& made = pending_[static_cast<std::size_t>(it->second)];
  out.where = made.where = {file, c.pointer()};
  if (c.needs("label")) out.label = read_text(c.at("label"));
  if (c.has("weekend"))
    c.at("weekend").elements([&](cursor const& d) {
      if (auto const w = weekday(d); w >= 0) made.weekend = static_cast<std::uint8_t>(made.weekend | (1U << w));
    });
  if (c.has("includes"))
    c.at("includes").elements([&](cursor const& i) {
      if (find(i, m_.calendar_index, "E0307", "calendar", i.string()) >= 0) made.includes.push_back(i.string());
    });
  if (!c.has("rules")) return;
  c.at("rules").elements([&](cursor const& r) {
    if (!r.object({"id", "label", "on", "from", "to", "every", "moves", "cite", "support", "note"})) return;
    if (!r.needs("on") || !r.needs("label") || !r.needs("cite")) return;
    holiday_rule rule;
    rule.id = r.string_or("id");
    auto const on = r.at("on");
    if (!on.object({"month", "day", "weekday", "nth", "easter", "date"})) return;
    auto number = [](cursor const& n, int low, int high) {
      auto const v = n.integer();
      if (v < low || v > high) n.fail("E0204", "lies between " + std::to_string(low) + " and " + std::to_string(high));
      return static_cast<int>(std::clamp<std::int64_t>(v, low, high));
    };
    if (on.has("easter"))
      rule.on = from_easter{number(on.at("easter"), -100, 200)};
    else if (on.has("date"))
      rule.on = fixed_date{static_cast<std::int32_t>(read_days(on.at("date"), false).lo)};
    else if (on.has("month") && on.has("day"))
      rule.on = month_day{number(on.at("month"), 1, 12), number(on.at("day"), 1, 31)};
    else if (on.has("month") && on.has("weekday") && on.has("nth")) {
      auto const nth = number(on.at("nth"), -1, 5);
      if (nth == 0) on.at("nth").fail("E0204", "1 to 5, or -1 for the last");
      rule.on = nth_weekday{number(on.at("month"), 1, 12), std::max(0, weekday(on.at("weekday"))), nth == 0 ? 1 : nth};
    } else
      on.fail("E0203", "not a day of the year", "month + day, month + weekday + nth, easter, or date");
    if (r.has("from")) rule.from = static_cast<std::int32_t>(read_days(r.at("from"), false).lo);
    if (r.has("to")) rule.to = static_cast<std::int32_t>(read_days(r.at("to"), false).lo);
    if (r.has("every")) {
      auto const e = r.at("every");
      if (e.object({"years", "from"}) && e.needs("years") && e.needs("from")) {
        rule.every_years = number(e.at("years"), 1, 100);
        rule.every_from = number(e.at("from"), 1900, 2199);
      }
    }
    if (r.has("moves"))
      r.at("moves").members([&](cursor const& move) {
        for (std::size_t i = 0; i < 7; ++i)
          if (weekdays[i] == move.key()) {
            rule.moves[i] = static_cast<std::int8_t>(number(move, -7, 7));
            return;
          }
        move.fail("E0204", "\"" + std::string(move.key()) + "\" is no weekday");
      });
    made.rules.push_back(std::move(rule));
    made.told.push_back({read_text(r.at("label")), r.at("cite").string(),
                         r.has("support") ? read_support(r.at("support"), support::verified) : support::verified});
  });
}

void reader::read_closure(cursor const& c, int module, int file) {
  if (!c.object({"id", "label", "clocks", "except", "from", "until", "until_support", "where", "by", "cite", "support",
                 "note"}))
    return;
  if (!c.needs("id") || !c.needs("label") || !c.needs("clocks") || !c.needs("from") ||
      !c.needs("until", "both bounds of the last closed day: [earliest, latest]") || !c.needs("cite"))
    return;
  closure out;
  out.id = c.at("id").string();
  check_id(c.at("id"), out.id, module);
  out.where = {file, c.pointer()};
  out.label = read_text(c.at("label"));
  out.cite = c.at("cite").string();
  out.note = c.string_or("note");
  entity_ = "x:" + out.id;
  c.at("clocks").elements([&](cursor const& k) {
    auto const i = find(k, m_.clock_index, "E0306", "clock", k.string());
    if (i < 0) return;
    out.clocks.push_back(i);
    edges_["c:" + m_.clocks[static_cast<std::size_t>(i)].id].insert(entity_);
  });
  out.except = read_strings(c, "except");
  for (auto const& id : out.except)
    if (!per_state_.contains(id)) find(c.at("except"), m_.deadline_index, "E0303", "deadline", id);
  if (c.at("until").is_array() && c.at("until").value().size() == 2 && c.at("until").value()[1].is_null()) {
    c.at("until").fail("E0504", "a closure without a last possible day would keep every later deadline open",
                       "give the latest day on which it can have ended, marked recalled if it is inferred");
    return;
  }
  auto const from = read_days(c.at("from")), until = read_days(c.at("until"));
  out.longest_from = static_cast<std::int32_t>(from.lo);
  out.shortest_from = static_cast<std::int32_t>(from.hi);
  out.shortest_until = static_cast<std::int32_t>(until.lo);
  out.longest_until = static_cast<std::int32_t>(until.hi);
  if (out.longest_from > out.longest_until) c.fail("E0707", "the closure ends before it begins");
  out.by = find_instrument(c, "by");
  if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
  if (c.has("until_support")) out.until_known = read_support(c.at("until_support"), support::verified);
  if (out.until_known == support::unverified) {
    out.shortest_until = first_day;
    out.longest_until = last_day;
  }
  if (c.has("where")) out.when = std::make_shared<condition>(read_condition(c.at("where"), {}));
  m_.closures.push_back(std::move(out));
}

void reader::read_parties(cursor const& list) {
  list.elements([&](cursor const& c) {
    if (!c.object({"state", "treaty", "deposit", "kind", "from", "to", "support", "cite", "note"}) ||
        !c.needs("state") || !c.needs("treaty") || !c.needs("from"))
      return;
    party out;
    out.state = c.at("state").string();
    if (std::none_of(m_.states.begin(), m_.states.end(), [&](auto const& s) { return s.first == out.state; }))
      c.at("state").fail("E0313", "unknown state \"" + out.state + "\"");
    out.treaty = c.at("treaty").string();
    out.cite = c.string_or("cite");
    out.from = read_days(c.at("from"));
    out.to = days_or_none(c, "to");
    if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
    m_.parties.push_back(std::move(out));
  });
}

void reader::read_reservations(cursor const& list) {
  list.elements([&](cursor const& c) {
    if (!c.object({"state", "treaty", "articles", "from", "to", "is", "support", "cite", "note"}) ||
        !c.needs("state") || !c.needs("treaty") || !c.needs("articles") || !c.needs("from") || !c.needs("is"))
      return;
    reservation out;
    out.state = c.at("state").string();
    out.treaty = c.at("treaty").string();
    out.articles = read_strings(c, "articles");
    out.cite = c.string_or("cite");
    out.from = read_days(c.at("from"));
    out.to = days_or_none(c, "to");
    out.excludes = c.at("is").word({"excluded", "modified"}) == 0;
    if (c.has("support")) out.known = read_support(c.at("support"), support::verified);
    m_.reservations.push_back(std::move(out));
  });
}

protection reader::read_protection(cursor const& c, int module) {
  protection out;
  out.layer = m_.modules[static_cast<std::size_t>(module)].layer;
  if (!c.object(
          {"authority", "decision", "layer", "leads_to", "remedies", "deadlines", "fees", "cap", "notice", "note"}))
    return out;
  if (c.needs("authority")) {
    out.authority = c.at("authority").string();
    find(c.at("authority"), m_.authority_index, "E0309", "authority", out.authority);
  }
  if (c.needs("decision")) {
    out.decision = c.at("decision").string();
    c.at("decision").word({"must", "may", "automatic", "declaratory", "should", "consider"});
  }
  if (c.has("layer")) {
    out.layer = c.at("layer").string();
    c.at("layer").word({"national", "treaty", "guidance", "comparator", "data"});
  }
  auto ids = [&](char const* key, auto const& index, char const* code, char const* what) {
    auto list = read_strings(c, key);
    for (auto const& id : list)
      if (!per_state_.contains(id)) find(c.at(key), index, code, what, id);
    return list;
  };
  out.leads_to = ids("leads_to", m_.provision_index, "E0302", "provision");
  out.remedies = ids("remedies", m_.deadline_index, "E0303", "deadline");
  out.deadlines = ids("deadlines", m_.deadline_index, "E0303", "deadline");
  out.fees = ids("fees", m_.parameter_index, "E0304", "parameter");
  if (c.has("cap") && c.at("cap").object({"label", "cite"}) && c.at("cap").needs("label")) {
    out.cap = read_text(c.at("cap").at("label"));
    out.cap_cite = c.at("cap").string_or("cite");
  }
  if (c.has("notice"))
    c.at("notice").elements([&](cursor const& n) {
      if (!n.object({"label", "from", "to", "cite"}) || !n.needs("label")) return;
      out.notices.push_back(
          {read_text(n.at("label")), n.string_or("cite"), days_or_none(n, "from"), days_or_none(n, "to")});
    });
  return out;
}

void reader::read_provision(cursor const& c, int module, int file, std::string const& state) {
  auto const id = state.empty() ? std::string(c.key()) : instance_id(std::string(c.key()), state);
  auto const it = m_.provision_index.find(id);
  if (it == m_.provision_index.end() ||
      !c.object({"label", "was", "protection", "governed_by", "per", "decision", "versions", "note"}))
    return;
  auto& out = m_.provisions[static_cast<std::size_t>(it->second)];
  scope const s{state, false};
  entity_ = "p:" + id;
  read_named(c, out, module, file, s);
  c.needs("label", "{ \"en\": …, \"es\": … }");
  if (c.has("protection")) {
    out.protects = read_protection(c.at("protection"), module);
    out.may = out.protects->decision == "may";
  }
  if (c.has("decision")) out.may = c.at("decision").word({"must", "may"}) == 1;
  if (!c.needs("versions")) return;
  c.at("versions").elements([&](cursor const& v) {
    if (!v.object({"from", "from_support", "by", "cite", "support", "creates", "repealed", "when", "note", "effect",
                   "treaty", "grants", "reach"}))
      return;
    provision_version one;
    read_head(v, one, s, file);
    if (!one.repealed && v.needs("when", "a condition")) one.when = read_condition(v.at("when"), s);
    one.has_grants = v.has("grants");
    if (one.has_grants)
      v.at("grants").elements([&](cursor const& g) {
        if (!g.object({"kind", "label", "cite", "support", "note"}) || !g.needs("kind") || !g.needs("label")) return;
        g.at("kind").word({"stay", "residence", "work", "family", "renewal", "path", "services", "documents",
                           "no_removal", "no_penalty", "process"});
        grant one_grant{g.at("kind").string(), g.string_or("cite"), read_text(g.at("label")), one.known};
        if (g.has("support")) one_grant.known = read_support(g.at("support"), one.known);
        one.grants.push_back(std::move(one_grant));
      });
    out.versions.push_back(std::move(one));
  });
  std::vector<version_head const*> heads;
  for (auto const& v : out.versions)
    heads.push_back(&v);
  check_order(c.at("versions"), heads);
}

void reader::read_deadline(cursor const& c, int module, int file, std::string const& state) {
  auto const id = state.empty() ? std::string(c.key()) : instance_id(std::string(c.key()), state);
  auto const it = m_.deadline_index.find(id);
  if (it == m_.deadline_index.end() || !c.object({"label", "was", "binds", "kind", "protection", "governed_by", "per",
                                                  "if_missed", "reach", "remedies", "versions", "note"}))
    return;
  auto& out = m_.deadlines[static_cast<std::size_t>(it->second)];
  scope const s{state, false};
  scope const with_due{state, true};
  entity_ = "d:" + id;
  read_named(c, out, module, file, s);
  c.needs("label", "{ \"en\": …, \"es\": … }");
  if (c.needs("binds", "person or authority")) out.binds_person = c.at("binds").word({"person", "authority"}) == 0;
  out.kind = c.string_or("kind", "term");
  if (c.has("kind")) c.at("kind").word({"term", "stay", "wait"});
  out.reach = c.string_or("reach");
  if (c.has("protection")) {
    out.protection = c.at("protection").string();
    if (per_state_.contains(out.protection) && !state.empty()) out.protection = instance_id(out.protection, state);
    find(c.at("protection"), m_.provision_index, "E0302", "provision", out.protection);
  }
  out.remedies = read_strings(c, "remedies");
  for (auto const& r : out.remedies)
    find(c.at("remedies"), m_.deadline_index, "E0303", "deadline", r);
  if (c.has("if_missed") && c.at("if_missed").object({"label", "leads_to"})) {
    out.if_missed = text_or_none(c.at("if_missed"), "label");
    out.leads_to = read_strings(c.at("if_missed"), "leads_to");
    for (auto const& p : out.leads_to)
      if (!per_state_.contains(p) && !m_.deadline_index.contains(p))
        find(c.at("if_missed"), m_.provision_index, "E0302", "provision", p);
  }
  if (!c.needs("versions")) return;
  c.at("versions").elements([&](cursor const& v) {
    if (!v.object({"from", "from_support", "by", "cite", "support", "creates", "repealed", "note", "effect", "treaty",
                   "reach", "applies", "start", "period", "clock", "served_by_mail", "met", "excused"}))
      return;
    deadline_version one;
    read_head(v, one, s, file);
    if (!one.repealed && v.needs("start") && v.needs("period")) {
      if (v.has("applies")) one.applies = read_condition(v.at("applies"), s);
      one.start = read_date(v.at("start"), s);
      one.length = read_period(v.at("period"), s, true);
      if (v.has("clock")) one.clock = find(v.at("clock"), m_.clock_index, "E0306", "clock", v.at("clock").string());
      if (one.clock >= 0) refers("c:" + m_.clocks[static_cast<std::size_t>(one.clock)].id);
      std::function<bool(period const&)> needs_clock = [&](period const& p) -> bool {
        if (p.kind == period::form::choice) return std::any_of(p.of.begin(), p.of.end(), needs_clock);
        return p.kind == period::form::parameter || (p.kind == period::form::fixed && p.in != unit::hours);
      };
      if (!v.has("clock") && needs_clock(one.length))
        v.fail("E0203", "member \"clock\" is missing", "the clock that counts the period");
      if (v.has("served_by_mail")) one.by_mail = read_condition(v.at("served_by_mail"), s);
      if (v.has("met")) one.met = read_condition(v.at("met"), with_due);
      if (v.has("excused")) one.excused = read_condition(v.at("excused"), with_due);
    }
    out.versions.push_back(std::move(one));
  });
  std::vector<version_head const*> heads;
  for (auto const& v : out.versions)
    heads.push_back(&v);
  check_order(c.at("versions"), heads);
  if (out.versions.size() > 1 && !out.governed_by)
    c.fail("E0503", "a deadline with several versions says which event picks the version",
           "\"governed_by\": { \"fact\": … }, or \"as_of\"");
}

// Calendars include one another, so they are built when all are read; a cycle of inclusions is cut and told.
void reader::build_calendars() {
  std::vector<int> state(pending_.size(), 0);
  std::function<void(int, int, pending_calendar&)> add = [&](int root, int i, pending_calendar& into) {
    auto const& from = pending_[static_cast<std::size_t>(i)];
    into.weekend = static_cast<std::uint8_t>(into.weekend | from.weekend);
    into.rules.insert(into.rules.end(), from.rules.begin(), from.rules.end());
    into.told.insert(into.told.end(), from.told.begin(), from.told.end());
    for (auto const& id : from.includes) {
      int const next = m_.calendar_index.at(id);
      if (next == root || into.rules.size() > 10000) {
        faults_.faults.push_back({"E0312",
                                  m_.files[static_cast<std::size_t>(from.where.file)].path,
                                  from.where.pointer,
                                  0,
                                  "calendars include one another in a circle",
                                  {}});
        return;
      }
      add(root, next, into);
    }
  };
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    pending_calendar all;
    add(static_cast<int>(i), static_cast<int>(i), all);
    auto& made = m_.calendars[i];
    auto without = [&](support worst) {
      auto rules = all.rules;
      for (std::size_t r = 0; r < rules.size(); ++r)
        if (all.told[r].known > worst) rules[r].to = first_day - 1; // kept, so that rules have one index in all
      return std::make_shared<working_days const>(std::move(rules), static_cast<weekday_mask>(all.weekend));
    };
    auto any = [&](support how) {
      return std::any_of(all.told.begin(), all.told.end(), [&](auto const& t) { return t.known == how; });
    };
    made.recalled = any(support::recalled);
    made.all = without(support::unverified);
    made.usual = any(support::unverified) ? without(support::recalled) : made.all;
    made.sure = made.recalled ? without(support::secondary) : made.usual;
    made.rules = std::move(all.told);
  }
}

void reader::check_cycles() {
  std::unordered_map<std::string, int> colour;
  std::vector<std::string> path;
  bool found = false;
  std::function<void(std::string const&)> visit = [&](std::string const& at) {
    if (found) return;
    colour[at] = 1;
    path.push_back(at.substr(2));
    if (auto it = edges_.find(at); it != edges_.end())
      for (auto const& next : it->second) {
        if (found) return;
        if (colour[next] == 1) {
          found = true;
          std::string told;
          auto begin = std::find(path.begin(), path.end(), next.substr(2));
          for (auto p = begin; p != path.end(); ++p)
            told += *p + " → ";
          auto const d = declared_.find(next.substr(2, next.find('@') - 2));
          place const where = d == declared_.end() ? place{} : d->second.second;
          faults_.faults.push_back(
              {"E0312", where.file < 0 ? std::string() : m_.files[static_cast<std::size_t>(where.file)].path,
               where.pointer, 0, "these refer to one another in a circle: " + told + next.substr(2),
               "cut one of the references"});
          return;
        }
        if (colour[next] == 0) visit(next);
      }
    colour[at] = 2;
    path.pop_back();
  };
  std::vector<std::string> starts;
  for (auto const& [from, to] : edges_)
    starts.push_back(from);
  std::sort(starts.begin(), starts.end());
  for (auto const& s : starts)
    if (colour[s] == 0) visit(s);
}

void reader::finish() {
  build_calendars();
  check_cycles();
}

} // namespace cobijo::internal
