// SPDX-License-Identifier: Apache-2.0
//
// The right to write a file, which one program at a time has. It belongs to the file's folder and
// name and not to its content, so that it holds for files that are replaced or do not exist yet;
// it ends with the program, whatever ends that, and leaves nothing behind. It is known on this
// machine alone.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>

namespace emascope {

/// Shared by all of one process that hold it. [any-thread]
class NameLock {
 public:
  /// Refuses a file that another process has taken. Null where the system knows no such locks.
  [[nodiscard]] static Result<std::shared_ptr<const NameLock>> take(const std::string& path);

  ~NameLock();
  NameLock(const NameLock&) = delete;
  NameLock& operator=(const NameLock&) = delete;

 private:
  explicit NameLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace emascope
