// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The reference interpreter against the hard rules of tests/corpora/stress.
#include "corpus.hpp"

#include <gtest/gtest.h>

using namespace cobijo_reference;

namespace {

/// What the reference says about one key of `expect`, in the words of a case.
class answers {
public:
  answers(hard_rule const& rule, reference const& book, json const& one)
      : rule_(rule), asked_(asked_by(one)), plain_(book.evaluate(one["facts"], asked_)) {
    auto with = [&](char const* unknown) {
      auto asked = asked_;
      asked.unknown = {unknown};
      return book.evaluate(one["facts"], asked);
    };
    without_recalled_ = with("recalled");
    without_may_ = with("may");
  }

  bool is_deadline(std::string const& id) const { return plain_["deadlines"].contains(id); }

  json provision(std::string const& id) const { return plain_["provisions"].at(id); }

  std::string status(std::string const& id) const { return shown_status(provision(id)); }

  json member(std::string const& id, std::string const& name) const {
    if (is_deadline(id)) {
      auto const& deadline = plain_["deadlines"][id];
      return name == "state" ? json(shown_state(deadline)) : deadline.at(name);
    }
    if (name == "status") return status(id);
    if (name == "provisional") {
      if (status(id) == "undetermined") return false;
      auto const law = asked_.law_date ? *asked_.law_date : asked_.as_of.substr(0, 10);
      return law > module(id)["checked"].get<std::string>() ||
             shown_status(without_recalled_["provisions"][id]) == "undetermined";
    }
    if (name == "decision") {
      bool const rests_on_may =
          status(id) != "undetermined" && shown_status(without_may_["provisions"][id]) == "undetermined";
      return rests_on_may ? json("may") : json(definition(id)["protection"]["decision"]);
    }
    return provision(id).at(name);
  }

private:
  hard_rule const& rule_;
  options asked_;
  json plain_, without_recalled_, without_may_;

  ordered_json module(std::string const& id) const {
    for (auto const& [path, content] : rule_.files)
      if (path == id.substr(0, id.find('.')) + "/module.json") return content;
    return {};
  }

  ordered_json definition(std::string const& id) const {
    for (auto const& [path, content] : rule_.files)
      if (content.contains("provisions") && content["provisions"].contains(id.substr(0, id.find('@'))))
        return content["provisions"][id.substr(0, id.find('@'))];
    return {};
  }
};

TEST(Reference, HardRules) {
  auto const rules = hard_rules();
  EXPECT_EQ(rules.size(), 15u);
  for (auto const& rule : rules) {
    reference const book(rule.files);
    for (auto const& one : rule.cases) {
      SCOPED_TRACE(rule.name + ": " + one["name"].get<std::string>());
      answers const given(rule, book, one);
      for (auto const& [id, expected] : one["expect"].items()) {
        SCOPED_TRACE(id);
        if (expected.is_object()) {
          for (auto const& [name, value] : expected.items())
            if (name != "missing" && name != "readings") {
              EXPECT_EQ(given.member(id, name), value) << name;
            }
        } else if (expected.is_string())
          EXPECT_EQ(given.member(id, given.is_deadline(id) ? "state" : "status"), expected);
        else
          EXPECT_EQ(given.provision(id)["value"], expected);
      }
    }
  }
}

} // namespace
