// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/seed_spread.h"

#include "core/base/numbers.h"

#include <cmath>

namespace emascope {

std::optional<Evaluation> lastEvaluation(const RunRecord& run, std::optional<std::size_t> track) {
  if (run.points.empty()) return std::nullopt;
  if (!track) return run.points.back().raw;
  const TrackEvaluation* last = run.lastOf(*track);
  return last == nullptr ? std::nullopt : std::optional(last->val);
}

std::string meanAndDeviation(const std::vector<double>& values) {
  constexpr int kMeanDigits = 4;
  constexpr int kDeviationDigits = 2;
  if (values.empty()) return "";
  const auto count = static_cast<double>(values.size());
  double mean = 0.0;
  for (const double one : values) mean += one / count;
  if (values.size() == 1) return formatShort(mean, kMeanDigits);
  double squares = 0.0;
  for (const double one : values) squares += (one - mean) * (one - mean);
  return formatShort(mean, kMeanDigits) + " ± " +
         formatShort(std::sqrt(squares / (count - 1.0)), kDeviationDigits);
}

}  // namespace emascope
