// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Every word that text reports print and rule files do not give: English and Spanish side by side.
// The Spanish is that of Latin American administrative law: plazo, término, día hábil, causa de exclusión.
#pragma once

#include <cobijo/determination.hpp>

#include <string_view>

namespace cobijo::internal {

struct phrase {
  std::string_view en, es;
  [[nodiscard]] std::string in(std::string_view lang) const { return std::string(lang == "es" ? es : en); }
};

namespace say {

// Answers
inline constexpr phrase eligible{"eligible", "elegible"};
inline constexpr phrase not_eligible{"not eligible", "no elegible"};
inline constexpr phrase undetermined{"undetermined", "sin determinar"};
inline constexpr phrase not_in_force{"not in force", "no vigente"};
inline constexpr phrase met{"met", "se cumple"};
inline constexpr phrase not_met{"not met", "no se cumple"};
inline constexpr phrase applies{"applies", "se actualiza"};
inline constexpr phrase does_not_apply{"does not apply", "no se actualiza"};
inline constexpr phrase unknown{"unknown", "se desconoce"};
inline constexpr phrase elements_met{"all elements met; exceptions not ruled out",
                                     "se reúnen los elementos; falta descartar excepciones"};
inline constexpr phrase not_running{"not running", "no corre"};
inline constexpr phrase open{"open", "en curso"};
inline constexpr phrase done{"met", "cumplido"};
inline constexpr phrase excused{"missed, excused", "vencido, justificado"};
inline constexpr phrase missed{"missed", "vencido"};

// Who decides, and how
inline constexpr phrase decided_by{"decided by", "resuelve"};
inline constexpr phrase must{"must be granted", "acto reglado: debe otorgarse"};
inline constexpr phrase may{"may be granted (discretion)", "acto discrecional: puede otorgarse"};
inline constexpr phrase automatic{"by operation of law, no grant needed", "opera por ministerio de ley"};
inline constexpr phrase declaratory{"recognition of a status that exists already", "reconocimiento declarativo"};
inline constexpr phrase should{"should be granted", "debería otorgarse"};
inline constexpr phrase consider{"must be considered", "debe considerarse"};
inline constexpr phrase layer{"layer", "ámbito"};
inline constexpr phrase treaty{"treaty", "tratado"};
inline constexpr phrase guidance{"guidance, not binding", "directriz, no vinculante"};
inline constexpr phrase comparator{"for comparison", "referencia comparativa"};

// Parts of an answer
inline constexpr phrase provisional{"provisional", "provisional"};
inline constexpr phrase because{"because", "motivos"};
inline constexpr phrase exception{"exception", "excepción"};
inline constexpr phrase missing{"missing", "falta saber"};
inline constexpr phrase gives{"gives", "otorga"};
inline constexpr phrase deadline{"deadline", "plazo"};
inline constexpr phrase deadlines{"Deadlines", "Plazos"};
inline constexpr phrase remedy{"remedies", "impugnación"};
inline constexpr phrase remedies{"Remedies", "Medios de impugnación"};
inline constexpr phrase leads_to{"leads to", "conduce a"};
inline constexpr phrase note{"note", "nota"};
inline constexpr phrase cap{"cap", "cupo"};
inline constexpr phrase and_more{"and {} more", "y {} más"};
inline constexpr phrase questions{"What to ask, by the number of answers that wait for it",
                                  "Qué preguntar, según cuántas respuestas dependen de ello"};
inline constexpr phrase sensitive{"painful to answer", "puede ser doloroso responder"};
inline constexpr phrase harmful{"may harm if asked carelessly", "puede dañar si se pregunta sin cuidado"};
inline constexpr phrase ask_adviser{"for the adviser", "para la persona asesora"};
inline constexpr phrase ask_record{"see the file", "consúltese el expediente"};
inline constexpr phrase nothing{"Nothing to show.", "Nada que mostrar."};
inline constexpr phrase hidden{"Not shown: {} not in force (--all)", "Sin mostrar: {} no vigentes (--all)"};

// What an answer rests on
inline constexpr phrase rests_on{"rests on", "se apoya en"};
inline constexpr phrase left_open_by{"left open by", "lo deja abierto"};
inline constexpr phrase on_reading{"contested point", "punto controvertido"};
inline constexpr phrase on_recalled{"text recalled, not read", "texto citado de memoria, no consultado"};
inline constexpr phrase on_may{"discretion", "facultad discrecional"};
inline constexpr phrase on_unclear{"unclear whether in effect", "vigencia incierta"};
inline constexpr phrase on_uncertain_date{"first day uncertain", "inicio de vigencia incierto"};
inline constexpr phrase on_unverified{"text not confirmed", "texto sin confirmar"};
inline constexpr phrase on_before_first{"earlier law not known", "se desconoce la ley anterior"};
inline constexpr phrase checked_until{"law checked only up to {}", "derecho revisado sólo hasta el {}"};
inline constexpr phrase point_in{"a point in: ", "un punto de: "};

// Support
inline constexpr phrase support_verified{"text read", "texto consultado"};
inline constexpr phrase support_secondary{"known from a reliable source", "conocido por fuente confiable"};
inline constexpr phrase support_recalled{"recalled, not read", "citado de memoria, no consultado"};
inline constexpr phrase support_unverified{"not confirmed", "sin confirmar"};

// Deadlines
inline constexpr phrase state{"state", "estado"};
inline constexpr phrase due{"due", "vence"};
inline constexpr phrase latest{"latest", "a más tardar"};
inline constexpr phrase days{"days", "días"};
inline constexpr phrase working{"working days", "hábiles"};
inline constexpr phrase binds{"binds", "obliga a"};
inline constexpr phrase binds_person{"person", "persona"};
inline constexpr phrase binds_authority{"authority", "autoridad"};
inline constexpr phrase day_left{"{} day left", "queda {} día"};
inline constexpr phrase days_left{"{} days left", "quedan {} días"};
inline constexpr phrase working_day_left{"{} working day", "{} hábil"};
inline constexpr phrase working_days_left{"{} working days", "{} hábiles"};
inline constexpr phrase last_day{"today is the last day", "hoy es el último día"};
inline constexpr phrase until{"until {}", "hasta el {}"};
inline constexpr phrase since{"since {}", "desde el {}"};
inline constexpr phrase latest_day{"at the latest {}", "a más tardar el {}"};
inline constexpr phrase no_latest{"no latest day known", "sin último día conocido"};
inline constexpr phrase if_missed{"if missed", "si vence"};
inline constexpr phrase parties_only{"binds only the parties of the case", "obliga sólo a las partes del caso"};
inline constexpr phrase starts{"starts", "inicia"};
inline constexpr phrase ends{"ends", "termina"};
inline constexpr phrase period{"period", "duración"};
inline constexpr phrase clock{"clock", "cómputo"};
inline constexpr phrase calendar{"calendar", "calendario"};
inline constexpr phrase not_counted{"not counted", "no cuenta"};
inline constexpr phrase counted_from{"counted from {} to {}", "computado del {} al {}"};
inline constexpr phrase start_unknown{"{} more may run, but from when is not known (--all)",
                                      "{} más podrían correr, pero se desconoce desde cuándo (--all)"};
inline constexpr phrase go_by{"A person goes by the day it is due; an authority is late only after the latest day.",
                              "La persona debe atenerse al primer día de vencimiento; la autoridad sólo está en mora "
                              "después del último."};
inline constexpr phrase applies_if{"runs if", "corre si"};
inline constexpr phrase met_if{"met if", "se cumple si"};
inline constexpr phrase excused_if{"excused if", "se justifica si"};
inline constexpr phrase by_mail_if{"served by mail if", "notificado por correo si"};
inline constexpr phrase stay{"end of a stay: never moves to a later working day",
                             "fin de una estancia: no se recorre al día hábil siguiente"};

// Rules in words
inline constexpr phrase all_of{"all of the following", "todo lo siguiente"};
inline constexpr phrase any_of{"any of the following", "cualquiera de los siguientes supuestos"};
inline constexpr phrase none_of{"none of the following", "ninguno de los siguientes supuestos"};
inline constexpr phrase at_least_of{"at least {} of the following", "al menos {} de los siguientes supuestos"};
inline constexpr phrase not_that{"this must not be so", "lo siguiente no debe darse"};
inline constexpr phrase unless{"unless any of these exceptions applies", "salvo que se actualice alguna excepción"};
inline constexpr phrase exceptions{"exceptions", "excepciones"};
inline constexpr phrase if_{"if", "si"};
inline constexpr phrase then{"then", "entonces"};
inline constexpr phrase otherwise{"otherwise", "en otro caso"};
inline constexpr phrase see_above{"see above", "véase arriba"};
inline constexpr phrase see{"see {}", "véase {}"};
inline constexpr phrase contested{"contested", "controvertido"};
inline constexpr phrase weighs{"weighs", "se pondera"};
inline constexpr phrase proof{"proof", "prueba"};
inline constexpr phrase text_since{"text in force since {}", "texto vigente desde el {}"};
inline constexpr phrase text_of{"text of {}", "texto del {}"};
inline constexpr phrase may_apply{"may apply", "podría aplicarse"};
inline constexpr phrase by{"by", "por"};
inline constexpr phrase law_of{"law of {}", "ley del {}"};
inline constexpr phrase governed_by{"The text that applies is that of the day of: {}.",
                                    "Se aplica el texto vigente en la fecha de: {}."};
inline constexpr phrase per_treaty{"In force where and when one of these treaties binds (article {}): {}.",
                                   "Vigente donde y cuando obliga alguno de estos tratados (artículo {}): {}."};
inline constexpr phrase older_governs{
    "Where that day is earlier, an earlier text may govern; the first days of those texts: {}.",
    "Si esa fecha es anterior, puede regir un texto anterior; inicio de esos textos: {}."};
inline constexpr phrase printed{"Printed, not in effect", "Publicado, sin efectos"};
inline constexpr phrase ended{"No text applies", "No hay texto aplicable"};
inline constexpr phrase begins_later{"Not yet in force", "Aún no vigente"};
inline constexpr phrase repealed{"repealed", "derogado"};
inline constexpr phrase none_known{"What applied on this day is not known.", "Se desconoce qué regía en esta fecha."};
inline constexpr phrase definitions{"Definitions", "Definiciones"};
inline constexpr phrase values{"Values", "Valores"};
inline constexpr phrase readings{"Contested points", "Puntos controvertidos"};
inline constexpr phrase prevails{"prevails", "prevalece"};
inline constexpr phrase nothing_prevails{"nothing prevails", "nada prevalece"};
inline constexpr phrase open_again{"open again", "de nuevo abierto"};
inline constexpr phrase taken_here{"taken here", "adoptada aquí"};
inline constexpr phrase for_parties{"for the parties of the case", "para las partes del caso"};
inline constexpr phrase where{"where", "cuando"};
inline constexpr phrase grants{"Gives", "Otorga"};
inline constexpr phrase notices{"Notes", "Notas"};
inline constexpr phrase versions{"Versions", "Versiones"};
inline constexpr phrase first_created{"the law began here", "la figura nace aquí"};
inline constexpr phrase before_unknown{"what applied before is not known", "se desconoce qué regía antes"};

// Effects of later decisions on a text
inline constexpr phrase effect_in_force{"in force", "vigente"};
inline constexpr phrase effect_enjoined{"enjoined", "suspendido por orden judicial"};
inline constexpr phrase effect_stayed{"stayed", "suspendido"};
inline constexpr phrase effect_vacated{"vacated", "anulado"};
inline constexpr phrase effect_overruled{"overruled", "superado por criterio posterior"};
inline constexpr phrase effect_proposed{"proposed", "en proyecto"};
inline constexpr phrase effect_expired{"expired", "expirado"};
inline constexpr phrase effect_terminated{"terminated", "terminado"};
inline constexpr phrase effect_unclear{"unclear", "incierto"};

// Facts of a person
inline constexpr phrase not_happened{"has not happened", "no ha ocurrido"};
inline constexpr phrase none_of_them{"none", "ninguno"};
inline constexpr phrase yes{"yes", "sí"};
inline constexpr phrase no{"no", "no"};

// Lists
inline constexpr phrase type_boolean{"yes or no", "sí o no"};
inline constexpr phrase type_number{"number", "número"};
inline constexpr phrase type_date{"date", "fecha"};
inline constexpr phrase type_date_time{"date and time", "fecha y hora"};
inline constexpr phrase type_enum{"one of", "uno de"};
inline constexpr phrase type_set{"any of", "cualesquiera de"};
inline constexpr phrase type_spells{"list of stays", "lista de periodos"};

// Frame
inline constexpr phrase as_of{"as of {}", "al {}"};
inline constexpr phrase law_date{"law of {}", "derecho vigente al {}"};
inline constexpr phrase rulebook{"rulebook", "compendio de reglas"};
inline constexpr phrase as_known{"{}: only law that was published or decided by {}.",
                                 "{}: sólo el derecho publicado o resuelto al {}."};
inline constexpr phrase not_advice{"Not legal advice: it says what may be claimed and on what that rests.",
                                   "No es asesoría legal: indica qué puede reclamarse y en qué se apoya."};

} // namespace say

/// The word of a status, decision, support, effect, … as the files write it.
[[nodiscard]] phrase phrase_of(status s);
[[nodiscard]] phrase phrase_of(deadline_status s);
[[nodiscard]] phrase decision_phrase(std::string_view decision);
[[nodiscard]] phrase layer_phrase(std::string_view layer); ///< empty for national law
[[nodiscard]] phrase support_phrase(std::string_view support);
[[nodiscard]] phrase effect_phrase(std::string_view effect);
[[nodiscard]] phrase rests_phrase(std::string_view kind);
[[nodiscard]] phrase type_phrase(std::string_view type);

/// `text` with `value` in place of the first `{}`.
[[nodiscard]] std::string filled(std::string text, std::string_view value);

} // namespace cobijo::internal
