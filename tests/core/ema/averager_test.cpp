// SPDX-License-Identifier: Apache-2.0
#include "core/ema/averager.h"

#include "tests/core/ema/moving_online.h"

#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Averager, AgreesWithTheClosedFormInDouble) {
  Online online(130);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.97}})});
  std::vector<double> expected;
  for (std::int64_t i = 0; i < 130; ++i) expected.push_back(Online::at(1, i));
  for (int step = 1; step <= 300; ++step) {
    online.moveTo(step);
    averager.update();
    for (std::int64_t i = 0; step > 1 && i < 130; ++i) {
      double& e = expected[static_cast<std::size_t>(i)];
      e = 0.97 * e + 0.03 * online.value(i);
    }
  }
  for (std::int64_t i = 0; i < 130; ++i) {
    EXPECT_NEAR(average(averager, 0, i), expected[static_cast<std::size_t>(i)], 2e-6);
  }
}

TEST(Averager, AtBetaZeroIsTheOnlineWeightsBitwise) {
  Online online(70, 9);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.0}})});
  for (int step = 1; step <= 5; ++step) {
    online.moveTo(step);
    averager.update();
    ASSERT_TRUE(sameBits(averager.floats(0), online.state().floats));
  }
}

TEST(Averager, AtBetaOneStaysBitwise) {
  Online online(70, 9);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.9}})});
  for (int step = 1; step <= 5; ++step) {
    online.moveTo(step);
    averager.update();
  }
  const at::Tensor before = averager.floats(0).clone();
  auto values = averager.rule(0).values;
  values[*paramIndex(*averager.rule(0).schedule, "beta")] = 1.0;
  averager.setValues(0, values);
  for (int step = 6; step <= 10; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_TRUE(sameBits(averager.floats(0), before));
  EXPECT_EQ(averager.lastAction(0).reason, Reason::kFrozen);
}

TEST(Averager, ReadsTheFloatsOfSlotsWhereverTheyAre) {
  Online online(64, 5);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.5}, {"buffers", 1.0}})});
  averager.update();
  const std::vector<float> weights(64, 3.0F);
  const std::vector<float> buffers(5, 7.0F);
  const std::vector<const float*> values = {weights.data(), buffers.data(), nullptr};
  ASSERT_TRUE(averager.readsInPlace());
  ASSERT_TRUE(averager.update(1.0, Gate::kCheck, values));
  EXPECT_FLOAT_EQ(average(averager, 0, 10), static_cast<float>(0.5 * online.value(10) + 1.5));
  EXPECT_EQ(average(averager, 0, 66), 7.0F);
  std::vector<float> bad = weights;
  bad[63] = std::numeric_limits<float>::infinity();
  const at::Tensor before = averager.floats(0).clone();
  EXPECT_FALSE(averager.update(1.0, Gate::kCheck,
                               std::vector<const float*>{bad.data(), buffers.data(), nullptr}));
  EXPECT_TRUE(sameBits(averager.floats(0), before));
}

TEST(Averager, KeepsEqualTracksEqual) {
  Online online(1100, 40);
  const auto same = rule("inverse-power", {{"beta", 0.99}, {"update_after_step", 3}});
  Averager averager(online.state(), {same, same, same, rule("constant", {}), same});
  for (int step = 1; step <= 20; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(1)));
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(2)));
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(4)));
  EXPECT_FALSE(sameBits(averager.floats(0), averager.floats(3)));
}

TEST(Averager, CopiesOrAveragesFloatBuffersAsTold) {
  Online online(64, 5);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.5}}),
                                     rule("constant", {{"beta", 0.5}, {"buffers", 1.0}})});
  for (int step = 1; step <= 4; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_NE(average(averager, 0, 66), online.value(66));
  EXPECT_EQ(average(averager, 1, 66), online.value(66));
  EXPECT_EQ(average(averager, 0, 10), average(averager, 1, 10));
}

TEST(Averager, CopiesCountersWithEachUpdateItMakes) {
  Online online(4);
  Averager averager(online.state(), {rule("constant", {{"update_every", 3}})});
  for (int step = 1; step <= 6; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_EQ(*averager.counters(0).const_data_ptr<std::int64_t>(), 4);  // calls 1 and 4
}

TEST(Averager, TellsWhatDecidedTheLastUpdateThatWasMade) {
  Online online(4);
  Averager averager(online.state(),
                    {rule("inverse-power", {{"update_after_step", 2}, {"update_every", 2}})});
  for (int step = 1; step <= 6; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_EQ(averager.lastAction(0).reason, Reason::kRamp);
  EXPECT_NEAR(averager.lastAction(0).beta, 1.0 - std::pow(3.0, -2.0 / 3.0), 1e-12);
}

TEST(Averager, ReseedTakesTheOnlineStateAndLetsTheClockRun) {
  Online online(64, 5);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.99}, {"buffers", 1.0}})});
  for (int step = 1; step <= 4; ++step) {
    online.moveTo(step);
    averager.update();
  }
  averager.reseed(0);
  EXPECT_TRUE(sameBits(averager.floats(0), online.state().floats));
  EXPECT_EQ(averager.calls(), 4);
}

}  // namespace
}  // namespace emascope
