// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// A table of people, read row by row: one JSON object a line, or CSV. docs/impact.md says how both are written.
#pragma once

#include "common.hpp"

#include <fstream>
#include <map>
#include <optional>

namespace cli {

/// One person: a JSON text as `evaluate` reads it, or why there is none.
struct table_row {
  std::uint64_t number = 0; ///< of the line, or the row of the table; the first is 1, and of CSV it is the header
  std::string text;
  std::vector<cobijo::fault> faults;
};

class people_table {
public:
  /// `-` is standard input. Ends the run if there is no such file, or if a CSV header names what is no fact.
  people_table(std::string const& path, std::vector<cobijo::rulebook> const& vocabularies);

  [[nodiscard]] std::optional<table_row> next();
  /// Says of faults in what the row says where they are: file, row, and column if there are columns.
  [[nodiscard]] std::vector<cobijo::fault> placed(std::vector<cobijo::fault> faults, std::uint64_t row) const;

private:
  struct column {
    std::string name, type;
  };
  enum class record { none, good, broken, unclosed };

  [[nodiscard]] record read_record(std::vector<std::string>& cells);
  void read_header(std::vector<cobijo::rulebook> const& vocabularies);
  void read_cells(std::vector<std::string> const& cells, table_row& into) const;

  std::string name_;
  std::ifstream file_;
  std::streambuf* in_ = nullptr;
  bool csv_ = false;
  char comma_ = ',';
  std::vector<column> columns_;
  std::uint64_t number_ = 0;
};

} // namespace cli
