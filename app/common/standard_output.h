// SPDX-License-Identifier: Apache-2.0
//
// Writes results to standard output, and reports output that cannot be written.
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace emascope {

/// Writes all of `text` immediately. Returns an error with the reason if the system refuses it or
/// standard output was closed when the program started. If the reader is gone, ends the program by
/// SIGPIPE as usual, even if the program has since ignored that signal.
[[nodiscard]] Status writeStandardOutput(std::string_view text);

/// writeStandardOutput(); on an error prints it on standard error in the name of `program` and
/// returns false.
[[nodiscard]] bool print(std::string_view program, std::string_view text);

}  // namespace emascope
