// SPDX-License-Identifier: Apache-2.0
#include "app/engine/serve/frame_output.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace emascope {

FrameOutput::FrameOutput(int fd) : fd_(fd), flags_(fcntl(fd, F_GETFL)) {
  fcntl(fd_, F_SETFL, flags_ | O_NONBLOCK);
}

FrameOutput::~FrameOutput() { fcntl(fd_, F_SETFL, flags_); }

bool FrameOutput::writeSome() {
  while (written_ < waiting_.size()) {
    const auto count = write(fd_, waiting_.data() + written_, waiting_.size() - written_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN;
    written_ += static_cast<std::size_t>(count);
  }
  waiting_.clear();
  written_ = 0;
  return true;
}

FrameOutput::Outcome FrameOutput::flush(const WakeFd& away) {
  while (true) {
    if (!writeSome()) return Outcome::kBroken;
    if (waiting_.empty()) return Outcome::kDone;
    std::array<pollfd, 2> ends = {{{fd_, POLLOUT, 0}, {away.fd(), POLLIN, 0}}};
    poll(ends.data(), ends.size(), -1);
    if (ends[1].revents != 0) return Outcome::kCalledAway;
  }
}

FrameOutput::Outcome FrameOutput::flush(std::chrono::milliseconds limit) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + limit;
  while (true) {
    if (!writeSome()) return Outcome::kBroken;
    if (waiting_.empty()) return Outcome::kDone;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return Outcome::kLate;
    pollfd output = {fd_, POLLOUT, 0};
    poll(&output, 1, static_cast<int>(left));
  }
}

}  // namespace emascope
