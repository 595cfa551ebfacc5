// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Things of a rulebook by name: what to call an id, and what its file says of a version.
#pragma once

#include "render/page.hpp"
#include "rules/model.hpp"

namespace cobijo::internal {

/// The label of whatever has this id: provision, deadline, reading, fact, instrument, … A pointer into a rule file is
/// called after the thing it lies in. An id that nothing has is its own label.
[[nodiscard]] std::string label_of(model const& m, std::string const& id, std::string_view lang);

/// Authorities have ids of their own, which clocks may share.
[[nodiscard]] std::string authority_name(model const& m, std::string const& id, std::string_view lang);

/// Looks up a provision or deadline by its id, or by one that it used to have. Fault E0302.
struct found_rule {
  internal::provision const* provision = nullptr;
  internal::deadline const* deadline = nullptr;
  [[nodiscard]] named const& thing() const {
    return provision != nullptr ? static_cast<named const&>(*provision) : static_cast<named const&>(*deadline);
  }
};
[[nodiscard]] result<found_rule> find_rule(model const& m, std::string_view id);

/// Fault E0313: the rulebook has no such module.
[[nodiscard]] fault unknown_module(model const& m, std::string const& id);

/// The same of two rulebooks, for a module (E0313) or another thing (E0302).
[[nodiscard]] fault neither_has(std::string const& code, std::string const& what, std::string const& id);

/// `{ "id", "title", "gazette", "published", "link" }` of an instrument; null if there is none.
[[nodiscard]] json instrument_json(model const& m, int instrument, std::string_view lang);

/// `from`, `by`, `cite`, `support`, `note`, … of a version.
[[nodiscard]] json version_json(model const& m, version_head const& v, std::string_view lang);

/// What later decisions did to a version, in order; empty if nothing.
[[nodiscard]] std::vector<effect> const& effects_of(model const& m, version_head const& v);

/// Was it known by `known_at`? By the publication of the instrument; without one, by its own first day.
[[nodiscard]] bool known_by(model const& m, int instrument, span from, std::optional<std::int32_t> known_at);

/// `Title (gazette)`, or nothing.
[[nodiscard]] std::string instrument_words(json const& by);

/// The last lines of every report: rulebook, law date, and that this is no advice.
void colophon(page& out, model const& m, std::string_view law_date);
[[nodiscard]] json rulebook_json(std::string const& version, std::string const& digest);
[[nodiscard]] json rulebook_json(model const& m);

} // namespace cobijo::internal
