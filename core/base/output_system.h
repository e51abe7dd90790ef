// SPDX-License-Identifier: Apache-2.0
//
// System functions used by the files of output_file.h. Private to core/base.
#pragma once

#include "core/base/result.h"

#include <string>
#include <utility>

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

/// Writes a file to disk (fsync); repeats an interrupted call. False, with errno, if that fails.
[[nodiscard]] bool syncToDisk(int descriptor);

/// A folder, opened before something in it changes, so that the change can be made durable
/// afterwards even without free descriptors.
class FolderSync {
 public:
  /// Fails for a lack of descriptors or memory and for a broken disk. A folder that this user may
  /// not read cannot be synced; that is no error.
  [[nodiscard]] static Result<FolderSync> open(const std::string& folder);

  FolderSync(FolderSync&& other) noexcept;
  FolderSync& operator=(FolderSync&& other) = delete;
  FolderSync(const FolderSync&) = delete;
  FolderSync& operator=(const FolderSync&) = delete;
  ~FolderSync();

  /// Fails if the disk does; not where the file system does not sync folders.
  [[nodiscard]] Status sync() const;

 private:
  FolderSync(std::string folder, int descriptor)
      : folder_(std::move(folder)), descriptor_(descriptor) {}
  std::string folder_;
  int descriptor_ = -1;  ///< -1: cannot be synced
};

}  // namespace emascope
