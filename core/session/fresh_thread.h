// SPDX-License-Identifier: Apache-2.0
//
// The thread of the next run, if that is to be another than this one's: a thread that was confined
// for one program stays so. It prepares the run, and waits to be told to go on with it or to end.
#pragma once

#include "core/sandbox/hosted_thread.h"

#include <functional>
#include <future>
#include <memory>

namespace emascope {

class FreshThread {
 public:
  /// Runs `work` on a new thread with all rights, and waits for it; that thread then waits. What
  /// `work` throws is thrown here, and the thread has ended. [trainer-thread]
  void run(const std::function<void()>& work);

  /// The thread is not wanted any more. [trainer-thread]
  void dismiss();

  [[nodiscard]] bool waits() const { return thread_ != nullptr; }
  /// The thread goes on with `work`, and is the caller's. @pre waits()
  [[nodiscard]] std::unique_ptr<HostedThread> release(std::function<void()> work);

 private:
  std::promise<std::function<void()>> go_on_;
  std::unique_ptr<HostedThread> thread_;
};

}  // namespace emascope
