// SPDX-License-Identifier: Apache-2.0
//
// Denies opening, creating, changing and deleting files, except for reading random numbers and
// information about the processors and memory. Uses Landlock (Linux 5.13 or later).
#pragma once

namespace emascope {

/// Returns false if the system has no Landlock or if other threads would not be covered. @pre
/// no_new_privs is set
[[nodiscard]] bool restrictFiles();

/// Likewise for only this thread and the threads it starts. `devices`: weaker; all files may be
/// read, and devices in /dev may be used. Returns false if the system has no Landlock. @pre
/// no_new_privs is set
[[nodiscard]] bool restrictFilesOfThisThread(bool devices);

}  // namespace emascope
