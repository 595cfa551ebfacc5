// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "validate.hpp"

#include "embed/schemas.hpp"
#include "project.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <map>
#include <memory>
#include <stdexcept>

namespace cobijo_test {
namespace {

using nlohmann::json;
using adapter = valijson::adapters::NlohmannJsonAdapter;
using schemas = std::map<std::string, std::unique_ptr<valijson::Schema>>;

valijson::Schema const& read(schemas& known, std::string const& name, std::string_view text) {
  auto& entry = known[name];
  if (entry) return *entry;
  entry = std::make_unique<valijson::Schema>();
  auto const content = json::parse(text);
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter(content), *entry);
  return *entry;
}

std::vector<std::string> faults(valijson::Schema const& schema, json const& value) {
  valijson::Validator validator;
  valijson::ValidationResults results;
  bool const fits = validator.validate(schema, adapter(value), &results);
  std::vector<std::string> out;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    if (error.description.starts_with("Failed to validate") && !out.empty()) continue;
    std::string at;
    for (std::size_t i = 1; i < error.context.size(); ++i)
      at += '/' + error.context[i].substr(1, error.context[i].size() - 2);
    out.push_back(at + ": " + error.description);
  }
  if (fits != out.empty()) throw std::logic_error("a verdict without a reason, or a reason without a verdict");
  return out;
}

} // namespace

std::vector<std::string> input_faults(std::string const& name, json const& value) {
  static schemas known;
  return faults(read(known, name, cobijo::internal::embedded_schema(name)), value);
}

std::vector<std::string> output_faults(std::string const& name, std::string const& document) {
  static schemas known;
  return faults(read(known, name, text_of(root + "/docs/schema/" + name + ".schema.json")), json::parse(document));
}

std::string lines(std::vector<std::string> const& faults) {
  std::string out;
  for (auto const& line : faults)
    out += "  " + line + '\n';
  return out;
}

} // namespace cobijo_test
