// SPDX-License-Identifier: Apache-2.0
#include "core/session/event_queue.h"

#include "core/session/rate_limiter.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

using namespace std::chrono_literals;

event::Evaluated point(std::int64_t step) { return {{{.step = step}}}; }

TEST(EventQueue, KeepsTheNewestProgressAlone) {
  EventQueue queue;
  queue.put(event::Progress{.step = 1});
  queue.put(event::SkippedStep{.step = 2});
  queue.put(event::Progress{.step = 3});
  EXPECT_EQ(queue.drain(),
            (std::vector<Event>{event::SkippedStep{.step = 2}, event::Progress{.step = 3}}));
}

TEST(EventQueue, PutsPointsThatFollowEachOtherIntoOneEvent) {
  EventQueue queue;
  queue.put(point(1));
  queue.put(event::Progress{.step = 1});
  queue.put(point(2));
  queue.put(event::Applied{.request = 9});
  queue.put(point(3));
  const auto events = queue.drain();
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(std::get<event::Evaluated>(events[0]).points.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<event::Applied>(events[2]));
  EXPECT_EQ(std::get<event::Evaluated>(events[3]).points.front().step, 3);
}

TEST(EventQueue, WakesOnceUntilItIsDrained) {
  EventQueue queue;
  int calls = 0;
  queue.setWakeup([&] { ++calls; });
  queue.put(event::Progress{});
  queue.put(point(1));
  EXPECT_EQ(calls, 1);
  static_cast<void>(queue.drain());
  queue.put(point(2));
  EXPECT_EQ(calls, 2);
}

TEST(EventQueue, WakesAtOnceForWhatWasWaiting) {
  EventQueue queue;
  queue.put(point(1));
  int calls = 0;
  queue.setWakeup([&] { ++calls; });
  EXPECT_EQ(calls, 1);
  queue.setWakeup({});
  static_cast<void>(queue.drain());
  queue.put(point(2));
  EXPECT_EQ(calls, 1);
}

TEST(RateLimiter, SpacesStepsEvenly) {
  RateLimiter limiter;
  limiter.setSpeed(100.0);
  SteadyTime time{1h};
  EXPECT_EQ(limiter.wait(time), 0ms);
  limiter.step(time);
  EXPECT_EQ(limiter.wait(time), 10ms);
  time += 12ms;  // late by 2 ms: the next is due 8 ms from here
  EXPECT_EQ(limiter.wait(time), 0ms);
  limiter.step(time);
  EXPECT_EQ(limiter.wait(time), 8ms);
}

TEST(RateLimiter, DoesNotCatchUpAfterAHalt) {
  RateLimiter limiter;
  limiter.setSpeed(100.0);
  SteadyTime time{1h};
  limiter.step(time);
  time += 1min;
  limiter.step(time);
  EXPECT_EQ(limiter.wait(time), 10ms);
}

TEST(RateLimiter, IsUnlimitedForAnythingThatIsNotAPositiveNumber) {
  for (const double speed : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    RateLimiter limiter;
    limiter.setSpeed(speed);
    limiter.step(SteadyTime{1h});
    EXPECT_EQ(limiter.wait(SteadyTime{1h}), 0ms);
  }
}

TEST(RunClock, LeavesPausesOut) {
  RunClock clock;
  clock.go(SteadyTime{10s});
  clock.hold(SteadyTime{13s});
  EXPECT_EQ(clock.seconds(SteadyTime{20s}), 3.0);
  clock.go(SteadyTime{30s});
  EXPECT_EQ(clock.seconds(SteadyTime{32s}), 5.0);
}

}  // namespace
}  // namespace emascope
