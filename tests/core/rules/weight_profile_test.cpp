// SPDX-License-Identifier: Apache-2.0
//
// The weights of a history against closed forms and against direct products.
#include "core/rules/weight_profile.h"

#include <cmath>
#include <fstream>
#include <numeric>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr auto kBlend = ActionKind::kBlend;
constexpr auto kCopy = ActionKind::kCopy;
constexpr auto kSkip = ActionKind::kSkip;

WeightProfile constant(double beta, std::int64_t calls) {
  WeightProfile profile;
  profile.append(kCopy, 0.0);
  while (profile.calls() < calls) profile.append(kBlend, beta);
  return profile;
}

TEST(WeightProfile, PowerFunctionsHaveTheRecordedWeights) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/closed_forms.json");
  const auto cases = nlohmann::json::parse(file).at("power_profile");
  ASSERT_FALSE(cases.empty());
  for (const auto& recorded : cases) {
    WeightProfile profile;
    for (const double decay : recorded.at("decay")) profile.append(kBlend, decay);
    const auto& weights = recorded.at("weights");
    for (std::size_t k = 0; k < weights.size(); ++k) {
      EXPECT_NEAR(profile.weight(static_cast<std::int64_t>(k) + 1), weights[k].get<double>(),
                  1e-14);
    }
  }
}

