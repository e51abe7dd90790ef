// SPDX-License-Identifier: Apache-2.0
//
// How good a synthesis is: the figures that simulations of the arithmetic gave, to their last
// digit.
#include "core/rules/posthoc/projection.h"
#include "core/rules/units.h"
#include "tests/core/rules/solve_least_squares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr SynthesisOptions kWhatever{.normalize = false, .extrapolate = true};

/// Two power-function tracks with `count` snapshots each, at even distances.
class PowerTracks {
 public:
  PowerTracks(double sigma_a, double sigma_b, int count, std::int64_t steps)
      : a_(powerTrack(gammaOfSigmaRel(sigma_a), steps)),
        b_(powerTrack(gammaOfSigmaRel(sigma_b), steps)) {
    for (const WeightProfile* track : {&a_, &b_}) {
      for (int i = 1; i <= count; ++i) snapshots_.push_back({"run", 0, steps * i / count, track});
    }
  }

  /// Every snapshot once more.
  void repeat() {
    const auto again = snapshots_;
    snapshots_.insert(snapshots_.end(), again.begin(), again.end());
  }

  [[nodiscard]] Synthesis synthesis(double sigma_rel, std::int64_t at,
                                    const SynthesisOptions& options = kWhatever) const {
    const auto target = TargetProfile::sigmaRel(sigma_rel, "");
    return synthesize(snapshots_, "run", *target, at, options, "").value();
  }

 private:
  /// Weights (t/T)^(gamma+1) - ((t-1)/T)^(gamma+1): exactly the profile of the target.
  static WeightProfile powerTrack(double gamma, std::int64_t calls) {
    WeightProfile profile;
    profile.append(ActionKind::kCopy, 0.0);
    for (std::int64_t t = 2; t <= calls; ++t) {
      profile.append(ActionKind::kBlend, std::pow(1.0 - 1.0 / static_cast<double>(t), gamma + 1.0));
    }
    return profile;
  }

  WeightProfile a_;
  WeightProfile b_;
  std::vector<ResponseSnapshot> snapshots_ = {};
};

TEST(PosthocError, FallsWithTheSquareOfTheNumberOfSnapshots) {
  const std::pair<int, double> rows[] = {
      {4, .117}, {8, .036}, {10, .024}, {20, .0063}, {40, .0016}};
  for (const auto& [count, error] : rows) {
    const Synthesis found = PowerTracks(.05, .28, count, 1000).synthesis(.15, 1000);
    EXPECT_NEAR(found.error, error, error < .01 ? 5e-5 : 5e-4) << count;
  }
}

TEST(PosthocError, TheAmplificationDependsOnThePair) {
  EXPECT_NEAR(PowerTracks(.05, .28, 20, 1000).synthesis(.15, 1000).amplification, 2.95, .005);
  EXPECT_NEAR(PowerTracks(.05, .10, 20, 1000).synthesis(.15, 1000).amplification, .87, .005);
  const Synthesis shorter = PowerTracks(.05, .10, 20, 1000).synthesis(.02, 1000);
  EXPECT_NEAR(shorter.error, .09, .0005);
  EXPECT_NEAR(shorter.amplification, 10.6, .05);
}

TEST(PosthocError, ALongRunOnWideCellsHasTheErrorOfAShortOne) {
  EXPECT_NEAR(PowerTracks(.05, .28, 20, 1000000).synthesis(.15, 1000000).error, .0063, 1e-4);
}

TEST(PosthocError, ASnapshotItselfIsFoundExactly) {
  const Synthesis found = PowerTracks(.05, .28, 10, 1000).synthesis(.05, 700);
  for (std::size_t i = 0; i < found.coefficients.size(); ++i) {
    EXPECT_NEAR(found.coefficients[i], i == 6 ? 1.0 : 0.0, 1e-9) << i;
  }
  EXPECT_LT(found.error, 1e-9);
  EXPECT_EQ(found.used, 14U);
  EXPECT_EQ(found.later, 6U);
}

TEST(PosthocError, NormalizedCoefficientsSumToOne) {
  const PowerTracks tracks(.05, .28, 8, 1000);
  const auto sumOf = [](const Synthesis& synthesis) {
    return std::accumulate(synthesis.coefficients.begin(), synthesis.coefficients.end(), 0.0);
  };
  EXPECT_NEAR(sumOf(tracks.synthesis(.15, 1000, {})), 1.0, 1e-14);
  EXPECT_GT(std::abs(sumOf(tracks.synthesis(.15, 1000)) - 1.0), 1e-7);
}

// Two tracks over 2,000 steps; the first has its decay moved from .99 to .995 at step 1,000.
class EditedRun : public testing::Test {
 protected:
  EditedRun() {
    for (int call = 1; call <= 2000; ++call) {
      const auto kind = call == 1 ? ActionKind::kCopy : ActionKind::kBlend;
      edited_.append(kind, call <= 1000 ? .99 : .995);
      steady_.append(kind, .998);
    }
    for (const WeightProfile* track : {&edited_, &steady_}) {
      for (int i = 1; i <= 20; ++i) snapshots_.push_back({"run", 0, 100 * i, track});
    }
  }
  [[nodiscard]] Synthesis of(const Result<TargetProfile>& target, std::int64_t at = 2000) const {
    return synthesize(snapshots_, "run", target.value(), at, kWhatever, "").value();
  }

