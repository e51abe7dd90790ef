// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_summary.h"

#include "tests/support/not_a_number.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Points at steps 25, 50, … with one track.
std::vector<EvalPoint> points(const std::vector<std::pair<double, double>>& raw_and_track) {
  std::vector<EvalPoint> result;
  for (const auto& [raw, track] : raw_and_track) {
    EvalPoint point;
    point.step = 25 * static_cast<std::int64_t>(result.size() + 1);
    point.raw.loss = raw;
    point.tracks.push_back({.val = {track, 0.0}});
    result.push_back(point);
  }
  return result;
}

TEST(BestMean, IsTheLowestMeanOfFiveAtTheLastOfThem) {
  const auto best = bestMean(points({{9, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {9, 0}}), {});
  ASSERT_TRUE(best);
  EXPECT_DOUBLE_EQ(best->loss, 1.0);
  EXPECT_EQ(best->step, 150);
}

TEST(BestMean, NeedsFiveFiniteInARow) {
  EXPECT_FALSE(bestMean(points({{1, 0}, {1, 0}, {1, 0}, {1, 0}}), {}));
  EXPECT_FALSE(bestMean(points({{1, 0}, {1, 0}, {kNan, 0}, {1, 0}, {1, 0}, {1, 0}}), {}));
}

TEST(BestMean, OfATrackReadsTheTrack) {
  const auto best = bestMean(points({{9, 1}, {9, 2}, {9, 3}, {9, 4}, {9, 5}}), 0);
  ASSERT_TRUE(best);
  EXPECT_DOUBLE_EQ(best->loss, 3.0);
}

}  // namespace
}  // namespace emascope
