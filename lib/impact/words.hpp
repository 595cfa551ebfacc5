// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The words of an impact, English and Spanish side by side.
#pragma once

#include "diff/words.hpp"

#include <cobijo/impact.hpp>

namespace cobijo::internal {

namespace say {

inline constexpr phrase impact_title{"Impact of {}, compared with {}", "Impacto de {}, en comparación con {}"};
inline constexpr phrase persons_asked{"Persons: {}.", "Personas: {}."};
inline constexpr phrase asked_own_day{"Each is asked about the day given with them, else about {}.",
                                      "Se consulta al día indicado con cada persona o, en su defecto, al {}."};
inline constexpr phrase rows_left_out{"Rows left out, since they have faults: {} ({}).",
                                      "Renglones sin contar, por tener errores: {} ({})."};
inline constexpr phrase told_one_side{
    "{}: only one of the two rulebooks takes what is said of it; the other is told nothing. Persons: {}.",
    "{}: sólo uno de los dos compendios admite lo que se dice; al otro no se le dice nada. Personas: {}."};
inline constexpr phrase below_hidden{
    "Counts below {} are not shown, nor others that would give them back, nor rows. This hides little from "
    "somebody who can make several reports.",
    "No se muestran cifras menores de {}, ni otras que permitirían obtenerlas, ni renglones. Es poca reserva frente a "
    "quien pueda generar varios informes."};
inline constexpr phrase nobody_changes{"Nobody's answer differs.", "A nadie le cambia la respuesta."};
inline constexpr phrase others_same{"The same for everybody: protections {}, deadlines {}.",
                                    "Sin diferencia para nadie: protecciones {}, plazos {}."};
inline constexpr phrase who{"Who", "Quiénes"};
inline constexpr phrase persons{"persons", "personas"};
inline constexpr phrase everybody{"everybody", "todas"};
inline constexpr phrase changes{"something changes", "algo cambia"};
inline constexpr phrase other_values{"other values", "otros valores"};
inline constexpr phrase as_age{"{}, as age", "{}, como edad"};
inline constexpr phrase of_persons{"{} of {}", "{} de {}"};
inline constexpr phrase rows{"rows {}", "renglones {}"};
inline constexpr phrase one_row{"row {}", "renglón {}"};
inline constexpr phrase by_fact{"by {}", "por {}"};
inline constexpr phrase due_moves{"due day: {} days", "día de vencimiento: {} días"};
inline constexpr phrase latest_moves{"latest day: {} days", "último día posible: {} días"};
inline constexpr phrase from_to{"{} to {}", "de {} a {}"};
inline constexpr phrase overlapping{"A person with several of these values is counted under each.",
                                    "Quien tiene varios de estos valores se cuenta en cada uno."};

} // namespace say

[[nodiscard]] phrase outcome_phrase(outcome o);

} // namespace cobijo::internal
