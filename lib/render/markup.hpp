// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Texts inside Markdown and HTML.
#pragma once

#include <string>
#include <string_view>

namespace cobijo::internal {

/// A text in which nothing is read as markup.
[[nodiscard]] std::string markdown_safe(std::string_view text);
[[nodiscard]] std::string html_safe(std::string_view text);

/// A whole page without scripts that prints well. `title` is plain text, `css` and `body` are markup.
[[nodiscard]] std::string html_page(std::string_view lang, std::string_view title, std::string_view css,
                                    std::string_view body);

} // namespace cobijo::internal
