// SPDX-License-Identifier: Apache-2.0
//
// Which snapshots a synthesis needs. Its cost grows with the square of their number, and old ones
// add little: their weights are small, and change slowly from one snapshot to the next. So of many
// snapshots the newest are used, and of the others the fewer the older they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

/// More snapshots than that are thinned.
inline constexpr std::size_t kMostUsedSnapshots = 400;

/// Indices of the snapshots to use, in order; all if they are at most `most`. `calls`: the update
/// calls of the run after which they were taken, each a multiple of `every`, in any order, several
/// with the same number. From each doubling of the age on, every second of those left is used; the
/// choice depends on the number of a call, so that it is nearly the same for a later step. Those
/// after `at` are used by no synthesis, and left out. More than `most` are used if `most` is less
/// than about two for each doubling. @pre every >= 1
[[nodiscard]] std::vector<std::size_t> thinnedSnapshots(std::span<const std::int64_t> calls,
                                                        std::int64_t every, std::int64_t at,
                                                        std::size_t most = kMostUsedSnapshots);

}  // namespace emascope
