// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
// The published schemas of docs/schema, which what the library writes has to fit.
#pragma once

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <fstream>
#include <string>

namespace cobijo_test {

/// Where a document does not fit `docs/schema/NAME.schema.json`; empty if it does.
inline std::string schema_faults(std::string const& name, std::string const& document) {
  std::ifstream in(COBIJO_SOURCE_DIR "/docs/schema/" + name + ".schema.json");
  auto const text = nlohmann::json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  auto const parsed = nlohmann::json::parse(document);
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(parsed), &results)) return {};
  std::string out = "refused: ";
  for (valijson::ValidationResults::Error e; results.popError(e);) {
    for (auto const& step : e.context)
      out += step;
    out += ' ' + e.description + '\n';
  }
  return out;
}

} // namespace cobijo_test
