// SPDX-License-Identifier: Apache-2.0
//
// The system calls that computing needs, as a seccomp filter: memory, threads of this process,
// clocks, files that are open already, and opening files to read. Any other fails with EPERM and is
// remembered. Linux on x86-64 and arm64.
#pragma once

#include <string>
#include <vector>

namespace emascope {

/// False if this system has no such filters. @pre no_new_privs is set
[[nodiscard]] bool restrictSystemCalls();

/// The same for this thread alone and those that it starts. `devices`: weaker, any call that a
/// driver may make is allowed, and starting programs, connecting to other machines, and making and
/// deleting files is not. @pre as above
[[nodiscard]] bool restrictSystemCallsOfThisThread(bool devices);

/// As deniedCalls().
[[nodiscard]] std::vector<std::string> deniedSystemCalls();

}  // namespace emascope
