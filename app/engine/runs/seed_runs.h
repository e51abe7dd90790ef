// SPDX-License-Identifier: Apache-2.0
//
// The same run with several seeds: parses the list of seeds, names the files of each run, and
// prints the statistics over the runs.
#pragma once

#include "core/base/result.h"
#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostSeeds = 1000;

/// Parses "1..5", "3,7,9" or both, "1..3,9". Refuses repeated seeds and more than kMostSeeds.
[[nodiscard]] Result<std::vector<std::uint64_t>> readSeeds(const std::string& text);

/// The file of one seed: "out/run.csv" and seed 3 give "out/run-seed-3.csv".
[[nodiscard]] std::string pathOfSeed(const std::string& path, std::uint64_t seed);

/// Table of the mean and standard deviation over the runs of last loss, best loss and metric of raw
/// and each track, and in how many runs the track's best loss is lower than raw's.
/// @pre at least one run; the configurations differ in nothing but the seed
[[nodiscard]] std::string seedTable(const std::vector<RunRecord>& runs);

}  // namespace emascope
