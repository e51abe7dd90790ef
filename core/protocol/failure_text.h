// SPDX-License-Identifier: Apache-2.0
//
// The reason why a run failed, in the words that all programs use.
#pragma once

#include "core/protocol/events.h"

#include <string>

namespace emascope {

/// The text of a failure, in all programs: "out of memory: step 10 failed: …; the weights are those
/// after step 9", "diverged at step 8: …". Failed::step is the step that failed, which is one more
/// than the steps taken, or, if something failed after a step, that step.
[[nodiscard]] std::string failureText(const event::Failed& failed);

}  // namespace emascope
