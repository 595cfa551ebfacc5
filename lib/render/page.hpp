// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// Lines of text: indented, wrapped with a hanging indent, coloured where that was asked for.
#pragma once

#include <cobijo/report.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cobijo::internal {

enum class ink : std::uint8_t { plain, strong, dim, good, bad, open };

/// ✓, ✗ or ?: always beside a word, so that colour and sign are never alone.
[[nodiscard]] std::string_view mark(truth t);

/// Columns that a text takes on a terminal; escape sequences take none.
[[nodiscard]] std::size_t columns(std::string_view text);

class page {
public:
  explicit page(report_style const& style) : style_(style) {}

  [[nodiscard]] std::string const& lang() const { return style_.lang; }
  /// The text in an ink, if this page has colour.
  [[nodiscard]] std::string inked(ink with, std::string_view text) const;

  /// One paragraph. Lines after the first are indented by `hang` more.
  void line(std::size_t indent, std::string_view text, std::size_t hang = 2);
  /// `name` in a column of its own, `text` beside it.
  void item(std::size_t indent, std::size_t column, std::string_view name, std::string_view text);
  void heading(std::size_t indent, std::string_view text);
  void blank();
  /// Rows as lines whose cells stand below one another; numbers to the `right`.
  [[nodiscard]] static std::vector<std::string> table(std::vector<std::vector<std::string>> const& rows,
                                                      std::vector<bool> const& right);

  [[nodiscard]] std::string take() { return std::move(out_); }

private:
  report_style style_;
  std::string out_;
};

} // namespace cobijo::internal
