// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The words of a difference, English and Spanish side by side.
#pragma once

#include "render/words.hpp"

#include <cobijo/diff.hpp>

namespace cobijo::internal {

namespace say {

inline constexpr phrase diff_title{"{} compared with {}", "{} en comparación con {}"};
inline constexpr phrase asked_about{"Both are asked about {}.", "Ambas se consultan al {}."};
inline constexpr phrase asked_any{"Both are asked about the same day, whichever it is.",
                                  "Ambas se consultan al mismo día, cualquiera que sea."};
inline constexpr phrase what_it_means{"What it means", "Qué significa"};
inline constexpr phrase what_changed{"What changed", "Qué cambió"};
inline constexpr phrase no_changes{"No text differs.", "Ningún texto difiere."};
inline constexpr phrase no_meaning{"Nobody's answer differs.", "A nadie le cambia la respuesta."};
inline constexpr phrase proved_all{"{} protections are equivalent, proved over all possible persons.",
                                   "{} protecciones son equivalentes, probado sobre todas las personas posibles."};
inline constexpr phrase unproved_all{
    "Of {} protections no person was found whose answer differs. That was a search: it proves nothing.",
    "En {} protecciones no se halló a nadie cuya respuesta difiera. Fue una búsqueda: no prueba nada."};
inline constexpr phrase loses{"loses", "pierde"};
inline constexpr phrase gains{"gains", "gana"};
inline constexpr phrase differs{"differs", "cambia"};
inline constexpr phrase nobody_loses{"that nobody loses is proved", "está probado que nadie pierde"};
inline constexpr phrase nobody_gains{"that nobody gains is proved", "está probado que nadie gana"};
inline constexpr phrase proved_partial{"that no fully known person's answer differs is proved",
                                       "está probado que no cambia la respuesta de nadie de quien todo se sabe"};
inline constexpr phrase not_proved{"found by a search, not proved", "hallado por búsqueda, sin prueba"};
inline constexpr phrase person{"example", "ejemplo"};
inline constexpr phrase anybody{"anybody: no fact is needed", "cualquier persona: no hace falta ningún hecho"};
inline constexpr phrase if_started{"if it starts on {}: {}", "si inicia el {}: {}"};
inline constexpr phrase is_true{"true", "verdadero"};
inline constexpr phrase is_false{"false", "falso"};
inline constexpr phrase other_provisions{"Provisions", "Disposiciones"};
inline constexpr phrase protections{"Protections", "Protecciones"};

// The draft of a release note
inline constexpr phrase draft_title{"{} compared with {}: changes by instrument",
                                    "{} en comparación con {}: cambios por instrumento"};
inline constexpr phrase draft_note{
    "Draft made from rule files: to be read beside the instruments before it is published. Who loses or gains is shown "
    "by the smallest example that was found, and others of the same kind do too; what an example does not name may be "
    "unknown.",
    "Borrador hecho a partir de archivos de reglas: debe leerse junto a los instrumentos antes de publicarse. Quién "
    "pierde o gana se muestra con el ejemplo más pequeño que se halló, y otras personas en igual situación también; lo "
    "que un ejemplo no nombra puede desconocerse."};
inline constexpr phrase no_instrument{"No instrument named: corrections of the rulebook",
                                      "Sin instrumento: correcciones del compendio"};
inline constexpr phrase no_instrument_note{
    "What both rulebooks date alike, or date by no instrument: the rulebook changed, and perhaps not the law.",
    "Lo que ambos compendios fechan igual, o sin instrumento: cambió el compendio, y quizá no el derecho."};
inline constexpr phrase for_whom{"What it means for people", "Qué significa para las personas"};
inline constexpr phrase other_changes{"What else changed", "Qué más cambió"};
inline constexpr phrase only_minor{"Only citation, wording or support", "Sólo cita, redacción o respaldo"};
inline constexpr phrase period_affected{"period affected", "periodo afectado"};
inline constexpr phrase from_on{"from {} on", "desde el {}"};
inline constexpr phrase until_before{"until the day before {}", "hasta el día anterior al {}"};
inline constexpr phrase no_later{"no later change is in the rulebook", "sin cambio posterior en el compendio"};
inline constexpr phrase not_dated{"not dated", "sin fecha"};
inline constexpr phrase also{"also", "también"};
inline constexpr phrase who_loses{"who loses", "quién pierde"};
inline constexpr phrase who_gains{"who gains", "quién gana"};
inline constexpr phrase who_differs{"whose answer differs", "a quién le cambia la respuesta"};
inline constexpr phrase together_with{"together with", "junto con"};
inline constexpr phrase told_under{"see under: {}", "véase en: {}"};

} // namespace say

[[nodiscard]] phrase severity_phrase(severity s);
[[nodiscard]] phrase verdict_phrase(verdict v);
/// `provision.condition` in words.
[[nodiscard]] phrase kind_phrase(std::string_view kind);

} // namespace cobijo::internal
