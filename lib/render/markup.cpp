// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "render/markup.hpp"

namespace cobijo::internal {

std::string markdown_safe(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (std::string_view("\\`*_[]<>|").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string html_safe(std::string_view text) {
  std::string out;
  for (char const c : text)
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    default: out += c;
    }
  return out;
}

std::string html_page(std::string_view lang, std::string_view title, std::string_view css, std::string_view body) {
  std::string out = "<!doctype html>\n<html lang=\"";
  out.append(lang).append("\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  out += html_safe(title);
  out += "</title>\n<style>\n"
         "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }\n"
         "h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; } h3 { font-size: 1.05rem; }\n"
         "code { color: #444; overflow-wrap: anywhere; }\n"
         "@media print { body { max-width: none; margin: 0; } }\n";
  out.append(css).append("</style>\n</head>\n<body>\n").append(body).append("</body>\n</html>\n");
  return out;
}

} // namespace cobijo::internal
