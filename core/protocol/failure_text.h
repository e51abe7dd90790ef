// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/events.h"

#include <string>

namespace emascope {

/// A failure as every program tells it: "out of memory: step 10 failed: …; the weights are those
/// after step 9", "diverged at step 8: …". Of a step that failed, Failed::step is its number, one
/// more than the steps taken; of what failed after a step, the number of that step.
[[nodiscard]] std::string failureText(const event::Failed& failed);

}  // namespace emascope
