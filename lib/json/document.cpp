// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "json/document.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace cobijo::internal {
namespace {

// The parser reads one character ahead at most, so the shared position tells on which line a token ended.
struct counting_iterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = char const*;
  using reference = char const&;
  char const* at = nullptr;
  char const** seen = nullptr;
  reference operator*() const { return *at; }
  counting_iterator& operator++() {
    ++at;
    *seen = at;
    return *this;
  }
  counting_iterator operator++(int) {
    auto copy = *this;
    ++*this;
    return copy;
  }
  friend bool operator==(counting_iterator const& a, counting_iterator const& b) { return a.at == b.at; }
};

int line_at(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// Builds the document and stops at the first fault. While `wanted` is set it only looks for that pointer.
class builder : public nlohmann::json_sax<json> {
public:
  builder(std::string_view text, std::string file, char const* const* seen)
      : text_(text), file_(std::move(file)), seen_(seen) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool v) override { return put(v); }
  bool number_integer(number_integer_t v) override { return put(v); }
  bool number_unsigned(number_unsigned_t v) override { return put(v); }
  bool number_float(number_float_t v, string_t const&) override { return put(v); }
  bool string(string_t& v) override { return put(std::move(v)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool end_object() override {
    json::object_t object;
    auto& members = static_cast<json::object_t::Container&>(object);
    members.reserve(values_.size() - open_.back().first);
    for (auto& [name, value] : of_innermost())
      members.emplace_back(std::move(name), std::move(value));
    return close(std::move(object));
  }
  bool end_array() override {
    json::array_t array;
    array.reserve(values_.size() - open_.back().first);
    for (auto& [name, value] : of_innermost())
      array.push_back(std::move(value));
    return close(std::move(array));
  }

  bool key(string_t& name) override {
    if (is_there(name))
      return fail("E0103", "duplicate key \"" + name + "\"", "keep one of the two",
                  child(pointer(open_.size() - 1), name));
    open_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, std::string const&, nlohmann::detail::exception const& e) override {
    // "[…] parse error at …: syntax error while parsing … - what is wrong; last read: '…'; expected …". What was read
    // last is of the input, and a value of a fact must not be echoed, so only what is wrong is kept.
    std::string_view why = e.what();
    why = why.substr(0, why.find("; "));
    if (auto const at = why.find("] "); at != why.npos) why.remove_prefix(at + 2);
    if (auto const at = why.find(": "); at != why.npos) why.remove_prefix(at + 2);
    if (auto const at = why.find(" - "); at != why.npos) why.remove_prefix(at + 3);
    why = why.substr(0, why.find(" '"));
    bool const utf8 = why.find("UTF-8") != std::string::npos;
    fault f{utf8 ? "E0102" : "E0101",
            file_,
            {},
            line_at(text_, position > 0 ? position - 1 : 0),
            utf8          ? "not valid UTF-8"
            : why.empty() ? std::string("not valid JSON")
                          : "not valid JSON: " + std::string(why),
            utf8 ? "save the file as UTF-8" : "check commas, quotes and brackets on this line and the one before"};
    fault_ = std::move(f);
    return false;
  }

  json take() { return std::move(values_.front().second); }
  std::optional<fault> const& failed() const { return fault_; }

  std::string wanted;
  bool looking = false;
  int found_line = 0;

private:
  struct level {
    bool object;
    std::size_t first; // of its values
    std::string key;   // of the member that is being read
    std::unordered_set<std::string> keys;
  };

  std::span<std::pair<std::string, json>> of_innermost() { return std::span(values_).subspan(open_.back().first); }

  /// Is there a member of this name already? Few are compared, many are looked up.
  bool is_there(std::string const& name) {
    auto const members = of_innermost();
    auto& keys = open_.back().keys;
    if (members.size() < 16)
      return std::ranges::find(members, name, &std::pair<std::string, json>::first) != members.end();
    if (keys.empty())
      for (auto const& m : members)
        keys.insert(m.first);
    return !keys.insert(name).second;
  }

  /// The pointer to the container that is so many levels deep, or to the value that is being read.
  std::string pointer(std::size_t depth) const {
    std::string out;
    for (std::size_t i = 0; i < depth; ++i) {
      auto const end = i + 1 < open_.size() ? open_[i + 1].first : values_.size();
      out = open_[i].object ? child(out, open_[i].key) : child(out, end - open_[i].first);
    }
    return out;
  }

  void note() {
    if (looking && found_line == 0 && pointer(open_.size()) == wanted)
      found_line = line_at(text_, static_cast<std::size_t>(*seen_ - text_.data()) - (*seen_ > text_.data() ? 1U : 0U));
  }

  template <class V>
  void keep(V&& v) {
    values_.emplace_back(open_.empty() || !open_.back().object ? std::string() : std::move(open_.back().key),
                         std::forward<V>(v));
  }

  template <class V>
  bool put(V&& v) {
    note();
    keep(std::forward<V>(v));
    return true;
  }

  bool open(bool object) {
    note();
    if (static_cast<int>(open_.size()) >= max_depth)
      return fail("E0104", "nested more than " + std::to_string(max_depth) + " levels deep", "flatten the input",
                  pointer(open_.size()));
    open_.push_back({object, values_.size(), {}, {}});
    return true;
  }

  template <class V>
  bool close(V&& whole) {
    values_.resize(open_.back().first);
    open_.pop_back();
    keep(std::forward<V>(whole));
    return true;
  }

  bool fail(char const* code, std::string message, std::string hint, std::string pointer) {
    fault_ = fault{code,
                   file_,
                   std::move(pointer),
                   line_at(text_, static_cast<std::size_t>(*seen_ - text_.data())),
                   std::move(message),
                   std::move(hint)};
    return false;
  }

  std::string_view text_;
  std::string file_;
  char const* const* seen_;
  // Values whose container is open, with their names: objects are made when all is there, since one that grows copies
  // its members, whose keys are const, each time.
  std::vector<std::pair<std::string, json>> values_;
  std::vector<level> open_;
  std::optional<fault> fault_;
};

/// Reads what `json::to_cbor` writes of rule files: lengths that are told beforehand, no tags, no fractions. The JSON
/// library takes texts letter by letter, which was a fifth of the time of loading.
class cbor_reader {
public:
  explicit cbor_reader(unsigned char const* at) : at_(at) {}

  [[nodiscard]] unsigned char const* at() const { return at_; }

  json value() {
    auto const head = *at_++;
    if (head == 0xf4) return false;
    if (head == 0xf5) return true;
    if (head == 0xf6) return nullptr;
    auto const n = argument(head);
    switch (head >> 5) {
    case 0: return n;
    case 1: return -1 - static_cast<std::int64_t>(n);
    case 3: return text(n);
    case 4: {
      json out = json::array();
      auto& items = out.get_ref<json::array_t&>();
      items.reserve(n);
      while (items.size() != n)
        items.push_back(value());
      return out;
    }
    case 5: {
      json out = json::object();
      auto& members = static_cast<json::object_t::Container&>(out.get_ref<json::object_t&>());
      members.reserve(n);
      while (members.size() != n) {
        auto name = text(argument(*at_++));
        auto member = value();
        members.emplace_back(std::move(name), std::move(member));
      }
      return out;
    }
    default: throw std::logic_error("the embedded rulebook holds what no rule file does");
    }
  }

private:
  /// A number below 24 stands in the head itself, a greater one in the bytes behind it.
  std::uint64_t argument(unsigned char head) {
    auto const low = head & 0x1fU;
    if (low < 24) return low;
    std::uint64_t n = 0;
    for (auto bytes = 1U << (low - 24); bytes != 0; --bytes)
      n = n << 8 | *at_++;
    return n;
  }

  std::string text(std::uint64_t size) {
    auto const* begin = at_;
    at_ += size;
    return {begin, at_};
  }

  unsigned char const* at_;
};

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const up = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = up;
    }
  }
  return row[b.size()];
}

} // namespace

