// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_summary.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

double lossOf(const EvalPoint& point, std::optional<std::size_t> track) {
  return track ? point.tracks[*track].val.loss : point.raw.loss;
}

std::string percent(double value) {
  const double magnitude = std::abs(value);
  if (magnitude < 9.95) {
    const auto tenths = static_cast<long long>(std::llround(magnitude * 10.0));
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
  }
  return std::to_string(std::llround(std::min(magnitude, 1e15))) + " %";
}

}  // namespace

Comparison compare(const std::vector<EvalPoint>& points, std::size_t track, std::size_t window) {
  Comparison result;
  double raw_sum = 0.0;
  double track_sum = 0.0;
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    if (window != 0 && result.evaluations == window) break;
    const double raw = point->raw.loss;
    const double averaged = point->tracks[track].val.loss;
    if (!std::isfinite(raw) || !std::isfinite(averaged)) continue;
    ++result.evaluations;
    if (averaged < raw) ++result.wins;
    if (averaged > raw) ++result.losses;
    raw_sum += raw;
    track_sum += averaged;
  }
  if (result.evaluations == 0) return result;
  const auto count = static_cast<double>(result.evaluations);
  result.raw_mean = raw_sum / count;
  result.track_mean = track_sum / count;
  if (result.raw_mean > 0.0) {
    result.percent_lower = 100.0 * (1.0 - result.track_mean / result.raw_mean);
  }
  return result;
}

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

Lead lead(const Comparison& comparison) {
  if (comparison.evaluations < kBestOf) return Lead::kUndecided;
  constexpr double kShown = 0.05;  // percent() shows less as 0.0 %
  const double lower = comparison.percent_lower;
  if (comparison.wins > comparison.losses && lower >= kShown) return Lead::kTrack;
  if (comparison.wins < comparison.losses && lower <= -kShown) return Lead::kRaw;
  return Lead::kUndecided;
}

std::string wonText(const Comparison& comparison) {
  const std::size_t equal = ties(comparison);
  return std::to_string(comparison.wins) + " of " + std::to_string(comparison.evaluations) +
         (equal == 0 ? "" : ", " + std::to_string(equal) + " equal");
}

std::string verdictText(const Comparison& comparison, const std::string& name) {
  const auto count = std::to_string(comparison.evaluations);
  const std::size_t equal = ties(comparison);
  if (comparison.evaluations < kBestOf) return "too few evaluations to compare";
  if (equal == comparison.evaluations)
    return name + " and raw equal in all of the last " + count + " evaluations";
  const auto share = [&](std::size_t won) {
    if (won == comparison.evaluations) return "all of the last " + count + " evaluations";
    return std::to_string(won) + (equal == 0 ? "" : " and equal in " + std::to_string(equal)) +
           " of the last " + count + " evaluations";
  };
  switch (lead(comparison)) {
    case Lead::kTrack:
      return name + " lower in " + share(comparison.wins) + ", by " +
             percent(comparison.percent_lower);
    case Lead::kRaw:
      return "raw lower in " + share(comparison.losses) + ", " + name + " higher by " +
             percent(comparison.percent_lower);
    case Lead::kUndecided:
      break;
  }
  return "no clear difference over the last " + count + " evaluations" +
         (equal == 0 ? "" : ", equal in " + std::to_string(equal));
}

}  // namespace emascope
