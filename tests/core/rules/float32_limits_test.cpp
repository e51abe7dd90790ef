// SPDX-License-Identifier: Apache-2.0
//
// Which rules a float32 average can follow, and how near it comes to weights that stay.
#include "core/rules/float32_limits.h"

#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

Status check(const char* id, const ParamValues& values, RunLength run = {}) {
  const ScheduleEntry& rule = *findRule(id);
  return checkForFloat32(rule, orderedValues(rule, values, "").value(), "track main", run);
}

TEST(Float32Limits, AConstantDecayNextToOneIsRefusedWithTheReason) {
  const Status refused = check("constant", {{"beta", 0.9999999}});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(
      refused.error().message(),
      "track main: beta: a decay of 0.9999999 is too close to 1 for float32: updates would be "
      "rounded away and the average would stall; allowed: at most 0.999999, or a mean of all "
      "states (schedule uniform)");
}

TEST(Float32Limits, TheBoundsAreOpen) {
  EXPECT_TRUE(check("constant", {{"beta", 0.999999}}).ok());
  EXPECT_TRUE(check("constant", {{"beta", 1.0}}).ok());
  EXPECT_FALSE(check("constant", {{"beta", std::nextafter(1.0, 0.0)}}).ok());
  EXPECT_FALSE(check("constant", {{"beta", 0.9999991}}).ok());
}

TEST(Float32Limits, AWarmUpAndAStrideHideNothing) {
  for (const double warmup : {0.0, 1.0, 777.0, 3e6}) {
    for (const double every : {1.0, 7.0, 400.0, 250000.0}) {
      ParamValues values = {{"update_after_step", warmup}, {"update_every", every}};
      values["beta"] = 0.9999999;
      EXPECT_FALSE(check("constant", values).ok()) << warmup << " " << every;
      values["beta"] = 0.9999;
      EXPECT_TRUE(check("constant", values).ok()) << warmup << " " << every;
    }
  }
}

TEST(Float32Limits, AHalfLifeIsJudgedByTheDecayItMakes) {
  EXPECT_TRUE(check("half-life", {{"half_life", 690000.0}}).ok());
  EXPECT_FALSE(check("half-life", {{"half_life", 700000.0}}).ok());
  EXPECT_TRUE(check("half-life", {{"half_life", 700000.0}, {"update_every", 10.0}}).ok());
  const ParamValues epochs = {{"half_life", 700.0}, {"unit", 1.0}};
  EXPECT_TRUE(check("half-life", epochs).ok());  // not known how long
  EXPECT_TRUE(check("half-life", epochs, {.steps_per_epoch = 900.0}).ok());
  EXPECT_FALSE(check("half-life", epochs, {.steps_per_epoch = 1100.0}).ok());
}

TEST(Float32Limits, MeansAndSlowRampsMayGoOn) {
  EXPECT_TRUE(check("uniform", {}).ok());
  EXPECT_TRUE(check("uniform", {{"update_after_step", 2e6}}).ok());
  EXPECT_TRUE(check("polynomial", {{"r", 0.0}}).ok());
  EXPECT_TRUE(check("power-function", {}).ok());
  EXPECT_TRUE(check("num-updates", {{"beta", 0.9999999}}).ok());
  EXPECT_TRUE(check("inverse-power", {{"beta", 0.9999999}}).ok());
  EXPECT_TRUE(check("inverse-power", {{"beta", 0.9999999}, {"power", 1.0}}).ok());
  EXPECT_TRUE(
      check(
          "inverse-power",
          {{"beta", 0.9999999}, {"power", 1.0}, {"update_after_step", 5e6}, {"update_every", 10.0}})
          .ok());
}

TEST(Float32Limits, RampsThatAreThereAtOnceAreConstants) {
  EXPECT_FALSE(check("inverse-power", {{"beta", 0.9999999}, {"power", 2.0}}).ok());
  EXPECT_FALSE(check("inverse-power", {{"beta", 0.9999999}, {"min_value", 0.9999998}}).ok());
  EXPECT_FALSE(check("exponential-ramp", {{"beta", 0.9999999}}).ok());
}

TEST(Float32Limits, ARampIsRefusedOnlyWhereTheRunComesToIt) {
  // 1 - (1 + n/50)^-2 is within 1e-6 of 1 from n = 49950 on.
  const ParamValues timm = {
      {"decay", 1.0}, {"use_warmup", 1.0}, {"warmup_gamma", 50.0}, {"warmup_power", 2.0}};
  EXPECT_TRUE(check("timm-v3", timm, {.steps = 200.0}).ok());
  EXPECT_TRUE(check("timm-v3", timm, {.steps = 49000.0}).ok());
  EXPECT_FALSE(check("timm-v3", timm, {.steps = 51000.0}).ok());
  EXPECT_FALSE(check("timm-v3", timm).ok());  // not known how long
  EXPECT_TRUE(check("k-diffusion", {{"power", 1.3}}, {.steps = 300.0}).ok());
  EXPECT_FALSE(check("k-diffusion", {{"power", 1.3}}, {.steps = 60000.0}).ok());
  const ParamValues diffusers = {{"decay", 1.0}, {"use_ema_warmup", 1.0}, {"power", 2.0}};
  EXPECT_TRUE(check("diffusers", diffusers, {.steps = 500.0}).ok());
  EXPECT_FALSE(check("diffusers", diffusers, {.steps = 2000.0}).ok());
  const ParamValues own = {{"beta", 1.0}, {"power", 2.0}, {"update_every", 10.0}};
  EXPECT_TRUE(check("inverse-power", own, {.steps = 900.0}).ok());
  EXPECT_FALSE(check("inverse-power", own, {.steps = 1300.0}).ok());
}

