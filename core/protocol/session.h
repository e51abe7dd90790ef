// SPDX-License-Identifier: Apache-2.0
//
// An engine as the window and the command line see it: commands in, events out. It may run on a
// thread of this process or in another process; the interface is the same.
#pragma once

#include "core/protocol/commands.h"
#include "core/protocol/events.h"

#include <functional>
#include <vector>

namespace emascope {

class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(Session&&) = delete;
  /// Ends the run and waits for its thread or process, at most about a second.
  virtual ~Session() = default;

  /// [any-thread] Queues a command; never blocks. A command that nextState() does not allow is
  /// answered by Rejected if it has a request, and ignored otherwise.
  virtual void post(Command command) = 0;

  /// [any-thread] Events since the last call, oldest first; never blocks.
  [[nodiscard]] virtual std::vector<Event> drain() = 0;

  /// `wakeup` is called, on any thread, when the first event becomes available to drain(). It must
  /// return at once and not call back. Empty = none. When this returns, the previous one is not
  /// running and will not run again.
  virtual void setWakeup(std::function<void()> wakeup) = 0;
};

}  // namespace emascope
