// SPDX-License-Identifier: Apache-2.0
//
// What averages that are no plain recursion do at the edges: windows that change, names, buffers,
// zero start, and memory that is not there.
#include "core/ema/averager.h"
#include "core/ema/track_memory.h"
#include "tests/core/ema/moving_online.h"

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

#include <c10/util/Exception.h>

namespace emascope {
namespace {

constexpr std::int64_t kWeights = 40;
constexpr std::int64_t kBuffers = 6;

TrackRule lawa(double k, double every = 1.0, std::vector<NameSelection> selections = {}) {
  return rule("last-snapshots", {{"k", k}, {"update_after_step", 0.0}, {"update_every", every}},
              std::move(selections));
}

TrackRule bema(const ParamValues& more = {}) {
  ParamValues values = {{"update_every", 1.0}, {"ema_power", 0.7}, {"bias_power", 0.2}};
  for (const auto& [id, value] : more) values[id] = value;
  return rule("bema", values);
}

/// Mean of element `i` over steps first, first + every, … last, rounded once.
float meanOf(int first, int last, int every, std::int64_t i) {
  double sum = 0.0;
  int count = 0;
  for (int step = first; step <= last; step += every, ++count) sum += Online::at(step, i);
  return static_cast<float>(sum / count);
}

class AverageKindEdgesTest : public testing::Test {
 protected:
  void steps(Averager& averager, int from, int to) {
    for (int step = from; step <= to; ++step) {
      online_.moveTo(step);
      ASSERT_TRUE(averager.update());
    }
  }
  void expectMeans(const Averager& averager, int first, int last, int every) {
    for (std::int64_t i = 0; i < kWeights + kBuffers; ++i)
      ASSERT_EQ(average(averager, 0, i), meanOf(first, last, every, i)) << i;
  }

