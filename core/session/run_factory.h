// SPDX-License-Identifier: Apache-2.0
//
// What a session needs to prepare and build runs; tests supply their own models.
#pragma once

#include "core/base/output_file.h"
#include "core/base/result.h"
#include "core/protocol/spec/catalog.h"
#include "core/session/event_log.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

struct PreparedRun {
  RunPlan plan = {};
  /// Builds the run; call once. May throw InputError and LibTorch's exceptions.
  std::function<std::unique_ptr<Trainer>()> build = {};
  /// The files for its weights, reserved for this run until it ends.
  std::shared_ptr<const std::vector<HeldOutput>> outputs = {};
};

struct RunFactory {
  Catalog catalog = {};
  /// Completes a configuration that validate() accepts, or returns why it cannot run here. Reads
  /// only as much of the user's files as it needs for that.
  std::function<Result<PreparedRun>(const RunConfig&)> prepare = {};
  /// The folder for the checkpoints of a run that asks for kAutomaticFolder; it need not exist yet.
  /// None: such a run has no checkpoints.
  std::function<Result<std::string>(const RunPlan&)> checkpoint_folder = {};
  /// What stays in memory and in the checkpoints of the curve of a run that is kept.
  EventLogLimit log_limit = {};
};

}  // namespace emascope
