// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages from snapshots of ideal power functions, against the recorded coefficients of
// ema_pytorch.PostHocEMA 0.8.3, and what they refuse.
#include "core/rules/posthoc/power_snapshots.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr SynthesisOptions kAsRecorded{.normalize = false, .extrapolate = true};

nlohmann::json recordedCases() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/posthoc.json");
  return nlohmann::json::parse(file).at("cases");
}

Result<Synthesis> synthesized(const std::vector<PowerSnapshot>& snapshots, double gamma, double at,
                              const SynthesisOptions& options = {}) {
  return synthesizePowers(snapshots, gamma, *TargetProfile::gamma(gamma, ""), at, options,
                          "--gamma");
}

/// The library rounds exponents to float32 before it solves.
double asLibrary(double gamma) { return static_cast<double>(static_cast<float>(gamma)); }

std::vector<PowerSnapshot> snapshotsOf(const nlohmann::json& recorded) {
  std::vector<PowerSnapshot> snapshots;
  for (const auto& key : recorded.at("snapshot_keys")) {
    const auto gamma = recorded.at("gammas")[key[0].get<std::size_t>()].get<double>();
    snapshots.push_back({key[1].get<double>(), asLibrary(gamma)});
  }
  return snapshots;
}

TEST(PosthocPower, TheCoefficientsAreTheLibrarys) {
  int compared = 0;
  for (const auto& recorded : recordedCases()) {
    const std::vector<PowerSnapshot> snapshots = snapshotsOf(recorded);
    for (const auto& wanted : recorded.at("synthesized")) {
      // Before the last step the library uses snapshots of later steps, too.
      if (wanted.at("step") != 400) continue;
      const auto found = synthesized(snapshots, asLibrary(wanted.at("gamma")), 400.0, kAsRecorded);
      ASSERT_TRUE(found.ok()) << found.error().message();
      const auto& expected = wanted.at("coefficients");
      ASSERT_EQ(found->coefficients.size(), expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(found->coefficients[i], expected[i].get<double>(), 1e-11) << i;
      }
      ++compared;
    }
  }
  EXPECT_EQ(compared, 6);
}

std::vector<PowerSnapshot> pairOf(double gamma, double other, int count, double steps) {
  std::vector<PowerSnapshot> snapshots;
  for (int i = 1; i <= count; ++i) {
    for (const double each : {gamma, other}) snapshots.push_back({steps * i / count, each});
  }
  return snapshots;
}

TEST(PosthocPower, CoefficientsSumToOneAndDoNotDependOnTheUnitOfTime) {
  const auto steps = synthesized(pairOf(1.0, 16.0, 10, 1e3), 6.0, 1e3);
  const auto images = synthesized(pairOf(1.0, 16.0, 10, 1e9), 6.0, 1e9);
  ASSERT_TRUE(steps.ok() && images.ok());
  EXPECT_NEAR(std::accumulate(steps->coefficients.begin(), steps->coefficients.end(), 0.0), 1.0,
              1e-13);
  for (std::size_t i = 0; i < steps->coefficients.size(); ++i) {
    EXPECT_NEAR(steps->coefficients[i], images->coefficients[i], 1e-11);
  }
}

TEST(PosthocPower, ASnapshotOfTheTargetIsTheResult) {
  const auto found = synthesized(pairOf(1.0, 16.0, 4, 400.0), 16.0, 300.0);
  ASSERT_TRUE(found.ok()) << found.error().message();
  EXPECT_EQ(found->used, 6U);
  EXPECT_EQ(found->later, 2U);
  for (std::size_t i = 0; i < found->coefficients.size(); ++i) {
    EXPECT_NEAR(found->coefficients[i], i == 5 ? 1.0 : 0.0, 1e-12) << i;
  }
  EXPECT_NEAR(found->error, 0.0, 1e-10);
}

/// Copies of a snapshot share its coefficient instead of growing without bound.
TEST(PosthocPower, EqualSnapshotsShareTheCoefficient) {
  const std::vector<PowerSnapshot> twice = {{100.0, 4.0}, {100.0, 4.0}};
  const auto found = synthesized(twice, 4.0, 100.0);
  ASSERT_TRUE(found.ok()) << found.error().message();
  EXPECT_NEAR(found->coefficients[0], 0.5, 1e-12);
  EXPECT_NEAR(found->coefficients[1], 0.5, 1e-12);
}

Error refusedPowers(const std::vector<PowerSnapshot>& snapshots, double gamma, double at) {
  const auto found = synthesized(snapshots, gamma, at);
  EXPECT_FALSE(found.ok());
  return found.ok() ? Error{} : found.error();
}

TEST(PosthocPower, WhatTheSnapshotsCannotGiveIsRefusedByNumbers) {
  const auto two = pairOf(1.0, 16.0, 2, 400.0);
  const Error coarse = refusedPowers(two, 5.0, 400.0);
  EXPECT_EQ(coarse.where, "--gamma");
  EXPECT_THAT(coarse.why, HasSubstr("gamma 5 at step 400 cannot be synthesized from 4 snapshots"));
  EXPECT_THAT(coarse.allowed, HasSubstr("at most 5 %"));
  const Error shorter = refusedPowers(two, 50.0, 400.0);
  EXPECT_THAT(shorter.why, HasSubstr("no snapshot's is below"));
  EXPECT_THAT(refusedPowers(two, 5.0, 199.0).why, HasSubstr("no snapshot at or before step 199"));
  EXPECT_THAT(refusedPowers({}, 5.0, 199.0).why, HasSubstr("there are no snapshots"));
}

TEST(PosthocPower, WhatIsNoPowerFunctionIsRefused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double gamma : {-0.5, 2e9, nan}) {
    EXPECT_THAT(refusedPowers({{100.0, 4.0}, {100.0, gamma}}, 4.0, 100.0).why,
                HasSubstr("snapshot 2 has the exponent"));
  }
  EXPECT_THAT(refusedPowers({{0.0, 4.0}}, 4.0, 100.0).why, HasSubstr("taken at step 0"));
  EXPECT_THAT(refusedPowers({{100.0, 4.0}}, 2e9, 100.0).why,
              HasSubstr("an exponent cannot be 2e+09"));
  EXPECT_THAT(refusedPowers(std::vector<PowerSnapshot>(2001, {100.0, 4.0}), 4.0, 100.0).why,
              HasSubstr("there are 2001 snapshots"));
}

}  // namespace
}  // namespace emascope
