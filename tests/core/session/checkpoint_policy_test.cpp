// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_policy.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr SteadyTime kBegin(std::chrono::hours(7));

CheckpointPolicy policyWith(const CheckpointSettings& settings, std::int64_t step = 0) {
  CheckpointPolicy policy;
  policy.begin(settings, step, kBegin);
  return policy;
}

CheckpointSettings inFolder() { return {.folder = "checkpoints"}; }

/// The times in seconds since the beginning at which a run copies itself, which takes `took`.
std::vector<double> copiesWithin(std::chrono::minutes whole, CheckpointPolicy policy,
                                 SteadySpan took) {
  std::vector<double> times;
  std::int64_t step = 0;
  for (SteadyTime now = kBegin; now <= kBegin + whole; now += 100ms) {
    if (!policy.due(++step, now)) continue;
    times.push_back(std::chrono::duration<double>(now - kBegin).count());
    policy.copied(step, took, now);
  }
  return times;
}

TEST(CheckpointPolicy, IsDueEarlyAndThenEveryFiveMinutes) {
  EXPECT_EQ(copiesWithin(12min, policyWith(inFolder()), 10ms),
            (std::vector<double>{10, 30, 90, 390, 690}));
  EXPECT_EQ(copiesWithin(2min, policyWith(inFolder(), 4200), 10ms),
            (std::vector<double>{10, 30, 90}));
}

TEST(CheckpointPolicy, IsDueToTheMillisecond) {
  CheckpointPolicy policy = policyWith(inFolder());
  EXPECT_EQ(policy.due(100, kBegin + 10s - 1ms), std::nullopt);
  EXPECT_EQ(policy.due(100, kBegin + 10s), CheckpointReason::kMinutes);
  policy.copied(100, 10ms, kBegin + 2min);
  EXPECT_EQ(policy.due(200, kBegin + 7min - 1ms), std::nullopt);
  EXPECT_EQ(policy.due(200, kBegin + 7min), CheckpointReason::kMinutes);
}

TEST(CheckpointPolicy, IsNeverLaterThanTheMinutesThatWereAskedFor) {
  CheckpointSettings settings = inFolder();
  settings.minutes = 0.4;
  EXPECT_EQ(copiesWithin(2min, policyWith(settings), 10ms),
            (std::vector<double>{10, 34, 58, 82, 106}));
  settings.minutes = 0.1;
  EXPECT_EQ(copiesWithin(1min, policyWith(settings), 10ms).size(), 10U);
}

TEST(CheckpointPolicy, EarlyOnesWaitForTheShare) {
  EXPECT_EQ(copiesWithin(3min, policyWith(inFolder()), 500ms),
            (std::vector<double>{10, 59.5, 109}));
}

TEST(CheckpointPolicy, WithoutMinutesIsNeverDueByTime) {
  CheckpointSettings settings = inFolder();
  settings.minutes = 0.0;
  EXPECT_EQ(policyWith(settings).due(100, kBegin + 100min), std::nullopt);
}

TEST(CheckpointPolicy, CountsEvaluationsAndSteps) {
  CheckpointSettings settings = inFolder();
  settings.evaluations = 2;
  settings.steps = 50;
  CheckpointPolicy policy = policyWith(settings);
  EXPECT_EQ(policy.due(49, kBegin), std::nullopt);
  EXPECT_EQ(policy.due(50, kBegin), CheckpointReason::kSteps);
  policy.evaluated();
  EXPECT_EQ(policy.due(49, kBegin), std::nullopt);
  policy.evaluated();
  EXPECT_EQ(policy.due(49, kBegin), CheckpointReason::kEvaluations);
  policy.copied(49, 0ms, kBegin);
  EXPECT_EQ(policy.due(49, kBegin), std::nullopt);
  EXPECT_EQ(policy.due(50, kBegin), CheckpointReason::kSteps);  // exact, whatever was kept before
  policy.copied(50, 0ms, kBegin);
  EXPECT_EQ(policy.due(99, kBegin), std::nullopt);
  policy.evaluated();
  EXPECT_EQ(policy.due(99, kBegin), std::nullopt);
  EXPECT_EQ(policy.due(101, kBegin), CheckpointReason::kSteps);  // step 100 was skipped
  policy.copied(101, 0ms, kBegin);
  policy.evaluated();
  EXPECT_EQ(policy.due(102, kBegin), CheckpointReason::kEvaluations);
}

