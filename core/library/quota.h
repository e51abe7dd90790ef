// SPDX-License-Identifier: Apache-2.0
//
// Which checkpoints are deleted so that those of a library fit into its quota.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::uint64_t kDefaultQuota = 5'000'000'000;  ///< bytes, 5 GB
/// The newest checkpoints of a run that no quota deletes.
inline constexpr std::size_t kAlwaysKept = 2;

struct KeptCheckpoint {
  std::string path = {};
  std::string run = {};  ///< path of its folder
  std::uint64_t bytes = 0;
  std::int64_t written = 0;  ///< ns since 1970
  bool spared = false;       ///< pinned, or of a run that is pinned or being written
  friend bool operator==(const KeptCheckpoint&, const KeptCheckpoint&) = default;
};

struct PrunePlan {
  std::vector<KeptCheckpoint> gone = {};  ///< to be deleted, oldest first
  std::uint64_t before = 0;               ///< bytes of all checkpoints
  std::uint64_t after = 0;                ///< and once those are gone; may still exceed the quota
  std::uint64_t most = 0;                 ///< the quota
  std::size_t newest = 0;  ///< how many stay because they are the newest kAlwaysKept of a run
  std::size_t spared = 0;  ///< how many others stay because they are spared
  friend bool operator==(const PrunePlan&, const PrunePlan&) = default;
};

/// The oldest are deleted first, until all take at most `most` bytes.
[[nodiscard]] PrunePlan planPrune(std::vector<KeptCheckpoint> checkpoints, std::uint64_t most);

/// "4.7 GB"
[[nodiscard]] std::string sizeText(std::uint64_t bytes);
/// "checkpoints take 6.1 GB; 3 of them (1.4 GB) are deleted, which leaves 4.7 GB". If that exceeds
/// the quota, also why the others stay.
[[nodiscard]] std::string pruneText(const PrunePlan& plan);
/// "3 checkpoints were deleted; the others take 4.7 GB".
[[nodiscard]] std::string prunedText(const PrunePlan& plan);

}  // namespace emascope
