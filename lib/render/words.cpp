// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/words.hpp"

#include <utility>

namespace cobijo::internal {
namespace {

using worded = std::pair<std::string_view, phrase>;

template <std::size_t N>
phrase look_up(worded const (&table)[N], std::string_view word) {
  for (auto const& [key, found] : table)
    if (key == word) return found;
  return {word, word};
}

} // namespace

phrase phrase_of(status s) {
  switch (s) {
  case status::eligible: return say::eligible;
  case status::not_eligible: return say::not_eligible;
  case status::not_in_force: return say::not_in_force;
  case status::undetermined: break;
  }
  return say::undetermined;
}

phrase phrase_of(deadline_status s) {
  switch (s) {
  case deadline_status::not_running: return say::not_running;
  case deadline_status::open: return say::open;
  case deadline_status::met: return say::done;
  case deadline_status::excused: return say::excused;
  case deadline_status::missed: return say::missed;
  case deadline_status::undetermined: break;
  }
  return say::undetermined;
}

phrase decision_phrase(std::string_view decision) {
  static constexpr worded table[] = {{"must", say::must},           {"may", say::may},
                                     {"automatic", say::automatic}, {"declaratory", say::declaratory},
                                     {"should", say::should},       {"consider", say::consider}};
  return look_up(table, decision);
}

phrase layer_phrase(std::string_view layer) {
  static constexpr worded table[] = {
      {"national", {}}, {"treaty", say::treaty}, {"guidance", say::guidance}, {"comparator", say::comparator}};
  return look_up(table, layer);
}

phrase support_phrase(std::string_view support) {
  static constexpr worded table[] = {{"verified", say::support_verified},
                                     {"secondary", say::support_secondary},
                                     {"recalled", say::support_recalled},
                                     {"unverified", say::support_unverified}};
  return look_up(table, support);
}

phrase effect_phrase(std::string_view effect) {
  static constexpr worded table[] = {
      {"in_force", say::effect_in_force}, {"enjoined", say::effect_enjoined},     {"stayed", say::effect_stayed},
      {"vacated", say::effect_vacated},   {"overruled", say::effect_overruled},   {"proposed", say::effect_proposed},
      {"expired", say::effect_expired},   {"terminated", say::effect_terminated}, {"unclear", say::effect_unclear}};
  return look_up(table, effect);
}

phrase rests_phrase(std::string_view kind) {
  static constexpr worded table[] = {{"reading", say::on_reading},
                                     {"recalled", say::on_recalled},
                                     {"may", say::on_may},
                                     {"unclear", say::on_unclear},
                                     {"uncertain_date", say::on_uncertain_date},
                                     {"unverified", say::on_unverified},
                                     {"before_first", say::on_before_first}};
  return look_up(table, kind);
}

phrase type_phrase(std::string_view type) {
  static constexpr worded table[] = {{"boolean", say::type_boolean}, {"number", say::type_number},
                                     {"date", say::type_date},       {"date_time", say::type_date_time},
                                     {"enum", say::type_enum},       {"set", say::type_set},
                                     {"spells", say::type_spells}};
  return look_up(table, type);
}

std::string filled(std::string text, std::string_view value) {
  if (auto const at = text.find("{}"); at != std::string::npos) text.replace(at, 2, value);
  return text;
}

} // namespace cobijo::internal
