// SPDX-License-Identifier: Apache-2.0
#include "app/common/standard_output.h"

#include "app/common/standard_streams.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace emascope {
namespace {

Error refusal(const std::string& reason) {
  return {"standard output", "cannot be written: " + reason, ""};
}

void endByBrokenPipe() {
  if (brokenPipesAreIgnored()) return;
  std::signal(SIGPIPE, SIG_DFL);
  ::raise(SIGPIPE);
}

}  // namespace

Status writeStandardOutput(std::string_view text) {
  if (text.empty()) return Ok{};
  if (wasClosedAtStart(STDOUT_FILENO)) return refusal("it is closed");
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    const int error = errno;
    if (error == EAGAIN) {  // somebody else has made it non-blocking
      pollfd room = {STDOUT_FILENO, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (error != EINTR) {
      if (error == EPIPE) endByBrokenPipe();
      return refusal(std::strerror(error));
    }
  }
  return Ok{};
}

bool print(std::string_view program, std::string_view text) {
  const Status status = writeStandardOutput(text);
  if (!status) std::cerr << program << ": " << status.error().message() << '\n';
  return status.ok();
}

}  // namespace emascope
