// SPDX-License-Identifier: Apache-2.0
//
// What --do says, both ways: "500:add slow:like=ema-pytorch,beta=0.9999", "600:promote slow". The
// edits of a run by --do and --set are read here, as each needs to know the tracks of its step.
#pragma once

#include "core/protocol/catalog.h"

#include <string>
#include <vector>

namespace emascope {

/// By step; at one step each of `dos`, then each of `sets`, in the order typed, in which they also
/// happen. `tracks` are those at the start. What "set" and --set may say: readEdit().
[[nodiscard]] Result<std::vector<ScheduledEdit>> readScheduled(const std::vector<std::string>& dos,
                                                               const std::vector<std::string>& sets,
                                                               std::vector<TrackSpec> tracks,
                                                               const Catalog& catalog);

/// The options "--do" or "--set", each with its value, that readScheduled() reads as `edits` again,
/// by step.
[[nodiscard]] std::vector<std::string> scheduledOptions(const std::vector<ScheduledEdit>& edits);

/// "fork b=main": an action as --do has it behind the step.
[[nodiscard]] std::string actionOption(const TrackAction& action);

}  // namespace emascope
