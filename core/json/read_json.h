// SPDX-License-Identifier: Apache-2.0
//
// Reads a JSON object from a text that may be wrong in any way. Its length and nesting are limited
// before the parser sees it; a syntax error, a number beyond a double and a repeated key are
// refused; then the caller's reader gets the fields. Every refusal is an Error, never an exception.
#pragma once

#include "core/json/fields.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace emascope {

struct JsonLimits {
  std::size_t longest = std::size_t{1} << 20U;  ///< bytes
  int deepest = 32;                             ///< arrays and objects within each other
};

/// Parses `text`, an object, and passes it to `read`. `source` names the text in errors. Returns
/// the first error, of the text or of a field.
[[nodiscard]] Status readJson(std::string_view text, const std::string& source,
                              const JsonLimits& limits,
                              const std::function<void(const Fields&)>& read);

}  // namespace emascope
