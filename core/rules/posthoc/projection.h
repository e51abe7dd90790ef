// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages from the actual history of the tracks: each snapshot is described by the exact
// weights of its steps, so any schedule works, including live edits, and any target profile can be
// synthesized.
#pragma once

#include "core/rules/posthoc/synthesis.h"
#include "core/rules/weight_profile.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace emascope {

/// A track's average after its `call`-th update call. Tracks are called once per step.
struct ResponseSnapshot {
  std::string run = {};                    ///< name of the run it is from
  std::int64_t began = 0;                  ///< step at which the track was constructed: its call 0
  std::int64_t call = 0;                   ///< the snapshot is from step began + call
  const WeightProfile* history = nullptr;  ///< that track's; has at least `call` calls
};

/// The combination of snapshots whose profile is closest to the target's in the sum of squared
/// weight differences over all steps. usableSnapshots() selects the snapshots; SynthesisOptions
/// sets the limits of acceptance. `at` is the requested step.
[[nodiscard]] Result<Synthesis> synthesize(std::span<const ResponseSnapshot> snapshots,
                                           std::string_view run, const TargetProfile& target,
                                           std::int64_t at, const SynthesisOptions& options,
                                           std::string_view where);

}  // namespace emascope
