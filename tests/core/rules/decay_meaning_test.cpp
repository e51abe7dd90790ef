// SPDX-License-Identifier: Apache-2.0
//
// What a decay means: against the recorded closed forms (1e-12 relative, sigma_rel 1e-9), and each
// unit back from each other.
#include "core/rules/decay_meaning.h"

#include "core/rules/units.h"

#include <cmath>
#include <fstream>
#include <numbers>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

nlohmann::json closedForms(const char* table) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/closed_forms.json");
  return nlohmann::json::parse(file).at(table);
}

void expectRelative(double value, double expected, double tolerance) {
  EXPECT_NEAR(value, expected, tolerance * std::max(1.0, std::abs(expected)));
}

constexpr DecayUnit kUnits[] = {DecayUnit::kBeta,           DecayUnit::kHalfLifeSteps,
                                DecayUnit::kHalfLifeEpochs, DecayUnit::kHalfLifeSeconds,
                                DecayUnit::kHalfLifeShare,  DecayUnit::kMeanAge,
                                DecayUnit::kWindow,         DecayUnit::kTimeConstant,
                                DecayUnit::kGamma,          DecayUnit::kSigmaRel,
                                DecayUnit::kInvGamma};

std::optional<double> in(DecayUnit unit, const DecayMeaning& all) {
  switch (unit) {
    case DecayUnit::kBeta:
      return all.beta;
    case DecayUnit::kHalfLifeSteps:
      return all.half_life_steps;
    case DecayUnit::kHalfLifeEpochs:
      return all.half_life_epochs;
    case DecayUnit::kHalfLifeSeconds:
      return all.half_life_seconds;
    case DecayUnit::kHalfLifeShare:
      return all.half_life_share;
    case DecayUnit::kMeanAge:
      return all.mean_age;
    case DecayUnit::kWindow:
      return all.window;
    case DecayUnit::kTimeConstant:
      return all.time_constant;
    case DecayUnit::kGamma:
      return all.gamma;
    case DecayUnit::kSigmaRel:
      return all.sigma_rel;
    case DecayUnit::kInvGamma:
      return all.inv_gamma;
  }
  return std::nullopt;
}

TEST(DecayUnits, ConstantDecaysHaveTheRecordedFigures) {
  for (const auto& row : closedForms("constant_beta")) {
    const auto beta = row.at("beta").get<double>();
    expectRelative(halfLife(beta), row.at("half_life_steps"), 1e-12);
    expectRelative(meanAge(beta), row.at("mean_age"), 1e-12);
    expectRelative(window(beta), row.at("effective_samples"), 1e-12);
    expectRelative(betaForStride(beta, 1.0, 10.0), row.at("every_10_same_horizon"), 1e-12);
  }
}

TEST(DecayUnits, SigmaRelAndGammaAgreeWithTheRecordedTable) {
  const auto table = closedForms("sigma_rel_to_gamma");
  ASSERT_GE(table.size(), 11U);
  for (const auto& row : table) {
    const auto sigma = row.at("sigma_rel").get<double>();
    const auto gamma = checkedGammaOfSigmaRel(sigma, "");
    ASSERT_TRUE(gamma.ok()) << sigma;
    expectRelative(*gamma, row.at("gamma"), 1e-9);
    expectRelative(sigmaRelOfGamma(*gamma), sigma, 1e-12);
  }
}

TEST(DecayUnits, TheMeanAgeOfAPowerFunctionIsTheTables) {
  const std::pair<double, double> rows[] = {{.01, .010}, {.02, .020}, {.03, .031}, {.05, .053},
                                            {.07, .076}, {.10, .112}, {.13, .151}, {.15, .180},
                                            {.20, .261}, {.25, .368}, {.28, .461}};
  for (const auto& [sigma, age] : rows) {
    EXPECT_NEAR(meanAgeShareOfGamma(gammaOfSigmaRel(sigma)), age, 5.1e-4) << sigma;
  }
}

