// SPDX-License-Identifier: Apache-2.0
//
// A session in this process, which can be left although a step of it does not end: a model that
// came as a program may loop for ever, and no thread can be ended from outside.
#pragma once

#include "core/protocol/session.h"

#include <chrono>

namespace emascope {

class WatchedSession : public Session {
 public:
  /// [any-thread] For how long the step, the evaluation or the preparation under way has been going
  /// on; zero between two of them. What comes after a run, such as saving, is none of them.
  [[nodiscard]] virtual std::chrono::nanoseconds busyFor() const = 0;

  /// [any-thread] Ends the run without what is under way: weights that are to be saved are saved as
  /// they were at the last whole step, and the run is finished, or was never begun. False if
  /// nothing is under way. Afterwards as gaveUp().
  [[nodiscard]] virtual bool giveUp() = 0;

  /// [any-thread] Something was given up, by giveUp() or because it took longer than its limit. Its
  /// thread is still there and nothing is obeyed any more: what is left is to drain() and to end
  /// the process by _exit().
  [[nodiscard]] virtual bool gaveUp() const = 0;
};

}  // namespace emascope
