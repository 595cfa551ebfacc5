// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Rulebook, edition, facts, workspace, determination.
#include "handles.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

using namespace cobijo::internal::c;
namespace in = cobijo::internal;

namespace cobijo::internal::c {

bool is_language(char const* lang) {
  return lang != nullptr && (std::strcmp(lang, "en") == 0 || std::strcmp(lang, "es") == 0);
}

void need_language(char const* lang) {
  if (!is_language(lang)) misuse("no such language", "\"en\" or \"es\"");
}

void need_size(void const* what, std::size_t size, std::size_t known, char const* name) {
  if (size < known) misuse(std::string(name) + ": struct_size is not set", "begin with the initialiser of the header");
  auto const* bytes = static_cast<unsigned char const*>(what);
  if (std::any_of(bytes + known, bytes + size, [](unsigned char b) { return b != 0; }))
    misuse(std::string(name) + " asks for what this version of the library does not know");
}

date read_date(char const* text, char const* name) {
  need(text != nullptr, name);
  return taken(date::parse(text));
}

} // namespace cobijo::internal::c

namespace {

cobijo::moment read_moment(char const* as_of) {
  need(as_of != nullptr, "as_of");
  return taken(cobijo::moment::parse(as_of));
}

std::vector<std::pair<std::string, std::string>> texts_of(cobijo_file const* files, std::size_t count) {
  need(files != nullptr || count == 0, "files");
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t i = 0; i < count; ++i) {
    need(files[i].path != nullptr, "the path of a file");
    need(files[i].text != nullptr || files[i].size == 0, "the text of a file");
    out.emplace_back(files[i].path,
                     files[i].text == nullptr ? std::string() : std::string(files[i].text, files[i].size));
  }
  return out;
}

/// Facts are laid out by the rulebook that read them: with another they would be taken for other facts.
void need_same_book(cobijo_facts const* who, cobijo::edition const& law) {
  if (who->book != law.impl()->book) misuse("facts of another rulebook", "read them with the rulebook of the edition");
}

cobijo::report_style json_style(char const* lang) {
  cobijo::report_style out;
  out.lang = lang;
  out.json = true;
  return out;
}

/// The text of a report about one thing; without such a thing, COBIJO_NOT_FOUND.
cobijo_text* found(cobijo::result<std::string> text) {
  if (!text) throw refusal{COBIJO_NOT_FOUND, text.faults()};
  return make_text(std::move(text).value());
}

cobijo_result index_of(std::unordered_map<std::string_view, std::size_t> const& ids, char const* id, std::size_t* out) {
  if (id == nullptr) return COBIJO_INVALID_ARGUMENT;
  auto const it = ids.find(id);
  if (it == ids.end()) return COBIJO_NOT_FOUND;
  *out = it->second;
  return COBIJO_OK;
}

in::provision_nodes const& nodes(cobijo_workspace const& space, std::size_t index) {
  return space.compiled->provisions[space.provisions[index]];
}

void put(char (&into)[32], std::optional<std::string> const& text) {
  if (text) text->copy(into, sizeof into - 1);
}

/// The only state that is possible; open for open-or-met; else undetermined: as in a determination.
cobijo_deadline_state shown_state(in::state_set set) {
  for (int s = 0; s < in::deadline_states; ++s)
    if (set == in::one_state(static_cast<in::deadline_state>(s))) return static_cast<cobijo_deadline_state>(s);
  auto const open_or_met = in::one_state(in::deadline_state::open) | in::one_state(in::deadline_state::met);
  return set == open_or_met ? COBIJO_DEADLINE_OPEN : COBIJO_DEADLINE_UNDETERMINED;
}

/// The day of a bound of a deadline, which may count minutes.
std::int32_t day_of(std::int64_t at, bool in_minutes) {
  return static_cast<std::int32_t>(in_minutes ? in::day_of_minute(at) : at);
}

} // namespace

// --- rulebooks
// --------------------------------------------------------------------------------------------------------

cobijo_result cobijo_rulebook_builtin(const char* const* modules, size_t count, cobijo_rulebook** out,
                                      cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(modules != nullptr || count == 0, "modules");
    if (count == 0) {
      *out = new cobijo_rulebook{cobijo::rulebook::builtin()};
      return;
    }
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
      need(modules[i] != nullptr, "a module");
      ids.emplace_back(modules[i]);
    }
    *out = new cobijo_rulebook{taken(cobijo::rulebook::builtin(ids))};
  });
}

cobijo_result cobijo_rulebook_load(const char* folder, cobijo_rulebook** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(folder != nullptr, "folder");
    *out = new cobijo_rulebook{taken(cobijo::rulebook::load(folder))};
  });
}

