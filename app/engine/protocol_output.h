// SPDX-License-Identifier: Apache-2.0
//
// The way to the window. While the engine serves, standard output carries frames and nothing else:
// whatever a library prints there goes to standard error instead. And it ends when its input does,
// not by a Ctrl-C that was meant for the window or by a pipe that the window has closed.
#pragma once

namespace emascope {

/// Sets standard output aside for frames. The first thing in main() when the engine is to serve,
/// before any library can print. Ends the program if the system refuses.
void reserveProtocolOutput();

/// File descriptor for frames. @pre reserveProtocolOutput()
[[nodiscard]] int protocolOutput();

/// A process group of its own; SIGINT and SIGPIPE ignored.
void leaveTerminal();

}  // namespace emascope
