// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/evaluation_watch.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cmath>

namespace emascope {

std::optional<std::string> EvaluationWatch::look(const RunRecord& record) {
  std::string names;
  double loss = 0.0;
  std::int64_t step = 0;
  const auto see = [&](const std::string& of, double its_loss, std::int64_t at) {
    if (std::isfinite(its_loss) || !told_.insert(of).second) return;
    if (names.empty()) {
      loss = its_loss;
      step = at;
    }
    names += (names.empty() ? "" : ", ") + of;
  };
  seen_ = std::max(seen_, record.past.count);
  for (; seen_ < record.evaluated(); ++seen_) {
    const EvalPoint& point = record.points[seen_ - record.takenOut()];
    see("raw", point.raw.loss, point.step);
    for (std::size_t k = 0; k < std::min(point.tracks.size(), record.tracks.size()); ++k) {
      if (isPresent(point.tracks[k]))
        see(record.tracks[k].label, point.tracks[k].val.loss, point.step);
    }
  }
  if (names.empty()) return std::nullopt;
  return "step " + std::to_string(step) + ": the validation loss of " + names + " is " +
         formatNumber(loss) + ", not a finite number";
}

bool allNotFinite(const RunRecord& record) {
  const auto finite = [](const EvalPoint& point) {
    return std::isfinite(point.raw.loss) ||
           std::ranges::any_of(point.tracks, [](const TrackEvaluation& track) {
             return std::isfinite(track.val.loss);
           });
  };
  return !record.points.empty() && !record.past.any_finite &&
         std::ranges::none_of(record.points, finite);
}

}  // namespace emascope
