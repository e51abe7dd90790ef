// SPDX-License-Identifier: Apache-2.0
//
// An exclusive lock on writing a file, held by one process at a time. It belongs to the file's
// folder and name, not its content, so it also covers files that are replaced or do not exist yet.
// It ends with the process, however that ends, and leaves nothing behind. Valid on this machine
// only.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>

namespace emascope {

/// Shared by all holders within a process. [any-thread]
class NameLock {
 public:
  /// Fails if another process holds the lock. Null for a device, such as /dev/null, to which any
  /// number of runs may write, and if the system has no such locks.
  [[nodiscard]] static Result<std::shared_ptr<const NameLock>> take(const std::string& path);

  ~NameLock();
  NameLock(const NameLock&) = delete;
  NameLock& operator=(const NameLock&) = delete;

 private:
  explicit NameLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace emascope
