// SPDX-License-Identifier: Apache-2.0
#include "core/session/engine.h"

#include "core/models/model.h"
#include "core/models/preset.h"
#include "core/session/training_session.h"
#include "core/train/run_plan.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <torch/headeronly/version.h>

namespace emascope {
namespace {

std::string cpuName() {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  return "CPU, " + std::to_string(cores) + (cores == 1 ? " core" : " cores");
}

const Preset& presetOf(const RunConfig& config) {
  return *std::find_if(presets().begin(), presets().end(),
                       [&](const Preset& preset) { return preset.info.id == config.preset; });
}

Result<RunPlan> plan(const RunConfig& config) {
  if (config.device != "auto" && config.device != "cpu") {
    return Error{"device", "'" + config.device + "' is not known", "auto, cpu"};
  }
  const Preset& preset = presetOf(config);
  return planRun(config, preset, models().at(preset.info.model).info,
                 {.device = "cpu", .device_name = cpuName(), .engine = engineName()});
}

std::unique_ptr<Trainer> build(const RunPlan& run) {
  return std::make_unique<Trainer>(models().at(presetOf(run.config).info.model), run);
}

}  // namespace

std::string engineName() { return "emascope-engine " EMASCOPE_VERSION ", LibTorch " TORCH_VERSION; }

Catalog engineCatalog() {
  Catalog catalog;
  for (const Preset& preset : presets()) catalog.presets.push_back(preset.info);
  for (const auto& [id, entry] : models()) catalog.models.push_back(entry.info);
  catalog.schedules = scheduleInfos();
  catalog.run_params = runParams();
  catalog.devices = {{.id = "cpu", .name = cpuName()}};
  return catalog;
}

std::unique_ptr<Session> makeEngineSession() {
  return std::make_unique<TrainingSession>(Workshop{engineCatalog(), plan, build});
}

}  // namespace emascope
