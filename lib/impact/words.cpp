// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "impact/words.hpp"

namespace cobijo {

std::string_view to_string(outcome o) {
  constexpr std::string_view words[] = {"loses",
                                        "gains",
                                        "becomes_undetermined",
                                        "becomes_decided",
                                        "goes_out_of_force",
                                        "comes_into_force",
                                        "due_earlier",
                                        "due_later",
                                        "due_ends",
                                        "due_begins",
                                        "latest_moves",
                                        "state_changes"};
  return words[static_cast<std::size_t>(o)];
}

std::optional<outcome> outcome_of(std::string_view word) {
  for (std::size_t i = 0; i < outcomes; ++i)
    if (to_string(static_cast<outcome>(i)) == word) return static_cast<outcome>(i);
  return std::nullopt;
}

namespace internal {

phrase outcome_phrase(outcome o) {
  switch (o) {
  case outcome::loses: return say::loses;
  case outcome::gains: return say::gains;
  case outcome::becomes_undetermined: return {"becomes undetermined", "queda sin determinar"};
  case outcome::becomes_decided: return {"becomes decided", "queda determinada"};
  case outcome::goes_out_of_force: return {"goes out of force", "deja de estar vigente"};
  case outcome::comes_into_force: return {"comes into force", "entra en vigor"};
  case outcome::due_earlier: return {"due earlier", "vence antes"};
  case outcome::due_later: return {"due later", "vence después"};
  case outcome::due_ends: return {"no longer due on a known day", "deja de tener día conocido de vencimiento"};
  case outcome::due_begins: return {"now due on a known day", "tiene ahora día conocido de vencimiento"};
  case outcome::latest_moves: return {"only the latest day moves", "sólo cambia el último día posible"};
  case outcome::state_changes: break;
  }
  return {"state changes", "cambia el estado"};
}

} // namespace internal
} // namespace cobijo
