// SPDX-License-Identifier: Apache-2.0
//
// A configuration with every question answered: what a trainer is built from. Plain values; knows
// no LibTorch.
#pragma once

#include "core/models/preset.h"
#include "core/protocol/catalog.h"
#include "core/protocol/events.h"
#include "core/rules/rule_clock.h"
#include "core/train/learning_rate.h"

#include <cstdint>
#include <vector>

namespace emascope {

/// From samples to the gradient of one step.
struct GradientSettings {
  std::int64_t accumulate = 1;  ///< passes whose mean it is
  double clip_norm = 0.0;       ///< it is shortened to this norm; 0 = never
  double clip_value = 0.0;      ///< each part is brought within this; 0 = never
};

struct RunPlan {
  RunConfig config = {};  ///< resolved as event::Started wants it
  RunFacts facts = {};
  OptimizerSettings optimizer = {};  ///< with the learning rate of `config`
  std::int64_t batch = 1;            ///< samples of a gradient pass
  RunLength length = {};  ///< what rules are told; an epoch is as many samples as there are
  LearningRate rate = LearningRate();
  GradientSettings gradients = {};
  bool bfloat16 = false;  ///< trains in mixed precision
  std::int64_t evaluation_threads = 1;
};

/// Parameters of the run itself, live: the learning rate, which its schedule multiplies, and the
/// weight decay.
[[nodiscard]] std::vector<ParamSpec> runParams();

/// Threads for `requested` (0 = choose) on a machine with `cores`: one for a model below 200,000
/// parameters, where a second costs more than it brings, else up to four.
[[nodiscard]] std::int64_t threadsFor(std::int64_t requested, std::int64_t parameters,
                                      std::int64_t cores);

/// Models that are evaluated side by side on a CPU with `cores`, where `requested` (0 = choose) has
/// become `threads` for training: several only if one was chosen. No figure depends on it.
[[nodiscard]] std::int64_t evaluationThreadsFor(std::int64_t requested, std::int64_t threads,
                                                std::int64_t cores);

/// `config` completed: every parameter of every track, every part of the training, the steps, the
/// learning rate, the thread count.
/// `facts` brings the device and the engine's name. @pre validate(config, …) is ok
[[nodiscard]] RunPlan planRun(const RunConfig& config, const Preset& preset, const ModelInfo& model,
                              RunFacts facts);

}  // namespace emascope
