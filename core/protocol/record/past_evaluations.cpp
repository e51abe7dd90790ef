// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/past_evaluations.h"

#include "core/protocol/record/mean_interval.h"
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/verdict.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace emascope {
namespace {

/// Evaluations that stay as they are, and those that may be left of older ones.
constexpr std::size_t kMostWhole = 8192;
constexpr std::size_t kMostLeft = 8192;
constexpr std::size_t kJoined = 4;  ///< points of which two are left where these are too many

/// A loss that is no number counts as the highest.
double heightOf(const EvalPoint& point) {
  const double loss = point.raw.loss;
  return std::isnan(loss) ? std::numeric_limits<double>::infinity() : loss;
}

/// Whether an evaluation is the last one of some track.
bool isLastOfTrack(const EvalPoint& point, const EvalPoint& next) {
  for (std::size_t k = 0; k < point.tracks.size(); ++k) {
    if (isPresent(point.tracks[k]) && !isPresent(next.tracks[k])) return true;
  }
  return false;
}

/// Moves what is to be left of points[begin] to points[end - 1] to `left`. @pre end < points.size()
void moveExtremes(std::vector<EvalPoint>& points, std::size_t begin, std::size_t end,
                  std::size_t group, std::vector<EvalPoint>& left) {
  const auto lower = [](const EvalPoint& a, const EvalPoint& b) {
    return heightOf(a) < heightOf(b);
  };
  for (; begin < end; begin += std::min(group, end - begin)) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(group, end - begin));
    const auto [lowest, highest] = std::minmax_element(first, last, lower);
    for (auto point = first; point != last; ++point) {
      const bool stays = point == lowest || point == highest || point == points.begin() ||
                         isLastOfTrack(*point, *std::next(point));
      if (stays) left.push_back(std::move(*point));
    }
  }
}

}  // namespace

void PastEvaluations::add(const EvalPoint& point, std::size_t most) {
  ++count;
  any_finite = any_finite || std::isfinite(point.raw.loss);
  raw.add(point.raw.loss, point.step);
  tracks.resize(point.tracks.size());
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    PastTrack& track = tracks[k];
    const TrackEvaluation& own = point.tracks[k];
    const bool finite = std::isfinite(own.val.loss);
    any_finite = any_finite || finite;
    track.best.add(own.val.loss, point.step);
    const bool was_absent = std::exchange(track.absent, !isPresent(own));
    if (track.absent) continue;
    if (was_absent || isCopy(own)) track.pairs.clear();
    if (isCopy(own) || !finite || !std::isfinite(point.raw.loss)) continue;
    track.pairs.push_back({point.step, point.raw.loss, own.val.loss});
    if (track.pairs.size() > most) track.pairs.pop_front();
  }
}

bool RunRecord::thin(std::size_t evaluations) {
  const std::size_t whole = points.size() - past.left;
  if (whole < kMostWhole) return false;
  const std::size_t until = std::min(evaluations, evaluated() - 1);  // the last one is always whole
  if (until < past.count + kMostWhole / 2) return false;             // not worth it yet
  const std::size_t end = past.left + (until - past.count);
  const std::size_t most = kHistory * verdictWindow(config);
  for (std::size_t i = past.left; i < end; ++i) past.add(points[i], most);
  std::vector<EvalPoint> left;
  left.reserve(past.left + kMostWhole + whole);
  const auto at = [this](std::size_t i) { return points.begin() + static_cast<std::ptrdiff_t>(i); };
  if (past.left > kMostLeft) {
    moveExtremes(points, 0, past.left, kJoined, left);
    past.group *= kJoined / 2;
  } else {
    std::move(points.begin(), at(past.left), std::back_inserter(left));
  }
  moveExtremes(points, past.left, end, past.group, left);
  past.left = left.size();
  std::move(at(end), points.end(), std::back_inserter(left));
  points = std::move(left);
  return true;
}

}  // namespace emascope
