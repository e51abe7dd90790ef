// SPDX-License-Identifier: Apache-2.0
//
// What is compared of runs that differ in nothing but the seed: the last loss of raw and of each
// average, and the mean and standard deviation of such values over the runs.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// The last evaluation of raw (`track` = none) or of a track; none if there was none.
[[nodiscard]] std::optional<Evaluation> lastEvaluation(const RunRecord& run,
                                                       std::optional<std::size_t> track);

/// "0.1234 ± 0.0056": the mean with four digits and the sample standard deviation, with n - 1, with
/// two; of one value the mean alone, of none "". Not finite if a value is not.
[[nodiscard]] std::string meanAndDeviation(const std::vector<double>& values);

}  // namespace emascope
