// SPDX-License-Identifier: Apache-2.0
//
// Which parameter of each rule is its decay, and what sets a half-life in steps.
#include "core/rules/decay_param.h"

#include "core/rules/rule_clock.h"
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr double kRunSteps = 1000.0;

std::vector<const ScheduleEntry*> allRules() {
  std::vector<const ScheduleEntry*> rules;
  for (const ScheduleRegistry* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, rule] : *registry) rules.push_back(&rule);
  }
  return rules;
}

ParamValues initialValues(const ScheduleEntry& rule) {
  ParamValues values;
  for (const ParamSpec& spec : rule.params) values[spec.id] = spec.initial;
  return values;
}

/// Half-life in steps that the rule comes to with these values; 0 if it does not blend then.
double halfLifeInTheEnd(const ScheduleEntry& rule, const std::vector<double>& values) {
  std::int64_t call = 1'000'000'000'000;
  EmaAction action;
  for (int tries = 0; tries < 100 && action.kind != ActionKind::kBlend; ++tries) {
    action = rule.action(values, plainCall(rule, values, ++call, {.steps = kRunSteps}));
  }
  if (action.kind != ActionKind::kBlend) return 0.0;
  const auto stride = strideParam(rule.params);
  const double every = stride ? std::max(1.0, values[*paramIndex(rule, *stride)]) : 1.0;
  return halfLife(action.beta) * every;
}

TEST(DecayParam, HasManyNames) {
  const std::map<std::string, std::string> names = {
      {"constant", "beta"},      {"inverse-power", "beta"}, {"ema-pytorch", "beta"},
      {"torch-ema", "decay"},    {"pytorch-ema", "decay"},  {"timm-v2", "decay"},
      {"timm-v3", "decay"},      {"diffusers", "decay"},    {"lightning", "decay"},
      {"nemo", "decay"},         {"optax", "decay"},        {"torchtitan", "decay"},
      {"ultralytics", "decay"},  {"keras", "ema_momentum"}, {"k-diffusion", "max_value"},
      {"composer", "smoothing"}, {"mmengine", "momentum"},  {"ignite", "momentum"}};
  for (const auto& [id, name] : names) {
    const ScheduleEntry& rule = *findRule(id);
    const auto decay = decayParam(rule, initialValues(rule));
    ASSERT_TRUE(decay.has_value()) << id;
    EXPECT_EQ(decay->id, name) << id;
    EXPECT_EQ(decay->is_rest, name == "momentum") << id;
  }
}

TEST(DecayParam, IsMissingWhereTheRuleDoesNotComeToIt) {
  // No decay, a width, a number of snapshots, a half-life; torchvision scales its decay.
  for (const char* id : {"uniform", "torch-swa", "power-function", "edm2", "last-snapshots",
                         "half-life", "bema", "torchvision"}) {
    const ScheduleEntry& rule = *findRule(id);
    EXPECT_FALSE(decayParam(rule, initialValues(rule)).has_value()) << id;
  }
  const ScheduleEntry& mmengine = *findRule("mmengine");
  EXPECT_FALSE(decayParam(mmengine, {{"ema_type", 2.0}}).has_value());  // the plain mean
  EXPECT_TRUE(decayParam(mmengine, {{"ema_type", 1.0}}).has_value());   // a ramp with a floor
  EXPECT_FALSE(decayParam(*findRule("composer"), {{"time_unit", 1.0}}).has_value());  // epochs
}

TEST(DecayParam, OfAMomentumIsTheRest) {
  const DecayParam momentum{.id = "momentum", .is_rest = true};
  EXPECT_DOUBLE_EQ(momentum.decay(0.25).value(), 0.75);
  EXPECT_DOUBLE_EQ(momentum.value(0.75), 0.25);
  // Without cancellation: 1 - 2^(-1/1e9) to all digits.
  EXPECT_NEAR(momentum.valueOfHalfLife(1e9) / (std::log(2.0) * 1e-9), 1.0, 1e-9);
  const DecayParam decay{.id = "decay"};
  EXPECT_DOUBLE_EQ(decay.decay(0.25).value(), 0.25);
  EXPECT_DOUBLE_EQ(decay.valueOfHalfLife(1.0), 0.5);
  EXPECT_FALSE(decay.decay(kNoneValue).has_value());
}

TEST(DecayParam, EveryStrideIsKnownUnderItsName) {
  for (const ScheduleEntry* rule : allRules()) {
    for (const ParamSpec& spec : rule->params) {
      EXPECT_EQ(isStrideParam(spec.id), spec.label == "update every") << rule->id << " " << spec.id;
    }
  }
}

TEST(DecayParam, AHalfLifeThatIsSetIsTheOneThatTheRuleComesTo) {
  int set = 0;
  for (const ScheduleEntry* rule : allRules()) {
    for (const double stride : {1.0, 10.0}) {
      ParamValues values = initialValues(*rule);
      if (const auto id = strideParam(rule->params)) values[*id] = stride;
      const auto setting = halfLifeSetting(*rule, values, 50.0, kRunSteps);
      if (!setting) continue;
      ++set;
      auto ordered = orderedValues(*rule, values, "").value();
      ASSERT_TRUE(changeValues(*rule, ordered, {{setting->id, setting->value}}, "").ok())
          << rule->id << " " << setting->id;
      // The ramp of an inverse power may still be a little below its cap.
      EXPECT_NEAR(halfLifeInTheEnd(*rule, ordered), 50.0, 1e-4) << rule->id << " " << stride;
    }
  }
  EXPECT_GE(set, 2 * 20);
}

TEST(DecayParam, AShareOfTheRunIsSetAsAShare) {
  const ScheduleEntry& rule = *findRule("half-life");
  const auto share = halfLifeSetting(rule, {{"half_life", 0.1}, {"unit", 2.0}}, 50.0, kRunSteps);
  ASSERT_TRUE(share.has_value());
  EXPECT_EQ(share->id, "half_life");
  EXPECT_DOUBLE_EQ(share->value, 0.05);
  EXPECT_FALSE(share->is_decay);
  EXPECT_FALSE(
      halfLifeSetting(rule, {{"half_life", 2.0}, {"unit", 1.0}}, 50.0, kRunSteps));  // epochs
}

TEST(DecayParam, ComposersHalfLifeIsAWholeNumberOrItsSmoothing) {
  const ScheduleEntry& rule = *findRule("composer");
  const auto whole = halfLifeSetting(rule, {{"half_life", 1000.0}}, 137.6, kRunSteps);
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->id, "half_life");
  EXPECT_EQ(whole->value, 138.0);
  const auto smoothing =
      halfLifeSetting(rule, {{"half_life", kNoneValue}, {"smoothing", 0.9}}, 137.6, kRunSteps);
  ASSERT_TRUE(smoothing.has_value());
  EXPECT_EQ(smoothing->id, "smoothing");
  EXPECT_DOUBLE_EQ(smoothing->value, betaOfHalfLife(137.6));
}

}  // namespace
}  // namespace emascope
