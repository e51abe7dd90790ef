// SPDX-License-Identifier: Apache-2.0
//
// What a session needs from the rest of the engine, so that it can be tested with other models.
#pragma once

#include "core/base/result.h"
#include "core/protocol/catalog.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"

#include <functional>
#include <memory>

namespace emascope {

struct Workshop {
  Catalog catalog = {};
  /// Completes a configuration that validate() accepts, or says why it cannot run here. Cheap.
  std::function<Result<RunPlan>(const RunConfig&)> plan = {};
  /// Makes the run. May throw what LibTorch throws.
  std::function<std::unique_ptr<Trainer>(const RunPlan&)> build = {};
};

}  // namespace emascope
