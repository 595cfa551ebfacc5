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
inline constexpr phrase as_known{"{}: only law that was published or decided by {}.",
                                 "{}: sólo el derecho publicado o resuelto al {}."};
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
inline constexpr phrase no_text{"no text", "sin texto"};
inline constexpr phrase if_started{"if it starts on {}: {}", "si inicia el {}: {}"};
inline constexpr phrase is_true{"true", "verdadero"};
inline constexpr phrase is_false{"false", "falso"};
inline constexpr phrase not_happened{"has not happened", "no ha ocurrido"};
inline constexpr phrase none_of_them{"none", "ninguno"};
inline constexpr phrase yes{"yes", "sí"};
inline constexpr phrase no{"no", "no"};
inline constexpr phrase other_provisions{"Provisions", "Disposiciones"};
inline constexpr phrase protections{"Protections", "Protecciones"};

} // namespace say

[[nodiscard]] phrase severity_phrase(severity s);
[[nodiscard]] phrase verdict_phrase(verdict v);
/// `provision.condition` in words.
[[nodiscard]] phrase kind_phrase(std::string_view kind);

} // namespace cobijo::internal
