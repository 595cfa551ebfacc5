// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Requests as JSON, answers as JSON: cobijo_evaluate_json and cobijo_timeline_json.
#include "request.hpp"

#include <cobijo/timeline.hpp>

#include <algorithm>

namespace cobijo::internal::c {

request::request(std::string_view text) : text_(text), value_(taken(parse_json(text, {}))) {}

void request::refuse_if_any() {
  if (!faults_.faults.empty()) refuse(std::move(faults_.faults));
}

void request::refuse(std::vector<fault> faults) {
  for (auto& f : faults)
    f.line = line_of(text_, f.pointer);
  throw refusal{COBIJO_BAD_INPUT, std::move(faults)};
}

std::vector<std::string> strings(cursor const& root, std::string_view key) {
  std::vector<std::string> out;
  if (root.has(key)) root.at(key).elements([&](cursor const& one) { out.push_back(one.string()); });
  return out;
}

namespace {

/// What a request says beside the question.
struct wishes {
  std::string lang = "en";
  std::vector<std::string> modules, only;
};

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

wishes wished(cursor const& root) {
  wishes out;
  if (root.has("lang") && root.at("lang").word({"en", "es"}) == 1) out.lang = "es";
  out.modules = strings(root, "modules");
  out.only = strings(root, "only");
  return out;
}

/// The rulebook that the caller holds, or else the one that the request names, which is put into `named`.
rulebook const& rulebook_of(request& r, rulebook const* held, std::optional<rulebook>& named) {
  auto const root = r.root();
  if (held == nullptr)
    named = named_rulebook(root);
  else if (root.has("rulebook"))
    root.at("rulebook").fail("E0202", "there is a rulebook already", "leave this out");
  r.refuse_if_any();
  return held != nullptr ? *held : *named;
}

/// What is left is a question as any facts file holds one. Pointers into it are pointers into the request.
question question_of(request& r, rulebook const& book) {
  json asked = json::object();
  for (auto const* key : {"story", "as_of", "law_date", "known_at", "readings", "facts"})
    if (auto const it = r.value().find(key); it != r.value().end()) asked[key] = *it;
  auto read = book.read_question(asked.dump(), {});
  if (!read) r.refuse(read.faults());
  return std::move(read).value();
}

/// Wishes that name what the rulebook does not have.
void check_wishes(request& r, rulebook const& book, bool deadlines_too) {
  auto const& m = *book.impl();
  std::vector<std::string> modules, things;
  for (auto const& one : m.modules)
    modules.push_back(one.id);
  for (auto const& p : m.provisions)
    if (p.protects) things.push_back(p.id);
  if (deadlines_too)
    for (auto const& d : m.deadlines)
      things.push_back(d.id);
  auto const root = r.root();
  auto check = [&](std::string_view key, std::vector<std::string> const& known, char const* code, char const* what) {
    if (!root.has(key)) return;
    root.at(key).elements([&](cursor const& one) {
      auto const id = one.string();
      if (std::find(known.begin(), known.end(), id) == known.end())
        one.fail(code, "the rulebook has no " + std::string(what) + " \"" + id + "\"", did_you_mean(id, known));
    });
  };
  check("modules", modules, "E0313", "module");
  check("only", things, "E0302", deadlines_too ? "protection or deadline" : "protection");
  r.refuse_if_any();
}

void refuse_contradictions(edition const& law, facts const& who, cobijo::moment const& as_of) {
  if (auto wrong = law.contradictions(who, as_of); !wrong.empty()) throw refusal{COBIJO_BAD_INPUT, std::move(wrong)};
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

std::string evaluate_request(rulebook const* held, std::string_view text) {
  request r(text);
  auto const root = r.root();
  wishes w;
  std::optional<rulebook> named;
  if (root.object(
          {"facts", "as_of", "law_date", "known_at", "readings", "lang", "rulebook", "modules", "only", "story"})) {
    root.needs("facts", "\"facts\": { … }");
    root.needs("as_of", "the day asked about: \"as_of\": \"YYYY-MM-DD\"");
    w = wished(root);
  }
  auto const& book = rulebook_of(r, held, named);
  auto const asked = question_of(r, book);
  auto const& as_of = *asked.as_of;
  auto const law = taken(book.at(asked.law_date.value_or(as_of.day()), asked.options));
  check_wishes(r, book, false);
  refuse_contradictions(law, asked.who, as_of);
  auto answer = law.determine(asked.who, as_of);
  select(answer, w);
  return to_json(answer, w.lang);
}

std::string timeline_request(rulebook const* held, std::string_view text) {
  request r(text);
  auto const root = r.root();
  wishes w;
  std::optional<rulebook> named;
  std::optional<date> from, to;
  int format = 0;
  if (root.object({"facts", "from", "to", "as_of", "law_date", "known_at", "readings", "lang", "format", "rulebook",
                   "modules", "only", "story"})) {
    root.needs("facts", "\"facts\": { … }");
    if (root.has("from"))
      from = parsed<date>(root.at("from"));
    else if (!root.has("as_of"))
      root.needs("from", "the first day: \"from\": \"YYYY-MM-DD\"");
    if (root.needs("to", "the last day: \"to\": \"YYYY-MM-DD\"")) to = parsed<date>(root.at("to"));
    if (root.has("format")) format = root.at("format").word({"json", "text", "svg", "html"});
    w = wished(root);
  }
  auto const& book = rulebook_of(r, held, named);
  auto const asked = question_of(r, book);
  check_wishes(r, book, true);
  timeline_options const how{from ? *from : asked.as_of->day(), *to, asked.law_date, asked.options, w.modules, w.only};
  for (auto const day : {how.from, how.to})
    refuse_contradictions(taken(book.at(how.law_date.value_or(day), how.law)), asked.who, day);
  auto const found = taken(make_timeline(book, asked.who, how));
  static constexpr timeline_format formats[] = {timeline_format::json, timeline_format::text, timeline_format::svg,
                                                timeline_format::html};
  report_style style;
  style.lang = w.lang;
  return report(book, found, formats[format], style);
}

/// `{ "errors": [ … ] }`.
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

/// One answer for a request, as text. The rulebook is null if the request names it.
using answering = std::string(rulebook const*, std::string_view);

cobijo_result answer_json(answering* work, bool good, rulebook const* book, char const* request, std::size_t size,
                          cobijo_text** answer) noexcept {
  if (answer == nullptr) return COBIJO_INVALID_ARGUMENT;
  *answer = nullptr;
  auto result = COBIJO_OK;
  auto const outer = guarded(nullptr, [&] {
    std::vector<fault> faults;
    try {
      need(good, "the rulebook");
      need(request != nullptr, "the request");
      *answer = make_text(work(book, {request, size}));
      return;
    } catch (refusal& why) {
      result = why.result;
      faults = std::move(why.faults);
    } catch (error const& e) {
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

rulebook const* book_of(cobijo_rulebook const* book) {
  return book == nullptr ? nullptr : &book->book;
}

} // namespace
} // namespace cobijo::internal::c

using namespace cobijo::internal::c;

cobijo_result cobijo_evaluate_json(const char* request, size_t request_size, cobijo_text** answer) {
  return answer_json(&evaluate_request, true, nullptr, request, request_size, answer);
}

cobijo_result cobijo_rulebook_evaluate_json(const cobijo_rulebook* book, const char* request, size_t request_size,
                                            cobijo_text** answer) {
  return answer_json(&evaluate_request, book != nullptr, book_of(book), request, request_size, answer);
}

cobijo_result cobijo_timeline_json(const char* request, size_t request_size, cobijo_text** answer) {
  return answer_json(&timeline_request, true, nullptr, request, request_size, answer);
}

cobijo_result cobijo_rulebook_timeline_json(const cobijo_rulebook* book, const char* request, size_t request_size,
                                            cobijo_text** answer) {
  return answer_json(&timeline_request, book != nullptr, book_of(book), request, request_size, answer);
}
