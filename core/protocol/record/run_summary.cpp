// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_summary.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

double lossOf(const EvalPoint& point, std::optional<std::size_t> track) {
  return track ? point.tracks[*track].val.loss : point.raw.loss;
}

}  // namespace

void BestMean::add(double loss, std::int64_t step) {
  if (!std::isfinite(loss)) {
    finite_ = 0;
    return;
  }
  std::rotate(recent_.begin(), recent_.begin() + 1, recent_.end());
  recent_.back() = loss;
  finite_ = std::min(finite_ + 1, kBestOf);
  if (finite_ < kBestOf) return;
  double sum = 0.0;
  for (const double value : recent_) sum += value;
  const double mean = sum / static_cast<double>(kBestOf);
  if (!best_ || mean < best_->loss) best_ = Best{mean, step};
}

std::optional<Best> bestMean(const std::vector<EvalPoint>& points,
                             std::optional<std::size_t> track) {
  BestMean mean;
  for (const EvalPoint& point : points) mean.add(lossOf(point, track), point.step);
  return mean.best();
}

std::optional<Best> bestMean(const RunRecord& record, std::optional<std::size_t> track) {
  const PastEvaluations& past = record.past;
  if (past.count == 0) return bestMean(record.points, track);
  BestMean mean = track ? past.tracks[*track].best : past.raw;
  for (std::size_t i = past.left; i < record.points.size(); ++i) {
    mean.add(lossOf(record.points[i], track), record.points[i].step);
  }
  return mean.best();
}

}  // namespace emascope
