// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "answer/determine.hpp"
#include "check/case_file.hpp"
#include "edition/person.hpp"
#include "render/describe.hpp"

#include <algorithm>

namespace cobijo {
namespace {

using namespace internal;

json truth_json(truth t) {
  return t == truth::yes ? json(true) : t == truth::no ? json(false) : json(nullptr);
}

std::string shown(json const& v) {
  return v.is_null() ? "unknown" : v.is_string() ? v.get<std::string>() : v.dump();
}

class case_runner {
public:
  case_runner(compiled const& e, test_case const& c, determination const& d, values const& v)
      : e_(e), m_(*e.book), c_(c), d_(d), v_(v) {}

  std::vector<std::string> run() {
    for (auto it = c_.expect.begin(); it != c_.expect.end(); ++it)
      one(it.key(), it.value());
    return std::move(out_);
  }

private:
  void compare(std::string const& what, json const& is, json const& wanted) {
    if (is != wanted) out_.push_back(what + " is " + shown(is) + ", expected " + shown(wanted));
  }

  void lists(std::string const& what, std::vector<std::string> is, json const& wanted) {
    std::vector<std::string> want;
    for (auto const& w : wanted)
      want.push_back(w.is_string() ? w.get<std::string>() : w.dump());
    std::sort(is.begin(), is.end());
    std::sort(want.begin(), want.end());
    if (is != want) out_.push_back(what + " is " + json(is).dump() + ", expected " + json(want).dump());
  }

  void one(std::string const& id, json const& wanted) {
    if (auto const* p = d_.protection(id); p != nullptr && !wanted.is_boolean() && !wanted.is_null())
      protection(*p, wanted);
    else if (auto const* d = d_.deadline(id))
      deadline_answer_is(*d, wanted);
    else if (auto it = m_.provision_index.find(id); it != m_.provision_index.end()) {
      auto const& n = e_.provisions[static_cast<std::size_t>(it->second)];
      compare(id, truth_json(v_.truths[n.value.at]), wanted);
    } else {
      std::vector<std::string> names;
      for (auto const& known : m_.provisions)
        names.push_back(known.id);
      for (auto const& known : m_.deadlines)
        names.push_back(known.id);
      out_.push_back("unknown id \"" + id + "\" " + did_you_mean(id, names));
    }
  }

  void protection(protection_answer const& p, json const& wanted) {
    if (wanted.is_string()) {
      if (wanted != std::string(to_string(p.status))) {
        auto told = p.id + " is " + std::string(to_string(p.status)) + ", expected " + wanted.get<std::string>();
        if (!p.missing.empty()) told += "; missing " + json(p.missing).dump();
        for (auto const& r : p.rests_on)
          told += "; " + r.kind + " " + r.id;
        out_.push_back(std::move(told));
      }
      return;
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
      auto const& key = it.key();
      auto const what = p.id + ": " + key;
      if (key == "status")
        compare(what, std::string(to_string(p.status)), it.value());
      else if (key == "elements")
        compare(what, truth_json(p.elements), it.value());
      else if (key == "exceptions")
        compare(what, truth_json(p.exceptions), it.value());
      else if (key == "provisional")
        compare(what, p.provisional, it.value());
      else if (key == "decision")
        compare(what, p.decision, it.value());
      else if (key == "layer")
        compare(what, p.layer, it.value());
      else if (key == "missing")
        lists(what, p.missing, it.value());
      else if (key == "readings")
        lists(what, p.readings, it.value());
      else if (key == "residual")
        compare(what, p.residual.empty() ? json(nullptr) : json::parse(p.residual), it.value());
      else if (key == "rests_on") {
        std::vector<std::string> ids;
        for (auto const& r : p.rests_on)
          ids.push_back(r.kind + ":" + r.id);
        lists(what, std::move(ids), it.value());
      } else
        out_.push_back(what + " cannot be expected");
    }
  }

  void deadline_answer_is(deadline_answer const& d, json const& wanted) {
    if (wanted.is_string()) {
      compare(d.id, std::string(to_string(d.state)), wanted);
      return;
    }
    auto text = [](std::optional<std::string> const& s) { return s ? json(*s) : json(nullptr); };
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
      auto const& key = it.key();
      auto const what = d.id + ": " + key;
      if (key == "state")
        compare(what, std::string(to_string(d.state)), it.value());
      else if (key == "due")
        compare(what, text(d.due), it.value());
      else if (key == "latest")
        compare(what, text(d.latest), it.value());
      else if (key == "provisional")
        compare(what, d.provisional, it.value());
      else if (key == "days_left")
        compare(what, d.days_left ? json(*d.days_left) : json(nullptr), it.value());
      else if (key == "working_days_left")
        compare(what, d.working_days_left ? json(*d.working_days_left) : json(nullptr), it.value());
      else if (key == "possible" || key == "states") {
        std::vector<std::string> states;
        for (auto s : d.possible)
          states.emplace_back(to_string(s));
        lists(what, std::move(states), it.value());
      } else
        out_.push_back(what + " cannot be expected");
    }
  }

  compiled const& e_;
  model const& m_;
  test_case const& c_;
  determination const& d_;
  values const& v_;
  std::vector<std::string> out_;
};

} // namespace

result<cases_report> run_cases(rulebook const& book, case_files const& files) {
  auto cases = read_cases(files);
  if (!cases) return cases.faults();
  edition_cache editions(book);
  cases_report out;
  for (auto const& c : *cases) {
    auto e = editions.at(c);
    if (!e) return e.faults();
    case_failure failure{c.file, c.name, 0, {}};
    for (auto const& [path, text] : files)
      if (path == c.file) failure.line = line_of(text, c.pointer);
    auto who = read_person(*book.impl(), c.facts, c.file);
    if (!who) {
      for (auto f : who.faults()) {
        f.pointer = child(c.pointer, "facts") + f.pointer;
        failure.differences.push_back(f.code + ": " + f.message + (f.hint.empty() ? "" : " (" + f.hint + ")"));
      }
    } else {
      auto const as_of = to_internal(c.as_of);
      values v;
      evaluate(**e, *who, as_of, v);
      std::set<std::string> ids;
      bool rests = false;
      for (auto it = c.expect.begin(); it != c.expect.end(); ++it) {
        ids.insert(it.key());
        rests = rests || it.value().contains("rests_on") || it.value().contains("readings");
      }
      failure.differences = case_runner(**e, c, determine(**e, *who, as_of, {&ids, rests}), v).run();
    }
    if (failure.differences.empty())
      ++out.passed;
    else
      out.failures.push_back(std::move(failure));
  }
  return out;
}

} // namespace cobijo
