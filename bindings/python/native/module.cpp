// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The private module under the package: rulebooks, and the door to everything else.
#include "calls.hpp"
#include "reports.hpp"

using namespace cobijo_python;

namespace {

using file_texts = std::vector<std::pair<std::string, std::string>>;

std::shared_ptr<book_state> wrap(cobijo::rulebook book) {
  return std::make_shared<book_state>(std::move(book));
}

cobijo::report_style style_of(std::string const& lang, bool as_json, int width) {
  cobijo::report_style style;
  style.lang = lang;
  style.json = as_json;
  style.width = width;
  return style;
}

py::object list_of(book_state const& b, std::string const& what, std::vector<std::string> const& modules) {
  using cobijo::listing;
  static constexpr std::pair<char const*, listing> kinds[] = {
      {"protections", listing::protections}, {"provisions", listing::provisions},
      {"deadlines", listing::deadlines},     {"facts", listing::facts},
      {"modules", listing::modules},         {"readings", listing::readings},
      {"instruments", listing::instruments}};
  for (auto const& [name, kind] : kinds)
    if (what == name) {
      auto const style = style_of("en", true, 100);
      auto spanish = style;
      spanish.lang = "es";
      return py::make_tuple(cobijo::list(b.book, kind, modules, style), cobijo::list(b.book, kind, modules, spanish));
    }
  throw py::value_error("there is no such list");
}

py::object cases_of(book_state const& b, file_texts const& files) {
  auto const report = unlocked([&] { return cobijo::run_cases(b.book, files); });
  py::list failures;
  for (auto const& f : report.failures)
    failures.append(py::make_tuple(f.file, f.name, f.line, f.differences));
  return py::make_tuple(report.passed, failures);
}

} // namespace

PYBIND11_MODULE(_cobijo, m) {
  m.doc() = "Private part of the package cobijo.";
  py::options quiet;
  quiet.disable_function_signatures();

  py::register_exception_translator([](std::exception_ptr thrown) {
    if (!thrown) return;
    try {
      std::rethrow_exception(thrown);
    } catch (cobijo::error const&) {
      set_python_error();
    }
  });
  add_types(m);

  py::class_<book_state, std::shared_ptr<book_state>>(m, "Book")
      .def_property_readonly("digest", [](book_state const& b) { return b.book.digest(); })
      .def_property_readonly("version", [](book_state const& b) { return b.book.version(); })
      .def("names", &list_of)
      .def("check", [](book_state const& b) { return faults_list(cobijo::check(b.book)); })
      .def("cases", &cases_of)
      .def("at",
           [](std::shared_ptr<book_state> const& b, py::object const& type, py::object const& day,
              py::object const& known_at, bool open, std::map<std::string, std::string> readings) {
             auto const law_date = day_of(day);
             auto const options = options_of(known_at, open, std::move(readings));
             return make_edition(type, b, unlocked([&] { return b->book.at(law_date, options); }));
           })
      .def("history",
           [](book_state const& b, std::string const& id, std::string const& lang, bool as_json, int width) {
             return unlocked([&] { return cobijo::history(b.book, id, style_of(lang, as_json, width)); });
           })
      .def("prepare", [](std::shared_ptr<book_state> const& b, py::object const& facts,
                         py::object const& as_of) { return make_facts(b, facts, as_of); })
      .def("read_carefully", [](std::shared_ptr<book_state> const& b, py::object const& facts) {
        return facts_of(*b->book.impl(), *b->reader.read_carefully(facts)).dump();
      });

  add_reports(m);
  m.def("builtin", [](std::optional<std::vector<std::string>> const& modules) {
    return wrap(unlocked([&] {
      return modules ? cobijo::rulebook::builtin(*modules)
                     : cobijo::result<cobijo::rulebook>(cobijo::rulebook::builtin());
    }));
  });
  m.def("load",
        [](std::string const& folder) { return wrap(unlocked([&] { return cobijo::rulebook::load(folder); })); });
  m.def("from_files",
        [](file_texts const& files) { return wrap(unlocked([&] { return cobijo::rulebook::from_files(files); })); });
  m.def("extended",
        [](file_texts const& files) { return wrap(unlocked([&] { return cobijo::rulebook::extended(files); })); });
  m.def("answer_ahead", [](py::object const& edition, py::object const& facts) { answer_ahead(edition, facts); });
  m.def("show", [](py::object const& edition, std::string const& id, std::string const& lang, bool as_json, int width) {
    auto const law = law_of(edition);
    return unlocked([&] { return cobijo::show(law, id, style_of(lang, as_json, width)); });
  });
  m.def("formatted", [](std::string const& text, std::string const& name) {
    return unlocked([&] { return cobijo::formatted(text, name); });
  });
  m.def("version", [] { return std::string(cobijo::version()); });
  m.def("use_classes", &use_classes);
  m.def("use_error_maker", &use_error_maker);

  // For the benchmark: what a call costs that does nothing, and one that only reads a dictionary.
  m.def("_nothing", [](py::object const&) {});
  m.def("_read_dict", [](py::dict const& facts) {
    std::size_t sum = 0;
    for (auto const& [key, value] : facts) {
      sum += key.cast<std::string>().size();
      if (PyBool_Check(value.ptr()))
        sum += value.cast<bool>() ? 1 : 0;
      else if (PyUnicode_Check(value.ptr()))
        sum += value.cast<std::string>().size();
      else if (PyLong_Check(value.ptr()))
        sum += static_cast<std::size_t>(value.cast<std::int64_t>());
    }
    return sum;
  });
}