TEST(DecayUnits, WidthsThatNoAverageHasAreRefused) {
  for (const double sigma : {0.28868, 0.3, 1.0, 0.0, -0.1, std::nan("")}) {
    const auto gamma = checkedGammaOfSigmaRel(sigma, "--track main: sigma_rel");
    ASSERT_FALSE(gamma.ok()) << sigma;
    EXPECT_EQ(gamma.error().where, "--track main: sigma_rel");
    EXPECT_EQ(gamma.error().allowed, "above 0 and below 0.28868");
  }
  EXPECT_NE(checkedGammaOfSigmaRel(0.3, "").error().why.find("sqrt(1/12)"), std::string::npos);
  EXPECT_NEAR(gammaOfSigmaRel(kWidestSigmaRel), 0.0, 1e-9);
}

TEST(DecayUnits, NamedRulesHaveTheirWidths) {
  EXPECT_NEAR(sigmaRelOfGamma(8.0), 0.0905, 5e-5);   // (1+n)/(10+n)
  EXPECT_NEAR(sigmaRelOfGamma(99.0), 0.0098, 5e-5);  // mmengine's 100
}

TEST(DecayUnits, TheRestOfAHalfLifeHasItsDigits) {
  EXPECT_NEAR(restOfHalfLife(1e15) / (std::numbers::ln2 * 1e-15), 1.0, 1e-12);
  EXPECT_DOUBLE_EQ(restOfHalfLife(1.0), 0.5);
}

// A <- beta (A + 1), step by step.
double meanAgeByRecursion(double power, double inv_gamma, int steps) {
  double age = 0.0;
  for (int n = 1; n <= steps; ++n) {
    age = (1.0 - std::pow(1.0 + n / inv_gamma, -power)) * (age + 1.0);
  }
  return age;
}

TEST(DecayUnits, TheMeanAgeOfARampIsItsRecursion) {
  for (const double power : {0.3, 2.0 / 3.0, 0.75, 1.0, 1.5}) {
    for (const double inv_gamma : {0.2, 1.0, 30.0}) {
      for (const int steps : {1, 100, 3000, 100000}) {
        const double expected = meanAgeByRecursion(power, inv_gamma, steps);
        EXPECT_NEAR(rampMeanAge(power, inv_gamma, steps), expected, 1e-5 * expected)
            << power << ' ' << inv_gamma << ' ' << steps;
      }
    }
  }
}

TEST(DecayMeaning, EveryUnitComesBackFromEveryOther) {
  const DecayContext context{.steps_per_epoch = 130.0,
                             .seconds_per_step = 0.02,
                             .run_steps = 5000.0,
                             .update_every = 4.0,
                             .power = 0.75};
  const auto first = decayMeaning(DecayUnit::kHalfLifeSteps, 138.0, context, "");
  ASSERT_TRUE(first.ok());
  EXPECT_NEAR(first->half_life_epochs.value(), 138.0 / 130.0, 1e-12);
  EXPECT_NEAR(first->half_life_seconds.value(), 2.76, 1e-12);
  EXPECT_NEAR(first->half_life_share.value(), 138.0 / 5000.0, 1e-14);
  EXPECT_NEAR(first->beta, std::exp2(-4.0 / 138.0), 1e-15);
  for (const DecayUnit unit : kUnits) {
    const auto value = in(unit, *first);
    ASSERT_TRUE(value.has_value()) << unitText(unit);
    const auto again = decayMeaning(unit, *value, context, "");
    ASSERT_TRUE(again.ok()) << again.error().message();
    for (const DecayUnit other : kUnits) {
      expectRelative(in(other, *again).value(), in(other, *first).value(), 1e-8);
    }
  }
}

TEST(DecayMeaning, WhatTheContextDoesNotKnowStaysEmpty) {
  const auto alone = decayMeaning(DecayUnit::kBeta, 0.995, {}, "");
  ASSERT_TRUE(alone.ok());
  EXPECT_EQ(alone->beta, 0.995);
  EXPECT_NEAR(alone->half_life_steps, 138.28257298606084, 1e-10);
  EXPECT_FALSE(alone->half_life_epochs || alone->half_life_seconds || alone->half_life_share ||
               alone->gamma || alone->sigma_rel || alone->inv_gamma || alone->mean_age_share);
  for (const DecayUnit unit :
       {DecayUnit::kHalfLifeEpochs, DecayUnit::kHalfLifeSeconds, DecayUnit::kHalfLifeShare,
        DecayUnit::kGamma, DecayUnit::kSigmaRel, DecayUnit::kInvGamma}) {
    const auto refused = decayMeaning(unit, 0.1, {}, "half-life");
    ASSERT_FALSE(refused.ok()) << unitText(unit);
    EXPECT_NE(refused.error().why.find("is known"), std::string::npos);
  }
}

