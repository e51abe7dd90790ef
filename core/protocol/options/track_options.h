// SPDX-License-Identifier: Apache-2.0
//
// Parses and prints tracks and edits as the command line spells them:
// "main:like=ema-pytorch,beta=0.999" and "500:main.beta=0.99". Used by all commands that average.
// Checks syntax and values; validate() checks whether a run may contain them.
#pragma once

#include "core/protocol/spec/catalog.h"

#include <string>
#include <vector>

namespace emascope {

/// Parses "[LABEL:]key=value{,key=value}". Keys are `schedule` or `like` (default: inverse-power),
/// the rule's parameters, and its keys for tensor names ("ignore=bn.*|head.*"). The default label
/// is the rule's id, with -2, -3, … appended if that is taken.
[[nodiscard]] Result<std::vector<TrackSpec>> readTracks(const std::vector<std::string>& typed,
                                                        const Catalog& catalog);

/// Parses "STEP:TRACK.PARAM=VALUE{,PARAM=VALUE}", "STEP:lr=VALUE" or "STEP:TRACK.reseed=1".
[[nodiscard]] Result<ScheduledEdit> readEdit(const std::string& text,
                                             const std::vector<TrackSpec>& tracks,
                                             const Catalog& catalog);

/// The text that readTracks() parses back into `track`. A parameter that all schedules share is
/// omitted if it has its initial value.
[[nodiscard]] std::string trackOption(const TrackSpec& track);

/// The text that readEdit() parses back into `edit`.
[[nodiscard]] std::string editOption(const ScheduledEdit& edit);

}  // namespace emascope
