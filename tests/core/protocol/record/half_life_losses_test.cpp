// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/half_life_losses.h"

#include "core/rules/units.h"
#include "tests/support/fake_run.h"
#include "tests/support/not_a_number.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Noise that raw and all averages share.
double common(std::int64_t step) { return 0.02 * fakeNoise(step); }

/// A run of constant averages with these half-lives and mean losses, evaluated every 25 of 5000
/// steps: the verdict compares 20 evaluations.
RunRecord runOf(const std::vector<std::pair<double, double>>& tracks, std::int64_t last) {
  event::Started started = fakeStarted(fakeCatalog());
  started.config.tracks.clear();
  for (const auto& [half_life, loss] : tracks) {
    started.config.tracks.push_back({.label = "hl" + std::to_string(std::lround(half_life)),
                                     .schedule = "constant",
                                     .params = {{"beta", betaOfHalfLife(half_life)}}});
  }
  RunRecord record;
  record.apply(started);
  for (std::int64_t step = 25; step <= last; step += 25) {
    EvalPoint point{.step = step, .raw = {0.13 + common(step), 0.9}};
    for (const auto& [half_life, loss] : tracks) {
      const double own = 0.001 * fakeNoise(step + std::llround(1000.0 * half_life));
      point.tracks.push_back({.val = {loss + common(step) + own, 0.9},
                              .decay = betaOfHalfLife(half_life),
                              .reason = Reason::kConstant});
    }
    record.apply(event::Evaluated{{point}});
  }
  return record;
}

TEST(ComparedLosses, LeaveOutATrackWhoseLastLossIsNotFinite) {
  RunRecord record = runOf({{10, 0.12}, {100, 0.1}, {1000, 0.11}}, 2500);
  for (EvalPoint& point : record.points) {
    if (point.step > 600) point.tracks[1].val.loss = kNan;
  }
  const ComparedLosses compared = comparedLosses(record);
  ASSERT_EQ(compared.points.size(), 2U);
  EXPECT_EQ(compared.points[0].label, "hl10");
  EXPECT_EQ(compared.points[1].label, "hl1000");
  EXPECT_EQ(compared.steps.size(), 20U * kHistory);
}

TEST(ComparedLosses, AreThoseOfTheWindowAndBefore) {
  const RunRecord record = runOf({{10, 0.12}, {100, 0.1}}, 2500);
  const ComparedLosses compared = comparedLosses(record);
  EXPECT_EQ(compared.window, 20U);
  ASSERT_EQ(compared.steps.size(), 20U * kHistory);
  EXPECT_EQ(compared.steps.back(), 2500);
  EXPECT_EQ(compared.steps[compared.firstCompared()], 2500 - 19 * 25);
  ASSERT_EQ(compared.points.size(), 2U);
  EXPECT_EQ(compared.points[1].label, "hl100");
  EXPECT_NEAR(compared.points[1].half_life, 100.0, 1e-9);
  EXPECT_EQ(compared.points[1].losses.back(), record.points.back().tracks[1].val.loss);
  double raw = 0.0;
  for (std::int64_t step = 2025; step <= 2500; step += 25) raw += (0.13 + common(step)) / 20.0;
  EXPECT_NEAR(compared.raw_mean, raw, 1e-12);
}

TEST(ComparedLosses, TellTracksWithTooFewEvaluationsApart) {
  const ComparedLosses compared = comparedLosses(runOf({{10, 0.12}, {100, 0.1}}, 300));
  EXPECT_TRUE(compared.points.empty());
  ASSERT_EQ(compared.early.size(), 2U);
  EXPECT_EQ(compared.early[0].label, "hl10");
  EXPECT_EQ(compared.early[0].evaluations, 12U);
  EXPECT_NEAR(compared.early[0].mean, 0.12 + 0.01, 0.006);
}

// The losses have fallen before the copy ended; that must not make this track look better.
TEST(ComparedLosses, PlaceAnEarlyTrackByItsDifferenceFromRaw) {
  RunRecord record = runOf({{10, 0.12}, {100, 0.1}}, 2500);
  const std::size_t late = record.points.size() - 12;
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    EvalPoint& point = record.points[i];
    if (i < late) {
      for (Evaluation* val : {&point.raw, &point.tracks[0].val, &point.tracks[1].val}) {
        val->loss += 1.0;
      }
      point.tracks[1].reason = Reason::kWarmup;
    }
    if (i >= late) point.tracks[1].val.loss = point.raw.loss - 0.02;
  }
  const ComparedLosses compared = comparedLosses(record);
  ASSERT_EQ(compared.points.size(), 1U);
  ASSERT_EQ(compared.early.size(), 1U);
  EXPECT_EQ(compared.early[0].evaluations, 12U);
  EXPECT_NEAR(compared.early[0].mean, compared.raw_mean - 0.02, 1e-12);
}

