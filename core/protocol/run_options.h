// SPDX-License-Identifier: Apache-2.0
//
// A run in the words of the command line, both ways: what was typed becomes a configuration, and a
// configuration becomes the options that repeat it. Both programs read their options through this,
// so a wrong one is refused in the same words everywhere; nothing here parses argv.
#pragma once

#include "core/protocol/catalog.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Texts exactly as typed; absent = not typed.
struct RunOptions {
  std::optional<std::string> preset = {};
  std::optional<std::string> steps = {};
  std::optional<std::string> seed = {};
  std::optional<std::string> eval_every = {};
  std::optional<std::string> device = {};
  std::optional<std::string> threads = {};
  std::optional<std::string> lr = {};
  std::optional<std::string> speed = {};
  std::optional<std::string> epochs = {};     ///< instead of steps
  std::optional<std::string> optimizer = {};  ///< "KIND{,key=value}", as optimizers() has them
  std::optional<std::string> momentum = {};   ///< of the optimizer, named or the preset's
  std::optional<std::string> weight_decay = {};
  std::optional<std::string> lr_schedule = {};  ///< "KIND{,key=value}", as rateSchedules() has them
  std::optional<std::string> batch = {};
  std::optional<std::string> accumulate = {};
  std::optional<std::string> clip_norm = {};
  std::optional<std::string> clip_value = {};
  std::optional<std::string> precision = {};  ///< kFullPrecision or kMixedPrecision
  std::optional<std::string> patience = {};   ///< "[LABEL:]N"; raw without a label
  /// "[LABEL:]key=value{,key=value}", the first is main; "none" alone: no averages. The keys are
  /// schedule or like, a rule's parameters, and its keys for names ("ignore=bn.*|head.*").
  std::vector<std::string> tracks = {};
  /// "STEP:TRACK.PARAM=VALUE{,PARAM=VALUE}", "STEP:lr=VALUE", "STEP:TRACK.reseed=1".
  std::vector<std::string> sets = {};
  /// "STEP:add LABEL:key=value{,key=value}", "STEP:fork NEW=OLD", "STEP:remove LABEL",
  /// "STEP:promote LABEL", "STEP:rename OLD=NEW", "STEP:feedback LABEL[,keep=SHARE]",
  /// "STEP:undo-feedback", and "STEP:set " with what `sets` take. Those of one step happen in the
  /// order typed, before `sets`.
  std::vector<std::string> dos = {};
  std::optional<std::string> snapshots = {};     ///< steps between them
  std::optional<std::string> snapshot_mib = {};  ///< memory for them
  std::vector<std::string> syntheses = {};       ///< "[LABEL:]PROFILE=VALUE[,step=STEP]"
  std::vector<std::string> scans = {};           ///< "TRACK{=SHARE,...}"
  std::vector<std::string> saves = {};           ///< "raw=FILE", "LABEL=FILE"
  UserTaskOptions user_task = {};
  friend bool operator==(const RunOptions&, const RunOptions&) = default;
};

/// The preset's configuration (the catalog's first if none is typed, that for own data with any)
/// with what was typed, and checked by validate(). Any track replaces the preset's tracks. A track
/// without a schedule is inverse-power; one without a label is called as its schedule, then with
/// -2, -3, ….
[[nodiscard]] Result<RunConfig> resolve(const RunOptions& options, const Catalog& catalog);

/// Option names and values in turn that resolve() makes `config` of again; start_paused and
/// pause_on_divergence have no option. @pre config.lr > 0 and complete, as in event::Started
[[nodiscard]] std::vector<std::string> replayOptions(const RunConfig& config);

/// `words` as one line for a POSIX shell; quoted only where it must be.
[[nodiscard]] std::string shellLine(const std::vector<std::string>& words);

}  // namespace emascope
