// SPDX-License-Identifier: Apache-2.0
//
// Output queue of the engine's frames. A pipe without a reader blocks nothing: frames that do not
// fit stay here, and flush() can be interrupted.
#pragma once

#include "app/engine/serve/wake_fd.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace emascope {

class FrameOutput {
 public:
  /// Makes `fd` non-blocking for as long as this lives; does not own it.
  explicit FrameOutput(int fd);
  ~FrameOutput();
  FrameOutput(const FrameOutput&) = delete;
  FrameOutput& operator=(const FrameOutput&) = delete;

  void put(const std::string& frames) { waiting_ += frames; }

  enum class Outcome { kDone, kCalledAway, kLate, kBroken };

  /// Writes all queued frames, unless `away` is raised before.
  [[nodiscard]] Outcome flush(const WakeFd& away);
  /// Writes as much as possible within `limit`.
  [[nodiscard]] Outcome flush(std::chrono::milliseconds limit);

 private:
  /// Writes what fits now; false if the other end is gone.
  [[nodiscard]] bool writeSome();

  int fd_;
  int flags_;  ///< original flags of fd_
  std::string waiting_;
  std::size_t written_ = 0;  ///< of waiting_
};

}  // namespace emascope
