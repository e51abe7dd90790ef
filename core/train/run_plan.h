// SPDX-License-Identifier: Apache-2.0
//
// A configuration with every question answered: what a trainer is built from. Plain values; knows
// no LibTorch.
#pragma once

#include "core/models/preset.h"
#include "core/protocol/catalog.h"
#include "core/protocol/events.h"
#include "core/rules/rule_clock.h"

#include <cstdint>
#include <vector>

namespace emascope {

struct RunPlan {
  RunConfig config = {};  ///< resolved as event::Started wants it
  RunFacts facts = {};
  OptimizerSettings optimizer = {};  ///< with the learning rate of `config`
  std::int64_t batch = 1;
  RunLength length = {};  ///< what rules are told; an epoch is as many samples as there are
};

/// Parameters of the run itself, live: the learning rate.
[[nodiscard]] std::vector<ParamSpec> runParams();

/// Threads for `requested` (0 = choose) on a machine with `cores`: one for a model below 200,000
/// parameters, where a second costs more than it brings, else up to four.
[[nodiscard]] std::int64_t threadsFor(std::int64_t requested, std::int64_t parameters,
                                      std::int64_t cores);

/// `config` completed: every parameter of every track, the learning rate, the thread count.
/// `facts` brings the device and the engine's name. @pre validate(config, …) is ok
[[nodiscard]] RunPlan planRun(const RunConfig& config, const Preset& preset, const ModelInfo& model,
                              RunFacts facts);

}  // namespace emascope