TEST(CheckpointPolicy, OfARunThatGoesOnCountsFromThere) {
  CheckpointSettings settings = inFolder();
  settings.steps = 50;
  const CheckpointPolicy policy = policyWith(settings, 4200);
  EXPECT_EQ(policy.due(4249, kBegin), std::nullopt);
  EXPECT_EQ(policy.due(4250, kBegin), CheckpointReason::kSteps);
  EXPECT_FALSE(policy.wants(CheckpointReason::kStop, 4200, kBegin));  // that one is there
  EXPECT_TRUE(policy.wants(CheckpointReason::kStop, 4201, kBegin));
}

TEST(CheckpointPolicy, WithoutAFolderThereIsNone) {
  CheckpointPolicy policy =
      policyWith({.folder = "", .minutes = 1.0, .evaluations = 1, .steps = 1});
  policy.evaluated();
  EXPECT_EQ(policy.due(100, kBegin + 100min), std::nullopt);
  for (int i = 0; i < kCheckpointReasonCount; ++i) {
    EXPECT_FALSE(policy.wants(static_cast<CheckpointReason>(i), 100, kBegin + 100min)) << i;
  }
}

/// A checkpoint by itself after each step.
constexpr double kNoMinutes = 1e-9;

TEST(CheckpointPolicy, ACopyThatTakesLongPutsTheNextOneOff) {
  CheckpointSettings settings = inFolder();
  settings.minutes = kNoMinutes;
  CheckpointPolicy policy = policyWith(settings);
  policy.copied(1, 50ms, kBegin);
  EXPECT_EQ(policy.due(2, kBegin + 4949ms), std::nullopt);
  EXPECT_EQ(policy.due(2, kBegin + 4950ms), CheckpointReason::kMinutes);  // 50 of 5000 ms
}

TEST(CheckpointPolicy, ThoseThatWereAskedForAreNotPutOff) {
  CheckpointSettings settings = inFolder();
  settings.steps = 7;
  settings.evaluations = 3;
  CheckpointPolicy policy = policyWith(settings, 5);
  std::vector<std::int64_t> kept;
  SteadyTime now = kBegin;
  for (std::int64_t step = 6; step <= 40; ++step) {
    now += 1ms;
    if (step == 11) policy.copied(step, 20s, now);  // at a pause
    if (step % 10 == 0) policy.evaluated();
    if (!policy.due(step, now)) continue;
    kept.push_back(step);
    policy.copied(step, 20s, now);
  }
  EXPECT_EQ(kept, (std::vector<std::int64_t>{7, 14, 21, 28, 30, 35}));
}

TEST(CheckpointPolicy, TakesAtMostOnePercentOfALongTime) {
  CheckpointSettings settings = inFolder();
  settings.minutes = kNoMinutes;
  CheckpointPolicy policy = policyWith(settings);
  SteadySpan waited{};
  SteadyTime now = kBegin;
  std::int64_t step = 0;
  while (now < kBegin + 10min) {
    now += 3ms;  // a step
    ++step;
    if (!policy.due(step, now)) continue;
    const auto took = SteadySpan(1ms) * (1 + step % 70);
    now += took;
    waited += took;
    policy.copied(step, took, now);
  }
  EXPECT_LE(waited, (now - kBegin) / 99);  // the last copy may be at the end
  EXPECT_GT(waited, (now - kBegin) / 110);
}