  Online online_{kWeights, kBuffers};
};

TEST_F(AverageKindEdgesTest, TheLastSnapshotsAreTheirMeanRoundedOnce) {
  Averager averager(online_.state(), {lawa(4.0)});
  for (int step = 1; step <= 50; ++step) {
    steps(averager, step, step);
    expectMeans(averager, std::max(1, step - 3), step, 1);
  }
}

TEST_F(AverageKindEdgesTest, SnapshotsAreTakenEverySoManySteps) {
  Averager averager(online_.state(), {lawa(3.0, 5.0)});
  steps(averager, 1, 29);  // of 1, 6, 11, 16, 21, 26
  expectMeans(averager, 16, 26, 5);
}

TEST_F(AverageKindEdgesTest, AShorterWindowDropsTheOldestAndALongerOneFillsUp) {
  Averager averager(online_.state(), {lawa(5.0)});
  steps(averager, 1, 10);
  averager.setValues(0, lawa(2.0).values);
  EXPECT_EQ(averager.hidden(0).size(), 2U);
  steps(averager, 11, 11);
  expectMeans(averager, 10, 11, 1);
  averager.setValues(0, lawa(4.0).values);
  steps(averager, 12, 12);
  expectMeans(averager, 10, 12, 1);
  steps(averager, 13, 20);
  expectMeans(averager, 17, 20, 1);
}

TEST_F(AverageKindEdgesTest, ReseedingBeginsTheWindowAnew) {
  Averager averager(online_.state(), {lawa(4.0)});
  steps(averager, 1, 10);
  averager.reseed(0);
  steps(averager, 11, 12);
  expectMeans(averager, 10, 12, 1);
}

/// BEMA of element `i` after each step of 1..last, in double: as TRL writes it, theta_0 and the
/// average beginning as the state of step 1.
double bemaOf(int last, std::int64_t i, bool corrected) {
  const double start = Online::at(1, i);
  double ema = start;
  double shown = start;
  for (int step = 2; step <= last; ++step) {
    const double base = 10.0 + step;
    const double beta = std::pow(base, -0.7);
    ema = (1.0 - beta) * ema + beta * Online::at(step, i);
    shown = ema + (corrected ? std::pow(base, -0.2) * (Online::at(step, i) - start) : 0.0);
  }
  return shown;
}

TEST_F(AverageKindEdgesTest, BemaIsItsFormula) {
  Averager averager(online_.state(), {bema()});
  for (int step = 1; step <= 200; ++step) {
    steps(averager, step, step);
    for (std::int64_t i = 0; i < kWeights; i += 7)
      ASSERT_NEAR(average(averager, 0, i), bemaOf(step, i, true), 2e-6) << step;
  }
}

TEST_F(AverageKindEdgesTest, BemaCorrectsNoBuffers) {
  Averager averager(online_.state(), {bema()});
  steps(averager, 1, 60);
  for (std::int64_t i = kWeights; i < kWeights + kBuffers; ++i)
    EXPECT_NEAR(average(averager, 0, i), bemaOf(60, i, false), 2e-6);
}

TEST_F(AverageKindEdgesTest, AVarianceThatFallsStaysPositiveUnderBema) {
  float* values = online_.state().floats.mutable_data_ptr<float>();
  std::fill(values, values + kWeights + kBuffers, 10.0F);
  Averager averager(online_.state(), {bema()});
  for (int step = 1; step <= 30; ++step) {
    averager.update();
    std::fill(values, values + kWeights + kBuffers, 1.0F);
    ASSERT_GT(average(averager, 0, kWeights), 0.0F) << step;
  }
  EXPECT_LT(average(averager, 0, 0), 0.0F);  // the weights are corrected
}

TEST_F(AverageKindEdgesTest, AWindowFromZeroHoldsOnlyWhatItWasShown) {
  TrackRule wanted = lawa(3.0);
  wanted.values =
      rule("last-snapshots", {{"k", 3.0}, {"update_every", 1.0}, {"debias", 1.0}}).values;
  Averager averager(online_.state(), {wanted});
  steps(averager, 1, 2);
  expectMeans(averager, 1, 2, 1);
}

TEST_F(AverageKindEdgesTest, BemaFromZeroMeasuresFromTheWeightsAtConstruction) {
  Averager averager(online_.state(), {bema({{"debias", 1.0}})});
  steps(averager, 1, 30);
  for (std::int64_t i = 0; i < kWeights; i += 7) {
    double sum = 0.0;
    double mass = 0.0;
    double shown = 0.0;
    for (int step = 1; step <= 30; ++step) {
      const double base = 10.0 + step;
      const double beta = std::pow(base, -0.7);
      sum = (1.0 - beta) * sum + beta * Online::at(step, i);
      mass = (1.0 - beta) * mass + beta;
      shown = sum / mass + std::pow(base, -0.2) * (Online::at(step, i) - Online::at(0, i));
    }
    EXPECT_NEAR(average(averager, 0, i), shown, 2e-6);
  }
}

TEST_F(AverageKindEdgesTest, BetweenUpdatesTheAverageStays) {
  Averager averager(online_.state(), {bema({{"update_every", 10.0}}), lawa(3.0, 10.0)});
  steps(averager, 1, 21);
  const at::Tensor corrected = averager.floats(0).clone();
  const at::Tensor mean = averager.floats(1).clone();
  steps(averager, 22, 30);
  EXPECT_TRUE(sameBits(averager.floats(0), corrected));
  EXPECT_TRUE(sameBits(averager.floats(1), mean));
  steps(averager, 31, 31);
  EXPECT_FALSE(sameBits(averager.floats(0), corrected));
  EXPECT_FALSE(sameBits(averager.floats(1), mean));
}

TEST_F(AverageKindEdgesTest, BesideOthersTheyAreWhatTheyAreAlone) {
  const std::vector<TrackRule> rules = {bema(), rule("constant", {{"beta", 0.9}}), lawa(3.0),
                                        bema({{"lag", 50.0}})};
  Averager together(online_.state(), rules);
  steps(together, 1, 25);
  for (std::size_t k = 0; k < rules.size(); ++k) {
    online_.moveTo(0);
    Averager alone(online_.state(), {rules[k]});
    steps(alone, 1, 25);
    EXPECT_TRUE(sameBits(together.floats(k), alone.floats(0))) << k;
  }
}

TEST_F(AverageKindEdgesTest, ForkedAndRestoredTheyGoOnBitwise) {
  for (const TrackRule& wanted : {bema(), lawa(4.0)}) {
    Averager averager(online_.state(), {wanted});
    steps(averager, 1, 9);
    const std::size_t fork = averager.fork(0);
    Averager other(online_.state(), {wanted});
    other.restore(0, averager.clock(0).state(), averager.floats(0), averager.counters(0),
                  averager.hidden(0));
    for (int step = 10; step <= 20; ++step) {
      online_.moveTo(step);
      averager.update();
      other.update();
    }
    EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(fork))) << wanted.schedule->id;
    EXPECT_TRUE(sameBits(averager.floats(0), other.floats(0))) << wanted.schedule->id;
  }
}

