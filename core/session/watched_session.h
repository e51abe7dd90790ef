// SPDX-License-Identifier: Apache-2.0
//
// A session in this process that can be abandoned even if a step never ends: a model from a script
// may loop forever, and a thread cannot be ended from outside.
#pragma once

#include "core/protocol/session.h"

#include <chrono>

namespace emascope {

class WatchedSession : public Session {
 public:
  /// [any-thread] Duration so far of the current step, evaluation or preparation; zero in between.
  /// Work after a run, such as saving, does not count.
  [[nodiscard]] virtual std::chrono::nanoseconds busyFor() const = 0;

  /// [any-thread] Ends the run without waiting for the current work: saves the requested weights as
  /// of the last completed step; the run is then finished, or never started. Returns false if there
  /// is no current work. Afterward gaveUp() is true.
  [[nodiscard]] virtual bool giveUp() = 0;

  /// [any-thread] Whether work was given up, by giveUp() or because it exceeded its time limit. Its
  /// thread still exists and commands are no longer handled: drain() the events and end the process
  /// with _exit().
  [[nodiscard]] virtual bool gaveUp() const = 0;
};

}  // namespace emascope
