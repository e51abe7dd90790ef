// SPDX-License-Identifier: Apache-2.0
//
// The way to the window. While the engine serves, standard output carries frames and nothing else:
// whatever a library prints there goes to standard error instead.
#pragma once

namespace emascope {

/// Sets standard output aside for frames. The first thing in main() when the engine is to serve,
/// before any library can print. Ends the program if the system refuses.
void reserveProtocolOutput();

/// File descriptor for frames. @pre reserveProtocolOutput()
[[nodiscard]] int protocolOutput();

}  // namespace emascope
