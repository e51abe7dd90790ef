// SPDX-License-Identifier: Apache-2.0
//
// A new thread for the next run, needed if this thread was confined for a script, since confinement
// is permanent. It prepares the run, then waits to continue with it or to end.
#pragma once

#include "core/sandbox/hosted_thread.h"

#include <functional>
#include <future>
#include <memory>

namespace emascope {

class FreshThread {
 public:
  /// Runs `work` on a new, unconfined thread and waits for it; that thread then waits. If `work`
  /// throws, the thread ends and the exception is rethrown here. [trainer-thread]
  void run(const std::function<void()>& work);

  /// Ends the waiting thread. [trainer-thread]
  void dismiss();

  [[nodiscard]] bool waits() const { return thread_ != nullptr; }
  /// Continues the thread with `work` and hands it to the caller. @pre waits()
  [[nodiscard]] std::unique_ptr<HostedThread> release(std::function<void()> work);

 private:
  std::promise<std::function<void()>> go_on_;
  std::unique_ptr<HostedThread> thread_;
};

}  // namespace emascope
