// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A rule file as an outline in words. It follows the file member by member, so that nothing of it is left out and a
// file of any age, or half-written, has one; only what a condition, date or period says is asked of the reader of
// rules.
#include "cobijo/report.hpp"

#include "format/kinds.hpp"
#include "render/answers.hpp"
#include "render/describe.hpp"
#include "render/glossary.hpp"
#include "render/member_words.hpp"
#include "render/tree.hpp"

#include <algorithm>
#include <array>

namespace cobijo {
namespace {

using namespace internal;

constexpr std::array<std::string_view, 20> sections{
    "states",    "value_sets",  "roles",    "facts",   "never",        "instruments", "readings",
    "clocks",    "calendars",   "closures", "parties", "reservations", "parameters",  "provisions",
    "deadlines", "authorities", "bases",    "cases",   "module",       "story"};

bool holds_rules(json const& root) {
  return root.is_object() && std::any_of(sections.begin(), sections.end(), [&](auto s) { return root.contains(s); });
}

/// `{ "en": …, "es": … }`, or one of the two.
bool is_text(json const& v) {
  if (!v.is_object() || v.empty()) return false;
  for (auto it = v.begin(); it != v.end(); ++it)
    if ((it.key() != "en" && it.key() != "es") || !it.value().is_string()) return false;
  return true;
}

bool is_day(json const& v) {
  return v.is_string() && static_cast<bool>(parse_days(v.get<std::string>()));
}
/// The first and the last possible day.
bool is_span(json const& v) {
  return v.is_array() && v.size() == 2 && is_day(v[0]) && is_day(v[1]);
}

std::string flat(json const& v) {
  if (v.is_string()) return v.get<std::string>();
  if (!v.is_structured()) return v.dump();
  std::string out;
  for (auto it = v.begin(); it != v.end(); ++it)
    out += (out.empty() ? "" : ", ") + (v.is_object() ? it.key() + ": " : std::string()) + flat(it.value());
  return v.is_object() ? "{" + out + "}" : "[" + out + "]";
}

bool has_choice(json const& v) {
  return v.is_structured() && ((v.is_object() && v.contains("if")) ||
                               std::any_of(v.begin(), v.end(), [](json const& one) { return has_choice(one); }));
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What a member of a rule holds.
enum class holds : std::uint8_t { condition, date, period, other };

holds held_by(std::string_view name) {
  if (one_of(name, {"when", "where", "applies", "met", "excused", "served_by_mail", "if"})) return holds::condition;
  if (one_of(name, {"governed_by", "start", "date", "on", "from", "to", "before", "after", "on_or_before",
                    "on_or_after", "latest_of", "earliest_of"}))
    return holds::date;
  if (one_of(name, {"period", "add", "subtract", "since_gap", "at_least", "at_most", "more_than", "less_than"}))
    return holds::period;
  return holds::other;
}

bool is_annotation(std::string_view name) {
  return one_of(name, {"id", "cite", "label", "support", "proof", "factors", "note"});
}

/// The ids that a leaf or an expression names, and the values that it compares with, in their order.
void collect_ids(json const& v, std::vector<std::string>& out) {
  auto add = [&](json const& one) {
    if (one.is_string() && std::find(out.begin(), out.end(), one.get<std::string>()) == out.end())
      out.push_back(one.get<std::string>());
  };
  if (!v.is_structured()) return;
  for (auto it = v.begin(); it != v.end(); ++it) {
    auto const& inner = it.value();
    bool const id = v.is_object() && one_of(it.key(), {"fact", "param", "deadline", "provision", "reading", "time_in"});
    bool const value = v.is_object() && !v.contains("deadline") && one_of(it.key(), {"is", "in", "includes_any", "of"});
    if (id || value) add(inner);
    if (value && inner.is_array()) std::for_each(inner.begin(), inner.end(), add);
    collect_ids(inner, out);
  }
}

class outline {
public:
  outline(glossary& words, std::string_view lang) : words_(words), lang_(lang) {}

  std::string of(json const& root) {
    auto const kind = kind_of(root);
    for (auto const& p : parts_of(root, kind))
      if (*p.name != "$schema") member(p, 0);
    return std::move(out_);
  }

private:
  using told = std::vector<std::string_view>;

  // --- lines
  // ----------------------------------------------------------------------------------------------------------

  void line(std::size_t depth, std::string_view text) {
    std::string const indent(2 * depth, ' ');
    for (std::size_t at = 0; at <= text.size();) {
      auto const end = std::min(text.find('\n', at), text.size());
      out_.append(indent).append(text.substr(at, end - at)) += '\n';
      at = end + 1;
    }
  }

  /// A text in the language of the outline; in the other one below it, for a change of either is a change.
  void text(std::string const& lead, json const& t, std::size_t depth) {
    std::string const other = lang_ == "es" ? "en" : "es";
    if (!t.contains(lang_)) return line(depth, lead + " (" + other + "): " + t[other].get<std::string>());
    line(depth, lead + ": " + t[lang_].get<std::string>());
    if (t.contains(other) && t[other] != t[lang_]) line(depth + 1, other + ": " + t[other].get<std::string>());
  }

  // --- names
  // ----------------------------------------------------------------------------------------------------------

  static std::string with_id(std::string const& label, std::string const& id) {
    return label == id ? id : label + " [" + id + ']';
  }

  std::string named(std::string const& id) const {
    auto const& m = words_.names();
    auto label = label_of(m, id, lang_);
    if (label == id) label = label_of(m, instance_id(id, "state"), lang_);
    return label == instance_id(id, "state") ? id : with_id(label, id);
  }

  /// An id with what it is called: instruments, clocks and authorities may share theirs with other things.
  std::string reference(std::string_view name, std::string const& id) const {
    auto const& m = words_.names();
    if (name == "by" || name == "amends") {
      auto const it = m.instrument_index.find(id);
      return it == m.instrument_index.end() ? id : with_id(instrument_words(instrument_json(m, it->second, lang_)), id);
    }
    if (name == "authority") return with_id(authority_name(m, id, lang_), id);
    if (name == "clock" || name == "clocks") {
      auto const it = m.clock_index.find(id);
      return it == m.clock_index.end()
                 ? id
                 : with_id(to_bilingual(m.clocks[static_cast<std::size_t>(it->second)].label).in(lang_), id);
    }
    if (one_of(name, {"calendar", "includes", "deadlines", "remedies", "leads_to", "fees", "protection", "except",
                      "any_of", "treaty"}))
      return named(id);
    return id;
  }

  std::string scalar(std::string_view name, json const& v) const {
    if (v.is_boolean()) return (v.get<bool>() ? say::yes : say::no).in(lang_);
    if (v.is_null()) return (name == "position" ? say::open_again : say::unknown).in(lang_);
    if (!v.is_string()) return v.dump();
    auto const word = v.get<std::string>();
    auto const known = value_word(name, word, lang_);
    return known == word ? reference(name, word) : known;
  }

  // --- what is no rule
  // ------------------------------------------------------------------------------------------------

  void members(json const& object, std::string const& kind, std::size_t depth, told const& done) {
    for (auto& p : parts_of(object, kind)) {
      p.known = p.known || kind.empty();
      if (std::find(done.begin(), done.end(), *p.name) == done.end()) member(p, depth);
    }
  }

  void member(part const& p, std::size_t depth) {
    auto const& name = *p.name;
    auto const& v = *p.value;
    auto const lead = p.known ? member_word(name, lang_) : name;
    if (is_text(v)) return text(lead, v, depth);
    if (p.kind == "when") return rule(name, held_by(name), v, depth);
    if (p.known && p.kind.empty() && v.is_object()) {
      if (name == "facts") return facts(v, {}, depth);
      if (name == "expect" || name == "readings") return answers(name, v, depth);
    }
    if (!v.is_structured() || v.empty() || is_span(v)) return plain(name, lead, v, depth);
    if (p.kind.starts_with(map_of)) {
      for (auto it = v.begin(); it != v.end(); ++it)
        thing(lead, p.kind.substr(map_of.size()), it.key(), it.value(), depth);
    } else if (v.is_array()) {
      for (auto const& one : v)
        if (is_text(one))
          text(lead, one, depth);
        else if (one.is_object())
          thing(lead, p.kind, {}, one, depth);
        else
          plain(name, lead, one, depth);
    } else {
      line(depth, lead + ':');
      members(v, p.kind, depth + 1, {});
    }
  }

  void plain(std::string_view name, std::string const& lead, json const& v, std::size_t depth) {
    line(depth, lead + ": " +
                    (is_span(v)          ? scalar(name, v[0]) + " … " + scalar(name, v[1])
                     : v.is_structured() ? (v.empty() ? say::none_of_them.in(lang_) : flat(v))
                                         : scalar(name, v)));
  }

  /// One of many: its id and label in its first line, the rest below.
  void thing(std::string const& lead, std::string const& kind, std::string const& id, json const& v,
             std::size_t depth) {
    if (depth == 0 && !out_.empty()) out_ += '\n';
    auto head = lead + (id.empty() ? "" : ' ' + id);
    if (is_text(v)) return text(head, v, depth);
    if (kind == "facts" && v.is_object()) {
      line(depth, head + ':');
      return facts(v, {}, depth + 1);
    }
    if (!v.is_object()) return plain({}, head, v, depth);
    told done;
    if (kind == "version") {
      head = version_words(v, lead, done);
    } else if (id.empty() && v.contains("id") && v["id"].is_string()) {
      head += ' ' + v["id"].get<std::string>();
      done.push_back("id");
    }
    for (auto const* key : {"label", "title", "name"})
      if (kind != "version" && v.contains(key) && (is_text(v[key]) || v[key].is_string())) {
        done.push_back(key);
        if (v[key].is_string())
          line(depth, head + ": " + v[key].get<std::string>());
        else
          text(head, v[key], depth);
        return members(v, kind, depth + 1, done);
      }
    // A row of a table goes by its first two members.
    if (kind == "party" || kind == "reservation")
      for (auto const* key : {"state", "treaty"})
        if (v.contains(key) && v[key].is_string()) {
          head += (done.empty() ? ": " : ", ") + v[key].get<std::string>();
          done.push_back(key);
        }
    line(depth, kind == "version" ? head : head + (done.empty() ? ":" : ""));
    members(v, kind, depth + 1, done);
  }

  /// `text in force since 2024-07-01, Amending Act (Gazette 9/2024) [zz.act_2024]`
  std::string version_words(json const& v, std::string const& lead, told& done) const {
    std::string out = lead;
    if (v.contains("from") && (v["from"].is_string() || is_span(v["from"]))) {
      auto const& from = v["from"];
      auto const days =
          from.is_string() ? from.get<std::string>() : from[0].get<std::string>() + " … " + from[1].get<std::string>();
      out = filled(say::text_since.in(lang_), days);
      done.push_back("from");
      if (v.contains("repealed") && v["repealed"].is_boolean() && v["repealed"].get<bool>()) {
        out = say::repealed.in(lang_) + ' ' + filled(say::since.in(lang_), days);
        done.push_back("repealed");
      }
    }
    if (v.contains("by") && v["by"].is_string()) {
      out += ", " + reference("by", v["by"].get<std::string>());
      done.push_back("by");
    }
    return out;
  }

  // --- persons and answers
  // --------------------------------------------------------------------------------------------

  /// Nested or with dotted keys; a line for each fact.
  void facts(json const& v, std::string const& above, std::size_t depth) {
    auto const& m = words_.names();
    auto const lead = member_word("facts", lang_);
    if (v.empty()) line(depth, lead + ": " + say::none_of_them.in(lang_));
    for (auto it = v.begin(); it != v.end(); ++it) {
      auto const id = above.empty() ? it.key() : above + '.' + it.key();
      auto const at = m.fact_index.find(id);
      bool const known = at != m.fact_index.end();
      bool const inner =
          std::any_of(m.facts.begin(), m.facts.end(), [&](fact const& f) { return f.id.starts_with(id + '.'); });
      if (!known && inner && it.value().is_object())
        facts(it.value(), id, depth);
      else
        line(depth, lead + ' ' + named(id) + ": " +
                        fact_value(known ? &m.facts[static_cast<std::size_t>(at->second)] : nullptr, it.value()));
    }
  }

  std::string fact_value(fact const* f, json const& v) const {
    if (v.is_boolean()) return (v.get<bool>() ? say::yes : say::no).in(lang_);
    if (v == "not_yet") return say::not_happened.in(lang_);
    if (v.is_null()) return say::unknown.in(lang_);
    if (v.is_string()) {
      auto const word = v.get<std::string>();
      if (f == nullptr || f->values < 0) return word;
      auto const& set = words_.names().value_sets[static_cast<std::size_t>(f->values)];
      auto const at = set.index.find(word);
      return at == set.index.end()
                 ? word
                 : with_id(to_bilingual(set.labels[static_cast<std::size_t>(at->second)]).in(lang_), word);
    }
    if (v.is_array() && is_span(v)) return v[0].get<std::string>() + " … " + v[1].get<std::string>();
    if (!v.is_structured()) return v.dump();
    if (v.empty()) return say::none_of_them.in(lang_);
    std::string out;
    for (auto it = v.begin(); it != v.end(); ++it)
      out += (out.empty()     ? ""
              : v.is_object() ? "; "
                              : ", ") +
             (!v.is_object()      ? std::string()
              : it.key() == "yes" ? say::yes.in(lang_) + ": "
              : it.key() == "no"  ? say::no.in(lang_) + ": "
                                  : member_word(it.key(), lang_) + ": ") +
             fact_value(f, it.value());
    return out;
  }

  /// What is expected of each thing, or taken of each contested point.
  void answers(std::string const& name, json const& v, std::size_t depth) {
    auto const lead = member_word(name, lang_);
    if (v.empty()) line(depth, lead + ": " + say::none_of_them.in(lang_));
    for (auto it = v.begin(); it != v.end(); ++it) {
      auto const head = lead + ' ' + named(it.key());
      if (!it.value().is_object()) {
        plain(name, head, it.value(), depth);
        continue;
      }
      line(depth, head + ':');
      for (auto const& [key, one] : it.value().items())
        plain(key, member_word(key, lang_), one, depth + 1);
    }
  }

  // --- rules
  // ----------------------------------------------------------------------------------------------------------

  /// `of` is the member of whose value this is a branch, if it is one.
  void rule(std::string const& name, holds what, json const& v, std::size_t depth, std::string_view of = {}) {
    if (of.empty()) of = name;
    auto const lead = member_word(name, lang_);
    if (what == holds::condition) {
      line(depth, lead + ':');
      condition(v, depth + 1);
    } else if (v.is_array()) {
      if (v.empty()) plain(name, lead, v, depth);
      for (auto const& one : v)
        rule(name, what, one, depth, of);
    } else if (v.is_object() && v.contains("if")) {
      line(depth, lead + ':');
      for (auto it = v.begin(); it != v.end(); ++it)
        if (it.key() == "then" || it.key() == "else")
          rule(it.key(), what, it.value(), depth + 1, of);
        else if (it.key() == "if")
          rule("if", holds::condition, it.value(), depth + 1);
        else
          member({&it.key(), &it.value(), {}, true}, depth + 1);
    } else {
      line(depth, lead + ": " + expression_words(of, what, v));
      if (v.is_object()) below(v, depth + 1, {});
    }
  }

  std::string expression_words(std::string_view name, holds what, json const& v) {
    if (what == holds::other && v.is_object()) {
      if (v.size() == 2 && v.contains("amount") && v.contains("currency"))
        return flat(v["amount"]) + ' ' + flat(v["currency"]);
      what = holds::period; // the value of a parameter
    }
    if (what == holds::other || !(v.is_string() || v.is_object())) return v.is_structured() ? flat(v) : scalar(name, v);
    auto const found = what == holds::date ? words_.date_words(v) : words_.period_words(v);
    return found ? found->text.in(lang_) + ids(v) + unread(v, found->left_out) : flat(v);
  }

  std::string ids(json const& v) const {
    std::vector<std::string> all;
    collect_ids(v, all);
    std::string out;
    for (auto const& one : all)
      out += (out.empty() ? " [" : ", ") + one;
    return out.empty() ? out : out + ']';
  }

  /// Members that the format does not know.
  static std::string unread(json const& v, std::vector<std::string> const& pointers) {
    std::string out;
    for (auto const& p : pointers)
      out += "; " + p.substr(1) + ": " + flat(v.at(json::json_pointer(p)));
    return out;
  }

  /// What the words of an expression do not tell: choices by condition, citations and support of its parts.
  void below(json const& v, std::size_t depth, told const& done) {
    for (auto it = v.begin(); it != v.end(); ++it) {
      auto const& inner = it.value();
      if (!v.is_object() || std::find(done.begin(), done.end(), it.key()) != done.end()) continue;
      if (has_choice(inner)) {
        if (inner.is_object() && held_by(it.key()) == holds::other) {
          line(depth, member_word(it.key(), lang_) + ':');
          for (auto const& [key, one] : inner.items())
            rule(key, held_by(key), one, depth + 1);
        } else {
          rule(it.key(), held_by(it.key()), inner, depth);
        }
        continue;
      }
      if (it.key() == "cite" || it.key() == "support") {
        plain(it.key(), member_word(it.key(), lang_), inner, depth);
      } else if (inner.is_object()) {
        below(inner, depth, {});
      } else if (inner.is_array()) {
        for (auto const& one : inner)
          if (one.is_object()) below(one, depth, {});
      }
    }
  }

  void condition(json const& c, std::size_t depth) {
    if (!c.is_object()) return line(depth, "- " + flat(c));
    for (auto const* group : {"all", "any", "none"})
      if (c.contains(group) && c[group].is_array()) return list(c, group, group, depth);
    if (c.contains("at_least") && c.contains("of") && c["of"].is_array() && !c.contains("fact"))
      return list(c, "at_least", "of", depth);
    if (c.contains("not")) {
      auto const& inner = c["not"];
      if (c.size() == 1 && inner.is_object() && !is_group(inner)) return leaf(inner, depth, true);
      line(depth, "- " + say::not_that.in(lang_) + marks(c) + ':');
      annotations(c, depth + 1, {"not"});
      return condition(inner, depth + 1);
    }
    if (c.contains("if")) {
      line(depth, "- " + say::if_.in(lang_) + marks(c) + ':');
      annotations(c, depth + 1, {"if", "then", "else"});
      condition(c["if"], depth + 1);
      for (auto const* branch : {"then", "else"})
        if (c.contains(branch)) {
          line(depth, "  " + member_word(branch, lang_) + ':');
          condition(c[branch], depth + 1);
        }
      return;
    }
    leaf(c, depth, false);
  }

  static bool is_group(json const& c) {
    bool const counted = c.contains("at_least") && c.contains("of") && !c.contains("fact");
    return counted || c.contains("all") || c.contains("any") || c.contains("none") || c.contains("not") ||
           c.contains("if");
  }

  void list(json const& c, std::string const& group, std::string const& of, std::size_t depth) {
    json kind{{"kind", group}};
    if (group == "at_least") {
      if (!c["at_least"].is_number_integer()) return line(depth, "- " + flat(c));
      kind["count"] = c["at_least"];
    }
    // "All of nothing" says nothing where exceptions follow.
    line(depth,
         "- " + node_words(kind, lang_) + marks(c) + ':' + (c[of].empty() ? ' ' + say::none_of_them.in(lang_) : ""));
    annotations(c, depth + 1, {std::string_view(group), std::string_view(of), "unless"});
    for (auto const& one : c[of])
      condition(one, depth + 1);
    if (!c.contains("unless")) return;
    line(depth, "  " + say::unless.in(lang_) + ':');
    if (c["unless"].is_array())
      for (auto const& one : c["unless"])
        condition(one, depth + 1);
    else
      condition(c["unless"], depth + 1);
  }

  void leaf(json const& c, std::size_t depth, bool denied) {
    json bare = json::object();
    for (auto it = c.begin(); it != c.end(); ++it)
      if (!is_annotation(it.key())) bare[it.key()] = it.value();
    auto const found = words_.condition_words(bare, denied);
    auto const words = found ? found->text.in(lang_) + ids(bare) + unread(bare, found->left_out)
                             : (denied ? say::not_that.in(lang_) + ": " : std::string()) + unnamed(bare);
    line(depth, "- " + words + marks(c));
    told all;
    for (auto it = bare.begin(); it != bare.end(); ++it)
      all.push_back(it.key());
    annotations(c, depth + 1, all);
    if (!found) return;
    told spelled;
    if (bare.contains("time_in"))
      for (auto const* key : {"from", "to", "since_gap", "counting"})
        if (bare.contains(key)) {
          rule(key, held_by(key), bare[key], depth + 1);
          spelled.push_back(key);
        }
    below(bare, depth + 1, spelled);
  }

  /// A leaf that cannot be read: what it names, and its members as they stand.
  std::string unnamed(json const& c) const {
    if (c.empty()) return flat(c);
    std::string out, rest;
    for (auto it = c.begin(); it != c.end(); ++it)
      if (out.empty() && it.value().is_string() &&
          one_of(it.key(), {"fact", "provision", "deadline", "reading", "time_in"}))
        out = named(it.value().get<std::string>());
      else
        rest += (rest.empty() ? "" : ", ") + it.key() + ": " + flat(it.value());
    return out.empty() || rest.empty() ? out + rest : out + ", " + rest;
  }

  /// ` (citation) · recalled, not read`
  std::string marks(json const& c) const {
    std::string out;
    if (c.contains("cite") && c["cite"].is_string()) out += " (" + c["cite"].get<std::string>() + ')';
    if (c.contains("support") && c["support"].is_string()) out += " · " + scalar("support", c["support"]);
    return out;
  }

  /// All but what is told already, and what `marks` tells.
  void annotations(json const& c, std::size_t depth, told done) {
    for (auto const* key : {"cite", "support"})
      if (c.contains(key) && c[key].is_string()) done.push_back(key);
    for (auto const& p : parts_of(c, "when")) {
      if (std::find(done.begin(), done.end(), *p.name) != done.end()) continue;
      auto plain_part = p;
      plain_part.kind.clear();
      member(plain_part, depth);
    }
  }

  glossary& words_;
  std::string lang_, out_;
};

/// The rule files of a folder; what is no JSON among them, and a folder that cannot be read, give no names.
std::vector<rule_file> readable_files(std::string const& folder) {
  std::vector<rule_file> out;
  auto const texts = read_folder(folder);
  if (!texts) return out;
  for (auto const& [path, text] : *texts)
    if (auto root = parse_json(text, path)) out.push_back({path, {}, std::move(*root)});
  return out;
}

} // namespace

std::string outlined(std::string_view text, std::string_view folder, std::string_view lang) {
  auto const root = parse_json(text, {});
  if (!root) return std::string(text);
  if (!holds_rules(*root)) {
    auto canonical = formatted(text);
    return canonical ? std::move(*canonical) : std::string(text);
  }
  glossary words(*root, folder.empty() ? embedded_files() : readable_files(std::string(folder)));
  return outline(words, lang).of(*root);
}

} // namespace cobijo
