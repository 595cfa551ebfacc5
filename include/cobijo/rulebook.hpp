// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
/// @file
/// Rulebook, edition, facts: from rule files to answers.
///
///     auto book = cobijo::rulebook::builtin();
///     auto law  = book.at(cobijo::date::parse("2026-01-15").value()).value();
///     auto who  = book.read_facts(R"({ "person.nationality": ["HN"], "mx.entry.date": "2025-12-20" })").value();
///     auto answer = law.determine(who, cobijo::moment(law.law_date()));
///     for (auto const& p : answer.protections) std::cout << p.id << ": " << to_string(p.status) << '\n';
///
/// Rulebook, edition and facts are immutable handles to shared data: copying is cheap, and any number of threads may
/// use one at the same time. A workspace belongs to one thread at a time.
/// Nothing here reads a clock, the network or the environment; files are read by `rulebook::load` alone.
#pragma once

#include <cobijo/date.hpp>
#include <cobijo/determination.hpp>
#include <cobijo/error.hpp>
#include <cobijo/truth.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cobijo {

namespace internal {
class compiled;
struct compile_options;
struct model;
struct person;
struct values;
} // namespace internal

/// The day asked about; with an hour for clocks that count hours.
class moment {
public:
  moment(date day) : day_(day) {}
  moment(date_time at) : day_(at.day()), time_(at) {}
  /// `2026-03-09`, or `2026-03-09T10:00-05:00`. Faults: those of `date::parse` and `date_time::parse`.
  [[nodiscard]] static result<moment> parse(std::string_view text);

  [[nodiscard]] date day() const noexcept { return day_; }
  [[nodiscard]] std::optional<date_time> const& time() const noexcept { return time_; }
  [[nodiscard]] std::string to_string() const { return time_ ? time_->to_string() : day_.to_string(); }

private:
  date day_;
  std::optional<date_time> time_;
};

/// The facts of one person, checked against the vocabulary of the rulebook that read them.
///
/// What was not given is unknown. Holds no name and no free text: the vocabulary has none.
class facts {
public:
  facts() = delete;

  /// For the library's own parts.
  explicit facts(std::shared_ptr<internal::person const> person) : person_(std::move(person)) {}

private:
  friend class rulebook;
  friend class edition;
  std::shared_ptr<internal::person const> person_;
};

/// How an edition reads the law.
struct law_options {
  /// Only what was published, decided or known to be in effect by this day. Nothing: all that the rulebook knows.
  std::optional<date> known_at;
  /// Leave every contested point open, even where an authority settled it.
  bool readings_open = false;
  /// Fix a reading to a position, whatever prevails: reading id → position id.
  std::map<std::string, std::string> readings;
};

/// Facts, and what was given beside them: `{ "as_of": "2026-01-15", "readings": "open", "facts": { … } }`.
struct question {
  facts who;
  std::optional<moment> as_of;
  std::optional<date> law_date;
  law_options options; ///< `known_at` and `readings`
};

/// One fact of the vocabulary.
struct fact_info {
  std::string id;
  std::string type; ///< `boolean`, `number`, `date`, `date_time`, `enum`, `set`, `spells`
  bilingual label, question;
  int sensitivity = 0;     ///< 0 plain, 1 personal, 2 painful, 3 may harm if asked carelessly
  std::string answered_by; ///< `person`, `adviser`, `record`
  std::vector<std::pair<std::string, bilingual>> values; ///< of an enum or set
};

/// One module of a rulebook.
struct module_info {
  std::string id, kind, layer;
  bilingual name;
  std::optional<date> checked; ///< answers for a later law date are provisional
};

class edition;

/// All modules of one release, loaded and validated.
class rulebook {
public:
  /// The rulebook that was compiled into the library. Parses it anew on each call: keep it.
  [[nodiscard]] static rulebook builtin();
  /// Only some modules of it, by id; the vocabulary is always whole. Faults: E0313 for an unknown module.
  [[nodiscard]] static result<rulebook> builtin(std::vector<std::string> const& modules);
  /// Reads every rule file below a folder. Faults: E01xx to E08xx, all of them, each with file, pointer and line.
  [[nodiscard]] static result<rulebook> load(std::string const& folder);
  /// The same from memory: pairs of path (below the rulebook's folder) and text.
  [[nodiscard]] static result<rulebook> from_files(std::vector<std::pair<std::string, std::string>> const& files);
  /// The rulebook that was compiled into the library and modules of one's own beside it, from memory as in
  /// `from_files`. Only the files given are told in faults with a line.
  [[nodiscard]] static result<rulebook> extended(std::vector<std::pair<std::string, std::string>> const& files);

