// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The canonical form of the project's JSON files, so that a diff of law shows law and nothing else.
#include "cobijo/report.hpp"

#include "format/kinds.hpp"
#include "render/page.hpp"

namespace cobijo {
namespace {

using internal::columns;
using internal::json;

constexpr std::size_t width = 120;

class formatter {
public:
  std::string run(json const& root) {
    put(root, internal::kind_of(root), 0, 0);
    return out_ + '\n';
  }

private:
  static std::string key(std::string const& name) { return json(name).dump() + ": "; }

  /// On one line; empty if something in it must not be.
  std::string flat(json const& v, std::string const& kind) {
    if (!v.is_structured()) return v.dump(-1, ' ', false);
    if (v.empty()) return v.is_object() ? "{}" : "[]";
    if (v.is_object() && internal::always_tall(kind)) return {};
    std::string text;
    auto add = [&](std::string const& lead, json const& one, std::string const& of) {
      auto const inner = flat(one, of);
      if (inner.empty() || text.size() > 4 * width) return false;
      text += (text.empty() ? "" : ", ") + lead + inner;
      return true;
    };
    if (v.is_object()) {
      for (auto const& p : internal::parts_of(v, kind))
        if (!add(key(*p.name), *p.value, p.kind)) return {};
      return "{ " + text + " }";
    }
    for (auto const& one : v)
      if (!add({}, one, kind)) return {};
    return '[' + text + ']';
  }

  /// `used`: columns that stand on the line already, the indentation included; one is kept for a comma.
  void put(json const& v, std::string const& kind, std::size_t indent, std::size_t used) {
    bool const sections = indent <= 2 && kind.starts_with(internal::map_of);
    if (!sections || !v.is_structured() || v.empty()) {
      auto const line = flat(v, kind);
      if (!v.is_structured() || v.empty() || (!line.empty() && used + columns(line) + 1 <= width)) {
        out_ += line;
        return;
      }
    }
    std::string const inner(indent + 2, ' ');
    out_ += v.is_object() ? '{' : '[';
    bool first = true;
    auto begin = [&](bool apart) {
      out_ += first ? "\n" : apart ? ",\n\n" : ",\n";
      out_ += inner;
      first = false;
    };
    if (v.is_object()) {
      bool const apart = kind == "map of provision" || kind == "map of deadline";
      for (auto const& p : internal::parts_of(v, kind)) {
        begin(apart);
        auto const lead = key(*p.name);
        out_ += lead;
        put(*p.value, p.kind, indent + 2, indent + 2 + columns(lead));
      }
    } else {
      for (auto const& one : v) {
        begin(false);
        put(one, kind, indent + 2, indent + 2);
      }
    }
    out_ += '\n' + std::string(indent, ' ') + (v.is_object() ? '}' : ']');
  }

  std::string out_;
};

// Members have no order there, so that two texts that mean the same are equal.
nlohmann::json what_it_says(std::string const& text) {
  return nlohmann::json::parse(text);
}

} // namespace

result<std::string> formatted(std::string_view text, std::string_view name) {
  auto const parsed = internal::parse_json(text, std::string(name));
  if (!parsed) return parsed.faults();
  auto out = formatter().run(*parsed);
  if (what_it_says(out) != what_it_says(std::string(text)))
    return fault{"E0106",
                 std::string(name),
                 {},
                 0,
                 "formatting would change what the file means",
                 "report it; the file was left alone"};
  return out;
}

} // namespace cobijo