cobijo_result cobijo_rulebook_from_files(const cobijo_file* files, size_t count, cobijo_rulebook** out,
                                         cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    *out = new cobijo_rulebook{taken(cobijo::rulebook::from_files(texts_of(files, count)))};
  });
}

cobijo_result cobijo_rulebook_extended(const cobijo_file* files, size_t count, cobijo_rulebook** out,
                                       cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    *out = new cobijo_rulebook{taken(cobijo::rulebook::extended(texts_of(files, count)))};
  });
}

cobijo_result cobijo_rulebook_digest(const cobijo_rulebook* book, cobijo_string* out) {
  return got(out, [&] {
    if (book == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = view(book->book.digest());
    return COBIJO_OK;
  });
}

cobijo_result cobijo_rulebook_version(const cobijo_rulebook* book, cobijo_string* out) {
  return got(out, [&] {
    if (book == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = view(book->book.version());
    return COBIJO_OK;
  });
}

cobijo_result cobijo_rulebook_list(const cobijo_rulebook* book, const char* what, const char* lang, cobijo_text** out,
                                   cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    using enum cobijo::listing;
    static constexpr std::pair<std::string_view, cobijo::listing> kinds[] = {
        {"protections", protections}, {"provisions", provisions}, {"deadlines", deadlines},    {"facts", facts},
        {"modules", modules},         {"readings", readings},     {"instruments", instruments}};
    need(out != nullptr, "out");
    need(book != nullptr, "the rulebook");
    need_language(lang);
    auto const kind =
        chosen(kinds, what, "list", "protections, provisions, deadlines, facts, modules, readings or instruments");
    *out = make_text(cobijo::list(book->book, kind, {}, json_style(lang)));
  });
}

void cobijo_rulebook_free(cobijo_rulebook* book) {
  delete book;
}

// --- editions
// ---------------------------------------------------------------------------------------------------------

cobijo_result cobijo_edition_make(const cobijo_rulebook* book, const char* law_date, const cobijo_law_options* options,
                                  cobijo_edition** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(book != nullptr, "the rulebook");
    auto const day = read_date(law_date, "law_date");
    cobijo::law_options how;
    if (options != nullptr) {
      need_size(options, options->struct_size, sizeof *options, "cobijo_law_options");
      if (options->known_at != nullptr) how.known_at = read_date(options->known_at, "known_at");
      how.readings_open = options->readings_open != 0;
      need(options->positions != nullptr || options->position_count == 0, "positions");
      for (std::size_t i = 0; i < options->position_count; ++i) {
        auto const& p = options->positions[i];
        need(p.reading != nullptr && p.position != nullptr, "a position");
        how.readings[p.reading] = p.position;
      }
    }
    auto made = std::make_unique<cobijo_edition>(
        cobijo_edition{book->book, how, taken(book->book.at(day, how)), day.to_string(), {}, {}});
    // The ids live as long as the edition, which holds its model.
    auto const& protections = made->law.protections();
    for (std::size_t i = 0; i < protections.size(); ++i)
      made->protections.emplace(protections[i], i);
    auto const& deadlines = made->law.impl()->book->deadlines;
    for (std::size_t i = 0; i < deadlines.size(); ++i)
      made->deadlines.emplace(deadlines[i].id, i);
    *out = made.release();
  });
}

cobijo_result cobijo_edition_law_date(const cobijo_edition* law, cobijo_string* out) {
  return got(out, [&] {
    if (law == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = view(law->law_date);
    return COBIJO_OK;
  });
}

cobijo_result cobijo_edition_protection_count(const cobijo_edition* law, size_t* out) {
  return got(out, [&] {
    if (law == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = law->law.protections().size();
    return COBIJO_OK;
  });
}

cobijo_result cobijo_edition_protection_id(const cobijo_edition* law, size_t index, cobijo_string* out) {
  return got(out, [&] {
    if (law == nullptr || index >= law->law.protections().size()) return COBIJO_INVALID_ARGUMENT;
    *out = view(law->law.protections()[index]);
    return COBIJO_OK;
  });
}

cobijo_result cobijo_edition_protection_index(const cobijo_edition* law, const char* id, size_t* out) {
  return got(out, [&] { return law == nullptr ? COBIJO_INVALID_ARGUMENT : index_of(law->protections, id, out); });
}

cobijo_result cobijo_edition_deadline_count(const cobijo_edition* law, size_t* out) {
  return got(out, [&] {
    if (law == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = law->law.impl()->book->deadlines.size();
    return COBIJO_OK;
  });
}

cobijo_result cobijo_edition_deadline_id(const cobijo_edition* law, size_t index, cobijo_string* out) {
  return got(out, [&] {
    if (law == nullptr || index >= law->law.impl()->book->deadlines.size()) return COBIJO_INVALID_ARGUMENT;
    *out = view(law->law.impl()->book->deadlines[index].id);
    return COBIJO_OK;
  });
}

cobijo_result cobijo_edition_deadline_index(const cobijo_edition* law, const char* id, size_t* out) {
  return got(out, [&] { return law == nullptr ? COBIJO_INVALID_ARGUMENT : index_of(law->deadlines, id, out); });
}

cobijo_result cobijo_edition_show(const cobijo_edition* law, const char* id, const char* lang, cobijo_text** out,
                                  cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(law != nullptr, "the edition");
    need(id != nullptr, "id");
    need_language(lang);
    *out = found(cobijo::show(law->law, id, json_style(lang)));
  });
}

void cobijo_edition_free(cobijo_edition* law) {
  delete law;
}

// --- facts
// ------------------------------------------------------------------------------------------------------------

cobijo_result cobijo_facts_read(const cobijo_rulebook* book, const char* json, size_t size, cobijo_facts** out,
                                cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(book != nullptr, "the rulebook");
    need(json != nullptr, "json");
    *out = new cobijo_facts{taken(book->book.read_facts({json, size})), book->book.impl()};
  });
}