result<json> parse_json(std::string_view text, std::string const& file) {
  char const* seen = text.data();
  builder sax(text, file, &seen);
  char const* end = text.data() + text.size();
  bool ok = json::sax_parse(counting_iterator{text.data(), &seen}, counting_iterator{end, &seen}, &sax);
  if (!ok) {
    if (sax.failed()) return *sax.failed();
    return fault{"E0101", file, {}, 1, "not valid JSON", {}};
  }
  return sax.take();
}

json read_cbor(unsigned char const* bytes, std::size_t size) {
  cbor_reader reader(bytes);
  auto out = reader.value();
  if (reader.at() != bytes + size) throw std::logic_error("the embedded rulebook does not end where it should");
  return out;
}

int line_of(std::string_view text, std::string const& pointer) {
  char const* seen = text.data();
  builder sax(text, {}, &seen);
  sax.wanted = pointer;
  sax.looking = true;
  char const* end = text.data() + text.size();
  json::sax_parse(counting_iterator{text.data(), &seen}, counting_iterator{end, &seen}, &sax);
  return sax.found_line;
}

std::string child(std::string const& pointer, std::string_view token) {
  std::string out = pointer + '/';
  for (char c : token) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string child(std::string const& pointer, std::size_t index) {
  return pointer + '/' + std::to_string(index);
}

std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates) {
  std::string_view best;
  std::size_t least = 1 + std::max<std::size_t>(2, word.size() / 4);
  for (auto const& c : candidates) {
    auto const gap = c.size() > word.size() ? c.size() - word.size() : word.size() - c.size();
    if (gap >= least) continue;
    if (auto d = distance(word, c); d < least) {
      least = d;
      best = c;
    }
  }
  return best.empty() ? std::string() : "did you mean \"" + std::string(best) + "\"?";
}

} // namespace cobijo::internal
