// SPDX-License-Identifier: Apache-2.0
//
// What the files of output_file.h ask of the system. Private to core/base.
#pragma once

#include "core/base/result.h"

#include <string>

namespace emascope {

/// "path: what: the system's reason", which is errno's.
[[nodiscard]] Error systemError(const std::string& path, const char* what);
[[nodiscard]] Error heldByAnother(const std::string& path);

[[nodiscard]] bool isPipe(const std::string& path);
/// Neither regular file nor folder.
[[nodiscard]] bool isSpecial(const std::string& path);

/// A pipe for writing that never blocks; refuses one that nobody reads within two seconds: whoever
/// starts both sides starts one of them first.
[[nodiscard]] Result<int> openPipe(const std::string& path);

/// What was made, removed or renamed in the folder of `target` is on the disk afterwards. Not every
/// file system can, which is no error: the files themselves are safe.
void syncFolderOf(const std::string& target);

}  // namespace emascope