TEST(CheckpointPolicy, AnEditThatMaySpoilTheRunDoesNotWaitForTheShare) {
  CheckpointPolicy policy = policyWith(inFolder());
  policy.copied(100, 10s, kBegin);
  for (const auto occasion :
       {CheckpointReason::kEdit, CheckpointReason::kEnd, CheckpointReason::kStop}) {
    EXPECT_TRUE(policy.wants(occasion, 101, kBegin + 1ms));
    EXPECT_FALSE(policy.wants(occasion, 100, kBegin + 1ms));
  }
  EXPECT_FALSE(policy.wants(CheckpointReason::kPause, 101, kBegin + 1ms));
  EXPECT_TRUE(policy.wants(CheckpointReason::kPause, 101, kBegin + 990s));
}

TEST(CheckpointPolicy, OneThatIsLostIsTriedAgain) {
  CheckpointPolicy policy = policyWith(inFolder());
  policy.copied(100, 0ms, kBegin);
  EXPECT_FALSE(policy.wants(CheckpointReason::kEnd, 100, kBegin));
  policy.lost(50);  // an older one
  EXPECT_FALSE(policy.wants(CheckpointReason::kEnd, 100, kBegin));
  policy.lost(100);
  EXPECT_TRUE(policy.wants(CheckpointReason::kEnd, 100, kBegin));
}

TEST(CheckpointPolicy, WhereNoCopyCanBeMadeItIsTriedAMinuteLater) {
  CheckpointSettings settings = inFolder();
  settings.steps = 1;
  CheckpointPolicy policy = policyWith(settings);
  policy.putOff(kBegin);
  EXPECT_EQ(policy.due(1, kBegin + 1min - 1ms), std::nullopt);
  EXPECT_EQ(policy.due(1, kBegin + 1min), CheckpointReason::kSteps);
}

TEST(CheckpointPolicy, AnEditMakesTheLastOneIncomplete) {
  CheckpointPolicy policy = policyWith(inFolder());
  policy.copied(100, 0ms, kBegin);
  EXPECT_FALSE(policy.wants(CheckpointReason::kStop, 100, kBegin));
  policy.edited();
  EXPECT_TRUE(policy.wants(CheckpointReason::kStop, 100, kBegin));
  policy.copied(100, 0ms, kBegin);
  EXPECT_FALSE(policy.wants(CheckpointReason::kStop, 100, kBegin));
}

TEST(CheckpointPolicy, BeforeTheFirstStepThereIsNothingToKeep) {
  EXPECT_FALSE(policyWith(inFolder()).wants(CheckpointReason::kStop, 0, kBegin));
}

command::SetParams rateEdit(double value) { return {1, "", {{"lr", value}}, {}}; }

TEST(RiskyEdit, ALearningRateOfThreeTimesAndMore) {
  EXPECT_FALSE(isRisky(rateEdit(0.029), 0.01));
  EXPECT_TRUE(isRisky(rateEdit(0.03), 0.01));
  EXPECT_TRUE(isRisky(rateEdit(5.0), 0.01));
  EXPECT_FALSE(isRisky(rateEdit(0.001), 0.01));
}

TEST(RiskyEdit, NoOtherParameter) {
  EXPECT_FALSE(isRisky(command::SetParams{1, "main", {{"beta", 0.999}}, {}}, 0.01));
  EXPECT_FALSE(isRisky(command::SetParams{1, "main", {{"lr", 9.0}}, {}}, 0.01));
  EXPECT_FALSE(isRisky(command::SetParams{1, "", {{"weight_decay", 9.0}}, {}}, 0.01));
}

TEST(RiskyEdit, WhatReplacesOrRemovesWeights) {
  EXPECT_TRUE(isRisky(command::EditTracks{1, track_action::FeedBack{"main", 0.5}, {}}));
  EXPECT_TRUE(isRisky(command::EditTracks{1, track_action::Remove{"slow"}, {}}));
  EXPECT_FALSE(isRisky(command::EditTracks{1, track_action::Add{}, {}}));
  EXPECT_FALSE(isRisky(command::EditTracks{1, track_action::Promote{"slow"}, {}}));
}

}  // namespace
}  // namespace emascope
