// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/flat_region.h"

#include "tests/support/fake_record.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Noise that all averages share, twice the size of what is asked about.
double shared(int i) { return 0.2 * (fakeNoise(i) - 0.5); }

HalfLifeLosses point(double half_life, double mean, const std::string& label = "",
                     int evaluations = 40) {
  HalfLifeLosses made{.label = label, .half_life = half_life};
  for (int i = 0; i < evaluations; ++i) {
    const int own = i + static_cast<int>(1000.0 * half_life);
    made.losses.push_back(mean + shared(i) + 0.005 * (fakeNoise(own) - 0.5));
  }
  return made;
}

std::string textOf(std::vector<HalfLifeLosses> points) {
  return english(flatRegionPhrase(flatRegion(std::move(points), 40)));
}

TEST(FlatRegion, IsTheRangeWithinNoiseOfTheBest) {
  const FlatRegion region = flatRegion({point(600, 1.3), point(90, 1.0001), point(200, 1.0),
                                        point(30, 1.2), point(280, 1.0001), point(10, 1.5)},
                                       40);
  ASSERT_EQ(region.points.size(), 6U);
  EXPECT_EQ(region.points.front().half_life, 10.0);
  EXPECT_EQ(region.points[region.first].half_life, 90.0);
  EXPECT_EQ(region.points[region.last].half_life, 280.0);
  EXPECT_FALSE(region.points[1].within_noise);
  EXPECT_EQ(region.evaluations, 40U);
}

TEST(FlatRegion, DifferencesArePaired) {
  // The noise shared by both is 20 times their difference.
  const FlatRegion region = flatRegion({point(10, 1.01), point(100, 1.0)}, 40);
  EXPECT_EQ(region.best, 1U);
  EXPECT_NEAR(region.points[0].difference.mean, 0.01, 0.004);
  EXPECT_LT(region.points[0].difference.half_width, 0.005);
  EXPECT_FALSE(region.points[0].within_noise);
  EXPECT_EQ(region.points[1].difference.half_width, 0.0);
}

/// An average that still falls from the losses of the untrained network.
HalfLifeLosses falling(double half_life, double from, double to) {
  HalfLifeLosses made{.half_life = half_life};
  for (int i = 0; i < 40; ++i) made.losses.push_back(from + (to - from) * i / 39.0 + shared(i));
  return made;
}

TEST(FlatRegion, AnAverageThatStillFallsFarAboveIsNotWithinNoise) {
  const FlatRegion region =
      flatRegion({point(200, 1.0), falling(1000, 1.3, 1.05), falling(3000, 1.9, 1.5)}, 40);
  for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
    EXPECT_TRUE(region.points[i].difference.at_least);
    EXPECT_FALSE(region.points[i].difference.excludesZero());
  }
  EXPECT_TRUE(region.points[1].within_noise);  // its losses overlap with the best's
  EXPECT_FALSE(region.points[2].within_noise);
  EXPECT_EQ(english(flatRegionPhrase(region)),
            "Any half-life up to 1000 steps is within the noise of the best (200).");
}

TEST(FlatRegionText, AlongALineIsARange) {
  const auto low = [](double half_life) { return point(half_life, 1.0001); };
  const auto high = [](double half_life) { return point(half_life, 1.5); };
  const auto best = [] { return point(200, 1.0); };
  EXPECT_EQ(textOf({high(30), low(90), best(), low(280), high(600)}),
            "Any half-life from 90 to 280 steps is within the noise of the best (200).");
  EXPECT_EQ(textOf({high(30), low(90), best(), low(280)}),
            "Any half-life of 90 or more steps is within the noise of the best (200).");
  EXPECT_EQ(textOf({low(90), best(), low(280), high(600)}),
            "Any half-life up to 280 steps is within the noise of the best (200).");
  EXPECT_EQ(textOf({low(90), best(), low(280)}), "No half-life stands out yet.");
  EXPECT_EQ(textOf({high(90), best(), high(280)}),
            "No other half-life is within the noise of the best (200).");
}

TEST(FlatRegionText, BetweenTracksNamesThem) {
  EXPECT_EQ(textOf({point(30, 1.5, "fast"), point(90, 1.0001, "EMA"), point(150, 1.0, "hl150"),
                    point(200, 1.0001, "hl200")}),
            "EMA and hl200 are within the noise of the best (hl150).");
  EXPECT_EQ(textOf({point(30, 1.5, "fast"), point(150, 1.0, "hl150"), point(200, 1.0001, "hl200")}),
            "hl200 is within the noise of the best (hl150).");
  EXPECT_EQ(textOf({point(30, 1.5, "fast"), point(150, 0.9, "hl150")}),
            "No other half-life is within the noise of the best (hl150).");
}

TEST(FlatRegionText, IsShortWhereThereIsNothingToSay) {
  EXPECT_EQ(textOf({}), "");
  EXPECT_EQ(textOf({point(30, 1.5, "fast")}), "");
  EXPECT_EQ(textOf({point(30, 1.5, "a", 12), point(90, 1.0, "b", 12)}),
            "Too early to tell: 12 of 20 evaluations.");
}

TEST(FlatRegion, OfARunLeavesOutWhatHasNoHalfLife) {
  RunRecord record = startedRecord();
  for (std::int64_t step = 25; step <= 2500; step += 25) {
    EvalPoint point = fakePoint(step, 3);
    point.tracks[1].decay = 0.0;  // a copy
    record.apply(event::Evaluated{{point}});
  }
  const FlatRegion region = flatRegion(record);
  ASSERT_EQ(region.points.size(), 2U);
  EXPECT_EQ(region.points[0].label, "main");
  EXPECT_EQ(region.points[1].label, "slow");
  EXPECT_EQ(region.evaluations, 20U);
  EXPECT_EQ(region.best, 0U);
  EXPECT_NEAR(region.points[1].half_life, std::log(0.5) / std::log(0.9999), 1e-6);
}

TEST(FlatRegion, OfARunWithoutEvaluationsIsEmpty) {
  const RunRecord record = startedRecord();
  EXPECT_TRUE(flatRegion(record).points.empty());
  EXPECT_FALSE(flatRegion(record).known());
}

}  // namespace
}  // namespace emascope
