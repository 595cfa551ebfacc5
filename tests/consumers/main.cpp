// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// What a user's first program does: one answer, and one error that crosses the border of the library.
#include <cobijo/cobijo.hpp>

#include <iostream>

int main() {
  auto const book = cobijo::rulebook::builtin();
  auto const day = cobijo::date::parse("2026-01-15").value();
  auto const law = book.at(day).value();
  auto const who = book.read_facts("{}").value();
  auto const answer = law.determine(who, day);
  std::cout << "cobijo " << cobijo::version() << ", " << book.digest() << ": " << answer.protections.size()
            << " protections\n";
  if (answer.protections.empty()) return 1;

  try {
    (void)book.read_facts(R"({ "name": "not a fact" })").value();
  } catch (cobijo::error const& e) {
    std::cout << e.what() << '\n';
    return 0;
  }
  return 1;
}
