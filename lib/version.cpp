// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/version.hpp"

namespace cobijo {

std::string_view version() noexcept {
  return COBIJO_VERSION_TEXT;
}

} // namespace cobijo
