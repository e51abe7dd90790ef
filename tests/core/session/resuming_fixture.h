// SPDX-License-Identifier: Apache-2.0
//
// Sessions with a toy that stop at a checkpoint and go on from it.
#pragma once

#include "core/store/checkpoint_folder.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

/// One session, and the record of the run in it.
class Resuming : public testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }

  /// Everything said, with the wall time left out.
  static RunRecord recordOf(const SessionDriver& driver) {
    RunRecord record;
    for (const Event& event : driver.seen()) record.apply(event);
    for (EvalPoint& point : record.points) point.seconds = 0.0;
    return record;
  }

  /// A run to its end without a stop.
  static RunRecord whole(const RunConfig& config, const std::vector<Command>& at_pause = {},
                         std::int64_t pause = 0) {
    SessionDriver driver(toySession());
    begin(driver, config, at_pause, pause);
    driver.post(command::Resume{});
    EXPECT_TRUE(driver.waitForState(RunState::kFinished));
    return recordOf(driver);
  }

  /// Takes `steps` steps, then sends `commands`, and stays paused; with 0 steps, it is not begun.
  static void begin(SessionDriver& driver, const RunConfig& config,
                    const std::vector<Command>& commands, std::int64_t steps) {
    driver.post(command::Start{1, paused(config)});
    EXPECT_TRUE(driver.waitForState(RunState::kPaused));
    if (steps > 0) {
      driver.post(command::Advance{steps});
      EXPECT_TRUE(driver.waitForState(RunState::kRunning));
      EXPECT_TRUE(driver.waitForState(RunState::kPaused));
    }
    for (const Command& command : commands) driver.post(command);
  }

  /// Stops after `stop` steps; returns the checkpoint written there.
  std::string stopped(RunConfig config, std::int64_t stop,
                      const std::vector<Command>& commands = {}, std::int64_t pause = 0) {
    config.checkpoints = {.folder = path("at-" + std::to_string(stop)), .minutes = 0.0};
    SessionDriver driver(toySession());
    begin(driver, config, commands, std::min(pause, stop));
    if (stop == config.steps) {
      driver.post(command::Resume{});
      EXPECT_TRUE(driver.waitForState(RunState::kFinished));
      return checkpointPath(config.checkpoints.folder, checkpointName(stop));
    }
    if (stop > pause) {
      driver.post(command::Advance{stop - pause});
      EXPECT_TRUE(driver.waitForState(RunState::kRunning));
      EXPECT_TRUE(driver.waitForState(RunState::kPaused));
    }
    driver.post(command::Stop{});
    EXPECT_TRUE(driver.waitForState(RunState::kFinished));
    return checkpointPath(config.checkpoints.folder, checkpointName(stop));
  }

  /// As a program does that knows nothing but the file.
  static RunConfig from(const std::string& file) {
    RunConfig request;
    request.preset.clear();
    request.steps = 0;
    request.device.clear();
    request.resume_from = file;
    return request;
  }

  static RunRecord resumed(const RunConfig& request) {
    SessionDriver driver(toySession());
    driver.post(command::Start{7, request});
    EXPECT_TRUE(driver.waitFor([](const Event& event) {
      const auto* state = std::get_if<event::StateChanged>(&event);
      if (state != nullptr && state->state == RunState::kFinished) return true;
      const auto* refusal = std::get_if<event::Rejected>(&event);
      if (refusal != nullptr && refusal->request == 7) ADD_FAILURE() << refusal->error.message();
      return refusal != nullptr && refusal->request == 7;
    }));
    return recordOf(driver);
  }

  /// Why a request is refused; nothing must have begun.
  static std::string refusal(const RunConfig& request) {
    SessionDriver driver(toySession());
    driver.post(command::Start{7, request});
    EXPECT_TRUE(driver.waitFor(
        [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
    EXPECT_TRUE(driver.all<event::Started>().empty());
    const auto all = driver.all<event::Rejected>();
    return all.empty() ? "" : all.back().error.message();
  }

  static std::string bytesOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TemporaryFolder folder_;
};

}  // namespace emascope
