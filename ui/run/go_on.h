// SPDX-License-Identifier: GPL-3.0-or-later
//
// By how many steps "Go on" extends a run that has reached its last step, in the window and when
// its newest checkpoint is continued.
#pragma once

#include "core/protocol/spec/run_config.h"

#include <algorithm>
#include <cstdint>

namespace emascope::ui {

/// 10 % of the steps that the run was first planned to have, at least one: each time the same.
[[nodiscard]] inline std::int64_t stepsToGoOn(const RunConfig& config) {
  constexpr std::int64_t kShare = 10;
  return std::max<std::int64_t>(1, stepsBeforeExtension(config) / kShare);
}

/// How many more steps a run is to take that continues this one from its checkpoint after `step`
/// steps: 0 if the run had not reached its last step there, so that the rest of its plan is left.
[[nodiscard]] inline std::int64_t stepsAfterTheEnd(const RunConfig& config, std::int64_t step) {
  return step < config.steps ? 0 : stepsToGoOn(config);
}

}  // namespace emascope::ui
