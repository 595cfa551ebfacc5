// Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
#include "cobijo/error.hpp"

namespace cobijo {

std::string to_string(fault const& f) {
  std::string text = f.file;
  if (f.line > 0) {
    text += ':';
    text += std::to_string(f.line);
  } else if (!f.pointer.empty()) {
    // No line to jump to: the pointer is all there is. Written as a URI fragment, as JSON references are.
    text += '#';
    text += f.pointer;
  }
  if (!text.empty()) text += ": ";
  text += f.code;
  text += ": ";
  text += f.message;
  if (!f.hint.empty()) {
    text += " (";
    text += f.hint;
    text += ')';
  }
  return text;
}

error::error(std::vector<fault> faults) : faults_(std::move(faults)) {
  // code() and what() speak of the first fault, so there must be one whatever the thrower did.
  if (faults_.empty()) faults_.push_back({"E0000", {}, {}, 0, "an error without a description", {}});
  text_ = to_string(faults_.front());
  if (auto const more = faults_.size() - 1; more > 0) text_ += " [and " + std::to_string(more) + " more]";
}

} // namespace cobijo
