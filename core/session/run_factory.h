// SPDX-License-Identifier: Apache-2.0
//
// What a session needs from the rest of the engine, so that it can be tested with other models.
#pragma once

#include "core/base/output_file.h"
#include "core/base/result.h"
#include "core/protocol/catalog.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"

#include <functional>
#include <memory>
#include <vector>

namespace emascope {

struct PreparedRun {
  RunPlan plan = {};
  /// Makes the run, once. May throw what LibTorch throws, and InputError.
  std::function<std::unique_ptr<Trainer>()> build = {};
  /// Where its weights will be saved: kept for this run until it ends.
  std::shared_ptr<const std::vector<HeldOutput>> outputs = {};
};

struct RunFactory {
  Catalog catalog = {};
  /// Completes a configuration that validate() accepts, or says why it cannot run here. Reads no
  /// more of a person's files than it must to tell.
  std::function<Result<PreparedRun>(const RunConfig&)> prepare = {};
};

}  // namespace emascope
