// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include <cobijo/error.hpp>

#include <iostream>

int main() {
  try {
    throw cobijo::error({{"E0000", "rules.json", "", 1, "made up", "nothing to do"}});
  } catch (cobijo::error const& e) {
    std::cout << e.what() << '\n';
    return e.code() == "E0000" ? 0 : 1;
  }
}
