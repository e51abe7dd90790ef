// SPDX-License-Identifier: Apache-2.0
//
// The same run with several seeds: which seeds, the files of each, and what they have in common.
#pragma once

#include "core/base/result.h"
#include "core/protocol/run_record.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostSeeds = 1000;

/// "1..5", "3,7,9" or both: "1..3,9". Refuses seeds that come twice, and more than kMostSeeds.
[[nodiscard]] Result<std::vector<std::uint64_t>> readSeeds(const std::string& text);

/// "out/run.csv" of seed 3 is "out/run-seed-3.csv".
[[nodiscard]] std::string pathOfSeed(const std::string& path, std::uint64_t seed);

/// Mean and standard deviation over the runs of each weights' last loss, best loss and metric, and
/// in how many runs a track's best loss is lower than raw's.
/// @pre runs of one configuration but for the seed, at least one
[[nodiscard]] std::string seedTable(const std::vector<RunRecord>& runs);

}  // namespace emascope
