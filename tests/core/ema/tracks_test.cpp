// SPDX-License-Identifier: Apache-2.0
//
// Tracks that come, go and change while others are being kept, and the way back into the model.
#include "core/ema/averager.h"
#include "tests/core/ema/moving_online.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

class TracksTest : public testing::Test {
 protected:
  void steps(Averager& averager, int from, int to) {
    for (int step = from; step <= to; ++step) {
      online_.moveTo(step);
      ASSERT_TRUE(averager.update());
    }
  }

  Online online_{130, 12};
};

TEST_F(TracksTest, SixtyFourAtOnceAreWhatEachWouldBeAlone) {
  std::vector<TrackRule> rules;
  for (int k = 0; k < 64; ++k) {
    const double beta = 1.0 - std::pow(10.0, -0.05 * k - 0.1);
    rules.push_back(k % 3 == 0 ? rule("power-function", {{"gamma", 0.3 * k}})
                               : rule("constant", {{"beta", beta}, {"buffers", k % 2 * 1.0}}));
  }
  Averager together(online_.state(), rules);
  steps(together, 1, 30);
  for (std::size_t k = 0; k < rules.size(); ++k) {
    Averager alone(online_.state(), {rules[k]});
    online_.moveTo(0);
    alone = Averager(online_.state(), {rules[k]});
    steps(alone, 1, 30);
    EXPECT_TRUE(sameBits(together.floats(k), alone.floats(0))) << k;
  }
}

TEST_F(TracksTest, OneThatIsAddedBeginsAsTheOnlineWeightsWithItsOwnCount) {
  Averager averager(online_.state(), {rule("constant", {{"beta", 0.9}})});
  steps(averager, 1, 10);
  const std::size_t added = averager.add(rule("uniform", {}));
  EXPECT_TRUE(sameBits(averager.floats(added), online_.state().floats));
  steps(averager, 11, 12);
  EXPECT_EQ(averager.clock(added).calls(), 2);
  EXPECT_NEAR(average(averager, added, 5), (Online::at(11, 5) + Online::at(12, 5)) / 2, 1e-6);
}

TEST_F(TracksTest, AForkGoesOnLikeItsSourceUntilItIsChanged) {
  Averager averager(online_.state(), {rule("inverse-power", {{"update_after_step", 2.0}})});
  steps(averager, 1, 10);
  const std::size_t fork = averager.fork(0);
  steps(averager, 11, 20);
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(fork)));
  averager.setValues(fork, orderedValues(*findRule("inverse-power"), {{"beta", 0.5}}, "").value());
  steps(averager, 21, 22);
  EXPECT_FALSE(sameBits(averager.floats(0), averager.floats(fork)));
}

TEST_F(TracksTest, ComingAndGoingLeavesTheOthersBitwiseAsTheyWere) {
  const auto kept = {rule("constant", {{"beta", 0.9}}), rule("uniform", {})};
  Averager quiet(online_.state(), kept);
  Averager busy(online_.state(), kept);
  for (int step = 1; step <= 30; ++step) {
    online_.moveTo(step);
    quiet.update();
    busy.update();
    if (step == 5) busy.add(rule("power-function", {}));
    if (step == 8) busy.fork(0);
    if (step == 10) busy.promote(2);  // the power function
    if (step == 20) busy.remove(0);
  }
  EXPECT_TRUE(sameBits(quiet.floats(0), busy.floats(0)));
  EXPECT_TRUE(sameBits(quiet.floats(1), busy.floats(1)));
  EXPECT_TRUE(sameBits(quiet.floats(0), busy.floats(2)));
}

TEST_F(TracksTest, PromotingKeepsTheOrderOfTheOthers) {
  Averager averager(online_.state(), {rule("uniform", {}), rule("constant", {}),
                                      rule("power-function", {}), rule("polynomial", {})});
  averager.promote(2);
  std::vector<std::string> ids;
  for (std::size_t k = 0; k < averager.size(); ++k) ids.push_back(averager.rule(k).schedule->id);
  EXPECT_EQ(ids, (std::vector<std::string>{"power-function", "uniform", "constant", "polynomial"}));
}

