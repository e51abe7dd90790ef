// SPDX-License-Identifier: Apache-2.0
//
// System functions used by the files of output_file.h. Private to core/base.
#pragma once

#include "core/base/result.h"

#include <string>

namespace emascope {

/// "path: what: reason", with the system's text for errno.
[[nodiscard]] Error systemError(const std::string& path, const char* what);
[[nodiscard]] Error heldByAnother(const std::string& path);

[[nodiscard]] bool isPipe(const std::string& path);
/// True if neither a regular file nor a folder.
[[nodiscard]] bool isSpecial(const std::string& path);

/// Opens a pipe for non-blocking writing. Fails if nobody reads it within two seconds (the reader
/// may be started after the writer).
[[nodiscard]] Result<int> openPipe(const std::string& path);

/// Makes creations, removals and renames in the folder of `target` durable. Not every file system
/// supports it; that is no error, since the files themselves are safe.
void syncFolderOf(const std::string& target);

}  // namespace emascope
