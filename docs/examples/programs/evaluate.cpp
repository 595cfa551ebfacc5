// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// c++ -std=c++20 evaluate.cpp $(pkg-config --cflags --libs cobijo) -o evaluate && ./evaluate 2025-10-27 < person.json
#include <cobijo/cobijo.hpp>

#include <iostream>
#include <iterator>

int main(int argc, char** argv) try {
  if (argc != 2) return 1;
  std::string const text{std::istreambuf_iterator<char>(std::cin), {}};
  auto const book = cobijo::rulebook::builtin();
  auto const day = cobijo::date::parse(argv[1]).value();
  auto const law = book.at(day).value();
  auto const who = book.read_facts(text).value();
  if (auto const wrong = law.contradictions(who, day); !wrong.empty()) throw cobijo::error(wrong);
  for (auto const& p : law.determine(who, day).protections)
    std::cout << p.id << ": " << to_string(p.status) << '\n';
} catch (cobijo::error const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
