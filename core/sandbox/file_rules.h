// SPDX-License-Identifier: Apache-2.0
//
// No file may be opened, made, changed or deleted any more, but for reading random
// numbers and what the system says about its processors: Landlock, of Linux 5.13 and later.
#pragma once

namespace emascope {

/// False if this system has no Landlock, or if other threads would not be covered. @pre
/// no_new_privs is set
[[nodiscard]] bool restrictFiles();

/// The same for this thread alone and those that it starts. `devices`: weaker, files may be read
/// everywhere, and what is in /dev may be used. False if this system has no Landlock. @pre as above
[[nodiscard]] bool restrictFilesOfThisThread(bool devices);

}  // namespace emascope
