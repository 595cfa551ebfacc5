// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/rulebook.hpp"

#include "answer/determine.hpp"
#include "embed/builtin.hpp"
#include "render/describe.hpp"
#include "render/names.hpp"
#include "rules/read.hpp"

#include <algorithm>
#include <iterator>

namespace cobijo {

std::vector<internal::rule_file> internal::embedded_files(std::vector<std::string> const* modules) {
  std::vector<rule_file> files;
  for (std::size_t i = 0; i < builtin_file_count; ++i) {
    auto const& file = builtin_files[i];
    std::string path = file.path;
    auto const folder = path.substr(0, path.find('/'));
    if (modules != nullptr && folder != "vocabulary" &&
        std::find(modules->begin(), modules->end(), folder) == modules->end())
      continue;
    files.push_back({std::move(path), {}, read_cbor(file.content, file.size)});
  }
  return files;
}

namespace {

result<std::shared_ptr<internal::model const>> read_embedded(std::vector<std::string> const* modules) {
  auto read = internal::read_model(internal::embedded_files(modules), internal::builtin_rulebook_version,
                                   internal::builtin_rulebook_digest);
  if (!read || modules == nullptr) return read;
  for (auto const& id : *modules)
    if (!(*read)->module_index.contains(id)) return internal::unknown_module(**read, id);
  return read;
}

} // namespace

result<moment> moment::parse(std::string_view text) {
  if (text.find('T') == std::string_view::npos) {
    auto day = date::parse(text);
    if (!day) return day.faults();
    return moment(*day);
  }
  auto at = date_time::parse(text);
  if (!at) return at.faults();
  return moment(*at);
}

rulebook rulebook::builtin() {
  return rulebook(read_embedded(nullptr).value());
}

result<rulebook> rulebook::builtin(std::vector<std::string> const& modules) {
  auto read = read_embedded(&modules);
  if (!read) return read.faults();
  return rulebook(std::move(*read));
}

result<rulebook> rulebook::from_files(std::vector<std::pair<std::string, std::string>> const& files) {
  auto parsed = internal::parse_files(files);
  if (!parsed) return parsed.faults();
  auto read = internal::read_model(*parsed);
  if (!read) return read.faults();
  return rulebook(std::move(*read));
}

result<rulebook> rulebook::extended(std::vector<std::pair<std::string, std::string>> const& files) {
  auto own = internal::parse_files(files);
  if (!own) return own.faults();
  auto all = internal::embedded_files(nullptr);
  std::move(own->begin(), own->end(), std::back_inserter(all));
  std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.path < b.path; });
  auto read = internal::read_model(all);
  if (!read) return read.faults();
  return rulebook(std::move(*read));
}

result<rulebook> rulebook::load(std::string const& folder) {
  auto files = internal::read_folder(folder);
  if (!files) return files.faults();
  return from_files(*files);
}

result<edition> rulebook::at(date law_date, law_options const& options) const {
  auto how = compile_options_for(law_date, options);
  if (!how) return how.faults();
  return edition(internal::compile(model_, std::move(*how)));
}

result<internal::compile_options> rulebook::compile_options_for(date law_date, law_options const& options) const {
  internal::compile_options how;
  how.law_date = law_date.days();
  if (options.known_at) how.known_at = options.known_at->days();
  how.readings_open = options.readings_open;
  for (auto const& [id, position] : options.readings) {
    auto const it = model_->reading_index.find(id);
    std::vector<std::string> names;
    if (it == model_->reading_index.end()) {
      for (auto const& r : model_->readings)
        names.push_back(r.id);
      return fault{"E0305", {}, {}, 0, "unknown reading \"" + id + "\"", internal::did_you_mean(id, names)};
    }
    auto const& positions = model_->readings[static_cast<std::size_t>(it->second)].positions;
    int found = -1;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      names.push_back(positions[i].id);
      if (positions[i].id == position) found = static_cast<int>(i);
    }
    if (found < 0)
      return fault{"E0305",
                   {},
                   {},
                   0,
                   "reading \"" + id + "\" has no position \"" + position + "\"",
                   internal::did_you_mean(position, names)};
    how.fixed_readings[it->second] = found;
  }
  return how;
}

result<facts> rulebook::read_facts(std::string_view text, std::string_view name) const {
  auto parsed = internal::parse_json(text, std::string(name));
  if (!parsed) return parsed.faults();
  auto read = internal::read_person(*model_, *parsed, std::string(name));
  if (!read) {
    auto faults = read.faults();
    for (auto& f : faults)
      f.line = internal::line_of(text, f.pointer);
    return faults;
  }
  return facts(std::make_shared<internal::person const>(std::move(*read)));
}

