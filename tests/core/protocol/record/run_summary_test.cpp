// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_summary.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

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

TEST(Compare, CountsWinsAndComparesMeans) {
  const auto comparison = compare(points({{1.0, 0.5}, {1.0, 1.2}, {2.0, 0.3}, {1.0, 0.5}}), 0, 0);
  EXPECT_EQ(comparison.evaluations, 4U);
  EXPECT_EQ(comparison.wins, 3U);
  EXPECT_DOUBLE_EQ(comparison.raw_mean, 1.25);
  EXPECT_DOUBLE_EQ(comparison.track_mean, 0.625);
  EXPECT_DOUBLE_EQ(comparison.percent_lower, 50.0);
}

TEST(Compare, ATieIsNobodys) {
  const auto comparison = compare(points({{1.0, 1.0}, {1.0, 0.9}, {0.5, 0.5}, {0.2, 0.3}}), 0, 0);
  EXPECT_EQ(comparison.wins, 1U);
  EXPECT_EQ(comparison.losses, 1U);
  EXPECT_EQ(ties(comparison), 2U);
  EXPECT_EQ(wonText(comparison), "1 of 4, 2 equal");
}

TEST(Compare, LooksAtTheLastOfTheWindow) {
  const auto comparison = compare(points({{1.0, 9.0}, {1.0, 0.5}, {1.0, 0.5}}), 0, 2);
  EXPECT_EQ(comparison.evaluations, 2U);
  EXPECT_EQ(comparison.wins, 2U);
}

TEST(Compare, LeavesOutWhatIsNotFiniteAndLooksFurtherBack) {
  const auto comparison =
      compare(points({{1.0, 0.5}, {kNan, 0.5}, {1.0, kInfinity}, {1.0, 0.7}}), 0, 2);
  EXPECT_EQ(comparison.evaluations, 2U);
  EXPECT_DOUBLE_EQ(comparison.track_mean, 0.6);
}

TEST(Compare, NothingIsNothing) {
  const auto comparison = compare({}, 0, kVerdictWindow);
  EXPECT_EQ(comparison.evaluations, 0U);
  EXPECT_EQ(comparison.percent_lower, 0.0);
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

TEST(Lead, NeedsBothTheMostWinsAndTheLowerMean) {
  const auto of = [](std::size_t wins, std::size_t losses, double percent_lower) {
    return lead(
        {.evaluations = 10, .wins = wins, .losses = losses, .percent_lower = percent_lower});
  };
  EXPECT_EQ(of(9, 1, 5.0), Lead::kTrack);
  EXPECT_EQ(of(1, 9, -5.0), Lead::kRaw);
  EXPECT_EQ(of(9, 1, -5.0), Lead::kUndecided);
  EXPECT_EQ(of(5, 5, 5.0), Lead::kUndecided);
}

TEST(Lead, IsNotRawsWhereMostAreTies) {
  const Comparison mostly_equal = {.evaluations = 50, .wins = 6, .losses = 4, .percent_lower = 1.2};
  EXPECT_EQ(lead(mostly_equal), Lead::kTrack);
  EXPECT_EQ(verdictText(mostly_equal, "c"),
            "c lower in 6 and equal in 40 of the last 50 evaluations, by 1.2 %");
  const Comparison the_other_way = {
      .evaluations = 50, .wins = 4, .losses = 6, .percent_lower = -1.2};
  EXPECT_EQ(verdictText(the_other_way, "c"),
            "raw lower in 6 and equal in 40 of the last 50 evaluations, c higher by 1.2 %");
  const Comparison all_equal = {.evaluations = 12};
  EXPECT_EQ(lead(all_equal), Lead::kUndecided);
  EXPECT_EQ(verdictText(all_equal, "c"), "c and raw equal in all of the last 12 evaluations");
  EXPECT_EQ(wonText({.evaluations = 60, .wins = 57, .losses = 3}), "57 of 60");
}

TEST(Lead, IsNobodysWhereTheDifferenceWouldBeShownAsZero) {
  const Comparison nearly = {.evaluations = 30, .wins = 2, .losses = 9, .percent_lower = -0.04};
  EXPECT_EQ(lead(nearly), Lead::kUndecided);
  EXPECT_EQ(verdictText(nearly, "c"),
            "no clear difference over the last 30 evaluations, equal in 19");
}

TEST(Lead, IsUndecidedBelowFiveEvaluations) {
  EXPECT_EQ(lead({.evaluations = 4, .wins = 4, .percent_lower = 50.0}), Lead::kUndecided);
}

TEST(VerdictText, SaysWhichIsLowerHowOftenAndByHowMuch) {
  EXPECT_EQ(verdictText({.evaluations = 60, .wins = 57, .losses = 3, .percent_lower = 29.2}, "EMA"),
            "EMA lower in 57 of the last 60 evaluations, by 29 %");
  EXPECT_EQ(verdictText({.evaluations = 60, .wins = 60, .percent_lower = 2.94}, "EMA"),
            "EMA lower in all of the last 60 evaluations, by 2.9 %");
  EXPECT_EQ(
      verdictText({.evaluations = 60, .wins = 3, .losses = 57, .percent_lower = -12.0}, "slow"),
      "raw lower in 57 of the last 60 evaluations, slow higher by 12 %");
}

TEST(VerdictText, SaysWhenThereIsNothingToSay) {
  EXPECT_EQ(verdictText({.evaluations = 60, .wins = 30, .losses = 30, .percent_lower = 1.0}, "EMA"),
            "no clear difference over the last 60 evaluations");
  EXPECT_EQ(verdictText({.evaluations = 4, .wins = 4, .percent_lower = 1.0}, "EMA"),
            "too few evaluations to compare");
}

}  // namespace
}  // namespace emascope
