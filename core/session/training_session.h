// SPDX-License-Identifier: Apache-2.0
//
// A Session whose run is a thread of this process. That thread owns all tensors. Commands reach it
// through a mailbox between two steps, and every exception of a run ends in it as event::Failed. A
// second thread keeps its rights when the first is confined, and enforces the time limit of a step.
// Does not depend on LibTorch.
#pragma once

#include "core/session/run_factory.h"
#include "core/session/watched_session.h"

#include <memory>
#include <thread>

namespace emascope {

class TrainingSession final : public WatchedSession {
 public:
  explicit TrainingSession(RunFactory run_factory);
  /// Waits for the current gradient pass or piece of an evaluation, unless it was given up.
  ~TrainingSession() override;

  void post(Command command) override;
  [[nodiscard]] std::vector<Event> drain() override;
  void setWakeup(std::function<void()> wakeup) override;

  [[nodiscard]] std::chrono::nanoseconds busyFor() const override;
  [[nodiscard]] bool giveUp() override;
  [[nodiscard]] bool gaveUp() const override;

 private:
  struct Core;

  std::shared_ptr<Core> core_;  ///< outlives this if a thread is left behind
  std::jthread keeper_;         ///< last: stopped and joined before the rest is destroyed
};

}  // namespace emascope
