// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/resume_options.h"

#include <utility>

namespace emascope {
namespace {

/// The options given for what a run cannot change.
std::string fixedOptions(const RunOptions& options) {
  const std::pair<const char*, bool> fixed[] = {
      {"preset", options.preset.has_value()},
      {"planned-steps", options.planned_steps.has_value()},
      {"seed", options.seed.has_value()},
      {"eval-every", options.eval_every.has_value()},
      {"lr", options.lr.has_value()},
      {"epochs", options.epochs.has_value()},
      {"optimizer", options.optimizer.has_value()},
      {"momentum", options.momentum.has_value()},
      {"weight-decay", options.weight_decay.has_value()},
      {"lr-schedule", options.lr_schedule.has_value()},
      {"batch", options.batch.has_value()},
      {"accumulate", options.accumulate.has_value()},
      {"clip-norm", options.clip_norm.has_value()},
      {"clip-value", options.clip_value.has_value()},
      {"precision", options.precision.has_value()},
      {"patience", options.patience.has_value()},
      {"snapshots", options.snapshots.has_value()},
      {"snapshot-mib", options.snapshot_mib.has_value()}};
  std::string names;
  const auto add = [&names](const std::string& name) {
    names += (names.empty() ? "--" : ", --") + name;
  };
  for (const auto& [name, given] : fixed) {
    if (given) add(name);
  }
  for (const auto& [name, value] : options.user_task) add(name);
  return names;
}

}  // namespace

Result<RunConfig> resumeRequest(const RunOptions& options, const Catalog& catalog) {
  if (const std::string fixed = fixedOptions(options); !fixed.empty()) {
    return Error{
        "resume", "settings of the run that goes on cannot be given again: " + fixed,
        "--steps, --device, --threads, --speed, --track, --set, --do, --synthesize, --scan, "
        "--save and the options of checkpoints"};
  }
  RunConfig config;
  config.preset.clear();
  config.steps = 0;
  config.device.clear();
  return resolveOver(options, catalog, std::move(config));
}

}  // namespace emascope
