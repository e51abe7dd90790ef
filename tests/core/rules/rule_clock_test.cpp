// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule_clock.h"

#include "core/rules/units.h"

#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

RuleClock clockOf(const std::string& id, const ParamValues& values) {
  const ScheduleEntry& rule = *findRule(id);
  return {rule, orderedValues(rule, values, "").value()};
}

/// A scalar averaged as `clock` says, of states 1, 2, 3, ….
double averaged(RuleClock& clock, int calls, double average = 0.0) {
  for (int k = 1; k <= calls; ++k) {
    const EmaAction action = clock.next();
    if (action.kind == ActionKind::kCopy) average = k;
    if (action.kind == ActionKind::kBlend) average += (1.0 - action.beta) * (k - average);
  }
  return average;
}

// optax.ema and Adam's moments: zero start, divided by 1 - beta^t.
TEST(RuleClock, DebiasIsTheZeroStartedAverageDividedByItsWeight) {
  RuleClock clock = clockOf("constant", {{"beta", 0.9}, {"debias", 1.0}});
  double zero_started = 0.0;
  double average = 0.0;
  for (int k = 1; k <= 50; ++k) {
    const EmaAction action = clock.next();
    ASSERT_EQ(action.kind, ActionKind::kBlend);
    average += (1.0 - action.beta) * (k - average);
    zero_started = 0.9 * zero_started + 0.1 * k;
    EXPECT_NEAR(average, zero_started / (1.0 - std::pow(0.9, k)), 1e-12 * average);
  }
}

TEST(RuleClock, AnEditUnderDebiasDoesNotMakeTheAverageJump) {
  RuleClock clock = clockOf("constant", {{"beta", 0.99}, {"debias", 1.0}});
  const double before = averaged(clock, 20);
  clock.setValues(orderedValues(clock.rule(), {{"beta", 0.5}, {"debias", 1.0}}, "").value());
  const EmaAction next = clock.next();
  const double mass = 1.0 - std::pow(0.99, 20);
  EXPECT_NEAR(next.beta, 0.5 * mass / (0.5 * mass + 0.5), 1e-14);
  EXPECT_GT(next.beta * before + (1.0 - next.beta) * before, before - 1e-12);
}

TEST(RuleClock, WithoutDebiasTheFirstCallCopies) {
  RuleClock clock = clockOf("constant", {{"beta", 0.9}});
  EXPECT_EQ(clock.next().kind, ActionKind::kCopy);
  EXPECT_EQ(clock.next().beta, 0.9);
}

// (k^(g+1) - (k-1)^(g+1)) / t^(g+1): Karras et al. 2024; the gap is the real one.
TEST(RuleClock, APowerFunctionKeepsItsProfileAtAnyStride) {
  const double gamma = gammaOfSigmaRel(0.1);
  for (const double every : {1.0, 7.0}) {
    RuleClock clock = clockOf("power-function", {{"sigma_rel", 0.1}, {"update_every", every}});
    double first_weight = 1.0;
    int last = 1;
    for (int k = 1; k <= 400; ++k) {
      const EmaAction action = clock.next();
      if (action.kind != ActionKind::kBlend) continue;
      first_weight *= action.beta;
      last = k;
    }
    EXPECT_NEAR(first_weight / std::pow(1.0 / last, gamma + 1.0), 1.0, 1e-11) << every;
  }
}

TEST(RuleClock, GammaAndSigmaRelFollowEachOther) {
  const ScheduleEntry& rule = *findRule("power-function");
  auto values = orderedValues(rule, {{"sigma_rel", 0.05}}, "").value();
  EXPECT_NEAR(values[*paramIndex(rule, "gamma")], 16.972, 5e-4);
  ASSERT_TRUE(changeValues(rule, values, {{"gamma", 0.0}}, "").ok());
  EXPECT_NEAR(values[*paramIndex(rule, "sigma_rel")], kWidestSigmaRel, 1e-15);
}

TEST(RuleClock, ReseedingRestartsTheCountOfStatesAndKeepsTheCalls) {
  RuleClock clock = clockOf("constant", {{"beta", 0.9}, {"debias", 1.0}});
  for (int i = 0; i < 5; ++i) clock.next();
  clock.reseed();
  EXPECT_EQ(clock.calls(), 5);
  EXPECT_EQ(clock.state().averaged, 1);
  EXPECT_EQ(clock.next().beta, 0.9);
}

TEST(RuleClock, RestoredItGoesOnAsIfItHadNotBeenStopped) {
  RuleClock clock = clockOf("power-function", {{"update_every", 3.0}, {"debias", 1.0}});
  for (int i = 0; i < 40; ++i) clock.next();
  RuleClock other = clockOf("power-function", {{"update_every", 3.0}, {"debias", 1.0}});
  other.restore(clock.state());
  for (int i = 0; i < 20; ++i) EXPECT_EQ(other.next(), clock.next());
}

TEST(RuleClock, APlainCallIsWhatCountingUpToItGives) {
  for (const auto& [id, rule] : schedules()) {
    for (const double every : {1.0, 10.0}) {
      const auto values =
          orderedValues(rule, {{"update_every", every}, {"update_after_step", 25.0}}, "").value();
      RuleClock clock(rule, values);
      for (std::int64_t k = 1; k <= 300; ++k) {
        const EmaAction counted = clock.next();
        const EmaAction plain = rule.action(values, plainCall(rule, values, k));
        ASSERT_EQ(plain.kind, counted.kind) << id << " " << every << " " << k;
        ASSERT_NEAR(plain.beta, counted.beta, 1e-12) << id << " " << every << " " << k;
      }
    }
  }
}

}  // namespace
}  // namespace emascope
