// SPDX-License-Identifier: Apache-2.0
//
// A session that trains the toy model.
#pragma once

#include "core/session/training_session.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <memory>

namespace emascope {

[[nodiscard]] inline RunFactory toyRunFactory() {
  Catalog catalog;
  catalog.presets = {toyPreset().info};
  catalog.models = {toyModel().info};
  catalog.schedules = scheduleInfos();
  catalog.run_params = runParams();
  return {
      catalog, [](const RunConfig& config) -> Result<PreparedRun> {
        const RunPlan plan = toyPlan(config);
        return PreparedRun{plan, [plan] { return std::make_unique<Trainer>(toyModel(), plan); }};
      }};
}

[[nodiscard]] inline std::unique_ptr<Session> toySession() {
  return std::make_unique<TrainingSession>(toyRunFactory());
}

/// A run that nobody waits for the end of.
[[nodiscard]] inline RunConfig longToy() {
  RunConfig config = toyConfig();
  config.steps = 1'000'000'000;
  return config;
}

[[nodiscard]] inline RunConfig paused(RunConfig config) {
  config.start_paused = true;
  return config;
}

}  // namespace emascope
