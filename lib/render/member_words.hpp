// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The members of rule files, and the words that stand in them, for readers.
#pragma once

#include "render/words.hpp"

namespace cobijo::internal {

/// What a member is called; of a map or a list, what one of its things is called.
[[nodiscard]] std::string member_word(std::string_view name, std::string_view lang);

/// A word of the format that is the value of member `name`; a word that is not known is its own.
[[nodiscard]] std::string value_word(std::string_view name, std::string_view value, std::string_view lang);

} // namespace cobijo::internal
