// SPDX-License-Identifier: Apache-2.0
//
// A fully resolved configuration from which a trainer is built. Plain values; does not depend on
// LibTorch.
#pragma once

#include "core/models/preset.h"
#include "core/protocol/events.h"
#include "core/protocol/spec/catalog.h"
#include "core/rules/rule_clock.h"
#include "core/train/learning_rate.h"

#include <cstdint>
#include <vector>

namespace emascope {

/// How the gradient of one step is computed.
struct GradientSettings {
  std::int64_t accumulate = 1;  ///< number of passes averaged per step
  double clip_norm = 0.0;       ///< clips the L2 norm; 0 = off
  double clip_value = 0.0;      ///< clamps each element; 0 = off
};

struct RunPlan {
  RunConfig config = {};  ///< resolved, as event::Started requires
  RunFacts facts = {};
  OptimizerSettings optimizer = {};  ///< with the learning rate of `config`
  std::int64_t batch = 1;            ///< samples per gradient pass
  RunLength length = {};  ///< run length known to rules; an epoch is one pass over all samples
  LearningRate rate = LearningRate();
  GradientSettings gradients = {};
  bool bfloat16 = false;  ///< train in mixed precision
  std::int64_t evaluation_threads = 1;
};

/// Live parameters of the run itself: the base learning rate, which the schedule multiplies, and
/// the weight decay.
[[nodiscard]] std::vector<ParamSpec> runParams();

/// Number of training threads. `requested`: 0 = choose: one for models below 200,000 parameters,
/// where a second thread does not pay off, otherwise up to four, limited by `cores`.
[[nodiscard]] std::int64_t threadsFor(std::int64_t requested, std::int64_t parameters,
                                      std::int64_t cores);

/// Number of models evaluated in parallel on a CPU with `cores`. `threads`: result of threadsFor().
/// More than one only if `requested` is 0 (= choose) and `threads` is 1. Results do not depend on
/// it.
[[nodiscard]] std::int64_t evaluationThreadsFor(std::int64_t requested, std::int64_t threads,
                                                std::int64_t cores);

/// Completes `config`: all parameters of all tracks, the training settings, steps, learning rate
/// and thread count. `facts` supplies the device and the engine's name. @pre validate(config, …) is
/// ok
[[nodiscard]] RunPlan planRun(const RunConfig& config, const Preset& preset, const ModelInfo& model,
                              RunFacts facts);

}  // namespace emascope
