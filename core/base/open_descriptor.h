// SPDX-License-Identifier: Apache-2.0
//
// Opens a file, and again if a signal interrupts that.
#pragma once

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/types.h>

namespace emascope {

/// open(2) that is repeated while it fails with EINTR, as it can on network and FUSE file systems.
/// Returns the descriptor, or -1 with errno. `mode`: permissions of a file that is created, reduced
/// by the umask.
[[nodiscard]] inline int openDescriptor(const std::string& path, int flags, mode_t mode = 0) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags, mode);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

}  // namespace emascope
