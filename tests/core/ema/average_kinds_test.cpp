// SPDX-License-Identifier: Apache-2.0
//
// The averages that are more than one recursion, against their definitions in double.
#include "core/ema/averager.h"
#include "tests/core/ema/moving_online.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

class AverageKindsTest : public testing::Test {
 protected:
  void steps(Averager& averager, int from, int to) {
    for (int step = from; step <= to; ++step) {
      online_.moveTo(step);
      averager.update();
    }
  }

  Online online_{20, 4};
};

TEST_F(AverageKindsTest, LastSnapshotsAreThePlainMeanOfTheLastK) {
  Averager averager(online_.state(), {rule("last-snapshots", {{"k", 3.0}, {"update_every", 2.0}})});
  steps(averager, 1, 3);  // states 1 and 3
  EXPECT_NEAR(average(averager, 0, 7), (Online::at(1, 7) + Online::at(3, 7)) / 2, 1e-6);
  steps(averager, 4, 10);  // 5, 7 and 9
  for (const std::int64_t i : {7, 22}) {
    const double mean =
        (static_cast<double>(Online::at(5, i)) + Online::at(7, i) + Online::at(9, i)) / 3.0;
    EXPECT_NEAR(average(averager, 0, i), mean, 1e-7);
  }
  EXPECT_EQ(averager.lastAction(0).reason, Reason::kCap);
}

TEST_F(AverageKindsTest, FewerSnapshotsForgetTheOldestAtTheNextUpdate) {
  Averager averager(online_.state(), {rule("last-snapshots", {{"k", 5.0}, {"update_every", 1.0}})});
  steps(averager, 1, 5);
  averager.setValues(0, rule("last-snapshots", {{"k", 2.0}, {"update_every", 1.0}}).values);
  steps(averager, 6, 6);
  EXPECT_NEAR(average(averager, 0, 3), (Online::at(5, 3) + Online::at(6, 3)) / 2, 1e-6);
}

TEST_F(AverageKindsTest, BemaIsTheRecursionPlusWhatTheWeightsHaveComeByTimesItsFactor) {
  Averager averager(online_.state(), {rule("bema", {{"update_every", 5.0}, {"lag", 3.0}})});
  double recursion = Online::at(1, 11);
  double shown = recursion;
  for (int step = 1; step <= 41; ++step) {
    online_.moveTo(step);
    averager.update();
    if (step == 1 || (step - 1) % 5 != 0) continue;
    const double w = Online::at(step, 11);
    const double rate = std::pow(3.0 + step, -0.5);
    recursion += rate * (w - recursion);
    shown = recursion + std::pow(3.0 + step, -0.2) * (w - Online::at(1, 11));
    EXPECT_NEAR(average(averager, 0, 11), shown, 2e-6) << step;
  }
}

TEST_F(AverageKindsTest, ABiasPowerOfZeroCorrectsInFullAndALargeOneNotAtAll) {
  Averager averager(online_.state(), {rule("bema", {{"update_every", 1.0}, {"bias_power", 10.0}}),
                                      rule("bema", {{"update_every", 1.0}, {"bias_power", 0.0}})});
  steps(averager, 1, 30);
  const double come = static_cast<double>(online_.value(2)) - Online::at(1, 2);
  EXPECT_NEAR(average(averager, 1, 2) - average(averager, 0, 2), come, 1e-5);
}

TEST_F(AverageKindsTest, AForkAndARestoredTrackKeepTheirHiddenArrays) {
  const auto rules = {rule("last-snapshots", {{"k", 3.0}, {"update_every", 1.0}}),
                      rule("bema", {{"update_every", 1.0}})};
  Averager averager(online_.state(), rules);
  steps(averager, 1, 6);
  averager.fork(0);
  averager.fork(1);
  Averager other(online_.state(), rules);
  for (const std::size_t k : {0U, 1U})
    other.restore(k, averager.clock(k).state(), averager.floats(k), averager.counters(k),
                  averager.hidden(k));
  for (int step = 7; step <= 9; ++step) {
    online_.moveTo(step);
    averager.update();
    other.update();
  }
  for (const std::size_t k : {0U, 1U}) {
    EXPECT_TRUE(sameBits(averager.floats(k), averager.floats(k + 2))) << k;
    EXPECT_TRUE(sameBits(averager.floats(k), other.floats(k))) << k;
  }
}

TEST_F(AverageKindsTest, ReseedingBeginsThemAnew) {
  Averager averager(online_.state(), {rule("last-snapshots", {{"k", 3.0}, {"update_every", 1.0}}),
                                      rule("bema", {{"update_every", 1.0}})});
  steps(averager, 1, 6);
  for (const std::size_t k : {0U, 1U}) {
    averager.reseed(k);
    EXPECT_TRUE(sameBits(averager.floats(k), online_.state().floats));
  }
  steps(averager, 7, 7);
  EXPECT_NEAR(average(averager, 0, 3), (Online::at(6, 3) + Online::at(7, 3)) / 2, 1e-6);
}

}  // namespace
}  // namespace emascope
