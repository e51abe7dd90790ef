// SPDX-License-Identifier: Apache-2.0
//
// Results on standard output. What does not arrive there is a failure that is told, not a loss in
// silence.
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace emascope {

/// All of `text`, at once. Refuses, with the reason, if the system does not take it or standard
/// output was closed when the program started. If its reader has gone the program ends by SIGPIPE,
/// as others do, also where it has ignored that signal since its start.
[[nodiscard]] Status writeStandardOutput(std::string_view text);

/// writeStandardOutput(), whose refusal is a line of `program` on standard error: false then.
[[nodiscard]] bool print(std::string_view program, std::string_view text);

}  // namespace emascope
