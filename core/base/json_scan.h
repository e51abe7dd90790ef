// SPDX-License-Identifier: Apache-2.0
//
// Looks over JSON before a parser that allocates, and values that are destroyed by recursion, are
// let near it: how long it is and how deeply it is nested. Whether it is JSON is for the parser to
// say.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace emascope {

/// `longest` in bytes; `deepest` counts lists and objects inside each other. `where` names the file
/// in the error.
[[nodiscard]] Status scanJson(std::string_view text, std::size_t longest, int deepest,
                              const std::string& where);

}  // namespace emascope