cobijo_result cobijo_facts_check(const cobijo_facts* who, const cobijo_edition* law, const char* as_of,
                                 cobijo_error** error) {
  return guarded(error, [&] {
    need(who != nullptr, "who");
    need(law != nullptr, "the edition");
    need_same_book(who, law->law);
    auto wrong = law->law.contradictions(who->who, read_moment(as_of));
    if (!wrong.empty()) throw refusal{COBIJO_BAD_INPUT, std::move(wrong)};
  });
}

void cobijo_facts_free(cobijo_facts* who) {
  delete who;
}

// --- workspaces
// -------------------------------------------------------------------------------------------------------

cobijo_result cobijo_workspace_make(const cobijo_edition* law, cobijo_workspace** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(law != nullptr, "the edition");
    auto made = std::make_unique<cobijo_workspace>(cobijo_workspace{law->law, law->law.impl(), {}, {}, false});
    auto const& provisions = made->compiled->book->provisions;
    for (std::size_t i = 0; i < provisions.size(); ++i)
      if (provisions[i].protects) made->provisions.push_back(i);
    *out = made.release();
  });
}

cobijo_result cobijo_workspace_evaluate(cobijo_workspace* space, const cobijo_facts* who, const char* as_of,
                                        cobijo_error** error) {
  if (space != nullptr) space->filled = false;
  return guarded(error, [&] {
    need(space != nullptr, "the workspace");
    need(who != nullptr, "who");
    need_same_book(who, space->law);
    in::evaluate(*space->compiled, cobijo::edition::impl(who->who), in::to_internal(read_moment(as_of)), space->values);
    space->filled = true;
  });
}

cobijo_result cobijo_workspace_answer(const cobijo_workspace* space, size_t index, cobijo_answer* out) {
  return got(out, [&] {
    if (space == nullptr || !space->filled || index >= space->provisions.size()) return COBIJO_INVALID_ARGUMENT;
    auto const& n = nodes(*space, index);
    auto const& v = space->values;
    *out = {static_cast<cobijo_status>(in::status_of(n, v)), static_cast<cobijo_truth>(v.truths[n.elements.at]),
            static_cast<cobijo_truth>(v.truths[n.exceptions.at])};
    return COBIJO_OK;
  });
}

cobijo_result cobijo_workspace_deadline(const cobijo_workspace* space, size_t index, cobijo_deadline* out) {
  return got(out, [&] {
    out->due_days = std::numeric_limits<std::int32_t>::min();
    out->latest_days = std::numeric_limits<std::int32_t>::max();
    if (space == nullptr || !space->filled || index >= space->compiled->deadlines.size())
      return COBIJO_INVALID_ARGUMENT;
    return guarded(nullptr, [&] {
      auto const& n = space->compiled->deadlines[index];
      auto const shown = in::dates_of(*space->compiled, space->values, n);
      bool const in_minutes = space->compiled->graph.minutes[n.shown.at];
      auto const set = space->values.states[n.state.at];
      out->possible = set;
      out->state = shown_state(set);
      put(out->due, shown.due);
      put(out->latest, shown.latest);
      if (shown.due) out->due_days = day_of(shown.at.lo, in_minutes);
      if (shown.latest) out->latest_days = day_of(shown.at.hi, in_minutes);
    });
  });
}

