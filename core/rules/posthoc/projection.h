// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages from what the tracks really did: each snapshot is described by the exact
// weights of its steps, so any schedule serves, live edits included, and any profile can be asked
// for.
#pragma once

#include "core/rules/posthoc/synthesis.h"
#include "core/rules/weight_profile.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace emascope {

/// A track's average after its `call`-th update call; the track is called once a step.
struct ResponseSnapshot {
  std::string run = {};
  std::int64_t began = 0;  ///< step of the weights that the track was constructed with: its call 0
  std::int64_t call = 0;   ///< so the snapshot is of step began + call
  const WeightProfile* history = nullptr;  ///< of that track; has at least `call` calls
};

/// The combination of snapshots whose profile is closest to the target's in the sum of squared
/// weights over all steps. See usableSnapshots() for which are used and SynthesisOptions for what
/// is refused. `at` is the step asked for.
[[nodiscard]] Result<Synthesis> synthesize(std::span<const ResponseSnapshot> snapshots,
                                           std::string_view run, const TargetProfile& target,
                                           std::int64_t at, const SynthesisOptions& options,
                                           std::string_view where);

}  // namespace emascope
