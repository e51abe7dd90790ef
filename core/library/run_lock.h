// SPDX-License-Identifier: Apache-2.0
//
// Locks of a run's folder, shared by all programs of this machine. They belong to bytes of the
// empty file `lock` in the folder (F_OFD_SETLK of fcntl(2)), so they go with the folder when it is
// renamed and end with the program, however that ends.
#pragma once

#include "core/base/result.h"

#include <string>

namespace emascope {

class RunLock {
 public:
  enum class Of {
    kWriting = 0,  ///< the journal: held by the program that writes the run
    kCard = 1,     ///< run.json: held while it is changed
  };
  /// Takes the lock, or fails: kWriting at once if another holder has it, kCard after two seconds.
  [[nodiscard]] static Result<RunLock> take(const std::string& folder, Of of);
  /// True if somebody holds the lock; takes nothing and needs no right to write.
  [[nodiscard]] static bool isHeld(const std::string& folder, Of of);

  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept;
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;
  ~RunLock();

 private:
  explicit RunLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace emascope
