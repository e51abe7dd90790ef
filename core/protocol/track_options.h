// SPDX-License-Identifier: Apache-2.0
//
// Tracks and edits in the words of the command line, both ways: "main:like=ema-pytorch,beta=0.999"
// and "500:main.beta=0.99". All commands that average read them through this. What a run may hold
// is validate()'s to say; here only what can be understood.
#pragma once

#include "core/protocol/catalog.h"

#include <string>
#include <vector>

namespace emascope {

/// "[LABEL:]key=value{,key=value}" each: `schedule` or `like` (neither: inverse-power), the rule's
/// parameters, and its keys for names ("ignore=bn.*|head.*"). One without a label is called as its
/// rule, then with -2, -3, ….
[[nodiscard]] Result<std::vector<TrackSpec>> readTracks(const std::vector<std::string>& typed,
                                                        const Catalog& catalog);

/// "STEP:TRACK.PARAM=VALUE{,PARAM=VALUE}", "STEP:lr=VALUE" or "STEP:TRACK.reseed=1".
[[nodiscard]] Result<ScheduledEdit> readEdit(const std::string& text,
                                             const std::vector<TrackSpec>& tracks,
                                             const Catalog& catalog);

/// What readTracks() reads as `track` again. A parameter that all schedules share is written where
/// it is not initial.
[[nodiscard]] std::string trackOption(const TrackSpec& track);

/// What readEdit() reads as `edit` again.
[[nodiscard]] std::string editOption(const ScheduledEdit& edit);

}  // namespace emascope