cobijo_result cobijo_workspace_evaluate_columns(cobijo_workspace* space, const cobijo_facts* const* people,
                                                size_t count, const char* as_of, const cobijo_columns* columns,
                                                cobijo_error** error) {
  if (space != nullptr) space->filled = false;
  return guarded(error, [&] {
    need(space != nullptr, "the workspace");
    need(people != nullptr || count == 0, "people");
    need(columns != nullptr, "columns");
    need_size(columns, columns->struct_size, sizeof *columns, "cobijo_columns");
    auto const& c = *columns;
    auto const width = c.protections == nullptr ? space->provisions.size() : c.protection_count;
    auto const stride = c.stride == 0 ? count : c.stride;
    if (stride < count) misuse("the stride is below the number of persons");
    if (c.protections != nullptr &&
        std::any_of(c.protections, c.protections + width, [&](auto i) { return i >= space->provisions.size(); }))
      misuse("the edition has no protection of this index");
    for (std::size_t row = 0; row < count; ++row) {
      need(people[row] != nullptr, "a row");
      need_same_book(people[row], space->law);
    }
    auto const at = in::to_internal(read_moment(as_of));
    auto const& v = space->values;
    for (std::size_t row = 0; row < count; ++row) {
      in::evaluate(*space->compiled, cobijo::edition::impl(people[row]->who), at, space->values);
      for (std::size_t k = 0; k < width; ++k) {
        auto const& n = nodes(*space, c.protections == nullptr ? k : c.protections[k]);
        auto const cell = k * stride + row;
        if (c.status != nullptr) c.status[cell] = static_cast<std::uint8_t>(in::status_of(n, v));
        if (c.elements != nullptr) c.elements[cell] = static_cast<std::uint8_t>(v.truths[n.elements.at]);
        if (c.exceptions != nullptr) c.exceptions[cell] = static_cast<std::uint8_t>(v.truths[n.exceptions.at]);
      }
    }
  });
}

void cobijo_workspace_free(cobijo_workspace* space) {
  delete space;
}

// --- determinations
// ---------------------------------------------------------------------------------------------------

cobijo_result cobijo_determine(const cobijo_edition* law, const cobijo_facts* who, const char* as_of,
                               cobijo_determination** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(law != nullptr, "the edition");
    need(who != nullptr, "who");
    need_same_book(who, law->law);
    *out = new cobijo_determination{law->law.determine(who->who, read_moment(as_of))};
  });
}

cobijo_result cobijo_determination_protection(const cobijo_determination* answer, size_t index, const char* lang,
                                              cobijo_protection* out) {
  return got(out, [&] {
    if (answer == nullptr || index >= answer->answer.protections.size() || !is_language(lang))
      return COBIJO_INVALID_ARGUMENT;
    auto const& p = answer->answer.protections[index];
    *out = {view(p.id),
            view(p.label.in(lang)),
            static_cast<cobijo_status>(p.status),
            static_cast<cobijo_truth>(p.elements),
            static_cast<cobijo_truth>(p.exceptions),
            view(p.decision),
            view(p.layer),
            view(p.authority),
            view(p.residual),
            p.provisional ? 1 : 0,
            p.reasons.size(),
            p.missing.size()};
    return COBIJO_OK;
  });
}

cobijo_result cobijo_determination_reason(const cobijo_determination* answer, size_t index, size_t reason,
                                          const char* lang, cobijo_reason* out) {
  return got(out, [&] {
    if (answer == nullptr || index >= answer->answer.protections.size() ||
        reason >= answer->answer.protections[index].reasons.size() || !is_language(lang))
      return COBIJO_INVALID_ARGUMENT;
    auto const& r = answer->answer.protections[index].reasons[reason];
    *out = {view(r.provision),  view(r.label.in(lang)), view(r.cite), view(r.fact), static_cast<cobijo_truth>(r.value),
            r.exception ? 1 : 0};
    return COBIJO_OK;
  });
}

cobijo_result cobijo_determination_missing(const cobijo_determination* answer, size_t index, size_t fact,
                                           cobijo_string* out) {
  return got(out, [&] {
    if (answer == nullptr || index >= answer->answer.protections.size() ||
        fact >= answer->answer.protections[index].missing.size())
      return COBIJO_INVALID_ARGUMENT;
    *out = view(answer->answer.protections[index].missing[fact]);
    return COBIJO_OK;
  });
}

cobijo_result cobijo_determination_json(const cobijo_determination* answer, const char* lang, int indent,
                                        cobijo_text** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(answer != nullptr, "the determination");
    need_language(lang);
    if (indent < -1 || indent > 16) misuse("no such indent", "-1 to 16");
    *out = make_text(cobijo::to_json(answer->answer, lang, indent));
  });
}

cobijo_result cobijo_explain(const cobijo_edition* law, const cobijo_facts* who, const char* as_of, const char* id,
                             const char* lang, cobijo_text** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(law != nullptr, "the edition");
    need(who != nullptr, "who");
    need(id != nullptr, "id");
    need_language(lang);
    need_same_book(who, law->law);
    *out = found(cobijo::explain(law->law, who->who, read_moment(as_of), id, json_style(lang)));
  });
}

void cobijo_determination_free(cobijo_determination* answer) {
  delete answer;
}