TEST(DecayMeaning, AnAverageOlderThanTheMeanOfAllHasNoGamma) {
  const auto old = decayMeaning(DecayUnit::kMeanAge, 501.0, {.run_steps = 1000.0}, "");
  ASSERT_TRUE(old.ok());
  EXPECT_FALSE(old->gamma || old->sigma_rel);
  EXPECT_TRUE(old->inv_gamma.has_value());
  const auto uniform =
      decayMeaning(DecayUnit::kSigmaRel, kWidestSigmaRel, {.run_steps = 1000.0}, "");
  EXPECT_NEAR(uniform->mean_age, 500.0, 1e-5);
  EXPECT_TRUE(uniform->gamma.has_value());
}

TEST(DecayMeaning, APowerOneRampIsItsPowerFunction) {
  const DecayContext context{.run_steps = 3000.0, .power = 1.0};
  const auto ramp = decayMeaning(DecayUnit::kInvGamma, 8.0, context, "");
  ASSERT_TRUE(ramp.ok());
  EXPECT_NEAR(ramp->gamma.value(), 7.0, 1e-10);
}

TEST(DecayMeaning, DecaysNextToOneKeepTheirDigits) {
  const auto close = decayMeaning(DecayUnit::kHalfLifeSteps, 1e13, {}, "");
  ASSERT_TRUE(close.ok());
  EXPECT_NEAR(close->rest / (std::numbers::ln2 * 1e-13), 1.0, 1e-12);
  EXPECT_NEAR(close->mean_age / (1e13 / std::numbers::ln2), 1.0, 1e-12);
  EXPECT_NEAR(close->window / (2e13 / std::numbers::ln2), 1.0, 1e-12);
  const double beta = 1.0 - 0x1p-42;  // 2.3e-13 from 1, exactly
  EXPECT_NEAR(halfLife(beta) / (std::numbers::ln2 * 0x1p42), 1.0, 1e-12);
  EXPECT_EQ(meanAge(beta), 0x1p42 - 1.0);
}

TEST(DecayMeaning, TheEndsOfTheRangeAreDefined) {
  const auto frozen = decayMeaning(DecayUnit::kBeta, 1.0, {.run_steps = 100.0}, "");
  EXPECT_TRUE(std::isinf(frozen->half_life_steps) && std::isinf(frozen->mean_age) &&
              std::isinf(frozen->window));
  EXPECT_FALSE(frozen->gamma || frozen->inv_gamma);
  const auto none = decayMeaning(DecayUnit::kBeta, 0.0, {.run_steps = 100.0}, "");
  EXPECT_EQ(none->half_life_steps, 0.0);
  EXPECT_EQ(none->mean_age, 0.0);
  EXPECT_EQ(none->window, 1.0);
}

TEST(DecayMeaning, ValuesOutOfRangeAreRefusedWithTheRange) {
  const std::pair<DecayUnit, double> bad[] = {
      {DecayUnit::kBeta, 1.1},          {DecayUnit::kBeta, -0.1},       {DecayUnit::kWindow, 0.5},
      {DecayUnit::kHalfLifeSteps, 0.0}, {DecayUnit::kMeanAge, -1.0},    {DecayUnit::kGamma, -0.5},
      {DecayUnit::kInvGamma, 0.0},      {DecayUnit::kSigmaRel, 0.2887}, {DecayUnit::kBeta, NAN}};
  for (const auto& [unit, value] : bad) {
    const auto refused = decayMeaning(unit, value, {.run_steps = 100.0}, "field");
    ASSERT_FALSE(refused.ok()) << unitText(unit) << ' ' << value;
    EXPECT_FALSE(refused.error().allowed.empty());
    EXPECT_EQ(refused.error().where, "field");
  }
  EXPECT_FALSE(decayMeaning(DecayUnit::kBeta, 0.9, {.seconds_per_step = 0.0}, "").ok());
}

}  // namespace
}  // namespace emascope
