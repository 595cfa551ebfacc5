// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What a change of the law does to a table of people.
#include "request.hpp"

using namespace cobijo::internal::c;

namespace {

cobijo::impact_options read_options(char const* text, std::size_t size) {
  cobijo::impact_options out;
  if (text == nullptr) return out;
  request r({text, size});
  auto const root = r.root();
  if (root.object({"as_of", "modules", "only", "by", "examples", "values"})) {
    if (root.has("as_of")) out.as_of = parsed<cobijo::moment>(root.at("as_of"));
    out.modules = strings(root, "modules");
    out.only = strings(root, "only");
    out.by = strings(root, "by");
    auto count = [&](std::string_view key, std::int64_t least, std::size_t& into) {
      if (!root.has(key)) return;
      auto const n = root.at(key).integer();
      if (n < least) root.at(key).fail("E0204", "this is too small", std::to_string(least) + " or more");
      into = static_cast<std::size_t>(n);
    };
    count("examples", 0, out.examples);
    count("values", 1, out.values);
  }
  r.refuse_if_any();
  return out;
}

void need_whole(cobijo_impact const* impact) {
  need(impact != nullptr, "the impact");
  if (impact->spoiled) misuse("a row may be half counted", "free it and begin anew: memory ran out");
}

} // namespace

cobijo_result cobijo_impact_make(const cobijo_edition* before, const cobijo_edition* after, const char* options,
                                 size_t options_size, cobijo_impact** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    need(out != nullptr, "out");
    need(before != nullptr && after != nullptr, "an edition");
    auto const how = read_options(options, options_size);
    *out = new cobijo_impact{taken(cobijo::impact::between(side_of(*before), side_of(*after), how))};
  });
}

cobijo_result cobijo_impact_add_json(cobijo_impact* impact, const char* person, size_t size, uint64_t row,
                                     cobijo_error** error) {
  return guarded(error, [&] {
    need_whole(impact);
    need(person != nullptr, "the person");
    impact->spoiled = true;
    auto faults = impact->run.add({person, size}, row);
    impact->spoiled = false;
    if (!faults.empty()) throw refusal{COBIJO_BAD_INPUT, std::move(faults)};
  });
}

cobijo_result cobijo_impact_report(const cobijo_impact* impact, const char* format, const char* lang,
                                   uint64_t hide_below, cobijo_text** out, cobijo_error** error) {
  clear(out);
  return guarded(error, [&] {
    using enum cobijo::impact_format;
    static constexpr std::pair<std::string_view, cobijo::impact_format> formats[] = {
        {"text", text}, {"json", json}, {"markdown", markdown}, {"csv", csv}};
    need(out != nullptr, "out");
    need_whole(impact);
    need_language(lang);
    auto const as = chosen(formats, format, "format", "text, json, markdown or csv");
    cobijo::report_style style;
    style.lang = lang;
    *out = make_text(cobijo::report(impact->run.finished(), as, style, hide_below));
  });
}

void cobijo_impact_free(cobijo_impact* impact) {
  delete impact;
}