TEST(ComparedLosses, LeaveOutWhatIsNotFinite) {
  RunRecord record = runOf({{10, 0.12}, {100, 0.1}}, 2500);
  record.points[90].tracks[1].val.loss = kNan;
  record.points[95].raw.loss = kNan;
  const ComparedLosses compared = comparedLosses(record);
  EXPECT_EQ(std::count(compared.steps.begin(), compared.steps.end(), 91 * 25), 0);
  EXPECT_EQ(compared.points[0].losses.size(), compared.steps.size());
  EXPECT_TRUE(std::isfinite(compared.raw_mean));
}

TEST(ComparedLosses, OfAllEvaluationsHaveThemAll) {
  const ComparedLosses compared =
      comparedLosses(runOf({{10, 0.12}, {100, 0.1}}, 4000), VerdictSpan::kAll);
  EXPECT_EQ(compared.steps.size(), 160U);
  EXPECT_EQ(compared.firstCompared(), 0U);
  EXPECT_EQ(flatRegion(compared.points, compared.window).evaluations, 160U);
}

TEST(HalfLivesOfLine, LieBetweenTheTracks) {
  const ComparedLosses compared =
      comparedLosses(runOf({{7, 0.12}, {60, 0.1}, {600, 0.1}, {6000, 0.13}}, 2500));
  const std::vector<double> half_lives = halfLivesOfLine(compared);
  EXPECT_GE(half_lives.size(), 10U);
  EXPECT_LE(half_lives.size(), kHalfLivesOfLine);
  EXPECT_TRUE(std::is_sorted(half_lives.begin(), half_lives.end()));
  EXPECT_GT(half_lives.front(), 7.0);
  EXPECT_LT(half_lives.back(), 6000.0);
  for (const double half_life : half_lives) {  // two digits
    const double unit = std::pow(10.0, std::floor(std::log10(half_life)) - 1.0);
    EXPECT_NEAR(half_life / unit, std::round(half_life / unit), 1e-9);
    EXPECT_GT(std::abs(half_life / 60.0 - 1.0), 0.03);
  }
  EXPECT_TRUE(halfLivesOfLine(comparedLosses(runOf({{7, 0.12}}, 2500))).empty());
  EXPECT_TRUE(halfLivesOfLine(comparedLosses(runOf({{100, 0.1}, {101, 0.1}}, 2500))).empty());
}

TEST(StepsOfLine, AreThoseOfSnapshotsInTheWindow) {
  const ComparedLosses compared = comparedLosses(runOf({{7, 0.12}, {60, 0.1}}, 2500));
  EXPECT_EQ(stepsOfLine(compared, 100), (std::vector<std::int64_t>{2500, 2400, 2300, 2200, 2100}));
  const std::vector<std::int64_t> each = stepsOfLine(compared, 25);
  EXPECT_EQ(each.size(), kEvaluationsOfLine);
  EXPECT_EQ(each.front(), 2500);
  EXPECT_EQ(each.back(), 2500 - 19 * 25);
  EXPECT_TRUE(stepsOfLine(compared, 10000).empty());
}

TEST(StepsOfLine, OfARunThatGoesOnAreMeasuredOnce) {
  std::set<std::int64_t> measured;
  for (std::int64_t last = 2000; last <= 4500; last += 25) {
    const ComparedLosses compared = comparedLosses(runOf({{7, 0.12}, {60, 0.1}}, last));
    const std::vector<std::int64_t> steps = stepsOfLine(compared, 25, /*goes_on=*/true);
    EXPECT_GE(steps.size(), kFewestOfLine);
    EXPECT_LE(steps.size(), kEvaluationsOfLine);
    EXPECT_TRUE(std::is_sorted(steps.rbegin(), steps.rend()));
    measured.insert(steps.begin(), steps.end());
    const std::vector<std::int64_t> rests = stepsOfLine(compared, 25);
    EXPECT_EQ(rests.size(), kEvaluationsOfLine);  // those and others
    EXPECT_TRUE(std::includes(rests.rbegin(), rests.rend(), steps.rbegin(), steps.rend()));
  }
  EXPECT_EQ(measured.size(), 30U);  // every hundredth step from 1,600 to 4,500
}

TEST(AddLine, TakesMeasurementsFromJustBeforeTheWindow) {
  ComparedLosses compared = comparedLosses(runOf({{10, 0.12}, {100, 0.1}}, 2500));
  // The window begins at step 2,025.
  addLine(compared,
          std::vector<LineLoss>{
              {60.0, 2400, 0.1}, {60.0, 2300, 0.1}, {60.0, 2100, 0.1}, {60.0, 1850, 0.1}});
  EXPECT_EQ(compared.points.size(), 2U);
  addLine(compared,
          std::vector<LineLoss>{
              {60.0, 2400, 0.1}, {60.0, 2300, 0.1}, {60.0, 2100, 0.1}, {60.0, 1900, 0.1}});
  EXPECT_EQ(compared.points.size(), 3U);
}