TEST_F(AverageKindEdgesTest, WhatWasSavedOfAnotherRuleIsRefused) {
  Averager averager(online_.state(), {bema(), lawa(2.0), lawa(3.0)});
  steps(averager, 1, 9);
  const auto restore = [&](std::size_t to, std::size_t from) {
    averager.restore(to, averager.clock(from).state(), averager.floats(from),
                     averager.counters(from), averager.hidden(from));
  };
  EXPECT_THROW(restore(0, 2), std::invalid_argument);
  EXPECT_THROW(restore(1, 2), std::invalid_argument);
}

TEST_F(AverageKindEdgesTest, NamesAreLeftOutOfTheMean) {
  OnlineState state = online_.state();
  state.slots = {{"lin.weight", TensorKind::kTrainable, 0, 30},
                 {"lin.bias", TensorKind::kTrainable, 30, 10},
                 {"bn.mean", TensorKind::kBuffer, 40, 6}};
  Averager averager(state, {lawa(3.0, 1.0, {{"ignore", "lin.bias"}, {"copy", "bn.*"}})});
  steps(averager, 1, 8);
  EXPECT_EQ(average(averager, 0, 5), meanOf(6, 8, 1, 5));
  EXPECT_EQ(average(averager, 0, 35), Online::at(0, 35));
  EXPECT_EQ(average(averager, 0, 45), Online::at(8, 45));
}

TEST(TrackMemory, CountsTheArraysOfEachKind) {
  const auto bytes = [](const TrackRule& wanted) {
    return trackBytes(wanted.schedule->traits(wanted.values), 1000);
  };
  EXPECT_EQ(bytes(rule("constant", {})), 4000.0);
  EXPECT_EQ(bytes(bema()), 12000.0);
  EXPECT_EQ(bytes(lawa(10.0)), 44000.0);
}

TEST(TrackMemory, SaysHowManySnapshotsWouldFit) {
  const TrackRule wanted = lawa(40.0);
  const TrackTraits traits = wanted.schedule->traits(wanted.values);
  const Status refused = checkTrackMemory(traits, 250'000'000, 16e9, "track mean");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(
      refused.error().message(),
      "track mean: the mean of 40 snapshots needs 41 GB, but only 16 GB are available; allowed: "
      "at most 15 snapshots of this model");
  EXPECT_TRUE(checkTrackMemory(traits, 250'000'000, 41e9, "").ok());
  EXPECT_TRUE(checkTrackMemory(traits, 250'000'000, std::nullopt, "").ok());
}

TEST(TrackMemory, AWindowWithoutRoomIsRefusedAndNothingIsChanged) {
  const std::optional<double> available = availableBytes();
  if (!available) GTEST_SKIP() << "this system does not say how much memory it has";
  constexpr double kMost = 1000.0;
  Online online(static_cast<std::int64_t>(1.5 * *available / (kMost * sizeof(float))));
  Averager averager(online.state(), {lawa(1.0)});
  averager.update();
  EXPECT_THROW(averager.add(lawa(kMost)), c10::OutOfMemoryError);
  EXPECT_EQ(averager.size(), 1U);
  EXPECT_THROW(averager.setValues(0, lawa(kMost).values), c10::OutOfMemoryError);
  EXPECT_EQ(averager.rule(0).values, lawa(1.0).values);
  EXPECT_EQ(averager.clock(0).values(), lawa(1.0).values);
  EXPECT_TRUE(averager.update());
  EXPECT_EQ(averager.hidden(0).size(), 1U);
}

}  // namespace
}  // namespace emascope
