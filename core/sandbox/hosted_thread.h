// SPDX-License-Identifier: Apache-2.0
//
// A thread that may give up its rights for good (confinement.h), and the thread that has started it
// and keeps its own: it waits, and does what the other asks for and may no longer do itself, such
// as writing a file whose bytes are ready.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace emascope {

class HostedThread {
 public:
  /// Starts it. `work` must not throw.
  explicit HostedThread(std::function<void()> work);
  /// Waits for its end, if host() has not.
  ~HostedThread();
  HostedThread(const HostedThread&) = delete;
  HostedThread& operator=(const HostedThread&) = delete;

  /// Does its errands until it has ended: true. `give_up` is asked every `tick`; once it says so
  /// the thread is left to itself for good: false.
  [[nodiscard]] bool host(std::chrono::milliseconds tick, const std::function<bool()>& give_up);

  /// Does its errands until one of them has made `over` true, or it has ended.
  void hostUntil(const bool& over);

  struct Errands;

 private:
  /// False if there is nothing to do: it has ended, or `tick` has passed.
  [[nodiscard]] bool doNextErrand(std::chrono::milliseconds tick);

  std::shared_ptr<Errands> errands_;
  std::thread thread_;
};

/// This thread is a HostedThread's.
[[nodiscard]] bool isHostedThread();

/// Runs `errand` here; in a hosted thread that is confined, on its host's thread meanwhile. What it
/// throws is thrown here. [any-thread]
void asUnconfined(const std::function<void()>& errand);

/// Runs `errand` on the host's thread meanwhile. @pre this is a hosted thread
void askHost(const std::function<void()>& errand);

}  // namespace emascope
