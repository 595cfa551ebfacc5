// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/member_words.hpp"

#include <algorithm>

namespace cobijo::internal {
namespace {

struct entry {
  std::string_view name;
  phrase words; ///< English is left out where it is the name
};

constexpr entry members[] = {
    {"add", {"", "se suman"}},
    {"age", {"", "edad"}},
    {"amends", {"", "reforma"}},
    {"answered_by", {"", "responde"}},
    {"any_of", {"one of these treaties", "uno de estos tratados"}},
    {"applies", {say::applies_if}},
    {"article", {"", "artículo"}},
    {"articles", {"article", "artículo"}},
    {"as_of", {"", "al día"}},
    {"authorities", {"authority", "autoridad"}},
    {"authority", {"", "autoridad"}},
    {"base", {"", "base"}},
    {"bases", {"base", "base"}},
    {"binds", {say::binds}},
    {"by", {"", "por"}},
    {"calendar", {"", "calendario"}},
    {"calendars", {"calendar", "calendario"}},
    {"cap", {"", "cupo"}},
    {"cases", {"case", "caso"}},
    {"checked", {"", "revisado"}},
    {"cite", {"citation", "cita"}},
    {"clock", {"", "cómputo"}},
    {"clocks", {"clock", "cómputo"}},
    {"closures", {"closure", "cierre"}},
    {"counting", {"days counted", "días que cuentan"}},
    {"creates", {say::first_created}},
    {"date", {"", "fecha"}},
    {"day", {"", "día"}},
    {"days", {"", "días"}},
    {"deadlines", {"deadline", "plazo"}},
    {"decision", {"how it is decided", "forma de resolver"}},
    {"deposit", {"", "depósito"}},
    {"due", {say::due}},
    {"earliest_of", {"the earliest of", "la primera de"}},
    {"easter", {"days from Easter Sunday", "días desde el Domingo de Pascua"}},
    {"effect", {"effect over time", "vigencia"}},
    {"elements", {"", "elementos"}},
    {"else", {say::otherwise}},
    {"every", {"", "cada"}},
    {"except", {"", "salvo"}},
    {"exceptions", {say::exceptions}},
    {"excused", {say::excused_if}},
    {"expect", {"expected", "se espera"}},
    {"factors", {say::weighs}},
    {"facts", {"fact", "hecho"}},
    {"fees", {"fee", "derecho o tarifa"}},
    {"first_day", {"", "primer día"}},
    {"from", {"", "desde"}},
    {"from_support", {"support of the first day", "respaldo del primer día"}},
    {"future", {"may lie ahead", "puede ser futura"}},
    {"gazette", {"", "publicación oficial"}},
    {"governed_by", {"the day that says which text governs", "fecha que fija el texto aplicable"}},
    {"grants", {say::gives}},
    {"id", {"", "id"}},
    {"if", {say::if_}},
    {"if_missed", {say::if_missed}},
    {"in_force", {"", "vigente"}},
    {"in_force_support", {"support of in force", "respaldo de la vigencia"}},
    {"includes", {"", "incluye"}},
    {"instruments", {"instrument", "instrumento"}},
    {"is", {"", "es"}},
    {"kind", {"", "clase"}},
    {"known_at", {"as known on", "según se conocía al"}},
    {"label", {"", "nombre"}},
    {"latest", {say::latest}},
    {"latest_of", {"the latest of", "la última de"}},
    {"law_date", {"law of", "derecho vigente al"}},
    {"layer", {"", "ámbito"}},
    {"leads_to", {"", "conduce a"}},
    {"link", {"", "enlace"}},
    {"mail_days", {"days added for the post", "días que se suman por correo"}},
    {"met", {say::met_if}},
    {"missing", {say::missing}},
    {"missing_day", {"if the month lacks the day", "si el mes no tiene ese día"}},
    {"module", {"", "módulo"}},
    {"month", {"", "mes"}},
    {"moves", {"moves, by weekday", "se recorre, según el día"}},
    {"name", {"", "nombre"}},
    {"never", {"never true", "nunca es cierto"}},
    {"note", {"", "nota"}},
    {"notice", {"", "aviso"}},
    {"nth", {"which of the month", "cuál del mes"}},
    {"on", {"", "en"}},
    {"parameters", {"value", "valor"}},
    {"parties", {"party", "parte"}},
    {"per", {"answered for each", "se responde por cada"}},
    {"period", {"", "duración"}},
    {"position", {"prevails", "prevalece"}},
    {"positions", {"position", "posición"}},
    {"prevailing", {"what prevails", "qué prevalece"}},
    {"proof", {"", "prueba"}},
    {"protection", {"", "protección"}},
    {"provisional", {say::provisional}},
    {"provisions", {"provision", "disposición"}},
    {"published", {"", "publicado"}},
    {"published_support", {"support of published", "respaldo de la publicación"}},
    {"question", {"", "pregunta"}},
    {"reach", {"", "alcance"}},
    {"readings", {"contested point", "punto controvertido"}},
    {"remedies", {"remedy", "medio de impugnación"}},
    {"repealed", {"", "derogado"}},
    {"reservations", {"reservation", "reserva"}},
    {"roles", {"role", "papel"}},
    {"roll", {"last day not a working day", "último día inhábil"}},
    {"rules", {"non-working day", "día inhábil"}},
    {"sensitivity", {"", "sensibilidad"}},
    {"served_by_mail", {say::by_mail_if}},
    {"since_gap", {"since the last gap of", "desde la última interrupción de"}},
    {"source", {"", "fuente"}},
    {"start", {"starts", "inicia"}},
    {"starts", {"counted from", "se cuenta desde"}},
    {"state", {"", "estado"}},
    {"states", {"state", "estado"}},
    {"status", {say::state}},
    {"story", {"", "historia"}},
    {"subtract", {"", "se restan"}},
    {"support", {"", "respaldo"}},
    {"then", {say::then}},
    {"title", {"", "título"}},
    {"to", {"", "hasta"}},
    {"treaty", {"", "tratado"}},
    {"type", {"", "tipo"}},
    {"until", {"", "hasta"}},
    {"until_support", {"support of until", "respaldo del final"}},
    {"value", {"", "valor"}},
    {"value_sets", {"set of values", "conjunto de valores"}},
    {"values", {"value", "valor"}},
    {"versions", {"text", "texto"}},
    {"was", {"formerly", "antes"}},
    {"weekday", {"", "día de la semana"}},
    {"weekend", {"", "fin de semana"}},
    {"when", {"condition", "condición"}},
    {"where", {say::where}},
    {"years", {"", "años"}}};

constexpr entry words[] = {{"adviser", {"", "persona asesora"}},
                           {"authority", {say::binds_authority}},
                           {"both_days", {"", "ambos días"}},
                           {"counted", {"", "cuenta"}},
                           {"data", {"", "datos"}},
                           {"eligible", {say::eligible}},
                           {"excluded", {"", "excluido"}},
                           {"excused", {say::excused}},
                           {"friday", {"Friday", "viernes"}},
                           {"guidance", {say::guidance}},
                           {"last_day", {"", "último día"}},
                           {"met", {say::done}},
                           {"missed", {say::missed}},
                           {"modified", {"", "modificado"}},
                           {"monday", {"Monday", "lunes"}},
                           {"national", {"", "nacional"}},
                           {"neither_day", {"", "ninguno de los dos días"}},
                           {"next_day", {"", "día siguiente"}},
                           {"next_working_day", {"", "día hábil siguiente"}},
                           {"none", {"not moved", "no se recorre"}},
                           {"not_counted", {say::not_counted}},
                           {"not_eligible", {say::not_eligible}},
                           {"not_in_force", {say::not_in_force}},
                           {"not_running", {say::not_running}},
                           {"one_day", {"", "uno de los dos días"}},
                           {"open", {say::open}},
                           {"parties", {say::for_parties}},
                           {"person", {say::binds_person}},
                           {"record", {"", "expediente"}},
                           {"region", {"", "región"}},
                           {"saturday", {"Saturday", "sábado"}},
                           {"state", {"", "estado"}},
                           {"stay", {"", "estancia"}},
                           {"sunday", {"Sunday", "domingo"}},
                           {"term", {"", "término"}},
                           {"thursday", {"Thursday", "jueves"}},
                           {"treaty", {say::treaty}},
                           {"trigger", {"the day itself", "el propio día"}},
                           {"tuesday", {"Tuesday", "martes"}},
                           {"undetermined", {say::undetermined}},
                           {"wait", {"", "espera"}},
                           {"wednesday", {"Wednesday", "miércoles"}}};

/// Members whose values are words of the format.
constexpr std::string_view of_words[] = {"answered_by", "binds",  "counting",    "expect",  "first_day", "is",
                                         "kind",        "layer",  "missing_day", "per",     "reach",     "roll",
                                         "starts",      "status", "state",       "weekday", "weekend"};

std::string spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

template <std::size_t N>
entry const* find(entry const (&table)[N], std::string_view name) {
  auto const it = std::lower_bound(std::begin(table), std::end(table), name,
                                   [](entry const& e, std::string_view n) { return e.name < n; });
  return it == std::end(table) || it->name != name ? nullptr : &*it;
}

} // namespace

std::string member_word(std::string_view name, std::string_view lang) {
  auto const* e = find(members, name);
  if (e == nullptr) e = find(words, name); // weekdays
  if (e == nullptr) return std::string(name);
  auto out = e->words.in(lang);
  return out.empty() ? spaced(name) : out;
}

std::string value_word(std::string_view name, std::string_view value, std::string_view lang) {
  if (name == "support" || name.ends_with("_support")) return support_phrase(value).in(lang);
  if (name == "decision") return decision_phrase(value).in(lang);
  if (name == "type") return type_phrase(value).in(lang);
  if (name == "effect") return effect_phrase(value).in(lang);
  auto const* e = find(words, value);
  if (e == nullptr || std::find(std::begin(of_words), std::end(of_words), name) == std::end(of_words))
    return std::string(value);
  auto out = e->words.in(lang);
  return out.empty() ? spaced(value) : out;
}

} // namespace cobijo::internal
