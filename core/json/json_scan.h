// SPDX-License-Identifier: Apache-2.0
//
// Limits the length and nesting depth of JSON before it is parsed: the parser allocates memory, and
// destroys its values recursively. Does not check the syntax; the parser does.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace emascope {

/// `longest` is in bytes; `deepest` is the maximum nesting of lists and objects. `where` names the
/// file in the error.
[[nodiscard]] Status scanJson(std::string_view text, std::size_t longest, int deepest,
                              const std::string& where);

}  // namespace emascope
