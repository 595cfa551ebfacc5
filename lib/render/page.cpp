// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/page.hpp"

#include <algorithm>

namespace cobijo::internal {

std::string_view mark(truth t) {
  switch (t) {
  case truth::yes: return "✓";
  case truth::no: return "✗";
  case truth::unknown: break;
  }
  return "?";
}

std::size_t columns(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = std::min(text.find('m', i), text.size() - 1);
      continue;
    }
    // Bytes that continue a UTF-8 character take no column of their own.
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++n;
  }
  return n;
}

std::string page::inked(ink with, std::string_view text) const {
  constexpr std::string_view codes[] = {"", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[31m", "\x1b[33m"};
  if (!style_.colour || with == ink::plain) return std::string(text);
  return std::string(codes[static_cast<std::size_t>(with)]) + std::string(text) + "\x1b[0m";
}

void page::line(std::size_t indent, std::string_view text, std::size_t hang) {
  auto const width = static_cast<std::size_t>(std::max(style_.width, 20));
  std::string row(indent, ' ');
  std::size_t used = indent;
  bool empty = true;
  while (!text.empty()) {
    auto const cut = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, cut);
    text.remove_prefix(std::min(cut + 1, text.size()));
    auto const n = columns(word);
    if (!empty && used + 1 + n > width) {
      out_ += row + '\n';
      row.assign(indent + hang, ' ');
      used = indent + hang;
      empty = true;
    }
    if (!empty) {
      row += ' ';
      ++used;
    }
    row += word;
    used += n;
    empty = false;
  }
  row.erase(row.find_last_not_of(' ') + 1);
  out_ += row + '\n';
}

void page::item(std::size_t indent, std::size_t column, std::string_view name, std::string_view text) {
  // The name and the blanks behind it are one word to the wrapping, so they are put in front of what it made.
  auto const start = out_.size();
  line(indent + column, text.empty() ? "–" : text, 0);
  auto const pad = column > columns(name) ? column - columns(name) : 1;
  out_.replace(start, indent + column, std::string(indent, ' ') + std::string(name) + std::string(pad, ' '));
}

void page::heading(std::size_t indent, std::string_view text) {
  line(indent, inked(ink::strong, text), 0);
}

void page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

std::vector<std::string> page::table(std::vector<std::vector<std::string>> const& rows,
                                     std::vector<bool> const& right) {
  std::vector<std::size_t> widths(right.size());
  for (auto const& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], columns(row[i]));
  std::vector<std::string> out;
  for (auto const& row : rows) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string const pad(widths[i] - columns(row[i]), ' ');
      text += (i == 0 ? "" : "  ") + (right[i] ? pad + row[i] : row[i] + pad);
    }
    out.push_back(std::move(text));
  }
  return out;
}

} // namespace cobijo::internal
