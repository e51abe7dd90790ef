// SPDX-License-Identifier: Apache-2.0
//
// Run plans and catalogs for the toy model.
#pragma once

#include "core/train/run_plan.h"

#include <string>
#include <vector>

namespace emascope {

[[nodiscard]] inline Preset toyPreset() {
  Preset preset;
  preset.info = {.id = "toy", .title = "toy", .story = "A line.", .model = "toy"};
  preset.optimizer = {
      .kind = OptimizerSettings::Kind::kSgd, .lr = 0.1, .momentum = 0.9, .weight_decay = 0.001};
  preset.batch = 4;
  preset.info.config.preset = "toy";
  preset.info.config.steps = 40;
  preset.info.config.eval_every = 10;
  preset.info.config.lr = 0.1;
  preset.info.config.tracks = {
      {.label = "main", .schedule = "inverse-power", .params = {{"update_after_step", 2.0}}},
      {.label = "slow", .schedule = "constant", .params = {{"beta", 0.99}}}};
  return preset;
}

[[nodiscard]] inline RunConfig toyConfig() { return toyPreset().info.config; }

[[nodiscard]] inline RunPlan toyPlan(const RunConfig& config, const Preset& preset = toyPreset()) {
  return planRun(config, preset, {.id = "toy", .parameters = 4, .train_samples = 200}, {});
}

}  // namespace emascope
