// SPDX-License-Identifier: Apache-2.0
//
// The best mean loss (best_mean.h) that raw weights or an average had in a run.
#pragma once

#include "core/protocol/record/best_mean.h"
#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace emascope {

/// Best mean of raw (`track` = none) or of a track; none before kBestOf finite evaluations.
[[nodiscard]] std::optional<Best> bestMean(const std::vector<EvalPoint>& points,
                                           std::optional<std::size_t> track);
/// The same of all evaluations of a run, also of those that were thinned.
[[nodiscard]] std::optional<Best> bestMean(const RunRecord& record,
                                           std::optional<std::size_t> track);

}  // namespace emascope