  WeightProfile edited_;
  WeightProfile steady_;
  std::vector<ResponseSnapshot> snapshots_ = {};
};

TEST_F(EditedRun, AnyProfileIsProjectedWithTheKnownErrors) {
  EXPECT_NEAR(of(TargetProfile::beta(.997, "")).error, .0008, 5e-5);
  EXPECT_NEAR(of(TargetProfile::sigmaRel(.10, "")).error, .0013, 5e-5);
  EXPECT_NEAR(of(TargetProfile::lastSteps(500, "")).error, .0032, 5e-5);
  const Synthesis shorter = of(TargetProfile::beta(.98, ""));
  EXPECT_NEAR(shorter.error, .081, 5e-4);
  EXPECT_NEAR(shorter.amplification, 31.0, .5);
}

TEST_F(EditedRun, AHalfLifeIsItsDecay) {
  const Synthesis by_life = of(TargetProfile::halfLife(halfLife(.997), ""));
  const Synthesis by_beta = of(TargetProfile::beta(.997, ""));
  for (std::size_t i = 0; i < snapshots_.size(); ++i) {
    EXPECT_NEAR(by_life.coefficients[i], by_beta.coefficients[i], 1e-9);
  }
}

TEST_F(EditedRun, ATrackThatWasKeptIsFoundExactly) {
  const Synthesis found = of(TargetProfile::beta(.998, ""), 1500);
  EXPECT_LT(found.error, 1e-9);
  EXPECT_NEAR(found.coefficients[20 + 14], 1.0, 1e-9);
  EXPECT_EQ(found.later, 10U);
}

// With another history the edit would go unnoticed.
TEST_F(EditedRun, TheEditIsInTheResponse) {
  WeightProfile unedited;
  for (int call = 1; call <= 2000; ++call) {
    unedited.append(call == 1 ? ActionKind::kCopy : ActionKind::kBlend, .995);
  }
  auto wrong = snapshots_;
  for (int i = 0; i < 20; ++i) wrong[static_cast<std::size_t>(i)].history = &unedited;
  const auto target = TargetProfile::beta(.997, "");
  const auto believed = synthesize(wrong, "run", *target, 2000, kWhatever, "").value();
  double error = 0.0;
  for (std::int64_t step = 1; step <= 2000; ++step) {
    const auto at = static_cast<double>(step);
    double realized = target->upTo(at, 2000) - target->upTo(at - 1.0, 2000);
    for (std::size_t i = 0; i < snapshots_.size(); ++i) {
      realized -=
          believed.coefficients[i] * snapshots_[i].history->weight(step, snapshots_[i].call);
    }
    error += std::abs(realized);
  }
  EXPECT_GT(error, 5.0 * of(TargetProfile::beta(.997, "")).error);
}

TEST(Projection, ALaterTracksStepsAreItsOwn) {
  WeightProfile whole;
  WeightProfile late;
  for (int call = 1; call <= 1000; ++call) {
    whole.append(call == 1 ? ActionKind::kCopy : ActionKind::kBlend, .99);
    if (call > 400) late.append(ActionKind::kBlend, .99);  // constructed after step 400
  }
  const ResponseSnapshot snapshots[] = {{"run", 400, 600, &late}};
  const auto target = TargetProfile::beta(.99, "");
  const auto found = synthesize(snapshots, "run", *target, 1000, kWhatever, "");
  ASSERT_TRUE(found.ok()) << found.error().message();
  // It holds .99^600 of step 400, which the target has spread over the steps before.
  EXPECT_LT(found->error, 3.0 * std::pow(.99, 600));
  EXPECT_NEAR(found->coefficients[0], 1.0, 2e-3);
}

TEST(LeastSquares, WhatIsThereTwiceIsShared) {
  const std::vector<double> y = solveLeastSquares({{1, 1, 0}, {1, 1, 0}, {0, 0, 0}}, {2, 2, 7});
  EXPECT_NEAR(y[0], 1.0, 1e-12);
  EXPECT_NEAR(y[1], 1.0, 1e-12);
  EXPECT_EQ(y[2], 0.0);
}

TEST(PosthocError, TheSameSnapshotTwiceChangesNothing) {
  PowerTracks tracks(.05, .28, 10, 1000);
  const double error = tracks.synthesis(.15, 1000).error;
  tracks.repeat();
  const Synthesis found = tracks.synthesis(.15, 1000);
  EXPECT_NEAR(found.error, error, 1e-6);
  EXPECT_LT(found.amplification, 3.0);
}

TEST(ProfileGrid, HasSingleStepsWhileThereAreFewAndFewCellsInALongRun) {
  const double times[] = {100.0, 700.0, 2000.0};
  EXPECT_EQ(ProfileGrid(0.0, 1000.0, times).cells(), 1000U);
  const ProfileGrid large(0.0, 1e9, times);
  EXPECT_LE(large.cells(), 4096U);
  const auto target = TargetProfile::sigmaRel(.1, "");
  const auto shares = large.shares(*target);
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12);
  EXPECT_NEAR(large.meanAge(shares) / 1e9, .112, 5e-3);
  for (const double time : {100.0, 700.0}) {
    EXPECT_EQ(std::count(large.edges().begin(), large.edges().end(), time), 1) << time;
  }
}

}  // namespace
}  // namespace emascope
