// SPDX-License-Identifier: Apache-2.0
//
// System calls that are repeated if a signal interrupts them, as network and FUSE file systems
// allow for more calls than disks do.
#pragma once

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/types.h>

namespace emascope {

/// Calls `call` until it does not fail with EINTR. Returns its result, negative with errno if it
/// failed.
template <class Call>
auto uninterrupted(const Call& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// open(2): the descriptor, or -1 with errno. `mode`: permissions of a file that is created,
/// reduced by the umask.
[[nodiscard]] inline int openDescriptor(const std::string& path, int flags, mode_t mode = 0) {
  return uninterrupted([&] { return ::open(path.c_str(), flags, mode); });
}

}  // namespace emascope
