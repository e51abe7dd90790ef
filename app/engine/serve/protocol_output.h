// SPDX-License-Identifier: Apache-2.0
//
// The output to the window. While the engine serves, standard output carries nothing but frames:
// what a library prints there goes to standard error instead. The engine ends at the end of its
// input, not by a Ctrl-C that was meant for the window or by a pipe that the window has closed.
#pragma once

namespace emascope {

/// Reserves standard output for frames. Must come first in main() of a serving engine, before any
/// library can print. Ends the program if the system refuses.
void reserveProtocolOutput();

/// File descriptor for frames. @pre reserveProtocolOutput()
[[nodiscard]] int protocolOutput();

/// Moves the process into its own process group and ignores SIGINT and SIGPIPE.
void leaveTerminal();

}  // namespace emascope
