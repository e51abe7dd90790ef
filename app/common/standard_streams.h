// SPDX-License-Identifier: Apache-2.0
//
// A program may be started with its standard input, output or error closed ("2>&-"). The next file
// that it opens would then get that number, and messages would be written into that file.
#pragma once

namespace emascope {

/// Opens /dev/null for each standard stream that is closed, and records the state for the functions
/// below. Must come first in main().
void openStandardStreams();

/// The program was started without this stream (STDIN_FILENO, STDOUT_FILENO or STDERR_FILENO).
[[nodiscard]] bool wasClosedAtStart(int descriptor);

/// True if SIGPIPE was ignored when the program started: the caller wants errors instead.
[[nodiscard]] bool brokenPipesAreIgnored();

}  // namespace emascope