TEST(Float32Limits, AShortRunHidesNoConstant) {
  EXPECT_FALSE(check("constant", {{"beta", 0.9999999}}, {.steps = 2.0}).ok());
  EXPECT_FALSE(check("timm-v2", {{"decay", 0.9999999}}, {.steps = 2.0}).ok());
  const ParamValues late = {{"beta", 0.9999999}, {"update_after_step", 50.0}};
  EXPECT_FALSE(check("constant", late, {.steps = 60.0}).ok());
  EXPECT_TRUE(check("constant", late, {.steps = 50.0}).ok());  // copies to its end
}

TEST(Float32Limits, TheArgumentThatWouldHaveToBeAnotherIsNamed) {
  const auto refused = check(
      "timm-v3", {{"decay", 1.0}, {"use_warmup", 1.0}, {"warmup_power", 2.0}}, {.steps = 3000.0});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().where, "track main: decay");
  EXPECT_NE(refused.error().why.find("which this run of 3000 steps reaches,"), std::string::npos);
  EXPECT_EQ(refused.error().allowed,
            "at most 0.999999, a slower ramp, a shorter run, or a mean of all states (schedule "
            "uniform)");
  const auto cap = check("k-diffusion", {{"power", 2.0}}, {.steps = 5000.0});
  EXPECT_EQ(cap.error().where, "track main: max_value");
  const auto floor = check("ema-pytorch", {{"beta", 1.0 - 1e-9}, {"min_value", 1.0 - 2e-9}});
  EXPECT_FALSE(floor.ok());
  const auto rate = check("ignite", {{"momentum", 5e-7}}, {.steps = 100.0});
  EXPECT_EQ(rate.error().where, "track main: momentum");
  EXPECT_NE(rate.error().allowed.find("at least 0.000001"), std::string::npos);
}

TEST(Float32Limits, LibrariesAreJudgedUnderTheirOwnNames) {
  for (const char* id : {"torch-ema", "timm-v2", "timm-v3", "nemo", "lightning", "optax"}) {
    const ScheduleEntry& rule = *findRule(id);
    ASSERT_TRUE(paramIndex(rule, "decay").has_value()) << id;
    const Status refused = check(id, {{"decay", 0.9999999}});
    ASSERT_FALSE(refused.ok()) << id;
    EXPECT_EQ(refused.error().where, "track main: decay") << id;
    EXPECT_TRUE(check(id, {{"decay", 0.9999}}).ok()) << id;
  }
  EXPECT_FALSE(check("keras", {{"ema_momentum", 0.9999999}}).ok());
  EXPECT_EQ(check("ignite", {{"momentum", 1e-7}}).error().where, "track main: momentum");
  EXPECT_FALSE(check("mmengine", {{"momentum", 1e-7}, {"interval", 13.0}}).ok());
  EXPECT_FALSE(check("lightning", {{"decay", 0.9999999}, {"update_every_n_steps", 30.0}}).ok());
  EXPECT_FALSE(check("ema-pytorch", {{"beta", 0.9999999}, {"min_value", 0.9999999}}).ok());
  EXPECT_TRUE(check("ema-pytorch", {{"beta", 0.9999999}}).ok());
}

TEST(Float32Limits, EveryRuleIsFineAsItComes) {
  for (const ScheduleRegistry* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, rule] : *registry) {
      const auto values = orderedValues(rule, {}, "").value();
      const Status status =
          checkForFloat32(rule, values, id, {.steps = 50000.0, .steps_per_epoch = 500.0});
      EXPECT_TRUE(status.ok()) << (status.ok() ? "" : status.error().message());
    }
  }
}

/// Where e <- e + (1 - beta) (w - e) in float32 stands still, from `start` toward `weight`.
float stalledAt(float start, float weight, double beta) {
  const auto rate = static_cast<float>(1.0 - beta);
  float average = start;
  for (int step = 0; step < 2'000'000; ++step) {
    const float next = average + rate * (weight - average);
    if (next == average) break;
    average = next;
  }
  return average;
}

TEST(CheckForFloat32, AtARefusedDecayAnAverageStandsStill) {
  EXPECT_EQ(stalledAt(1.0F, 1.04F, 1.0 - 0.9 * kLeastFloat32Rate), 1.0F);
}

}  // namespace
}  // namespace emascope
