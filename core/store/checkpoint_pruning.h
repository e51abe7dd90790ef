// SPDX-License-Identifier: Apache-2.0
//
// Which checkpoints of a run can be removed. Kept are the last three, the one with the best raw
// loss, the best of each track, and those that the person pinned; never fewer than two that verify.
// No files, no clock: a function of facts. [any-thread]
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

struct CheckpointFacts {
  std::int64_t step = 0;
  std::string name = {};                ///< as of checkpointName()
  std::optional<double> raw_loss = {};  ///< empty: not evaluated; NaN and infinity are never best
  std::map<std::string, double> track_losses = {};  ///< by track; the smallest is the best
  bool pinned = false;                              ///< by the person
  bool good = true;                                 ///< verified when it was written or read
  std::string reason = {};                          ///< why it was written: "pause", "every 5 min"
  friend bool operator==(const CheckpointFacts&, const CheckpointFacts&) = default;
};

inline constexpr std::size_t kLastCheckpoints = 3;
inline constexpr std::size_t kFewestCheckpoints = 2;  ///< that verify

/// Names to remove, by step. `facts` are in any order; `last` is how many of the newest are kept.
/// Of equal losses the newest is the best. Those that do not verify are neither counted nor
/// removed: a newer version may be able to read them.
[[nodiscard]] std::vector<std::string> prunedCheckpoints(const std::vector<CheckpointFacts>& facts,
                                                         std::size_t last = kLastCheckpoints);

}  // namespace emascope
