// SPDX-License-Identifier: Apache-2.0
//
// A thread that may give up its rights permanently (confinement.h), and its host: the thread that
// started it and keeps its rights. The host waits and runs errands for the hosted thread, such as
// writing a file whose bytes are ready.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace emascope {

class HostedThread {
 public:
  /// Starts the thread. `work` must not throw.
  explicit HostedThread(std::function<void()> work);
  /// Waits for the thread to end, unless host() already has.
  ~HostedThread();
  HostedThread(const HostedThread&) = delete;
  HostedThread& operator=(const HostedThread&) = delete;

  /// Runs errands until the thread ends, then returns true. Calls `give_up` every `tick`; if it
  /// returns true, detaches the thread and returns false.
  [[nodiscard]] bool host(std::chrono::milliseconds tick, const std::function<bool()>& give_up);

  /// Runs errands until one of them sets `over` or the thread ends.
  void hostUntil(const bool& over);

  struct Errands;

 private:
  /// Returns false without an errand if the thread has ended or `tick` has passed.
  [[nodiscard]] bool doNextErrand(std::chrono::milliseconds tick);

  std::shared_ptr<Errands> errands_;
  std::thread thread_;
};

/// Whether this thread is a hosted thread.
[[nodiscard]] bool isHostedThread();

/// Runs `errand` in this thread, or, if this is a confined hosted thread, in its host's thread
/// while this one waits. Rethrows exceptions. [any-thread]
void asUnconfined(const std::function<void()>& errand);

/// Runs `errand` in the host's thread while this one waits. @pre this is a hosted thread
void askHost(const std::function<void()>& errand);

}  // namespace emascope
