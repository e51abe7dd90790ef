// SPDX-License-Identifier: Apache-2.0
//
// Turns command-line options into a run's configuration, and a configuration into the options that
// repeat it. Both programs use this, so errors read the same everywhere. Does not parse argv.
#pragma once

#include "core/protocol/options/checkpoint_options.h"
#include "core/protocol/spec/catalog.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Option values exactly as typed; absent = not given.
struct RunOptions {
  std::optional<std::string> resume = {};  ///< RunConfig::resume_from
  std::optional<std::string> preset = {};
  std::optional<std::string> steps = {};
  std::optional<std::string> planned_steps = {};  ///< RunConfig::planned_steps
  std::optional<std::string> seed = {};
  std::optional<std::string> eval_every = {};
  std::optional<std::string> device = {};
  std::optional<std::string> threads = {};
  std::optional<std::string> lr = {};
  std::optional<std::string> speed = {};
  std::optional<std::string> epochs = {};     ///< instead of steps
  std::optional<std::string> optimizer = {};  ///< "KIND{,key=value}", as optimizers() has them
  std::optional<std::string> momentum = {};   ///< of `optimizer`, or else of the preset's
  std::optional<std::string> weight_decay = {};
  std::optional<std::string> lr_schedule = {};  ///< "KIND{,key=value}", as rateSchedules() has them
  std::optional<std::string> batch = {};
  std::optional<std::string> accumulate = {};
  std::optional<std::string> clip_norm = {};
  std::optional<std::string> clip_value = {};
  std::optional<std::string> precision = {};  ///< kFullPrecision or kMixedPrecision
  std::optional<std::string> patience = {};   ///< "[LABEL:]N"; raw without a label
  /// "[LABEL:]key=value{,key=value}", the first is main; "none" alone: no averages. The keys are
  /// schedule or like, the rule's parameters, and its keys for tensor names
  /// ("ignore=bn.*|head.*").
  std::vector<std::string> tracks = {};
  /// "STEP:TRACK.PARAM=VALUE{,PARAM=VALUE}", "STEP:lr=VALUE", "STEP:TRACK.reseed=1".
  std::vector<std::string> sets = {};
  /// "STEP:add LABEL:key=value{,key=value}", "STEP:fork NEW=OLD", "STEP:remove LABEL",
  /// "STEP:promote LABEL", "STEP:rename OLD=NEW", "STEP:feedback LABEL[,keep=SHARE]",
  /// "STEP:undo-feedback", and "STEP:set " followed by a value of `sets` without its step. Those of
  /// one step are applied in the order typed, before `sets`.
  std::vector<std::string> dos = {};
  std::optional<std::string> snapshots = {};     ///< steps between them
  std::optional<std::string> snapshot_mib = {};  ///< memory for them
  std::vector<std::string> syntheses = {};       ///< "[LABEL:]PROFILE=VALUE[,step=STEP]"
  std::vector<std::string> scans = {};           ///< "TRACK{=SHARE,...}"
  std::vector<std::string> saves = {};           ///< "raw=FILE", "LABEL[@SHARE]=FILE"
  CheckpointOptions checkpoints = {};
  UserTaskOptions user_task = {};
  friend bool operator==(const RunOptions&, const RunOptions&) = default;
};

/// The preset's configuration, overridden by the options given and checked by validate(). Without a
/// preset: Catalog::own if there are user data, else the catalog's first. Any track replaces all of
/// the preset's tracks. The default schedule of a track is inverse-power, the default label its
/// schedule, with -2, -3, … appended if that is taken.
/// With `resume`: resumeRequest().
[[nodiscard]] Result<RunConfig> resolve(const RunOptions& options, const Catalog& catalog);

/// `base`, the settings of a run that goes on, overridden by the options given. The engine compares
/// the result with the checkpoint. @pre options.resume
[[nodiscard]] Result<RunConfig> resolveOver(const RunOptions& options, const Catalog& catalog,
                                            RunConfig base);

/// `base`, the settings of a run, overridden by the options given and checked by validate().
[[nodiscard]] Result<RunConfig> withOptions(RunConfig base, const RunOptions& options,
                                            const Catalog& catalog);

/// Option names, each followed by its value; resolve() turns them back into `config`. start_paused
/// and pause_on_divergence have no option; checkpoints, of which the other run has its own, are
/// left out. @pre config.lr > 0 and complete, as in event::Started
[[nodiscard]] std::vector<std::string> replayOptions(const RunConfig& config);

/// `words` as one line for a POSIX shell; quoted only where it must be.
[[nodiscard]] std::string shellLine(const std::vector<std::string>& words);

}  // namespace emascope
