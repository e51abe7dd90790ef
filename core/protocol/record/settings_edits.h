// SPDX-License-Identifier: Apache-2.0
//
// The edits that give a run that goes back to an earlier step the settings of another moment.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <vector>

namespace emascope {

/// Edits in force from the update of `step` on that turn the tracks, the learning rate and the
/// weight decay in force at the end of `before` into those at the end of `after`. Tracks are
/// identified by their labels. Changes of weights, such as a feedback, are not repeated.
[[nodiscard]] std::vector<ScheduledEdit> editsBetween(const RunRecord& before,
                                                      const RunRecord& after, std::int64_t step);

}  // namespace emascope
