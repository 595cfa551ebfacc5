// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// c++ -std=c++20 caseload.cpp $(pkg-config --cflags --libs cobijo) -o caseload && ./caseload mx 2025-10-27 ../*.json
#include <cobijo/cobijo.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

/// Is something left to do? Where facts are missing, more than one state is possible.
bool may_be_open(cobijo::deadline_answer const& d) {
  return std::find(d.possible.begin(), d.possible.end(), cobijo::deadline_status::open) != d.possible.end();
}

/// For each file of facts: how many protections may be claimed, and which of the person's own terms end within a week.
int main(int argc, char** argv) try {
  if (argc < 3) return 1;
  auto const book = cobijo::rulebook::builtin({argv[1]}).value(); // once for the life of a program
  auto const today = cobijo::date::parse(argv[2]).value();
  auto const law = book.at(today).value(); // once a day; threads may share it
  cobijo::workspace space;                 // one for each thread

  int refused = 0;
  for (int i = 3; i < argc; ++i) {
    std::ifstream file(argv[i]);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    auto const name = std::filesystem::path(argv[i]).stem().string();
    auto const asked = book.read_question(text, name);
    auto const wrong = asked ? law.contradictions(asked->who, today) : asked.faults();
    if (!wrong.empty()) {
      for (auto const& f : wrong)
        std::cerr << to_string(f) << '\n';
      ++refused;
      continue;
    }
    // Statuses alone cost microseconds and allocate nothing; reasons and deadlines cost milliseconds.
    auto const answers = law.evaluate(asked->who, today, space);
    std::cout << name << ": " << std::count_if(answers.begin(), answers.end(), [](auto const& a) {
      return a.status == cobijo::status::eligible;
    }) << '\n';
    for (auto const& d : law.determine(asked->who, today).deadlines)
      if (d.binds_person && d.due && d.days_left.value_or(-1) >= 0 && *d.days_left <= 7 && may_be_open(d))
        std::cout << "  " << *d.due << ": " << d.label.en << " (" << d.cite << ')'
                  << (d.provisional ? " provisional" : "") << '\n';
  }
  return refused > 0 ? 3 : 0;
} catch (cobijo::error const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
