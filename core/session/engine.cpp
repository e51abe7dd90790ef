// SPDX-License-Identifier: Apache-2.0
#include "core/session/engine.h"

#include "core/base/counted.h"
#include "core/base/output_file.h"
#include "core/base/quoted.h"
#include "core/cuda/devices.h"
#include "core/library/quota.h"
#include "core/models/model.h"
#include "core/models/preset.h"
#include "core/models/user_task/task_files.h"
#include "core/models/user_task/user_task.h"
#include "core/protocol/record/run_outputs.h"
#include "core/rules/first_blend.h"
#include "core/rules/float32_limits.h"
#include "core/rules/zero_start.h"
#include "core/sandbox/confinement.h"
#include "core/sandbox/hosted_thread.h"
#include "core/session/checkpoint_places.h"
#include "core/session/training_session.h"
#include "core/train/run_history.h"
#include "core/train/run_plan.h"
#include "core/train/track_names.h"
#include "core/train/weights_reports.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include <torch/headeronly/version.h>

namespace emascope {
namespace {

const Preset& presetOf(const RunConfig& config) {
  if (config.preset == kOwnPreset) return ownPreset();
  return *std::find_if(presets().begin(), presets().end(),
                       [&](const Preset& preset) { return preset.info.id == config.preset; });
}

Result<ModelEntry> taskOf(const RunConfig& config, const Preset& preset) {
  if (config.preset != kOwnPreset) return models().at(preset.info.model);
  return openUserTask(config.user_task, config.seed, config.training.batch);
}

/// If no batch size is given and the default exceeds the number of training samples, uses a quarter
/// of them, so that an epoch still has several noisy steps. Adds a note.
void fitBatch(RunConfig& config, const Preset& preset, ModelInfo& model) {
  constexpr std::int64_t kBatchesAnEpoch = 4;
  if (config.preset != kOwnPreset || config.training.batch) return;
  if (preset.batch <= model.train_samples) return;
  config.training.batch = std::max<std::int64_t>(1, model.train_samples / kBatchesAnEpoch);
  model.notes.push_back("batch size " + std::to_string(*config.training.batch) +
                        ", since the default of " + std::to_string(preset.batch) + " exceeds the " +
                        std::to_string(model.train_samples) + " training samples");
}

/// Checks that need the run: lengths it does not reach, decays too close to 1 for float32.
Status checkTrackOf(const RunPlan& run, const TrackSpec& track) {
  const std::string where = "track " + track.label;
  const ScheduleEntry& rule = *findRule(track.schedule);
  const auto values = orderedValues(rule, track.params, where);
  if (!values) return values.error();
  if (auto status = checkRunLength(rule, *values, run.length, where); !status) return status;
  if (auto status = checkForFloat32(rule, *values, where, run.length); !status) return status;
  return checkTakesUp(rule, *values, run.length, where);
}

Status checkTracks(const RunPlan& run, const ModelEntry& task) {
  std::unique_ptr<Model> model;
  for (const TrackSpec& track : run.config.tracks) {
    if (auto status = checkTrackOf(run, track); !status) return status;
    if (track.selections.empty()) continue;
    if (!model) model = task.make(run.config.seed);
    if (auto status = checkTrackNames(*model, track); !status) return status;
  }
  return Ok{};
}

/// Says which averages stay copies of the raw weights in a run of this length. Parameters may still
/// be changed during the run: a track with scheduled edits is left out.
void noteIdleTracks(RunPlan& run) {
  constexpr std::int64_t kMostCounted = 2'000'000;
  if (run.config.steps > kMostCounted) return;
  for (const TrackSpec& track : run.config.tracks) {
    const auto& edits = run.config.edits;
    if (std::ranges::any_of(edits, [&](const ScheduledEdit& edit) {
          return edit.action || edit.track == track.label;
        })) {
      continue;
    }
    const ScheduleEntry& rule = *findRule(track.schedule);
    const auto values = orderedValues(rule, track.params, track.label);
    if (!values || firstBlend(rule, *values, run.length, run.config.steps)) continue;
    run.facts.model.notes.push_back(
        "track " + inQuotes(track.label) +
        " does not average: with its parameters it is a copy of the raw weights throughout this "
        "run of " +
        counted(static_cast<std::uint64_t>(run.config.steps), "step", "steps"));
  }
}

Status checkBatch(const RunPlan& run, const ModelInfo& model) {
  if (run.batch <= model.train_samples) return Ok{};
  const std::string samples = std::to_string(model.train_samples);
  return Error{"batch",
               std::to_string(run.batch) + " is more than the " + samples +
                   " training samples of " + model.title,
               "1 to " + samples};
}

using HeldOutputs = std::shared_ptr<const std::vector<HeldOutput>>;

Result<HeldOutputs> holdOutputs(const RunConfig& config, const ModelEntry& task) {
  OutputPlan files;
  addInputs(files, config);
  addSaves(files, config);
  if (auto status = files.check(); !status) return status.error();
  std::vector<HeldOutput> held;
  for (const SaveSpec& save : config.saves) {
    if (auto status = checkWeightsPath(task, save.path); !status) return status.error();
    auto one = HeldOutput::take(save.path);
    if (!one) return one.error();
    held.push_back(std::move(one).value());
  }
  return HeldOutputs(std::make_shared<const std::vector<HeldOutput>>(std::move(held)));
}

/// Whether the run may use a GPU. "auto" is resolved once the model is known.
bool mayUseDevice(const RunConfig& config) {
  if (config.device != "auto") return config.device != "cpu";
  const auto known = devices();
  return std::any_of(known.begin(), known.end(),
                     [](const DeviceInfo& one) { return one.usable && one.id != "cpu"; });
}

Result<PreparedRun> prepare(RunConfig config) {
  const Preset& preset = presetOf(config);
  keepDevicesInReach(mayUseDevice(config));
  auto task = taskOf(config, preset);
  if (!task) return task.error();
  asUnconfined([&] {  // reads files
    config.user_task = withAbsoluteFiles(std::move(config.user_task));
    task.value().info.files = inputFilesOf(config.user_task);
  });
  fitBatch(config, preset, task.value().info);
  const ModelInfo& model = task->info;
  const auto device = chooseDevice(config.device, model.parameters);
  if (!device) return device.error();
  RunPlan run = planRun(config, preset, model,
                        {.device = device->id,
                         .device_name = device->name,
                         .device_reason = device->reason,
                         .engine = engineName()});
  if (auto status = checkBatch(run, model); !status) return status.error();
  if (run.bfloat16 && !task->bfloat16) {
    return Error{"precision",
                 "the model '" + model.id + "' has its own kernels, which train in float32",
                 std::string(kFullPrecision) + ", or another model"};
  }
  if (run.config.snapshot_every > 0) {
    const auto precision = snapshotsOf(run.config, model.parameters + model.buffers);
    if (!precision) return precision.error();
  }
  std::optional<Result<HeldOutputs>> outputs;
  asUnconfined([&] { outputs = holdOutputs(run.config, *task); });
  if (!*outputs) return outputs->error();
  if (auto status = checkTracks(run, *task); !status) return status.error();
  noteIdleTracks(run);
  return PreparedRun{
      run, [entry = std::move(task).value(), run] { return std::make_unique<Trainer>(entry, run); },
      std::move(*outputs).value()};
}

}  // namespace

std::string engineName() { return "emascope-engine " EMASCOPE_VERSION ", LibTorch " TORCH_VERSION; }

Catalog engineCatalog() {
  Catalog catalog;
  for (const Preset& preset : presets()) catalog.presets.push_back(preset.info);
  for (const auto& [id, entry] : models()) catalog.models.push_back(entry.info);
  catalog.schedules = scheduleInfos();
  catalog.run_params = runParams();
  catalog.devices = devices();
  catalog.own = ownPreset().info;
  return catalog;
}

std::unique_ptr<WatchedSession> makeEngineSession(CheckpointPlaces places) {
  RunFactory factory{engineCatalog(), prepare};
  if (!places.root.empty()) {
    factory.checkpoint_folder = [places = std::move(places)](const RunPlan& plan) {
      // A library has its own quota.
      if (places.within.empty()) pruneRunFolders(places.root, kDefaultQuota);
      auto folder = newRunFolder(places.root, plan.config.preset, std::time(nullptr));
      if (folder) folder.value() += places.within;
      return folder;
    };
  }
  return std::make_unique<TrainingSession>(std::move(factory));
}

}  // namespace emascope