TEST(AddLine, PutsTheMeasuredDifferenceOnTheNearestTrack) {
  ComparedLosses compared = comparedLosses(runOf({{10, 0.12}, {100, 0.1}}, 2500));
  const std::vector<double> nearest = compared.points[1].losses;
  // The difference changes linearly, so that the losses between are known exactly.
  const auto difference = [](std::int64_t step) {
    return -0.002 + 1e-6 * static_cast<double>(step);
  };
  std::vector<LineLoss> line;
  for (const std::int64_t step : stepsOfLine(compared, 100)) {
    const auto at = std::find(compared.steps.begin(), compared.steps.end(), step);
    const auto index = static_cast<std::size_t>(at - compared.steps.begin());
    line.push_back({60.0, step, nearest[index] + difference(step)});
  }
  line.push_back({60.0, 50, 0.5});  // not among the evaluations
  addLine(compared, line);
  ASSERT_EQ(compared.points.size(), 3U);
  EXPECT_EQ(compared.points[2].label, "");
  EXPECT_EQ(compared.points[2].half_life, 60.0);
  ASSERT_EQ(compared.points[2].losses.size(), nearest.size());
  for (std::size_t i = 0; i < nearest.size(); ++i) {
    const std::int64_t step = std::clamp<std::int64_t>(compared.steps[i], 2100, 2500);
    EXPECT_NEAR(compared.points[2].losses[i], nearest[i] + difference(step), 1e-12) << i;
  }
}

TEST(AddLine, NeedsEnoughLosses) {
  ComparedLosses compared = comparedLosses(runOf({{10, 0.12}, {100, 0.1}}, 2500));
  addLine(compared, std::vector<LineLoss>{{60.0, 2500, 0.1}, {60.0, 2400, 0.1}, {60.0, 2300, 0.1}});
  EXPECT_EQ(compared.points.size(), 2U);
  addLine(compared,
          std::vector<LineLoss>{
              {60.0, 2500, 0.1}, {60.0, 2400, kNan}, {60.0, 2300, 0.1}, {60.0, 2200, 0.1}});
  EXPECT_EQ(compared.points.size(), 2U);
}

TEST(AddLine, MakesTheFlatRegionARange) {
  ComparedLosses compared =
      comparedLosses(runOf({{10, 0.15}, {100, 0.1}, {300, 0.1002}, {3000, 0.15}}, 2500));
  std::vector<LineLoss> line;
  for (const std::int64_t step : stepsOfLine(compared, 100)) {
    const double noise = common(step);
    const auto own = [step](int salt) { return 0.001 * fakeNoise(step + salt); };
    line.push_back({60.0, step, 0.1003 + noise + own(3)});
    line.push_back({170.0, step, 0.1001 + noise + own(17)});
    line.push_back({600.0, step, 0.13 + noise + own(29)});
  }
  addLine(compared, line);
  const FlatRegion region = flatRegion(compared.points, compared.window);
  // 60 is no track's. Whether 300 belongs to the range depends on the noise.
  EXPECT_THAT(english(flatRegionPhrase(region)),
              testing::MatchesRegex("Any half-life from 60 to (170|300) steps is "
                                    "within the noise of the best \\(.*\\)\\."));
}

TEST(VerdictSpans, HaveTheirWindows) {
  RunConfig config;
  config.steps = 10000;
  config.eval_every = 25;
  EXPECT_EQ(verdictWindow(config, VerdictSpan::kTenth), 40U);
  EXPECT_EQ(verdictWindow(config, VerdictSpan::kFifth), 80U);
  const RunRecord record = runOf({{10, 0.12}, {100, 0.1}}, 4000);
  EXPECT_EQ(verdictOf(record, 0).evaluations, 20U);
  EXPECT_EQ(verdictOf(record, 0, VerdictSpan::kFifth).evaluations, 40U);
  EXPECT_EQ(verdictOf(record, 0, VerdictSpan::kAll).evaluations, 160U);
}

TEST(VerdictTexts, OfTwoColumnsAreThoseOfOne) {
  const RunRecord record = runOf({{10, 0.12}, {100, 0.1}}, 4000);
  const Verdict verdict = verdictOf(record, 1);
  const std::string whole = differenceText(verdict);
  const std::string half = english(halfWidthPhrase(verdict));
  const std::string percent = percentText(verdict);
  EXPECT_TRUE(percent.ends_with(" %")) << percent;
  EXPECT_EQ(percent.substr(0, percent.size() - 1) + half + " %", whole);
  const Verdict early = verdictOf(runOf({{10, 0.12}}, 100), 0);
  EXPECT_EQ(percentText(early), "too early");
  EXPECT_EQ(english(halfWidthPhrase(early)), "");
}

}  // namespace
}  // namespace emascope