TEST_F(TracksTest, TheOnlineStateIsOnlyRead) {
  Averager averager(online_.state(), {rule("constant", {{"beta", 0.9}}), rule("uniform", {})});
  online_.moveTo(3);
  const at::Tensor before = online_.state().floats.clone();
  averager.update();
  averager.add(rule("polynomial", {}));
  averager.reseed(0);
  averager.update();
  EXPECT_TRUE(sameBits(before, online_.state().floats));
}

TEST_F(TracksTest, SwitchEmaCopiesTheAverageAndIsUndoneBitwise) {
  Averager averager(online_.state(), {rule("constant", {{"beta", 0.9}})});
  steps(averager, 1, 10);
  const at::Tensor before = online_.state().floats.clone();
  averager.feedBack(0, 0.0);
  EXPECT_TRUE(sameBits(online_.state().floats, averager.floats(0)));
  EXPECT_TRUE(averager.undoFeedBack());
  EXPECT_TRUE(sameBits(online_.state().floats, before));
  EXPECT_FALSE(averager.undoFeedBack());
  EXPECT_EQ(averager.feedBacks(), 1);
}

TEST_F(TracksTest, SoftFeedbackMixes) {
  Averager averager(online_.state(), {rule("constant", {{"beta", 0.9}})});
  steps(averager, 1, 10);
  const float raw = online_.value(7);
  averager.feedBack(0, 0.75);
  EXPECT_NEAR(online_.value(7), 0.75F * raw + 0.25F * average(averager, 0, 7), 1e-6);
}

TEST_F(TracksTest, ARuleWritesBackEverySoManySteps) {
  Averager averager(online_.state(),
                    {rule("constant", {{"beta", 0.9}, {"update_model_with_ema_every", 5.0}})});
  steps(averager, 1, 4);
  EXPECT_EQ(averager.feedBacks(), 0);
  const float raw = Online::at(5, 3);
  steps(averager, 5, 5);
  EXPECT_EQ(averager.feedBacks(), 1);
  EXPECT_EQ(online_.value(3), average(averager, 0, 3));
  EXPECT_NE(online_.value(3), raw);
  EXPECT_TRUE(averager.undoFeedBack());
  EXPECT_EQ(online_.value(3), raw);
}

TEST_F(TracksTest, TheGateTurnsAwayWhatIsNotFiniteForEveryTrack) {
  Averager averager(online_.state(), {rule("constant", {{"beta", 0.9}}), rule("uniform", {})});
  steps(averager, 1, 5);
  const at::Tensor before = averager.floats(1).clone();
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), 0x1p126F}) {
    online_.moveTo(6);
    online_.state().floats.mutable_data_ptr<float>()[141] = bad;  // the last of the buffers
    EXPECT_FALSE(averager.update(1.0, Gate::kCheck));
  }
  EXPECT_TRUE(sameBits(before, averager.floats(1)));
  EXPECT_EQ(averager.calls(), 5);
  EXPECT_EQ(averager.gated(), 2);
  online_.moveTo(6);
  EXPECT_TRUE(averager.update(1.0, Gate::kCheck));
}

TEST_F(TracksTest, RestoredOneGoesOnAsIfItHadNotBeenStopped) {
  const TrackRule saved = rule("constant", {{"beta", 0.97}, {"debias", 1.0}});
  Averager averager(online_.state(), {saved});
  steps(averager, 1, 10);
  Averager other(online_.state(), {saved});
  other.restore(0, averager.clock(0).state(), averager.floats(0), averager.counters(0),
                averager.hidden(0));
  for (int step = 11; step <= 20; ++step) {
    online_.moveTo(step);
    averager.update();
    other.update();
  }
  EXPECT_TRUE(sameBits(averager.floats(0), other.floats(0)));
}

TEST_F(TracksTest, TheThreadsChangeNoBit) {
  Online large(1'500'000);
  const auto rules = {rule("constant", {{"beta", 0.9}}), rule("uniform", {})};
  Averager one(large.state(), rules);
  Averager three(large.state(), rules);
  three.setThreads(3);
  for (int step = 1; step <= 3; ++step) {
    large.moveTo(step);
    one.update();
    three.update();
  }
  EXPECT_TRUE(sameBits(one.floats(0), three.floats(0)));
  EXPECT_TRUE(sameBits(one.floats(1), three.floats(1)));
}

}  // namespace
}  // namespace emascope
