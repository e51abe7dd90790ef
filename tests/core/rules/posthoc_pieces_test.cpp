// SPDX-License-Identifier: Apache-2.0
//
// A synthesis in pieces, and of very many snapshots.
#include "core/rules/posthoc/least_squares.h"
#include "core/rules/posthoc/projection.h"
#include "core/rules/posthoc/thin_snapshots.h"
#include "core/rules/units.h"
#include "tests/core/rules/solve_least_squares.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

/// The tracks of a sweep of half-lives over 10,000 steps, and one with a ramp, with a snapshot of
/// each at every `every` steps.
class Sweep {
 public:
  explicit Sweep(std::int64_t every) {
    for (const double half_life : {7.0, 20.0, 70.0, 200.0, 600.0, 2000.0, 6000.0}) {
      WeightProfile profile(ProfileStart::kZero);
      for (std::int64_t call = 1; call <= kSteps; ++call) {
        profile.append(ActionKind::kBlend, betaOfHalfLife(half_life));
      }
      tracks_.push_back(std::move(profile));
    }
    WeightProfile ramp;
    for (std::int64_t call = 1; call <= kSteps; ++call) {
      const double beta = std::min(0.995, 1.0 - std::pow(static_cast<double>(call), -2.0 / 3.0));
      ramp.append(call == 1 ? ActionKind::kCopy : ActionKind::kBlend, beta);
    }
    tracks_.push_back(std::move(ramp));
    for (std::int64_t call = every; call <= kSteps; call += every) {
      for (const WeightProfile& track : tracks_) {
        snapshots_.push_back({"run", 0, call, &track});
        calls_.push_back(call);
      }
    }
  }

  static constexpr std::int64_t kSteps = 10000;
  [[nodiscard]] const std::vector<std::int64_t>& calls() const { return calls_; }
  [[nodiscard]] std::vector<ResponseSnapshot> some(const std::vector<std::size_t>& which) const {
    std::vector<ResponseSnapshot> chosen;
    for (const std::size_t i : which) chosen.push_back(snapshots_[i]);
    return chosen;
  }

 private:
  std::vector<WeightProfile> tracks_;
  std::vector<ResponseSnapshot> snapshots_ = {};
  std::vector<std::int64_t> calls_ = {};
};

TEST(LeastSquares, OneDecompositionServesManyTargets) {
  const std::vector<std::vector<double>> columns = {
      {1, 2, 0, 1}, {0, 1, 1, 3}, {1, 3, 1, 4}, {5, 0, 2, 1}};  // the third is a sum
  LeastSquares solver(4, columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) solver.set(i, columns[i]);
  int pieces = 1;
  while (!solver.advance()) ++pieces;
  EXPECT_EQ(pieces, 4);  // three that are independent, and the end
  EXPECT_TRUE(solver.advance());
  for (const std::vector<double>& wanted : {std::vector<double>{1, 0, 0, 0}, {3, 1, 4, 1}}) {
    const std::vector<double> x = solver.solve(wanted);
    EXPECT_EQ(x, solveLeastSquares(columns, wanted));
    std::vector<double> left = wanted;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      for (std::size_t row = 0; row < 4; ++row) left[row] -= x[i] * columns[i][row];
    }
    for (const std::vector<double>& column : columns) {  // what is left is at right angles to all
      double product = 0.0;
      for (std::size_t row = 0; row < 4; ++row) product += left[row] * column[row];
      EXPECT_NEAR(product, 0.0, 1e-12);
    }
    // Of all solutions the shortest: at right angles to (1, 1, -1, 0), scaled, which gives zero.
    const double norms[] = {std::sqrt(6.0), std::sqrt(11.0), std::sqrt(27.0)};
    EXPECT_NEAR(
        x[0] * norms[0] * norms[0] + x[1] * norms[1] * norms[1] - x[2] * norms[2] * norms[2], 0.0,
        1e-10);
  }
}

