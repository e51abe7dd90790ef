// SPDX-License-Identifier: Apache-2.0
#include "core/train/supervision.h"

#include "core/base/thread_safety.h"

#include <condition_variable>

namespace emascope {
namespace {

std::int64_t nanoseconds() {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

[[noreturn]] void waitForTheEndOfTheProcess() {
  Mutex mutex;
  std::condition_variable never;
  MutexLock lock(mutex);
  for (;;) never.wait(lock.native());
}

}  // namespace

std::chrono::nanoseconds Supervision::busyFor() const {
  if (work() == Work::kNone) return {};
  return std::chrono::nanoseconds(nanoseconds() - since_);
}

bool Supervision::giveUp(std::chrono::nanoseconds at_least) {
  std::uint64_t state = state_;
  while (workOf(state) != Work::kNone && (state & kGivenUp) == 0 && busyFor() >= at_least) {
    if (state_.compare_exchange_weak(state, state | kGivenUp)) return true;
  }
  return false;
}

void Supervision::begin(Work work) {
  since_ = nanoseconds();
  state_ = (state_ & ~kWorkBits) + kNextPiece + static_cast<std::uint64_t>(work);
}

void Supervision::end() {
  std::uint64_t state = state_;
  while ((state & kGivenUp) == 0) {
    if (state_.compare_exchange_weak(state, state & ~kWorkBits)) return;
  }
  waitForTheEndOfTheProcess();
}

}  // namespace emascope
