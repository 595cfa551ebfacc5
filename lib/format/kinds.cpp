// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "format/kinds.hpp"

#include <map>
#include <sstream>

namespace cobijo::internal {
namespace {

// One line for each kind of object: its members in their order. `name:kind` says what the member, or each element of a
// list in it, is; `name{kind}` that it is a map from ids to such things, whose order is the author's. Members that are
// not named here come last, in the order in which they stand. `*` marks kinds that always have a line for each member.
constexpr char const* kinds = R"(
file*       $schema note module name:text kind layer checked clock authorities{authority}
            states{text} value_sets{values} roles{text} facts{fact} never:never
            instruments{instrument} readings{reading} clocks{clock} calendars{calendar} closures:closure parties:party
            reservations:reservation parameters{parameter} provisions{provision} deadlines{deadline}
            bases{facts} cases:case
person*     story:text as_of law_date known_at readings facts
text        en es
authority   label:text was
fact        type future states roles sensitivity answered_by label:text question:text values{text} note was
never       id label:text when:when note
instrument  title:text kind gazette published published_support in_force in_force_support amends link support effect:effect
            note was
reading*    label:text question:text was note positions{position} prevailing:prevailing
position    label:text cite note
prevailing  from position by reach where:when cite support note
clock*      label:text was note versions:version
calendar*   label:text was note weekend includes rules:holiday
holiday     id label:text on:day every moves from to cite support note
day         month day weekday nth easter date
closure     id label:text clocks except from from_support until until_support where:when by cite support note
party       state treaty deposit from to support cite note
reservation state treaty articles from to is support cite note:text
parameter*  label:text was note governed_by:when versions:version
provision*  label:text was note per governed_by:when decision protection:protection versions:version
protection  authority decision layer deadlines remedies leads_to fees cap:cap notice:notice
cap         label:text cite
notice      label:text from to cite support
deadline*   label:text was note binds kind protection per governed_by:when reach remedies if_missed:missed versions:version
missed      label:text leads_to
version     from from_support by cite support creates repealed reach note treaty:treaty effect:effect
            applies:when start:when period:when clock served_by_mail:when met:when excused:when
            first_day:when starts:when roll:when missing_day:when calendar:when mail_days:when
            when:when value:when grants:grant
treaty      any_of article
effect      from is by where:when support note
grant       kind label:text cite support note
when        id all:when any:when none:when not:when if:when then:when else:when
            fact date:when age:when provision text_of deadline reading time_in which add:when subtract:when
            latest_of:when earliest_of:when on:when
            from:when to:when since_gap:when counting is in:when includes_any:when includes_at_least at_least:when of:when
            at_most:when more_than:when less_than:when on_or_before:when before:when after:when on_or_after:when
            unless:when cite label:text support proof factors:text note
case*       name source note base as_of law_date known_at readings facts expect
)";

struct member {
  std::string name, kind;
  bool map = false;
};
struct shape {
  std::vector<member> members;
  bool tall = false; ///< never on one line

  [[nodiscard]] member const* find(std::string_view name) const {
    for (auto const& m : members)
      if (m.name == name) return &m;
    return nullptr;
  }
};

std::map<std::string, shape> read_kinds() {
  std::map<std::string, shape> out;
  shape* now = nullptr;
  std::istringstream lines(kinds);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    if (!line.empty() && line.front() != ' ') {
      words >> word;
      bool const tall = word.back() == '*';
      if (tall) word.pop_back();
      now = &out[word];
      now->tall = tall;
    }
    while (words >> word) {
      auto const cut = word.find_first_of(":{");
      if (cut == std::string::npos)
        now->members.push_back({word, {}, false});
      else {
        bool const map = word[cut] == '{';
        now->members.push_back({word.substr(0, cut), word.substr(cut + 1, word.size() - cut - (map ? 2 : 1)), map});
      }
    }
  }
  return out;
}

shape const& shape_of(std::string const& kind) {
  static std::map<std::string, shape> const shapes = read_kinds();
  static shape const none;
  auto const it = shapes.find(kind);
  return it == shapes.end() ? none : it->second;
}

/// Declared facts have a type; the facts of a person have values.
bool is_vocabulary(json const& facts) {
  return facts.is_object() && !facts.empty() && facts.front().is_object() && facts.front().contains("type");
}

} // namespace

std::string kind_of(json const& root) {
  return root.is_object() && root.contains("facts") && !is_vocabulary(root["facts"]) ? "person" : "file";
}

bool always_tall(std::string const& kind) {
  return shape_of(kind).tall;
}

std::vector<part> parts_of(json const& object, std::string const& kind) {
  std::vector<part> out;
  if (kind.starts_with(map_of)) {
    for (auto it = object.begin(); it != object.end(); ++it)
      out.push_back({&it.key(), &it.value(), kind.substr(map_of.size()), false});
    return out;
  }
  auto const& s = shape_of(kind);
  for (auto const& m : s.members)
    for (auto it = object.begin(); it != object.end(); ++it)
      if (it.key() == m.name)
        out.push_back(
            {&it.key(), &it.value(), (m.map && it.value().is_object() ? std::string(map_of) : "") + m.kind, true});
  for (auto it = object.begin(); it != object.end(); ++it)
    if (s.find(it.key()) == nullptr) out.push_back({&it.key(), &it.value(), {}, false});
  return out;
}

} // namespace cobijo::internal
