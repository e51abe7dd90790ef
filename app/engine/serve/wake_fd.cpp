// SPDX-License-Identifier: Apache-2.0
#include "app/engine/serve/wake_fd.h"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace emascope {

WakeFd::WakeFd() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

WakeFd::~WakeFd() { close(fd_); }

void WakeFd::raise() const {
  const std::uint64_t one = 1;
  // Fails only after 2^64 - 2 raises; the flag is raised then.
  [[maybe_unused]] const auto written = write(fd_, &one, sizeof one);
}

void WakeFd::lower() const {
  std::uint64_t count = 0;
  // Fails only if the flag is not raised.
  [[maybe_unused]] const auto got = read(fd_, &count, sizeof count);
}

}  // namespace emascope
