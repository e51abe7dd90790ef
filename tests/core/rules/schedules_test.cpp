// SPDX-License-Identifier: Apache-2.0
//
// Each rule against the closed form or the table it is defined by.
#include "core/rules/rule_clock.h"
#include "core/rules/schedule.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::vector<double> valuesOf(const std::string& id, const ParamValues& values) {
  return orderedValues(schedules().at(id), values, "").value();
}

/// Decay of call `index` of calls one step apart.
double betaAt(const std::string& id, const ParamValues& values, std::int64_t index) {
  const ScheduleEntry& rule = schedules().at(id);
  const auto ordered = valuesOf(id, values);
  return rule.action(ordered, plainCall(rule, ordered, index)).beta;
}

/// Weights of the states 1 to `calls`, by running the rule.
std::vector<double> weights(const std::string& id, const ParamValues& values, int calls) {
  RuleClock clock(schedules().at(id), valuesOf(id, values));
  std::vector<double> found;
  for (int k = 0; k < calls; ++k) {
    const EmaAction action = clock.next();
    const double beta = action.kind == ActionKind::kSkip ? 1.0 : action.beta;
    for (double& weight : found) weight *= beta;
    found.push_back(1.0 - beta);
  }
  return found;
}

/// Age n* from which the cap binds, from the call that cap_from gives.
std::int64_t capAge(const std::string& id, const ParamValues& values) {
  return schedules().at(id).cap_from(valuesOf(id, values)).value() - 1;
}

TEST(Schedules, CapsBindAtTheTabulatedAges) {
  const double two_thirds = 2.0 / 3.0;
  const auto ramp = [](double beta, double power) {
    return capAge("inverse-power", {{"beta", beta}, {"power", power}, {"update_after_step", 0.0}});
  };
  EXPECT_EQ(ramp(0.99, two_thirds), 999);
  EXPECT_EQ(ramp(0.99, 0.75), 464);  // 463.2
  EXPECT_EQ(ramp(0.99, 1.0), 99);
  EXPECT_EQ(ramp(0.999, two_thirds), 31622);  // 31621.8
  EXPECT_EQ(ramp(0.999, 0.75), 9999);
  EXPECT_EQ(ramp(0.9999, two_thirds), 999999);
  EXPECT_EQ(capAge("num-updates", {{"beta", 0.99}}), 890);
  EXPECT_EQ(capAge("num-updates", {{"beta", 0.999}}), 8990);
  EXPECT_EQ(capAge("num-updates", {{"beta", 0.9999}}), 89990);
}

TEST(Schedules, RampsBeginWhereTheirLibrariesBegin) {
  EXPECT_DOUBLE_EQ(betaAt("num-updates", {}, 2), 2.0 / 11.0);
  EXPECT_NEAR(betaAt("exponential-ramp", {}, 2), 0.9999 * (1.0 - std::exp(-1.0 / 2000.0)), 1e-16);
  EXPECT_DOUBLE_EQ(betaAt("annealed-momentum", {}, 2), 1.0 / 101.0);
  EXPECT_DOUBLE_EQ(betaAt("annealed-momentum", {}, 1'000'000), 0.9998);
}

TEST(Schedules, AHalfLifeHalvesAtAnyStride) {
  for (const double every : {1.0, 5.0}) {
    const auto w = weights("half-life", {{"half_life", 50.0}, {"update_every", every}}, 1 + 100);
    EXPECT_NEAR(w.front(), 0.25, 1e-12) << every;
  }
}

TEST(Schedules, AHalfLifeInEpochsAndSharesOfTheRunIsThatManySteps) {
  const ScheduleEntry& rule = schedules().at("half-life");
  const RunLength run{.steps = 2000.0, .steps_per_epoch = 40.0};
  const auto beta = [&](const ParamValues& values) {
    const auto ordered = valuesOf("half-life", values);
    return rule.action(ordered, plainCall(rule, ordered, 100, run)).beta;
  };
  EXPECT_DOUBLE_EQ(beta({{"half_life", 2.5}, {"unit", 1.0}}), std::exp2(-1.0 / 100.0));
  EXPECT_DOUBLE_EQ(beta({{"half_life", 0.05}, {"unit", 2.0}}), std::exp2(-1.0 / 100.0));
}

TEST(Schedules, AUnitWhoseLengthIsNotKnownIsRefused) {
  const ScheduleEntry& rule = schedules().at("half-life");
  const auto check = [&](double unit, const RunLength& run) {
    return checkRunLength(rule, valuesOf("half-life", {{"unit", unit}}), run, "track a");
  };
  EXPECT_TRUE(check(0.0, {}).ok());
  EXPECT_EQ(check(1.0, {.steps = 5.0}).error().message(),
            "track a: unit: the length of an epoch is unknown; allowed: steps");
  EXPECT_FALSE(check(2.0, {.steps_per_epoch = 5.0}).ok());
  EXPECT_TRUE(check(2.0, {.steps = 5.0}).ok());
}

TEST(Schedules, TheRampedHalfLifeIsAShareOfTheRunUntilItsCap) {
  const ParamValues values = {{"half_life", 450.0}, {"rampup_ratio", 0.09}};
  EXPECT_DOUBLE_EQ(betaAt("capped-half-life", values, 1000), std::exp2(-1.0 / 90.0));
  EXPECT_DOUBLE_EQ(betaAt("capped-half-life", values, 5000), std::exp2(-1.0 / 450.0));
  EXPECT_EQ(schedules().at("capped-half-life").cap_from(valuesOf("capped-half-life", values)),
            5000);
}

// In one frame: a ramp 1 - c/t is the power function with gamma = c - 1.
TEST(Schedules, TheRampedHalfLifeIsNearlyThePowerFunctionOfItsGamma) {
  const double gamma = std::numbers::ln2 / 0.09 - 1.0;
  EXPECT_NEAR(betaAt("capped-half-life", {{"half_life", 1e9}}, 100000),
              betaAt("power-function", {{"gamma", gamma}}, 100000), 1e-8);
}

TEST(Schedules, AUniformMeanWeighsAllStatesTheSame) {
  for (const double weight : weights("uniform", {}, 300)) EXPECT_NEAR(weight, 1.0 / 300.0, 1e-15);
  const auto late = weights("uniform", {{"update_after_step", 100.0}}, 300);
  EXPECT_EQ(late[99], 0.0);
  for (std::size_t k = 100; k < 300; ++k) EXPECT_NEAR(late[k], 1.0 / 200.0, 1e-15);
}

TEST(Schedules, PolynomialWeightsAreThePowersOfTheCount) {
  double sum = 0.0;
  for (int k = 1; k <= 700; ++k) sum += std::pow(k, 2.5);
  const auto w = weights("polynomial", {{"r", 2.5}}, 700);
  for (int k = 1; k <= 700; ++k)
    EXPECT_NEAR(w[static_cast<std::size_t>(k - 1)], std::pow(k, 2.5) / sum, 1e-15) << k;
}

TEST(Schedules, PolynomialWeightsFollowAChangedExponentFromThenOn) {
  RuleClock clock(schedules().at("polynomial"), valuesOf("polynomial", {{"r", 0.0}}));
  for (int k = 0; k < 9; ++k) clock.next();
  clock.setValues(valuesOf("polynomial", {{"r", 2.0}}));
  EXPECT_DOUBLE_EQ(clock.next().beta, 9.0 / 109.0);
}

}  // namespace
}  // namespace emascope
