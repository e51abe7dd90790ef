// SPDX-License-Identifier: Apache-2.0
//
// Parses and prints the values of --do: "500:add slow:like=ema-pytorch,beta=0.9999", "600:promote
// slow". Edits by --do and --set are parsed together, because each depends on the tracks that exist
// at its step.
#pragma once

#include "core/protocol/spec/catalog.h"

#include <string>
#include <vector>

namespace emascope {

/// All edits in the order in which they are applied: by step; within a step first `dos`, then
/// `sets`, each in the order typed. `tracks` are the tracks at the start of the run. readEdit()
/// describes the values of --set, which "set" takes too.
[[nodiscard]] Result<std::vector<ScheduledEdit>> readScheduled(const std::vector<std::string>& dos,
                                                               const std::vector<std::string>& sets,
                                                               std::vector<TrackSpec> tracks,
                                                               const Catalog& catalog);

/// The options "--do" and "--set", each followed by its value, that readScheduled() parses back
/// into `edits`; sorted by step.
[[nodiscard]] std::vector<std::string> scheduledOptions(const std::vector<ScheduledEdit>& edits);

/// An action as --do spells it after the step: "fork b=main".
[[nodiscard]] std::string actionOption(const TrackAction& action);

}  // namespace emascope