std::string const& rulebook::digest() const {
  return model_->digest;
}
std::string const& rulebook::version() const {
  return model_->version;
}

std::vector<module_info> rulebook::modules() const {
  std::vector<module_info> out;
  for (auto const& m : model_->modules) {
    module_info one{m.id, m.kind, m.layer, internal::to_bilingual(m.name), std::nullopt};
    if (m.checked) one.checked = date::from_days(*m.checked);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<fact_info> rulebook::vocabulary() const {
  constexpr char const* types[] = {"boolean", "number", "date", "date_time", "enum", "set", "spells"};
  std::vector<fact_info> out;
  for (auto const& f : model_->facts) {
    fact_info one{f.id,
                  types[static_cast<std::size_t>(f.type)],
                  internal::to_bilingual(f.label),
                  internal::to_bilingual(f.question),
                  f.sensitivity,
                  f.answered_by,
                  {}};
    if (f.values >= 0) {
      auto const& set = model_->value_sets[static_cast<std::size_t>(f.values)];
      for (std::size_t i = 0; i < set.ids.size(); ++i)
        one.values.emplace_back(set.ids[i], internal::to_bilingual(set.labels[i]));
    }
    out.push_back(std::move(one));
  }
  return out;
}

workspace::workspace() : values_(std::make_unique<internal::values>()) {}
workspace::~workspace() = default;
workspace::workspace(workspace&&) noexcept = default;
workspace& workspace::operator=(workspace&&) noexcept = default;

edition::edition(std::shared_ptr<internal::compiled const> compiled) : compiled_(std::move(compiled)) {
  auto ids = std::make_shared<std::vector<std::string>>();
  auto indexes = std::make_shared<std::vector<int>>();
  auto const& provisions = compiled_->book->provisions;
  for (std::size_t i = 0; i < provisions.size(); ++i)
    if (provisions[i].protects) {
      ids->push_back(provisions[i].id);
      indexes->push_back(static_cast<int>(i));
    }
  ids_ = std::move(ids);
  indexes_ = std::move(indexes);
}

date edition::law_date() const {
  return date::from_days(compiled_->options.law_date);
}
std::vector<std::string> const& edition::protections() const {
  return *ids_;
}
std::size_t edition::nodes() const {
  return compiled_->graph.nodes.size();
}

std::span<quick_answer const> edition::evaluate(facts const& who, moment const& as_of, workspace& space) const {
  auto& v = *space.values_;
  internal::evaluate(*compiled_, *who.person_, internal::to_internal(as_of), v);
  space.answers_.resize(indexes_->size());
  for (std::size_t i = 0; i < indexes_->size(); ++i) {
    auto const& n = compiled_->provisions[static_cast<std::size_t>((*indexes_)[i])];
    space.answers_[i] = {internal::status_of(n, v), v.truths[n.elements.at], v.truths[n.exceptions.at]};
  }
  return space.answers_;
}

determination edition::determine(facts const& who, moment const& as_of) const {
  return internal::determine(*compiled_, *who.person_, internal::to_internal(as_of));
}

std::vector<fault> edition::contradictions(facts const& who, moment const& as_of) const {
  std::vector<fault> out;
  internal::values v;
  internal::evaluate(*compiled_, *who.person_, internal::to_internal(as_of), v);
  for (std::size_t i = 0; i < compiled_->never.size(); ++i)
    if (v.truths[compiled_->never[i].at] == truth::yes) {
      auto const& n = compiled_->book->never[i];
      out.push_back({"E0604",
                     {},
                     {},
                     0,
                     "the facts contradict one another (" + n.id + "): " + n.label.en,
                     "correct one of them, or leave it out"});
    }
  return out;
}

std::string_view to_string(status s) {
  constexpr std::string_view words[] = {"undetermined", "eligible", "not_eligible", "not_in_force"};
  return words[static_cast<std::size_t>(s)];
}

std::string_view to_string(deadline_status s) {
  constexpr std::string_view words[] = {"not_running", "open", "met", "excused", "missed", "undetermined"};
  return words[static_cast<std::size_t>(s)];
}

protection_answer const* determination::protection(std::string_view id) const {
  for (auto const& p : protections)
    if (p.id == id) return &p;
  return nullptr;
}

deadline_answer const* determination::deadline(std::string_view id) const {
  for (auto const& d : deadlines)
    if (d.id == id) return &d;
  return nullptr;
}

} // namespace cobijo
