// SPDX-License-Identifier: Apache-2.0
//
// Averages that nobody kept, against the ones that somebody did.
#include "core/ema/snapshot_log.h"

#include "tests/core/ema/moving_online.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr int kSteps = 1000;

class SnapshotLogTest : public testing::Test {
 protected:
  void step(Averager& averager, int number) {
    online_.moveTo(number);
    averager.update();
    log_.observe(averager);
  }
  /// Runs all steps; `edit` is called before each.
  template <typename Edit>
  void run(Averager& averager, const Edit& edit) {
    for (int number = 1; number <= kSteps; ++number) {
      edit(number);
      step(averager, number);
    }
  }
  [[nodiscard]] Result<SynthesizedAverage> synthesize(Result<TargetProfile> target,
                                                      std::int64_t at) const {
    return log_.synthesize(target.value(), at, {}, "synthesis");
  }
  /// Largest difference between a synthesized average and track `k`, as it is now.
  double differenceTo(const Averager& averager, std::size_t k, Result<TargetProfile> target) {
    const auto made = synthesize(std::move(target), kSteps);
    EXPECT_TRUE(made.ok()) << (made ? "" : made.error().message());
    double worst = 0.0;
    for (std::int64_t i = 0; made && i < 40; ++i) {
      worst =
          std::max(worst, std::abs(static_cast<double>(made->floats.const_data_ptr<float>()[i]) -
                                   average(averager, k, i)));
    }
    return worst;
  }

  Online online_{36, 4};
  SnapshotLog log_{25, SnapshotPrecision::kFloat32, 40};
};

const auto kPair = {rule("power-function", {{"sigma_rel", 0.05}}),
                    rule("power-function", {{"sigma_rel", 0.28}})};

// 40 snapshots of each: the realized profile is within 0.002 of the one asked for, and the weights
// move by about 10 within the run.
TEST_F(SnapshotLogTest, APowerFunctionIsWhatATrackOfItWouldHaveBecome) {
  std::vector<TrackRule> rules = kPair;
  rules.push_back(rule("power-function", {{"sigma_rel", 0.15}}));
  Averager averager(online_.state(), rules);
  Averager pair(online_.state(), kPair);
  run(pair, [&](int number) {
    online_.moveTo(number);
    averager.update();
  });
  const double difference = differenceTo(averager, 2, TargetProfile::sigmaRel(0.15, ""));
  EXPECT_LT(difference, 0.01);
  EXPECT_GT(std::abs(average(averager, 2, 3) - average(averager, 1, 3)), 1.0);
}

TEST_F(SnapshotLogTest, StaysRightWhenADecayWasChangedOnTheWay) {
  Averager watched(online_.state(),
                   {rule("constant", {{"beta", 0.99}}), rule("constant", {{"beta", 0.998}})});
  Averager other(online_.state(), {rule("constant", {{"beta", 0.997}})});
  run(watched, [&](int number) {
    if (number == 500) watched.setValues(0, rule("constant", {{"beta", 0.995}}).values);
    online_.moveTo(number);
    other.update();
  });
  EXPECT_LT(differenceTo(other, 0, TargetProfile::beta(0.997, "")), 0.01);
}

TEST_F(SnapshotLogTest, FollowsForksReseedingAndTracksThatBeginLate) {
  Averager watched(online_.state(), kPair);
  Averager other(online_.state(), {rule("power-function", {{"sigma_rel", 0.1}})});
  run(watched, [&](int number) {
    if (number == 300) watched.add(rule("constant", {{"beta", 0.98}}));
    if (number == 400) {
      const std::size_t to = watched.fork(1);
      log_.forked(watched, 1, to);
      watched.setValues(to, rule("power-function", {{"sigma_rel", 0.2}}).values);
    }
    if (number == 600) {
      watched.reseed(2);
      log_.reseeded(watched, 2);
    }
    if (number == 800) watched.remove(0);
    online_.moveTo(number);
    other.update();
  });
  EXPECT_LT(differenceTo(other, 0, TargetProfile::sigmaRel(0.1, "")), 0.02);
}

TEST_F(SnapshotLogTest, OfAPastStepUsesNothingThatCameLater) {
  Averager watched(online_.state(), kPair);
  Averager other(online_.state(), {rule("power-function", {{"sigma_rel", 0.15}})});
  at::Tensor then;
  run(watched, [&](int number) {
    online_.moveTo(number);
    other.update();
    if (number == 400) then = other.floats(0).clone();
  });
  const auto made = synthesize(TargetProfile::sigmaRel(0.15, ""), 400);
  ASSERT_TRUE(made.ok()) << made.error().message();
  EXPECT_EQ(made->synthesis.used, 2U * 400 / 25);
  EXPECT_EQ(made->synthesis.later, 2U * 600 / 25);
  EXPECT_EQ(*made->counters.const_data_ptr<std::int64_t>(), 400);
  for (std::int64_t i = 0; i < 40; ++i) {
    EXPECT_NEAR(made->floats.const_data_ptr<float>()[i], then.const_data_ptr<float>()[i], 0.01);
  }
}

TEST_F(SnapshotLogTest, RefusesWhatTheSnapshotsDoNotHold) {
  Averager watched(online_.state(),
                   {rule("power-function", {{"sigma_rel", 0.2}}), rule("last-snapshots", {})});
  const auto none = synthesize(TargetProfile::sigmaRel(0.25, ""), 1);
  ASSERT_FALSE(none.ok());
  for (int number = 1; number <= 20; ++number) step(watched, number);
  const auto early = synthesize(TargetProfile::sigmaRel(0.25, ""), 20);
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().message(),
            "synthesis: no snapshot has been taken yet; allowed: from step 25 on");
  for (int number = 21; number <= 500; ++number) step(watched, number);
  EXPECT_EQ(log_.snapshots(), 20U);  // of the recursion alone
  const auto shorter = synthesize(TargetProfile::sigmaRel(0.02, ""), 500);
  ASSERT_FALSE(shorter.ok());
  EXPECT_NE(shorter.error().why.find("no snapshot's is below"), std::string::npos);
  const auto later = synthesize(TargetProfile::sigmaRel(0.25, ""), 501);
  ASSERT_FALSE(later.ok());
  EXPECT_EQ(later.error().allowed, "1 to 500");
}

}  // namespace
}  // namespace emascope
