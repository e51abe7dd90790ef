// SPDX-License-Identifier: Apache-2.0
//
// What a program can inherit from the one that starts it: closed standard streams ("2>&-"), whose
// numbers the next files would get, messages for the closed stream included; an ignored SIGPIPE; a
// limit on the size of files ("ulimit -f").
#pragma once

namespace emascope {

/// Opens /dev/null for each standard stream that is closed, and records the state for the functions
/// below. Must come first in main().
void openStandardStreams();

/// Makes a file at its size limit an error of write(), which can be handled like a full disk, and
/// not a fatal signal (SIGXFSZ).
void takeSizeLimitAsError();

/// The program was started without this stream (STDIN_FILENO, STDOUT_FILENO or STDERR_FILENO).
[[nodiscard]] bool wasClosedAtStart(int descriptor);

/// True if SIGPIPE was ignored when the program started: the caller wants errors instead.
[[nodiscard]] bool brokenPipesAreIgnored();

}  // namespace emascope
