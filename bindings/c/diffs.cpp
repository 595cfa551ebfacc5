// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What changed between two editions.
#include "handles.hpp"

namespace cobijo::internal::c {

diff_side side_of(cobijo_edition const& e) {
  // Two editions of one day are told apart as the command line writes them.
  auto name = e.law_date;
  if (e.how.known_at) name += '~' + e.how.known_at->to_string();
  if (e.how.readings_open) name += " open";
  for (auto const& [reading, position] : e.how.readings)
    name.append(" ").append(reading).append("=").append(position);
  return {e.book, e.law.law_date(), e.how, std::move(name)};
}

} // namespace cobijo::internal::c

using namespace cobijo::internal::c;

namespace {

std::vector<std::string> string_list(char const* const* list, std::size_t count, char const* name) {
  need(list != nullptr || count == 0, name);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    need(list[i] != nullptr, name);
    out.emplace_back(list[i]);
  }
  return out;
}

cobijo::diff_options read_options(cobijo_diff_options const* given) {
  cobijo::diff_options out;
  if (given == nullptr) return out;
  need_size(given, given->struct_size, sizeof *given, "cobijo_diff_options");
  if (given->as_of != nullptr) out.as_of = read_date(given->as_of, "as_of");
  out.any_day = given->any_day != 0;
  out.modules = string_list(given->modules, given->module_count, "modules");
  out.only = string_list(given->only, given->only_count, "only");
  out.meanings = given->without_meanings == 0;
  out.proofs = given->without_proofs == 0;
  if (!(given->seconds >= 0)) misuse("seconds cannot be negative");
  if (given->seconds > 0) out.seconds = given->seconds;
  return out;
}

cobijo_string facts_of(std::optional<cobijo::witness> const& w) {
  static constexpr char const* nobody = "";
  return w ? view(w->facts) : cobijo_string{nobody, 0};
}

static_assert(static_cast<int>(cobijo::severity::wording) == COBIJO_CHANGES_WORDING);
static_assert(static_cast<int>(cobijo::verdict::undecided) == COBIJO_UNDECIDED);

} // namespace

const char* cobijo_severity_name(int severity) {
  // Words of the library end in a NUL, being literals.
  if (severity < COBIJO_NARROWS || severity > COBIJO_CHANGES_WORDING) return "unknown";
  return to_string(static_cast<cobijo::severity>(severity)).data();
}

const char* cobijo_verdict_name(int verdict) {
  if (verdict < COBIJO_EQUIVALENT || verdict > COBIJO_UNDECIDED) return "unknown";
  return to_string(static_cast<cobijo::verdict>(verdict)).data();
}

int cobijo_has_proofs(void) {
  return cobijo::has_proofs() ? 1 : 0;
}

cobijo_result cobijo_diff_make(const cobijo_edition* before, const cobijo_edition* after,
                               const cobijo_diff_options* options, cobijo_diff** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(before != nullptr && after != nullptr, "an edition");
    *out = new cobijo_diff{taken(cobijo::diff(side_of(*before), side_of(*after), read_options(options)))};
  });
}

cobijo_result cobijo_diff_change_count(const cobijo_diff* diff, size_t* out) {
  return got(out, [&] {
    if (diff == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = diff->diff.changes().size();
    return COBIJO_OK;
  });
}

cobijo_result cobijo_diff_change(const cobijo_diff* diff, size_t index, const char* lang, cobijo_change* out) {
  return got(out, [&] {
    if (diff == nullptr || index >= diff->diff.changes().size() || !is_language(lang)) return COBIJO_INVALID_ARGUMENT;
    auto const& c = diff->diff.changes()[index];
    *out = {view(c.id),          view(c.kind),           view(c.thing),
            view(c.module),      view(c.label.in(lang)), static_cast<cobijo_severity>(c.how),
            c.instruments.size()};
    return COBIJO_OK;
  });
}

cobijo_result cobijo_diff_instrument(const cobijo_diff* diff, size_t index, size_t instrument, cobijo_string* out) {
  return got(out, [&] {
    if (diff == nullptr || index >= diff->diff.changes().size() ||
        instrument >= diff->diff.changes()[index].instruments.size())
      return COBIJO_INVALID_ARGUMENT;
    *out = view(diff->diff.changes()[index].instruments[instrument]);
    return COBIJO_OK;
  });
}

cobijo_result cobijo_diff_meaning_count(const cobijo_diff* diff, size_t* out) {
  return got(out, [&] {
    if (diff == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = diff->diff.meanings().size();
    return COBIJO_OK;
  });
}

cobijo_result cobijo_diff_meaning(const cobijo_diff* diff, size_t index, const char* lang, cobijo_meaning* out) {
  return got(out, [&] {
    if (diff == nullptr || index >= diff->diff.meanings().size() || !is_language(lang)) return COBIJO_INVALID_ARGUMENT;
    auto const& m = diff->diff.meanings()[index];
    *out = {view(m.id),           view(m.module),   view(m.label.in(lang)), static_cast<cobijo_verdict>(m.is),
            m.protection ? 1 : 0, m.proved ? 1 : 0, facts_of(m.loses),      facts_of(m.gains),
            facts_of(m.differs),  view(m.note)};
    return COBIJO_OK;
  });
}

cobijo_result cobijo_diff_report(const cobijo_diff* diff, const char* format, const char* lang, cobijo_text** out,
                                 cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    using enum cobijo::diff_format;
    static constexpr std::pair<std::string_view, cobijo::diff_format> formats[] = {
        {"text", text}, {"json", json}, {"markdown", markdown},
        {"html", html}, {"line", line}, {"changelog", changelog}};
    need(out != nullptr, "out");
    need(diff != nullptr, "the diff");
    need_language(lang);
    auto const as = chosen(formats, format, "format", "text, json, markdown, html, line or changelog");
    cobijo::report_style style;
    style.lang = lang;
    *out = make_text(cobijo::report(diff->diff, as, style));
  });
}

void cobijo_diff_free(cobijo_diff* diff) {
  delete diff;
}
