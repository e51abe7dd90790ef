// SPDX-License-Identifier: Apache-2.0
#include "core/train/supervision.h"

#include <future>
#include <thread>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using Work = Supervision::Work;

TEST(Supervision, AWishIsObeyedOnlyWhereItIsHeeded) {
  Supervision supervision;
  supervision.interrupt();
  EXPECT_NO_THROW(supervision.check());
  supervision.heed(true);
  EXPECT_THROW(supervision.check(), Interrupted);
  supervision.forget();
  EXPECT_NO_THROW(supervision.check());
}

TEST(Supervision, TellsWhatGoesOnAndNothingBetweenTwoPieces) {
  Supervision supervision;
  EXPECT_EQ(supervision.busyFor().count(), 0);
  {
    const SupervisedWork work(&supervision, Work::kGradient);
    EXPECT_EQ(supervision.work(), Work::kGradient);
    while (supervision.busyFor().count() == 0) std::this_thread::yield();
  }
  EXPECT_EQ(supervision.work(), Work::kNone);
  EXPECT_EQ(supervision.busyFor().count(), 0);
}

TEST(Supervision, OnlyWorkUnderWayCanBeGivenUpAndOnlyOnce) {
  Supervision supervision;
  EXPECT_FALSE(supervision.giveUp());
  supervision.begin(Work::kEvaluation);
  EXPECT_FALSE(supervision.giveUp(std::chrono::hours(1)));
  EXPECT_TRUE(supervision.giveUp());
  EXPECT_TRUE(supervision.givenUp());
  EXPECT_EQ(supervision.work(), Work::kEvaluation);
  EXPECT_FALSE(supervision.giveUp());
}

TEST(Supervision, AThreadDoesNotComeOutOfWorkThatWasGivenUp) {
  // It waits for the end of the process, and so outlives the test.
  struct Shared {
    Supervision supervision;
    std::promise<void> begun;
    std::promise<void> given_up;
    std::promise<void> went_on;
  };
  auto* shared = new Shared;
  std::thread([shared] {
    shared->supervision.begin(Work::kGradient);
    shared->begun.set_value();
    shared->given_up.get_future().wait();
    shared->supervision.end();
    shared->went_on.set_value();
  }).detach();
  shared->begun.get_future().wait();
  ASSERT_TRUE(shared->supervision.giveUp());
  shared->given_up.set_value();
  EXPECT_EQ(shared->went_on.get_future().wait_for(std::chrono::milliseconds(100)),
            std::future_status::timeout);
}

TEST(Supervision, NobodyNeedsToWatch) {
  EXPECT_NO_THROW(const SupervisedWork work(nullptr, Work::kGradient));
}

}  // namespace
}  // namespace emascope
