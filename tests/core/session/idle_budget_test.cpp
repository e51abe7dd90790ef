// SPDX-License-Identifier: Apache-2.0
#include "core/session/idle_budget.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""us;
using std::chrono_literals::operator""s;

/// A run by its clock: steps of 1 ms each, pieces of `piece` as the budget allows.
struct Course {
  SteadySpan trained = SteadySpan::zero();
  SteadySpan worked = SteadySpan::zero();
  SteadySpan late = SteadySpan::zero();  ///< steps began so much after they were due
};

Course courseOf(SteadySpan length, SteadySpan period, SteadySpan piece) {
  IdleBudget budget;
  RateLimiter limiter;
  if (period > SteadySpan::zero()) {
    limiter.setSpeed(1.0 / std::chrono::duration<double>(period).count());
  }
  SteadyTime now{1s};
  const SteadyTime end = now + length;
  budget.restart(now);
  Course course;
  while (now < end) {
    const SteadySpan free = limiter.wait(now);
    if (budget.allows(free, now)) {
      now += piece;
      course.worked += piece;
      course.late += std::max(piece - free, SteadySpan::zero());
      budget.worked(piece, free);
    } else {
      now += free;  // sleeps
    }
    if (limiter.wait(now) > SteadySpan::zero()) continue;
    limiter.step(now);
    now += 1ms;
    course.trained += 1ms;
  }
  return course;
}

TEST(IdleBudget, TakesOnePercentOfARunWithoutALimit) {
  const Course course = courseOf(100s, SteadySpan::zero(), 3ms);
  EXPECT_LE(course.late, 1s + 3ms);
  EXPECT_GT(course.worked, 900ms);
}

TEST(IdleBudget, TakesTheTimeThatTheSpeedLimitLeaves) {
  const Course course = courseOf(100s, 5ms, 1500us);
  EXPECT_GT(course.worked, 40s);  // of 80
  EXPECT_LE(course.late, 1s + 3ms);
  EXPECT_GT(course.trained, 19800ms);  // of 20
}

TEST(IdleBudget, APieceLongerThanThePauseCostsItsShare) {
  const Course course = courseOf(100s, 5ms, 50ms);
  EXPECT_LE(course.late, 1s + 50ms);
  EXPECT_GT(course.worked, 800ms);
}

TEST(IdleBudget, DoesNotSaveForLater) {
  IdleBudget budget;
  SteadyTime now{1s};
  budget.restart(now);
  now += 1000s;
  int pieces = 0;
  while (budget.allows(SteadySpan::zero(), now) && pieces < 100) {
    budget.worked(1ms, SteadySpan::zero());
    ++pieces;
  }
  EXPECT_GE(pieces, 5);
  EXPECT_LE(pieces, 11);
}

TEST(IdleBudget, APauseEarnsNothing) {
  IdleBudget budget;
  const SteadyTime now{1s};
  budget.restart(now);
  budget.worked(2ms, SteadySpan::zero());
  budget.restart(now + 1000s);
  EXPECT_FALSE(budget.allows(SteadySpan::zero(), now + 1000s + 100ms));
  EXPECT_TRUE(budget.allows(SteadySpan::zero(), now + 1000s + 500ms));
}

}  // namespace
}  // namespace emascope