// w_k = (k^(g+1) - (k-1)^(g+1)) / t^(g+1): the telescoping product over a million steps.
TEST(WeightProfile, AMillionStepsOfAPowerFunctionAreItsClosedForm) {
  constexpr double kGamma = 6.9372;
  constexpr std::int64_t kSteps = 1'000'000;
  WeightProfile profile;
  for (std::int64_t t = 1; t <= kSteps; ++t) {
    profile.append(kBlend, std::pow(1.0 - 1.0 / static_cast<double>(t), kGamma + 1.0));
  }
  const auto upTo = [](std::int64_t k) {
    return std::pow(static_cast<double>(k) / kSteps, kGamma + 1.0);
  };
  for (const std::int64_t k : {10'000, 100'000, 500'000, 900'000, 999'999}) {
    EXPECT_NEAR(profile.share(-1, k) / upTo(k), 1.0, 1e-9) << k;
  }
  // Karras et al.: mean t (g+1)/(g+2); a unit cell's weight sits half a step late.
  EXPECT_NEAR(profile.meanAge(), kSteps / (kGamma + 2.0) - 0.5, 1e-2);
  EXPECT_EQ(profile.total(), 1.0);
}

TEST(WeightProfile, AMillionUniformStepsWeighTheSame) {
  constexpr std::int64_t kSteps = 1'000'000;
  WeightProfile profile;
  for (std::int64_t n = 1; n <= kSteps; ++n) {
    profile.append(kBlend, 1.0 - 1.0 / static_cast<double>(n));
  }
  for (const std::int64_t k : {1, 2, 3, 1000, 999'999, 1'000'000}) {
    EXPECT_NEAR(profile.weight(k) * kSteps, 1.0, 1e-9) << k;
  }
  EXPECT_NEAR(profile.effectiveSamples() / kSteps, 1.0, 1e-9);
  EXPECT_NEAR(profile.meanAge() / ((kSteps - 1) / 2.0), 1.0, 1e-9);
  EXPECT_EQ(profile.ageQuantile(0.9), 899'999);
}

TEST(WeightProfile, AConstantDecayHasItsClosedForm) {
  constexpr double kBeta = 0.99;
  const WeightProfile profile = constant(kBeta, 5000);
  EXPECT_NEAR(profile.weight(5000), 0.01, 1e-16);
  EXPECT_NEAR(profile.weight(4990) / (0.01 * std::pow(kBeta, 10)), 1.0, 1e-13);
  EXPECT_NEAR(profile.copyShare() / std::pow(kBeta, 4999), 1.0, 1e-11);
  EXPECT_NEAR(profile.meanAge(), 99.0, 1e-9);
  EXPECT_NEAR(profile.effectiveSamples(), 199.0, 1e-9);
  EXPECT_EQ(profile.ageQuantile(0.5), 68);  // 1 - .99^69 >= .5
  EXPECT_EQ(profile.ageQuantile(0.1), 10);
  EXPECT_EQ(profile.ageQuantile(0.9), 229);
}

TEST(WeightProfile, DecaysNextToOneAndZeroLoseNothing) {
  const double close = 1.0 - 0x1p-45;
  const WeightProfile slow = constant(close, 1'000'000);
  EXPECT_NEAR(slow.weight(17) / 0x1p-45, 1.0, 1e-6);  // .999999 of it is left: 1e6 x 2^-45
  EXPECT_NEAR((1.0 - slow.copyShare()) / (999'999 * 0x1p-45), 1.0, 1e-6);

  WeightProfile fast = constant(1e-200, 10);
  EXPECT_EQ(fast.weight(10), 1.0);
  EXPECT_NEAR(fast.weight(9) / 1e-200, 1.0, 1e-12);
  EXPECT_EQ(fast.weight(3), 0.0);  // 1e-1400
  // What has underflowed does not keep later weights from being told.
  for (int i = 0; i < 100; ++i) fast.append(kBlend, 0.5);
  EXPECT_NEAR(fast.share(9, 10) / 0x1p-100, 1.0, 1e-12);
  EXPECT_EQ(fast.total(), 1.0);
}

TEST(WeightProfile, ALongPastDoesNotBlurTheNewest) {
  WeightProfile profile = constant(0.3, 1'000'000);
  profile.append(kBlend, 1.0 - 0x1p-45);
  EXPECT_NEAR(profile.weight(1'000'001) / 0x1p-45, 1.0, 1e-9);
  EXPECT_NEAR(profile.weight(1'000'000), 0.7, 1e-12);
}

TEST(WeightProfile, ACopyThrowsAwayWhatWasAndASkipOnlyAges) {
  WeightProfile profile = constant(0.9, 20);
  profile.append(kCopy, 0.0);
  EXPECT_EQ(profile.origin(), 21);
  EXPECT_EQ(profile.weight(20), 0.0);
  EXPECT_EQ(profile.copyShare(), 1.0);
  profile.append(kSkip, 0.0);
  profile.append(kBlend, 1.0);
  profile.append(kBlend, 0.75);
  EXPECT_EQ(profile.calls(), 24);
  EXPECT_NEAR(profile.weight(21), 0.75, 1e-15);
  EXPECT_EQ(profile.weight(22), 0.0);
  EXPECT_NEAR(profile.weight(24), 0.25, 1e-15);
  EXPECT_NEAR(profile.meanAge(), 0.75 * 3, 1e-14);
  EXPECT_NEAR(profile.effectiveSamples(), 1.0 / (0.5625 + 0.0625), 1e-13);
}

TEST(WeightProfile, ThePastIsStillThereAfterACopy) {
  WeightProfile profile = constant(0.9, 20);
  const double before = profile.weight(15);
  const double age = profile.meanAge();
  profile.append(kCopy, 0.0);
  profile.append(kBlend, 0.5);
  EXPECT_EQ(profile.weight(15, 20), before);
  EXPECT_EQ(profile.weight(21, 20), 0.0);
  EXPECT_NEAR(profile.meanAge(20), age, 1e-12);
  EXPECT_EQ(profile.origin(20), 1);
}

TEST(WeightProfile, WithoutACopyTheConstructionKeepsItsShare) {
  WeightProfile profile;
  for (int n = 1; n <= 3; ++n) profile.append(kBlend, (1.0 + n) / (10.0 + n));
  EXPECT_NEAR(profile.weight(0), 2.0 / 11.0 * 3.0 / 12.0 * 4.0 / 13.0, 1e-16);
  EXPECT_EQ(profile.copyShare(), profile.weight(0));
  EXPECT_NEAR(profile.share(-1, 3), 1.0, 1e-15);
}

TEST(WeightProfile, BiasCorrectionDividesTheZerosOut) {
  WeightProfile profile(ProfileStart::kZero);
  EXPECT_EQ(profile.total(), 0.0);
  EXPECT_EQ(profile.effectiveSamples(), 0.0);
  profile.append(kSkip, 0.0);
  EXPECT_EQ(profile.total(), 0.0);
  profile.append(kBlend, 0.999);
  EXPECT_EQ(profile.weight(2), 1.0);
  profile.append(kBlend, 0.9);
  const double z = 0.9 * 0.001 + 0.1;
  EXPECT_NEAR(profile.weight(2), 0.9 * 0.001 / z, 1e-15);
  EXPECT_NEAR(profile.weight(3), 0.1 / z, 1e-15);
  EXPECT_EQ(profile.weight(0), 0.0);
  EXPECT_EQ(profile.share(-1, 3), 1.0);
  EXPECT_NEAR(profile.meanAge(), 0.9 * 0.001 / z, 1e-15);
  EXPECT_NEAR(profile.meanAge(3), profile.meanAge(), 1e-15);
  EXPECT_NEAR(profile.effectiveSamples(), z * z / (0.01 + 0.81e-6), 1e-12);
  EXPECT_EQ(profile.copyShare(), 0.0);
}

TEST(WeightProfile, BinsAreExactSums) {
  const WeightProfile profile = constant(0.97, 1003);
  const auto weights = profile.weights();
  const auto bins = profile.bins(1, 1003, 10);
  ASSERT_EQ(bins.size(), 10U);
  EXPECT_EQ(bins.front().first, 1);
  EXPECT_EQ(bins.back().last, 1003);
  for (const ProfileBin& bin : bins) {
    const double sum =
        std::accumulate(weights.begin() + bin.first, weights.begin() + bin.last + 1, 0.0);
    EXPECT_NEAR(bin.weight / sum, 1.0, 1e-12);
  }
  EXPECT_EQ(profile.bins(1001, 1003, 10).size(), 3U);
}

// ema_pytorch.EMA's defaults on a short run: beta .9999, power 2/3, inv_gamma 1, warm-up 100.
WeightProfile emaPytorchDefaults(int calls, int every) {
  WeightProfile profile;
  profile.append(kCopy, 0.0);
  for (int step = 1; step < calls; ++step) {
    if (step % every != 0) {
      profile.append(kSkip, 0.0);
    } else if (step <= 100) {
      profile.append(kCopy, 0.0);
    } else {
      profile.append(kBlend, std::min(0.9999, 1.0 - std::pow(step - 99.0, -2.0 / 3.0)));
    }
  }
  return profile;
}

TEST(WeightProfile, AFamousDefaultAveragesHalfTheRun) {
  EXPECT_NEAR(emaPytorchDefaults(1000, 10).meanAge(), 499.0, 1.0);
  EXPECT_NEAR(emaPytorchDefaults(1000, 10).copyShare(), 0.09, 0.005);
  EXPECT_NEAR(emaPytorchDefaults(2000, 10).meanAge() / 2000, 0.46, 0.005);
  EXPECT_NEAR(emaPytorchDefaults(10000, 10).meanAge() / 10000, 0.34, 0.005);
  EXPECT_NEAR(emaPytorchDefaults(1000, 1).meanAge(), 86.0, 1.0);
  EXPECT_NEAR(emaPytorchDefaults(2000, 1).meanAge(), 144.0, 1.0);
  EXPECT_NEAR(emaPytorchDefaults(10000, 1).meanAge(), 446.0, 1.0);
}

}  // namespace
}  // namespace emascope
