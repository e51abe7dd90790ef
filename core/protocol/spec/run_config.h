// SPDX-License-Identifier: Apache-2.0
//
// The complete configuration of a run: the same configuration on the same device with the same
// number of threads gives the same curves. Sent with Start, stored with every result, printed as
// command-line options.
#pragma once

#include "core/protocol/spec/checkpoint_settings.h"
#include "core/protocol/spec/synthesis_spec.h"
#include "core/protocol/spec/track_action.h"
#include "core/protocol/spec/track_spec.h"
#include "core/protocol/spec/training_spec.h"
#include "core/protocol/spec/user_task_options.h"
#include "core/protocol/spec/weight_reports.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// A live edit known before the run starts. It takes effect at the update of `step`; edits of one
/// step are applied in the order of the list.
struct ScheduledEdit {
  std::int64_t step = 1;                   ///< 1-based, at most the run's steps
  std::string track = {};                  ///< a track's label; empty for a parameter of the run
  ParamValues values = {};                 ///< by ParamSpec::id, or kReseed
  std::optional<TrackAction> action = {};  ///< instead of `track` and `values`, which are empty
  friend bool operator==(const ScheduledEdit&, const ScheduledEdit&) = default;
};

/// The preset of runs on user data: settings without data or model.
inline constexpr const char* kOwnPreset = "own-data";

struct RunConfig {
  std::string preset = "two-spirals";  ///< Catalog::presets id: model, data, batch, optimizer
  std::int64_t steps = 5000;           ///< optimizer steps, 1 to 1e9
  std::uint64_t seed = 1;              ///< data, initial weights, batch order
  std::int64_t eval_every = 25;        ///< steps between evaluations, 1 to 1e9
  std::string device = "auto";         ///< "auto", "cpu", "cuda", "cuda:N"
  std::int64_t threads = 0;            ///< intra-op threads, 0 = the fixed rule, at most 1024
  double lr = 0.0;     ///< learning rate, multiplied by its schedule; 0 = the preset's
  double speed = 0.0;  ///< maximal steps per second; 0 = unlimited
  bool start_paused = false;
  /// After three non-finite steps in a row: pause the run, or (false) end it as failed.
  bool pause_on_divergence = false;
  std::vector<TrackSpec> tracks = {};  ///< the first is main; 0 to kMostTracks
  std::vector<ScheduledEdit> edits = {};
  std::int64_t snapshot_every = 0;  ///< steps between snapshots of the tracks; 0 = none
  std::int64_t snapshot_mib = 256;  ///< memory for them in MiB, 1 to 1e6
  /// Computed and evaluated at the end of the run; they need snapshots.
  std::vector<SynthesisSpec> syntheses = {};
  std::vector<ScanSpec> scans = {};  ///< evaluated at the end of the run; saves likewise
  std::vector<SaveSpec> saves = {};
  UserTaskOptions user_task =
      {};                      ///< the user's data and model; empty unless the preset is kOwnPreset
  TrainingSpec training = {};  ///< absent parts are the preset's
  /// Length that schedules of the learning rate and of averages are made for; beyond it they keep
  /// their last value. 0: `steps`. A run that was extended has the length that it started with.
  std::int64_t planned_steps = 0;
  /// A checkpoint, or a folder of them, of which the newest that verifies is used: the run goes on
  /// from it. If `preset` is empty, everything is as in the checkpoint, but what is given of: steps
  /// (0: the checkpoint's), device ("": the checkpoint's), threads (0), tracks (none), speed,
  /// syntheses, scans and saves. Otherwise a setting that differs is refused. Tracks are compared
  /// by their labels with those of the checkpoint; `edits` are the checkpoint's.
  std::string resume_from = {};
  CheckpointSettings checkpoints = {};  ///< of this run; they change no result
  friend bool operator==(const RunConfig&, const RunConfig&) = default;
};

/// The length that schedules are made for.
[[nodiscard]] inline std::int64_t plannedSteps(const RunConfig& config) {
  return config.planned_steps > 0 ? config.planned_steps : config.steps;
}

/// The number of steps that the run was set to take before it was extended.
[[nodiscard]] inline std::int64_t stepsBeforeExtension(const RunConfig& config) {
  return std::min(plannedSteps(config), config.steps);
}

}  // namespace emascope
