// SPDX-License-Identifier: Apache-2.0
//
// Presets against more than their recordings: EDM2 against the closed forms of its paper. And the
// one whose library was not run: torchtitan against its step(), written down once more in whole
// numbers.
#include "core/rules/rule_clock.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

RuleClock clockOf(const char* id, const ParamValues& values) {
  const ScheduleEntry& entry = libraryPresets().at(id);
  return RuleClock(entry, orderedValues(entry, values, "").value());
}

/// Weight of each of the first `calls` states in the average after them.
std::vector<double> profile(RuleClock clock, int calls) {
  std::vector<double> weights;
  for (int call = 1; call <= calls; ++call) {
    const EmaAction action = clock.next();
    for (double& weight : weights) weight *= action.beta;
    weights.push_back(1.0 - action.beta);
  }
  return weights;
}

// Eq. 2: the weights of the discrete average are the integrals of (g + 1) t^g over unit cells, so
// that mean and deviation of the profile are those of the power function of that width.
TEST(Edm2, PowerFunctionHasTheWidthThatIsAskedFor) {
  for (const double width : {0.02, 0.05, 0.10, 0.15, 0.25}) {
    const int calls = 4000;
    const std::vector<double> weights = profile(clockOf("edm2", {{"std", width}}), calls);
    double mass = 0.0;
    double mean = 0.0;
    double square = 0.0;
    for (int k = 1; k <= calls; ++k) {
      const double time = (k - 0.5) / calls;
      const double weight = weights[static_cast<std::size_t>(k - 1)];
      mass += weight;
      mean += weight * time;
      square += weight * time * time;
    }
    EXPECT_NEAR(mass, 1.0, 1e-12);
    EXPECT_NEAR(std::sqrt(square - mean * mean), width, 1e-6) << width;
  }
}

TEST(Edm2, PowerFunctionDoesNotDependOnTheBatchSize) {
  const auto small = profile(clockOf("edm2", {{"std", 0.1}, {"batch_size", 1.0}}), 50);
  const auto large = profile(clockOf("edm2", {{"std", 0.1}, {"batch_size", 4096.0}}), 50);
  for (std::size_t i = 0; i < small.size(); ++i) EXPECT_NEAR(small[i], large[i], 1e-12);
}

TEST(Edm2, PowerFunctionIsTheSameAtEveryOtherStep) {
  RuleClock every = clockOf("edm2", {{"std", 0.1}});
  RuleClock second = clockOf("edm2", {{"std", 0.1}});
  for (int call = 1; call <= 50; ++call) {
    const double both = every.next().beta * every.next().beta;
    EXPECT_NEAR(second.next(2.0).beta, both, 1e-12) << call;
  }
}

TEST(Edm2, TraditionalHalvesInItsHalfLifeAndInAShareOfTheRunBefore) {
  // 2048 images a step: 0.2048 Mimg are 100 steps, reached by the ramp at step 1000.
  RuleClock clock = clockOf("edm2", {{"class_name", 1.0},
                                     {"halflife_Mimg", 0.2048},
                                     {"rampup_ratio", 0.1},
                                     {"batch_size", 2048.0}});
  for (int call = 1; call < 1000; ++call) {
    const EmaAction action = clock.next();
    ASSERT_NEAR(action.beta, std::pow(0.5, 10.0 / call), 1e-12) << call;
    ASSERT_EQ(action.reason, Reason::kRamp) << call;
  }
  clock.next();
  double kept = 1.0;
  for (int call = 0; call < 100; ++call) kept *= clock.next().beta;
  EXPECT_NEAR(kept, 0.5, 1e-12);
  EXPECT_EQ(clock.last().reason, Reason::kCap);
}

struct TorchtitanCase {
  int start_step = 0;
  int step_bias = 0;
  int every = 1;
  double decay = kNoneValue;
};

class Torchtitan : public testing::TestWithParam<TorchtitanCase> {};

TEST_P(Torchtitan, CountsUpdatesAsItsStepDoes) {
  const TorchtitanCase& one = GetParam();
  RuleClock clock = clockOf("torchtitan", {{"start_step", static_cast<double>(one.start_step)},
                                           {"step_bias", static_cast<double>(one.step_bias)},
                                           {"update_every_n_steps", static_cast<double>(one.every)},
                                           {"half_life_fraction", 0.05},
                                           {"decay", one.decay}});
  for (int current_step = 1; current_step <= 400; ++current_step) {
    const EmaAction action = clock.next();
    const int elapsed = current_step - one.start_step;
    if (elapsed < 0 || elapsed % one.every != 0) {
      ASSERT_EQ(action.kind, ActionKind::kSkip) << current_step;
      continue;
    }
    int counted = elapsed + one.step_bias;
    counted -= ((counted % one.every) + one.every) % one.every;  // floor division, as in Python
    const int updates = std::max(counted / one.every, 1);
    const double dynamic = std::pow(2.0, -20.0 / updates);
    ASSERT_EQ(action.kind, ActionKind::kBlend) << current_step;
    ASSERT_NEAR(action.beta, isNone(one.decay) ? dynamic : one.decay, 1e-12) << current_step;
  }
}

INSTANTIATE_TEST_SUITE_P(Transcribed, Torchtitan,
                         testing::Values(TorchtitanCase{}, TorchtitanCase{.start_step = 30},
                                         TorchtitanCase{.start_step = 7, .every = 5},
                                         TorchtitanCase{.step_bias = 1000, .every = 10},
                                         TorchtitanCase{.step_bias = -33, .every = 4},
                                         TorchtitanCase{.every = 3, .decay = 0.97},
                                         TorchtitanCase{.every = 2, .decay = 0.0}));

TEST(Torchtitan, FollowsTheRawModelWhereItHoldsNothing) {
  const TrackTraits traits = clockOf("torchtitan", {}).traits();
  EXPECT_EQ(traits.at_blend.trainable, TensorUse::kAverage);
  EXPECT_EQ(traits.at_blend.frozen, TensorUse::kCopy);
  EXPECT_EQ(traits.at_blend.buffers, TensorUse::kCopy);
  EXPECT_TRUE(traits.copies_at_skip);
}

}  // namespace
}  // namespace emascope
