// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// The library, asked like the reference interpreter and answering in its form.
#pragma once

#include "answer/determine.hpp"
#include "edition/person.hpp"
#include "reference/reference.hpp"
#include "rules/read.hpp"

#include <cobijo/cobijo.hpp>

#include <map>
#include <stdexcept>

namespace cobijo_engine {

using cobijo_reference::json;
using cobijo_reference::options;
using cobijo_reference::ordered_json;

/// Compiles each edition that it is asked about once.
class engine {
public:
  explicit engine(std::vector<std::pair<std::string, ordered_json>> const& files) {
    std::vector<std::pair<std::string, std::string>> texts;
    for (auto const& [path, content] : files)
      texts.emplace_back(path, content.dump(1));
    auto loaded = cobijo::rulebook::from_files(texts);
    if (!loaded) {
      std::string all;
      for (auto const& f : loaded.faults())
        all += to_string(f) + '\n';
      throw std::runtime_error(all);
    }
    book_.emplace(std::move(*loaded));
  }
  explicit engine(cobijo::rulebook book) : book_(std::move(book)) {}

  [[nodiscard]] cobijo::rulebook const& book() const { return *book_; }

  json evaluate(json const& facts, options const& asked) {
    auto const& e = edition(asked);
    auto who = cobijo::internal::read_person(*book_->impl(), cobijo::internal::json::parse(facts.dump()), "facts");
    if (!who) throw std::runtime_error(to_string(who.faults().front()));
    cobijo::internal::assumptions what_if;
    if (!asked.unknown.empty())
      for (auto const& t : e.graph.things) {
        using what = cobijo::internal::thing::what;
        what_if.unknown.push_back((t.kind == what::recalled && asked.unknown.contains("recalled")) ||
                                  (t.kind == what::may && asked.unknown.contains("may")) ||
                                  (t.kind == what::reading && asked.unknown.contains("reading:" + t.id)));
      }
    cobijo::internal::evaluate(e, *who, cobijo::internal::to_internal(cobijo::moment::parse(asked.as_of).value()),
                               values_, asked.unknown.empty() ? nullptr : &what_if);
    return answers(e);
  }

  cobijo::internal::compiled const& edition(options const& asked) {
    auto const key = asked.law_date.value_or(asked.as_of.substr(0, 10)) + '|' + asked.known_at.value_or("") + '|' +
                     asked.readings.dump();
    auto& slot = editions_[key];
    if (!slot) {
      cobijo::law_options how;
      if (asked.known_at) how.known_at = cobijo::date::parse(*asked.known_at).value();
      if (asked.readings.is_object())
        for (auto const& [id, position] : asked.readings.items())
          how.readings[id] = position.get<std::string>();
      else
        how.readings_open = asked.readings == "open";
      slot = book_->at(cobijo::date::parse(asked.law_date.value_or(asked.as_of.substr(0, 10))).value(), how)
                 .value()
                 .impl();
    }
    return *slot;
  }

private:
  static json value(cobijo::truth t) {
    return t == cobijo::truth::yes ? json(true) : t == cobijo::truth::no ? json(false) : json(nullptr);
  }

  json answers(cobijo::internal::compiled const& e) const {
    json out = {{"provisions", json::object()}, {"deadlines", json::object()}};
    for (std::size_t i = 0; i < e.provisions.size(); ++i) {
      auto const& n = e.provisions[i];
      auto at = [&](cobijo::internal::truth_node t) { return value(values_.truths[t.at]); };
      out["provisions"][e.book->provisions[i].id] = {{"value", at(n.value)},
                                                     {"in_force", at(n.in_force)},
                                                     {"elements", at(n.elements)},
                                                     {"exceptions", at(n.exceptions)}};
    }
    for (std::size_t i = 0; i < e.deadlines.size(); ++i) {
      json states = json::array();
      static constexpr std::pair<char const*, int> sorted[] = {
          {"excused", 3}, {"met", 2}, {"missed", 4}, {"not_running", 0}, {"open", 1}};
      for (auto const& [name, bit] : sorted)
        if ((values_.states[e.deadlines[i].state.at] >> bit & 1) != 0) states.push_back(name);
      auto const shown = cobijo::internal::dates_of(e, values_, e.deadlines[i]);
      out["deadlines"][e.book->deadlines[i].id] = {{"states", states},
                                                   {"due", shown.due ? json(*shown.due) : json(nullptr)},
                                                   {"latest", shown.latest ? json(*shown.latest) : json(nullptr)}};
    }
    return out;
  }

  std::optional<cobijo::rulebook> book_;
  std::map<std::string, std::shared_ptr<cobijo::internal::compiled const>> editions_;
  cobijo::internal::values values_;
};

} // namespace cobijo_engine
