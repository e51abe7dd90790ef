// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/pair_verdicts.h"

#include "core/interchange/log_pairs.h"
#include "core/protocol/record/mean_interval.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace emascope {
namespace {

struct CommonPoints {
  std::vector<std::int64_t> steps = {};
  std::vector<double> raw = {}, average = {};
  std::size_t together = 0;
  bool last_is_finite = true;
};

CommonPoints commonPoints(const LogSeries& raw, const LogSeries& average) {
  CommonPoints points;
  for (std::size_t i = 0, j = 0; i < raw.steps.size() && j < average.steps.size();) {
    if (raw.steps[i] < average.steps[j]) {
      ++i;
      continue;
    }
    if (raw.steps[i] > average.steps[j]) {
      ++j;
      continue;
    }
    ++points.together;
    points.last_is_finite = std::isfinite(raw.values[i]) && std::isfinite(average.values[j]);
    if (points.last_is_finite) {
      points.steps.push_back(raw.steps[i]);
      points.raw.push_back(raw.values[i]);
      points.average.push_back(average.values[j]);
    }
    ++i;
    ++j;
  }
  return points;
}

}  // namespace

PairVerdict verdictOf(const ImportedRun& run, const LogPair& pair) {
  const LogSeries& average = run.series[pair.average];
  const CommonPoints points = commonPoints(run.series[pair.raw], average);
  PairVerdict result{.together = points.together};
  result.name = wordsOfTag(average.tag).average;
  if (result.name.empty()) result.name = ownTrackOf(run.series, average.tag);
  if (!points.last_is_finite) {
    result.verdict.kind = VerdictKind::kNoComparison;
    return result;
  }
  const std::size_t window = std::max(points.steps.size() / 10, kFewestForInterval);
  result.verdict = verdictOf(points.raw, points.average, window);
  result.verdict.over = true;
  if (!points.steps.empty()) {
    result.verdict.first_step = points.steps[points.steps.size() - result.verdict.evaluations];
    result.verdict.last_step = points.steps.back();
  }
  return result;
}

}  // namespace emascope
