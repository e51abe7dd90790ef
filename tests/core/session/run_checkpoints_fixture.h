// SPDX-License-Identifier: Apache-2.0
//
// Sessions with a toy that write checkpoints into a temporary folder.
#pragma once

#include "core/store/checkpoint_folder.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/temporary_folder.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

inline bool isWritten(const Event& event) {
  return std::holds_alternative<event::CheckpointWritten>(event);
}
inline bool isRejected(const Event& event) {
  return std::holds_alternative<event::Rejected>(event);
}
inline bool isApplied(const Event& event) { return std::holds_alternative<event::Applied>(event); }
inline bool isTracksChanged(const Event& event) {
  return std::holds_alternative<event::TracksChanged>(event);
}

/// "3 edit": step and reason of each that was announced, in order.
inline std::vector<std::string> told(const SessionDriver& driver) {
  std::vector<std::string> all;
  for (const auto& one : driver.all<event::CheckpointWritten>()) {
    all.push_back(std::to_string(one.step) + " " + std::string(checkpointReasonId(one.reason)));
  }
  return all;
}

class RunCheckpointsTest : public testing::Test {
 protected:
  RunConfig inFolder(const std::string& name = "run") const {
    RunConfig config = paused(longToy());
    config.checkpoints = {.folder = folder_ / name, .minutes = 0.0};
    return config;
  }
  static void take(SessionDriver& driver, std::int64_t steps) {
    driver.post(command::Advance{steps});
    ASSERT_TRUE(driver.waitForState(RunState::kRunning));
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  }
  /// A run that has taken five steps and is paused, without a checkpoint: the first pause is one.
  static void begin(SessionDriver& driver, const RunConfig& config) {
    driver.post(command::Start{1, config});
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
    take(driver, 5);
    ASSERT_TRUE(driver.waitFor(isWritten));
  }
  std::vector<std::int64_t> stepsIn(const std::string& name = "run") const {
    std::vector<std::int64_t> steps;
    const auto files = listCheckpoints(folder_ / name);
    if (!files) return steps;
    for (const CheckpointFile& file : *files) steps.push_back(file.step);
    return steps;
  }

  const ToyWorld world_;
  TemporaryFolder folder_;
};

}  // namespace emascope
