// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Versions, texts and errors.
#include "handles.hpp"

namespace cobijo::internal::c {
namespace {

static_assert(COBIJO_ABI_VERSION == COBIJO_SOVERSION, "the interface's number is that in the name of the library");

struct owned_text : cobijo_text {
  std::string text;
};

/// The views point into `source` and `texts`, which never change.
struct owned_error : cobijo_error {
  std::vector<fault> source;
  std::vector<std::string> texts;
  std::vector<cobijo_fault> fault_views;
  std::vector<cobijo_string> line_views;
};

constexpr cobijo_string view(std::string_view s) {
  return {s.data(), s.size()};
}

constexpr cobijo_fault no_memory_fault{view("E0002"), view("out of memory"), view(""), view(""), view(""), 0};
constexpr cobijo_string no_memory_line = view("E0002: out of memory");

} // namespace

constinit cobijo_error const no_memory_error{COBIJO_OUT_OF_MEMORY, {&no_memory_fault, 1}, {&no_memory_line, 1}};
constinit cobijo_text const no_memory_text{R"({"errors":[{"code":"E0002","message":"out of memory"}]})"};

cobijo_error* make_error(refusal why) {
  auto out = std::make_unique<owned_error>();
  out->result = why.result;
  out->source = std::move(why.faults);
  if (out->source.empty()) out->source = unexpected().faults;
  out->texts.reserve(out->source.size());
  for (auto const& f : out->source) {
    out->texts.push_back(to_string(f));
    out->fault_views.push_back({view(f.code), view(f.message), view(f.hint), view(f.file), view(f.pointer),
                                static_cast<std::int32_t>(f.line)});
    out->line_views.push_back(view(out->texts.back()));
  }
  out->faults = out->fault_views;
  out->lines = out->line_views;
  return out.release();
}

cobijo_text* make_text(std::string text) {
  auto out = std::make_unique<owned_text>();
  out->text = std::move(text);
  out->view = out->text;
  return out.release();
}

} // namespace cobijo::internal::c

using namespace cobijo::internal::c;

namespace {

template <std::size_t N>
char const* word(char const* const (&words)[N], int at) {
  return at >= 0 && static_cast<std::size_t>(at) < N ? words[at] : "unknown";
}

} // namespace

int cobijo_abi_version(void) {
  return COBIJO_ABI_VERSION;
}

const char* cobijo_version(void) {
  return cobijo::version().data();
}

int cobijo_format_oldest(void) {
  return cobijo::oldest_format;
}

int cobijo_format_newest(void) {
  return cobijo::newest_format;
}

const char* cobijo_result_name(int result) {
  static constexpr char const* words[] = {"ok",      "bad_input", "not_found", "invalid_argument", "out_of_memory",
                                          "internal"};
  return word(words, result);
}

const char* cobijo_status_name(int status) {
  static constexpr char const* words[] = {"undetermined", "eligible", "not_eligible", "not_in_force"};
  return word(words, status);
}

const char* cobijo_truth_name(int truth) {
  static constexpr char const* words[] = {"unknown", "true", "false"};
  return word(words, truth);
}

const char* cobijo_deadline_state_name(int state) {
  static constexpr char const* words[] = {"not_running", "open", "met", "excused", "missed", "undetermined"};
  return word(words, state);
}

cobijo_result cobijo_text_get(const cobijo_text* text, cobijo_string* out) {
  return got(out, [&] {
    if (text == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = {text->view.data(), text->view.size()};
    return COBIJO_OK;
  });
}

void cobijo_text_free(cobijo_text* text) {
  if (text != &no_memory_text) delete static_cast<owned_text*>(text);
}

cobijo_result cobijo_error_result(const cobijo_error* error, cobijo_result* out) {
  return got(out, [&] {
    if (error == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = error->result;
    return COBIJO_OK;
  });
}

cobijo_result cobijo_error_count(const cobijo_error* error, size_t* out) {
  return got(out, [&] {
    if (error == nullptr) return COBIJO_INVALID_ARGUMENT;
    *out = error->faults.size();
    return COBIJO_OK;
  });
}

cobijo_result cobijo_error_fault(const cobijo_error* error, size_t index, cobijo_fault* out) {
  return got(out, [&] {
    if (error == nullptr || index >= error->faults.size()) return COBIJO_INVALID_ARGUMENT;
    *out = error->faults[index];
    return COBIJO_OK;
  });
}

cobijo_result cobijo_error_text(const cobijo_error* error, size_t index, cobijo_string* out) {
  return got(out, [&] {
    if (error == nullptr || index >= error->lines.size()) return COBIJO_INVALID_ARGUMENT;
    *out = error->lines[index];
    return COBIJO_OK;
  });
}

void cobijo_error_free(cobijo_error* error) {
  if (error != &no_memory_error) delete static_cast<owned_error*>(error);
}
