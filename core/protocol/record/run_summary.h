// SPDX-License-Identifier: Apache-2.0
//
// The best mean loss that raw weights or an average had in a run. One evaluation of a noisy curve
// is unreliable, so "best" is the best mean of five. Evaluations that are not finite count for
// none.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {

inline constexpr std::size_t kBestOf = 5;

struct Best {
  double loss = 0.0;      ///< lowest mean of kBestOf consecutive finite evaluations
  std::int64_t step = 0;  ///< of the last of them
};

/// Best mean of raw (`track` = none) or of a track; none before kBestOf finite evaluations.
[[nodiscard]] std::optional<Best> bestMean(const std::vector<EvalPoint>& points,
                                           std::optional<std::size_t> track);

}  // namespace emascope
