// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// cobijo_evaluate_json: a request as JSON, an answer as JSON.
#include "handles.hpp"
#include "render/describe.hpp"
#include "rules/cursor.hpp"

#include <algorithm>

namespace cobijo::internal::c {
namespace {

using internal::cursor;
using internal::json;

/// What a request says beside the question.
struct wishes {
  std::string lang = "en";
  std::vector<std::string> modules, only;
};

std::vector<std::string> strings(cursor const& root, std::string_view key) {
  std::vector<std::string> out;
  if (!root.has(key)) return out;
  auto const list = root.at(key);
  if (!list.array()) return out;
  for (std::size_t i = 0; i < list.value().size(); ++i)
    out.push_back(list.at(i).string());
  return out;
}

/// The rulebook that a request names. Faults of its files are thrown, those of the request noted.
std::optional<rulebook> named_rulebook(cursor const& root) {
  if (!root.has("rulebook")) return rulebook::builtin();
  auto const named = root.at("rulebook");
  if (named.is_string()) {
    if (named.string() == "builtin") return rulebook::builtin();
    named.fail("E0204", "not a rulebook", R"("builtin", { "folder": … } or { "files": … })");
    return std::nullopt;
  }
  if (!named.object({"folder", "files"})) return std::nullopt;
  if (named.has("folder") == named.has("files")) {
    named.fail("E0203", "not a rulebook", "either \"folder\" or \"files\"");
    return std::nullopt;
  }
  if (named.has("folder")) {
    auto const folder = named.at("folder");
    if (folder.is_string()) return taken(rulebook::load(folder.string()));
    (void)folder.string(); // notes what is wrong
    return std::nullopt;
  }
  auto const given = named.at("files");
  if (!given.is_object()) {
    given.fail("E0201", "expected an object", "path: text");
    return std::nullopt;
  }
  std::vector<std::pair<std::string, std::string>> files;
  bool good = true;
  for (auto const& [path, text] : given.value().items()) {
    good = good && text.is_string();
    files.emplace_back(path, given.at(path).string());
  }
  if (!good) return std::nullopt;
  return taken(rulebook::from_files(files));
}

/// Wishes that name what the rulebook does not have.
void check_wishes(cursor const& root, rulebook const& book, edition const& law) {
  std::vector<std::string> modules;
  for (auto const& m : book.modules())
    modules.push_back(m.id);
  auto check = [&](std::string_view key, std::vector<std::string> const& known, char const* code, char const* what) {
    if (!root.has(key)) return;
    auto const list = root.at(key);
    for (std::size_t i = 0; i < list.value().size(); ++i) {
      auto const id = list.at(i).string();
      if (std::find(known.begin(), known.end(), id) == known.end())
        list.at(i).fail(code, "the rulebook has no " + std::string(what) + " \"" + id + "\"",
                        internal::did_you_mean(id, known));
    }
  };
  check("modules", modules, "E0313", "module");
  check("only", law.protections(), "E0302", "protection");
}

bool has(std::vector<std::string> const& list, std::string const& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

/// Drops what was not asked for, with the deadlines that belong to it.
void select(determination& d, wishes const& w) {
  auto in_modules = [&](std::string const& id) {
    return w.modules.empty() ||
           std::any_of(w.modules.begin(), w.modules.end(), [&](auto const& m) { return id.starts_with(m + '.'); });
  };
  if (w.modules.empty() && w.only.empty()) return;
  std::erase_if(d.protections,
                [&](auto const& p) { return !in_modules(p.id) || (!w.only.empty() && !has(w.only, p.id)); });
  std::erase_if(d.deadlines, [&](auto const& x) {
    if (w.only.empty()) return !in_modules(x.id);
    return !has(w.only, x.protection) && std::none_of(d.protections.begin(), d.protections.end(), [&](auto const& p) {
      return has(p.deadlines, x.id) || has(p.remedies, x.id);
    });
  });
}

void refuse_if_any(internal::fault_list& faults, std::string_view request) {
  if (faults.faults.empty()) return;
  for (auto& f : faults.faults)
    f.line = internal::line_of(request, f.pointer);
  throw refusal{COBIJO_BAD_INPUT, std::move(faults.faults)};
}

} // namespace

std::string evaluate_request(rulebook const* book, std::string_view request) {
  auto const root_value = taken(internal::parse_json(request, {}));
  internal::fault_list faults;
  cursor const root(faults, root_value);
  wishes w;
  std::optional<rulebook> named;
  if (root.object(
          {"facts", "as_of", "law_date", "known_at", "readings", "lang", "rulebook", "modules", "only", "story"})) {
    root.needs("facts", "\"facts\": { … }");
    root.needs("as_of", "the day asked about: \"as_of\": \"YYYY-MM-DD\"");
    if (root.has("lang") && root.at("lang").word({"en", "es"}) == 1) w.lang = "es";
    w.modules = strings(root, "modules");
    w.only = strings(root, "only");
    if (book == nullptr)
      named = named_rulebook(root);
    else if (root.has("rulebook"))
      root.at("rulebook").fail("E0202", "there is a rulebook already", "leave this out");
  }
  refuse_if_any(faults, request);
  if (named) book = &*named;

  // What is left is a question as any facts file holds one. Pointers into it are pointers into the request.
  json question_value = json::object();
  for (auto const& [key, value] : root_value.items())
    if (key != "lang" && key != "rulebook" && key != "modules" && key != "only") question_value[key] = value;
  auto const question = book->read_question(question_value.dump(), {});
  if (!question) {
    faults.faults = question.faults();
    refuse_if_any(faults, request);
  }
  auto const& as_of = *question->as_of;
  auto const law = taken(book->at(question->law_date.value_or(as_of.day()), question->options));
  check_wishes(root, *book, law);
  refuse_if_any(faults, request);
  if (auto wrong = law.contradictions(question->who, as_of); !wrong.empty())
    throw refusal{COBIJO_BAD_INPUT, std::move(wrong)};
  auto answer = law.determine(question->who, as_of);
  select(answer, w);
  return to_json(answer, w.lang);
}

std::string faults_json(std::vector<fault> const& faults) {
  json out{{"errors", json::array()}};
  for (auto const& f : faults) {
    json one{{"code", f.code}, {"message", f.message}};
    if (!f.file.empty()) one["file"] = f.file;
    if (!f.pointer.empty()) one["pointer"] = f.pointer;
    if (f.line > 0) one["line"] = f.line;
    if (!f.hint.empty()) one["hint"] = f.hint;
    out["errors"].push_back(std::move(one));
  }
  // Nothing in a fault is anything but UTF-8, save paths of folders, which are the caller's.
  return out.dump(2, ' ', false, json::error_handler_t::replace);
}

} // namespace cobijo::internal::c

namespace {

cobijo_result answer_json(cobijo::rulebook const* book, bool good, char const* request, std::size_t size,
                          cobijo_text** answer) noexcept {
  using namespace cobijo::internal::c;
  if (answer == nullptr) return COBIJO_INVALID_ARGUMENT;
  *answer = nullptr;
  auto result = COBIJO_OK;
  auto const outer = guarded(nullptr, [&] {
    std::vector<cobijo::fault> faults;
    try {
      need(good, "the rulebook");
      need(request != nullptr, "the request");
      *answer = make_text(evaluate_request(book, {request, size}));
      return;
    } catch (refusal& why) {
      result = why.result;
      faults = std::move(why.faults);
    } catch (cobijo::error const& e) {
      result = COBIJO_BAD_INPUT;
      faults = e.faults();
    } catch (std::bad_alloc const&) {
      throw;
    } catch (...) {
      result = COBIJO_INTERNAL;
      faults = unexpected().faults;
    }
    *answer = make_text(faults_json(faults));
  });
  if (outer == COBIJO_OK) return result;
  *answer = const_cast<cobijo_text*>(&no_memory_text); // never written to
  return COBIJO_OUT_OF_MEMORY;
}

} // namespace

cobijo_result cobijo_evaluate_json(const char* request, size_t request_size, cobijo_text** answer) {
  return answer_json(nullptr, true, request, request_size, answer);
}

cobijo_result cobijo_rulebook_evaluate_json(const cobijo_rulebook* book, const char* request, size_t request_size,
                                            cobijo_text** answer) {
  return answer_json(book == nullptr ? nullptr : &book->book, book != nullptr, request, request_size, answer);
}
