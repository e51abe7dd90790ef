// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_summary.h"

#include <cmath>

namespace emascope {
namespace {

double lossOf(const EvalPoint& point, std::optional<std::size_t> track) {
  return track ? point.tracks[*track].val.loss : point.raw.loss;
}

}  // namespace

std::optional<Best> bestMean(const std::vector<EvalPoint>& points,
                             std::optional<std::size_t> track) {
  std::optional<Best> best;
  std::vector<double> recent;  // the last kBestOf, all finite
  for (const EvalPoint& point : points) {
    const double loss = lossOf(point, track);
    if (!std::isfinite(loss)) {
      recent.clear();
      continue;
    }
    recent.push_back(loss);
    if (recent.size() > kBestOf) recent.erase(recent.begin());
    if (recent.size() < kBestOf) continue;
    double sum = 0.0;
    for (const double value : recent) sum += value;
    const double mean = sum / static_cast<double>(kBestOf);
    if (!best || mean < best->loss) best = Best{mean, point.step};
  }
  return best;
}

}  // namespace emascope
