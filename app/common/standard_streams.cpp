// SPDX-License-Identifier: Apache-2.0
#include "app/common/standard_streams.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <unistd.h>

namespace emascope {
namespace {

std::array<bool, 3> was_closed = {};
bool broken_pipes_ignored = false;

}  // namespace

void openStandardStreams() {
  struct sigaction pipes {};
  broken_pipes_ignored = ::sigaction(SIGPIPE, nullptr, &pipes) == 0 && pipes.sa_handler == SIG_IGN;
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    was_closed[static_cast<std::size_t>(stream)] = true;
    // The lowest number that is free is this one. Programs that are started from here inherit it.
    [[maybe_unused]] const int opened =
        ::open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

void takeSizeLimitAsError() { std::signal(SIGXFSZ, SIG_IGN); }

bool wasClosedAtStart(int descriptor) {
  return descriptor >= STDIN_FILENO && descriptor <= STDERR_FILENO &&
         was_closed[static_cast<std::size_t>(descriptor)];
}

bool brokenPipesAreIgnored() { return broken_pipes_ignored; }

}  // namespace emascope