TEST(Projection, InPiecesGivesWhatItGivesAtOnce) {
  const Sweep sweep(500);
  std::vector<std::size_t> all(sweep.calls().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const std::vector<ResponseSnapshot> snapshots = sweep.some(all);
  auto projection = Projection::begin(snapshots, "run", 8000, "");
  ASSERT_TRUE(projection.ok());
  int pieces = 1;
  while (!projection.value().advance()) ++pieces;
  EXPECT_GT(pieces, 128);  // the profiles alone are so many
  for (const double half_life : {40.0, 1000.0}) {
    const auto target = TargetProfile::halfLife(half_life, "");
    const auto at_once = synthesize(snapshots, "run", *target, 8000, {}, "");
    const auto in_pieces = projection->of(*target, {}, "");
    ASSERT_TRUE(at_once.ok() && in_pieces.ok());
    EXPECT_EQ(at_once->coefficients, in_pieces->coefficients);
    EXPECT_EQ(at_once->error, in_pieces->error);
    EXPECT_EQ(in_pieces->used, 128U);
    EXPECT_EQ(in_pieces->later, 32U);
  }
}

TEST(ThinnedSnapshots, AreAllIfTheyAreFew) {
  const std::vector<std::int64_t> calls = {10, 10, 20, 20, 30, 30, 40, 40};
  EXPECT_THAT(thinnedSnapshots(calls, 10, 30, 6), testing::ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_TRUE(thinnedSnapshots(calls, 10, 9).empty());
}

TEST(ThinnedSnapshots, AreTheNewestAndFewerOfOldOnes) {
  std::vector<std::int64_t> calls;
  for (std::int64_t call = 1; call <= 1000; ++call) calls.push_back(call);
  const std::vector<std::size_t> used = thinnedSnapshots(calls, 1, 1000, 64);
  EXPECT_LE(used.size(), 64U);
  EXPECT_GT(used.size(), 32U);
  EXPECT_EQ(used.back(), 999U);
  for (std::size_t i = 1; i + 1 < used.size(); ++i) {  // indices are calls - 1
    EXPECT_LE(used[i + 1] - used[i], used[i] - used[i - 1]) << i;
  }
  // A later step uses nearly the same.
  const std::vector<std::size_t> before = thinnedSnapshots(calls, 1, 999, 64);
  std::vector<std::size_t> both;
  std::set_intersection(used.begin(), used.end(), before.begin(), before.end(),
                        std::back_inserter(both));
  EXPECT_GE(both.size() + 8, used.size());
}

// Half of the L1 error is the share of the weight on wrong steps. Float32 weights are rounded by up
// to 6e-8 of their size, which the amplification multiplies.
TEST(ThinnedSnapshots, OfASweepGiveEveryHalfLifeBetweenItsTracks) {
  const Sweep sweep(100);
  const std::vector<std::size_t> used = thinnedSnapshots(sweep.calls(), 100, Sweep::kSteps);
  EXPECT_EQ(sweep.calls().size(), 800U);
  EXPECT_LE(used.size(), kMostUsedSnapshots);
  auto projection = Projection::begin(sweep.some(used), "run", Sweep::kSteps, "");
  ASSERT_TRUE(projection.ok());
  while (!projection.value().advance()) continue;
  for (const double half_life : {12.0, 40.0, 90.0, 120.0, 300.0, 400.0, 1000.0, 3500.0}) {
    const auto target = TargetProfile::debiased(half_life, "");
    const auto made = projection->of(*target, {.rounding = 1e-7}, "");
    ASSERT_TRUE(made.ok()) << made.error().message();
    EXPECT_LT(made->error, 0.01) << half_life;
    EXPECT_LT(made->amplification, 500.0) << half_life;
    RecordProperty("error at " + std::to_string(std::lround(half_life)),
                   std::to_string(made->error));
  }
}

TEST(Synthesis, ALittleErrorIsBetterThanAmplifiedRounding) {
  const Sweep sweep(100);
  const std::vector<std::size_t> used = thinnedSnapshots(sweep.calls(), 100, Sweep::kSteps);
  auto projection = Projection::begin(sweep.some(used), "run", Sweep::kSteps, "");
  ASSERT_TRUE(projection.ok());
  while (!projection.value().advance()) continue;
  const auto target = TargetProfile::halfLife(12.0, "");
  const auto exact = projection->of(*target, {}, "");
  const auto of_float32 = projection->of(*target, {.rounding = 1e-7}, "");
  const auto of_float16 = projection->of(*target, {.rounding = 5e-4}, "");
  ASSERT_TRUE(exact.ok() && of_float32.ok() && of_float16.ok());
  EXPECT_GT(exact->amplification, 1e5);
  EXPECT_LT(of_float32->amplification, 500.0);
  EXPECT_LT(of_float16->amplification, 10.0);
  EXPECT_LT(exact->error, of_float32->error);
  EXPECT_LT(of_float32->error, of_float16->error);
  EXPECT_LT(of_float16->error, 0.1);
}

TEST(TargetProfile, ADebiasedHalfLifeHasNoMemoryOfTheStart) {
  WeightProfile track(ProfileStart::kZero);
  for (int call = 1; call <= 100; ++call) {
    track.append(ActionKind::kBlend, betaOfHalfLife(40.0));
  }
  const auto target = TargetProfile::debiased(40.0, "");
  for (const int step : {1, 30, 99, 100}) {
    EXPECT_NEAR(target->upTo(step, 100.0), track.share(-1, step), 1e-12) << step;
  }
  EXPECT_EQ(target->upTo(0.0, 100.0), 0.0);
  EXPECT_EQ(target->text(), "debiased half-life 40 steps");
  EXPECT_FALSE(TargetProfile::debiased(0.0, "").ok());
}

}  // namespace
}  // namespace emascope
