// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "reports.hpp"

#include "calls.hpp"

#include <cobijo/impact.hpp>
#include <cobijo/timeline.hpp>

#include <functional>

namespace cobijo_python {
namespace {

using book_pointer = std::shared_ptr<book_state>;
using names = std::vector<std::string>;
using positions = std::map<std::string, std::string>;

/// Something that was worked out, in every form in which the library tells it.
struct told {
  std::function<std::string(std::string const& format, cobijo::report_style const& style)> tell;

  [[nodiscard]] std::string text(std::string const& format, std::string const& lang, bool all, int width) const {
    cobijo::report_style style;
    style.lang = lang;
    style.all = all;
    style.width = width;
    py::gil_scoped_release const others_may_run;
    return tell(format, style);
  }
};

template <class Format, std::size_t N>
Format chosen(std::pair<char const*, Format> const (&formats)[N], std::string const& name) {
  for (auto const& [known, format] : formats)
    if (name == known) return format;
  throw py::value_error("there is no such format");
}

told timeline_of(book_pointer const& book, py::object const& facts, py::object const& from, py::object const& to,
                 py::object const& law_date, py::object const& known_at, bool open, positions readings, names modules,
                 names only) {
  using format = cobijo::timeline_format;
  static constexpr std::pair<char const*, format> formats[] = {
      {"text", format::text}, {"json", format::json}, {"svg", format::svg}, {"html", format::html}};
  auto const who = person_of(facts, *book);
  cobijo::timeline_options how{day_of(from), day_of(to)};
  if (!law_date.is_none()) how.law_date = day_of(law_date);
  how.law = options_of(known_at, open, std::move(readings));
  how.modules = std::move(modules);
  how.only = std::move(only);
  auto found = unlocked([&]() -> cobijo::result<cobijo::timeline> {
    // From facts that contradict one another anything could follow.
    for (auto const day : {how.from, how.to}) {
      auto const law = book->book.at(how.law_date.value_or(day), how.law);
      if (!law) return law.faults();
      if (auto wrong = law->contradictions(who, day); !wrong.empty()) return wrong;
    }
    return cobijo::make_timeline(book->book, who, how);
  });
  return {[book, found = std::move(found)](std::string const& name, cobijo::report_style const& style) {
    return report(book->book, found, chosen(formats, name), style);
  }};
}

/// An edition as one side of a comparison: (book, law date, known at, readings open, positions, name).
struct side {
  book_pointer book;
  cobijo::diff_side law;

  explicit side(py::tuple const& t)
      : book(t[0].cast<book_pointer>()), law{book->book, day_of(t[1]),
                                             options_of(t[2], t[3].cast<bool>(), t[4].cast<positions>()),
                                             t[5].cast<std::string>()} {}
};

told diff_of(py::tuple const& before, py::tuple const& after, py::object const& as_of, bool any_day, names modules,
             names only, bool meanings, double seconds) {
  using format = cobijo::diff_format;
  static constexpr std::pair<char const*, format> formats[] = {
      {"text", format::text}, {"json", format::json}, {"markdown", format::markdown},
      {"html", format::html}, {"line", format::line}, {"changelog", format::changelog}};
  side const a(before), b(after);
  cobijo::diff_options how;
  if (!as_of.is_none()) how.as_of = day_of(as_of);
  how.any_day = any_day;
  how.modules = std::move(modules);
  how.only = std::move(only);
  how.meanings = meanings;
  how.seconds = seconds;
  auto found = unlocked([&] { return cobijo::diff(a.law, b.law, how); });
  return {[found = std::move(found)](std::string const& name, cobijo::report_style const& style) {
    return report(found, chosen(formats, name), style);
  }};
}

/// Counts persons one by one. Used by one call of one thread.
class count {
public:
  count(py::tuple const& before, py::tuple const& after, py::object const& as_of, names modules, names only, names by,
        std::size_t examples, std::size_t values)
      : a_(before), b_(after),
        run_(begun(as_of, {std::nullopt, std::move(modules), std::move(only), std::move(by), examples, values})) {}

  /// The faults of a row that is left out for them; else nothing.
  py::list add(py::object const& row, std::uint64_t number) {
    if (PyUnicode_Check(row.ptr())) return faults_list(add_json(row.cast<std::string>(), number));
    auto faults = a_.book->book.impl() == b_.book->book.impl() && fact_reader::is_bare(row) ? add_facts(row, number)
                                                                                            : add_written(row, number);
    for (auto& f : faults) {
      f.file = "facts";
      f.line = 0; // of a text that nobody wrote
    }
    return faults_list(faults);
  }

  told finished(std::uint64_t hide_below) const {
    using format = cobijo::impact_format;
    static constexpr std::pair<char const*, format> formats[] = {
        {"text", format::text}, {"json", format::json}, {"markdown", format::markdown}, {"csv", format::csv}};
    return {[found = run_.finished(), hide_below](std::string const& name, cobijo::report_style const& style) {
      return report(found, chosen(formats, name), style, hide_below);
    }};
  }

private:
  cobijo::impact begun(py::object const& as_of, cobijo::impact_options how) {
    if (!as_of.is_none()) how.as_of = moment_of(as_of);
    as_of_ = how.as_of.value_or(b_.law.law_date);
    return unlocked([&] { return cobijo::impact::between(a_.law, b_.law, how); });
  }

  std::vector<cobijo::fault> add_json(std::string const& text, std::uint64_t number) {
    py::gil_scoped_release const others_may_run;
    return run_.add(text, number);
  }
  // What only one of two vocabularies has, only this way can tell.
  std::vector<cobijo::fault> add_written(py::object const& row, std::uint64_t number) {
    std::string text;
    try {
      text = b_.book->reader.written(row).dump();
    } catch (cobijo::error const& e) {
      run_.leave_out(e.faults());
      return e.faults();
    }
    return add_json(text, number);
  }
  std::vector<cobijo::fault> add_facts(py::object const& row, std::uint64_t number) {
    std::shared_ptr<person const> who;
    try {
      who = b_.book->reader.read(row);
    } catch (cobijo::error const& e) {
      run_.leave_out(e.faults());
      return e.faults();
    }
    cobijo::facts const facts(std::move(who));
    py::gil_scoped_release const others_may_run;
    return run_.add(facts, facts, as_of_, number);
  }

  side a_, b_;
  cobijo::moment as_of_ = cobijo::date();
  cobijo::impact run_;
};

} // namespace

void add_reports(py::module_& m) {
  py::class_<told>(m, "Report").def("text", &told::text);
  py::class_<count>(m, "Count").def("add", &count::add).def("finished", &count::finished);
  m.def("timeline", &timeline_of);
  m.def("diff", &diff_of);
  m.def("has_proofs", &cobijo::has_proofs);
  m.def("count", [](py::tuple const& before, py::tuple const& after, py::object const& as_of, names modules, names only,
                    names by, std::size_t examples, std::size_t values) {
    return std::make_unique<count>(before, after, as_of, std::move(modules), std::move(only), std::move(by), examples,
                                   values);
  });
}

} // namespace cobijo_python
