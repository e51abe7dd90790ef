// SPDX-License-Identifier: Apache-2.0
//
// The whole of an engine, as the window and the command line see it: commands in, events out. It
// may be a thread of this process or another process; nobody can tell from here.
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

  /// [any-thread] Queues a command, never blocks. One that nextState() does not allow is answered
  /// by Rejected if it carries a request, and otherwise ignored.
  virtual void post(Command command) = 0;

  /// [any-thread] Events since the last call, oldest first; never blocks.
  [[nodiscard]] virtual std::vector<Event> drain() = 0;

  /// `wakeup` is called, on any thread, when drain() has something after having had nothing. It
  /// must return at once and not call back. Empty = none. When this returns, the previous one is
  /// not running and will not run again.
  virtual void setWakeup(std::function<void()> wakeup) = 0;
};

}  // namespace emascope
