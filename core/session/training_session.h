// SPDX-License-Identifier: Apache-2.0
//
// A Session whose run is a thread of this process. That thread owns every tensor; commands reach it
// through a mailbox between two steps, and every exception of a run ends in it, as event::Failed.
// A second thread keeps its rights where the first gives them up, and watches the limit of a step.
// Knows no LibTorch.
#pragma once

#include "core/session/run_factory.h"
#include "core/session/watched_session.h"

#include <memory>
#include <thread>

namespace emascope {

class TrainingSession final : public WatchedSession {
 public:
  explicit TrainingSession(RunFactory run_factory);
  /// Waits for a gradient pass or a piece of an evaluation under way, unless it was given up.
  ~TrainingSession() override;

  void post(Command command) override;
  [[nodiscard]] std::vector<Event> drain() override;
  void setWakeup(std::function<void()> wakeup) override;

  [[nodiscard]] std::chrono::nanoseconds busyFor() const override;
  [[nodiscard]] bool giveUp() override;
  [[nodiscard]] bool gaveUp() const override;

 private:
  struct Core;

  std::shared_ptr<Core> core_;  ///< outlives this where a thread is left behind
  std::jthread keeper_;         ///< last: stopped and joined before the rest goes
};

}  // namespace emascope
