// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "diff/words.hpp"

namespace cobijo {

std::string_view to_string(severity s) {
  constexpr std::string_view words[] = {"narrows", "different", "widens",   "deadline",
                                        "grant",   "support",   "citation", "wording"};
  return words[static_cast<std::size_t>(s)];
}

std::optional<severity> severity_of(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(severity::wording); ++i)
    if (to_string(static_cast<severity>(i)) == word) return static_cast<severity>(i);
  return std::nullopt;
}

std::string_view to_string(verdict v) {
  constexpr std::string_view words[] = {"equivalent", "narrower", "broader", "different", "partial", "undecided"};
  return words[static_cast<std::size_t>(v)];
}

namespace internal {

phrase severity_phrase(severity s) {
  constexpr phrase words[] = {{"narrows", "restringe"},
                              {"changes both ways, or undecided", "cambia en ambos sentidos, o sin decidir"},
                              {"widens", "amplía"},
                              {"moves a deadline", "mueve un plazo"},
                              {"changes what is granted", "cambia lo que se otorga"},
                              {"support", "respaldo"},
                              {"citation", "cita"},
                              {"wording", "redacción"}};
  return words[static_cast<std::size_t>(s)];
}

phrase verdict_phrase(verdict v) {
  constexpr phrase words[] = {{"equivalent", "equivalente"},
                              {"narrower", "más restringida"},
                              {"broader", "más amplia"},
                              {"different", "diferente"},
                              {"the same for whoever is fully known", "igual para quien se conoce por completo"},
                              {"not decided", "sin decidir"}};
  return words[static_cast<std::size_t>(v)];
}

phrase kind_phrase(std::string_view kind) {
  struct entry {
    std::string_view kind;
    phrase words;
  };
  static constexpr entry whole[] = {
      {"provision.condition", {"condition amended", "condición reformada"}},
      {"provision.effect", {"effect of the text changed", "cambió la vigencia del texto"}},
      {"provision.governed_by", {"another day says which text governs", "otra fecha fija el texto aplicable"}},
      {"protection.protects", {"became or ceased to be a protection", "pasó a ser o dejó de ser protección"}},
      {"protection.grants", {"what it gives", "lo que otorga"}},
      {"protection.authority", {"authority", "autoridad"}},
      {"protection.decision", {"how it is decided", "forma de resolver"}},
      {"protection.layer", {"layer", "ámbito"}},
      {"protection.cap", {"cap", "cupo"}},
      {"protection.cap_citation", {"citation of the cap", "cita del cupo"}},
      {"protection.leads_to", {"what it leads to", "a qué conduce"}},
      {"protection.remedies", {"remedies", "medios de impugnación"}},
      {"protection.fees", {"fees", "derechos y tarifas"}},
      {"protection.deadlines", {"deadlines listed", "plazos listados"}},
      {"protection.notices", {"notes", "notas"}},
      {"deadline.period", {"length of the deadline", "duración del plazo"}},
      {"deadline.start", {"start of the deadline", "inicio del plazo"}},
      {"deadline.clock", {"way of counting", "forma de cómputo"}},
      {"deadline.applies", {"when the deadline runs", "cuándo corre el plazo"}},
      {"deadline.met", {"how the deadline is met", "cómo se cumple el plazo"}},
      {"deadline.excused", {"what excuses missing it", "qué justifica no cumplirlo"}},
      {"deadline.effect", {"effect of the text changed", "cambió la vigencia del texto"}},
      {"deadline.moved", {"last day, for an example", "último día, en un ejemplo"}},
      {"deadline.governed_by", {"another day says which text governs", "otra fecha fija el texto aplicable"}},
      {"deadline.nature", {"nature of the deadline", "naturaleza del plazo"}},
      {"deadline.if_missed", {"what missing it means", "consecuencia de no cumplirlo"}},
      {"parameter.value", {"value changed", "cambió el valor"}},
      {"clock.rule", {"way of counting", "forma de cómputo"}},
      {"reading.prevailing", {"contested point: what prevails", "punto controvertido: qué prevalece"}},
      {"reading.positions", {"contested point: positions", "punto controvertido: posiciones"}},
      {"calendar.days", {"non-working days", "días inhábiles"}},
      {"closure.days", {"days on which the office was shut", "días de cierre de la oficina"}}};
  for (auto const& one : whole)
    if (one.kind == kind) return one.words;
  static constexpr entry endings[] = {{"added", {"new in the rulebook", "nueva en el compendio"}},
                                      {"removed", {"gone from the rulebook", "ya no está en el compendio"}},
                                      {"begins", {"comes into force", "entra en vigor"}},
                                      {"ends", {"is no longer in force", "deja de estar vigente"}},
                                      {"opens", {"it is no longer known what applies", "deja de saberse qué rige"}},
                                      {"settles", {"it is now known what applies", "ahora se sabe qué rige"}},
                                      {"citation", {"citation", "cita"}},
                                      {"support", {"how well it is known", "qué tan bien se conoce"}},
                                      {"wording", {"wording", "redacción"}}};
  auto const end = kind.substr(kind.find('.') + 1);
  for (auto const& one : endings)
    if (one.kind == end) return one.words;
  return {kind, kind};
}

} // namespace internal
} // namespace cobijo