  /// The law of one day. Costs milliseconds; an edition serves any number of persons.
  /// Faults: E0305 for an unknown reading or position.
  [[nodiscard]] result<edition> at(date law_date, law_options const& options = {}) const;

  /// Reads facts from a JSON object, nested or with dotted keys. `name` is what faults call it.
  /// Faults: E01xx for what is no JSON, E06xx for what is no fact. They never repeat a value.
  [[nodiscard]] result<facts> read_facts(std::string_view json, std::string_view name = "facts") const;

  /// Reads bare facts, or an object with the member `facts` and, beside it, `as_of`, `law_date`, `known_at`, `readings`
  /// (`open`, `prevailing`, or positions by reading) and a `story`, which is for people and is not read.
  /// Faults: those of `read_facts`; E02xx and E07xx for what stands beside the facts.
  [[nodiscard]] result<question> read_question(std::string_view json, std::string_view name = "facts") const;

  /// `sha256:…` of the rules, the same however they were loaded.
  [[nodiscard]] std::string const& digest() const;
  /// Release that the rules belong to; empty for a folder.
  [[nodiscard]] std::string const& version() const;
  [[nodiscard]] std::vector<module_info> modules() const;
  [[nodiscard]] std::vector<fact_info> vocabulary() const;

  /// For the library's own parts.
  [[nodiscard]] std::shared_ptr<internal::model const> const& impl() const { return model_; }
  [[nodiscard]] result<internal::compile_options> compile_options_for(date law_date, law_options const& options) const;

private:
  friend class edition;
  explicit rulebook(std::shared_ptr<internal::model const> model) : model_(std::move(model)) {}
  std::shared_ptr<internal::model const> model_;
};

/// Status, elements and exceptions of one protection: what a caller in a hurry needs.
struct quick_answer {
  cobijo::status status = cobijo::status::undetermined;
  truth elements = truth::unknown, exceptions = truth::unknown;
};

/// Memory for evaluations, reused from person to person. One thread at a time.
class workspace {
public:
  workspace();
  ~workspace();
  workspace(workspace&&) noexcept;
  workspace& operator=(workspace&&) noexcept;

private:
  friend class edition;
  std::unique_ptr<internal::values> values_;
  std::vector<quick_answer> answers_;
};

/// A rulebook as in force on one date, compiled.
class edition {
public:
  [[nodiscard]] date law_date() const;
  /// Ids of the protections, in the order in which answers come.
  [[nodiscard]] std::vector<std::string> const& protections() const;
  /// Number of nodes of the compiled graph.
  [[nodiscard]] std::size_t nodes() const;

  /// Answers about every protection, by position in `protections()`. Allocates nothing once the workspace was used
  /// with this edition. The span lives until the workspace is used again.
  [[nodiscard]] std::span<quick_answer const> evaluate(facts const& who, moment const& as_of, workspace& space) const;

  /// The whole answer, with reasons, residuals and deadlines.
  [[nodiscard]] determination determine(facts const& who, moment const& as_of) const;

  /// What cannot be true of a real person and yet follows from these facts (a birth after a filing); fault E0604 each.
  [[nodiscard]] std::vector<fault> contradictions(facts const& who, moment const& as_of) const;

  /// For the library's own parts.
  [[nodiscard]] std::shared_ptr<internal::compiled const> const& impl() const { return compiled_; }
  [[nodiscard]] static internal::person const& impl(facts const& who) { return *who.person_; }

private:
  friend class rulebook;
  explicit edition(std::shared_ptr<internal::compiled const> compiled);
  std::shared_ptr<internal::compiled const> compiled_;
  std::shared_ptr<std::vector<std::string> const> ids_;
  std::shared_ptr<std::vector<int> const> indexes_;
};

} // namespace cobijo
