// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The words of a timeline, English and Spanish side by side.
#pragma once

#include "render/words.hpp"

namespace cobijo::internal::say {

inline constexpr phrase timeline_title{"Answers from {} to {}", "Respuestas del {} al {}"};
inline constexpr phrase timeline_law{"law of {} all along", "derecho vigente al {} en todo el periodo"};
inline constexpr phrase on_first_day{"On the first day", "El primer día"};
inline constexpr phrase nothing_changes{"Nothing changes.", "Nada cambia."};
inline constexpr phrase nothing_open{"Nothing can be claimed and no term runs.",
                                     "Nada puede reclamarse y ningún plazo corre."};
inline constexpr phrase grants_change{"what it gives changes: {}", "cambia lo que otorga: {}"};
inline constexpr phrase gives_nothing{"nothing certain", "nada cierto"};
inline constexpr phrase due_changes{"the last day is now {}", "el último día es ahora el {}"};
inline constexpr phrase no_last_day{"no last day", "sin último día"};
inline constexpr phrase cause_law{"law", "ley"};
inline constexpr phrase cause_time{"time", "tiempo"};
inline constexpr phrase cause_deadline{"the state of a term", "el estado de un plazo"};
inline constexpr phrase cause_start{"it starts", "inicia"};
inline constexpr phrase cause_due{"the day comes", "llega el día"};
inline constexpr phrase lanes_hidden{
    "Not shown: protections and deadlines that do not change and of which nothing can be claimed: {} (--all)",
    "Sin mostrar: protecciones y plazos que no cambian y de los que nada puede reclamarse: {} (--all)"};
inline constexpr phrase turns_hidden{
    "Not shown: changes of the possible states of a term of which nothing is known: {} (--all)",
    "Sin mostrar: cambios de los estados posibles de un plazo del que nada se sabe: {} (--all)"};
inline constexpr phrase law_may_change{"Later days take the law as it is known: {}.",
                                       "Los días posteriores suponen el derecho como se conoce: {}."};
inline constexpr phrase day_word{"day", "día"};
inline constexpr phrase what_word{"what", "qué"};

} // namespace cobijo::internal::say
