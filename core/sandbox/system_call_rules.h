// SPDX-License-Identifier: Apache-2.0
//
// Seccomp filter that allows the system calls needed for computing: memory, threads of this
// process, clocks, files that are already open, and opening files for reading. Any other call fails
// with EPERM and is recorded. Linux on x86-64 and arm64.
#pragma once

#include <string>
#include <vector>

namespace emascope {

/// Returns false if the system has no such filters. @pre no_new_privs is set
[[nodiscard]] bool restrictSystemCalls();

/// Likewise for only this thread and the threads it starts. `devices`: weaker; allows any call that
/// a driver may make, but not starting programs, connecting to other machines, or creating and
/// deleting files. @pre no_new_privs is set
[[nodiscard]] bool restrictSystemCallsOfThisThread(bool devices);

/// As deniedCalls().
[[nodiscard]] std::vector<std::string> deniedSystemCalls();

}  // namespace emascope
