// SPDX-License-Identifier: Apache-2.0
//
// What the rule of the last snapshots answers call by call, also when its window changes.
#include "core/rules/rule_clock.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace emascope {
namespace {

RuleClock clockOf(const ParamValues& values) {
  const ScheduleEntry& entry = schedules().at("last-snapshots");
  return RuleClock(entry, orderedValues(entry, values, "").value());
}

TEST(LastSnapshots, TheDecayIsTheShareOfThoseThatStay) {
  RuleClock clock = clockOf({{"k", 4.0}, {"update_after_step", 6.0}, {"update_every", 3.0}});
  double held = 1.0;
  for (int step = 0; step <= 24; ++step) {
    const EmaAction action = clock.next();
    ASSERT_EQ(action.kind == ActionKind::kSkip, step % 3 != 0) << step;
    if (action.kind != ActionKind::kBlend) continue;
    held = std::min(held + 1.0, 4.0);
    ASSERT_NEAR(action.beta, 1.0 - 1.0 / held, 1e-15) << step;
    ASSERT_EQ(action.reason, held == 4.0 ? Reason::kCap : Reason::kRamp) << step;
  }
  EXPECT_EQ(held, 4.0);
}

TEST(LastSnapshots, ChangingKOnTheWayDropsTheOldestOrMakesRoom) {
  RuleClock clock = clockOf({{"k", 5.0}, {"update_every", 1.0}});
  const auto set = [&](double k) {
    auto values = clock.values();
    values[0] = k;
    clock.setValues(values);
  };
  for (int call = 0; call < 20; ++call) clock.next();
  set(2.0);
  EXPECT_NEAR(clock.next().beta, 1.0 - 1.0 / 2.0, 1e-15);
  set(4.0);
  EXPECT_NEAR(clock.next().beta, 1.0 - 1.0 / 3.0, 1e-15);
  EXPECT_NEAR(clock.next().beta, 1.0 - 1.0 / 4.0, 1e-15);
  EXPECT_NEAR(clock.next().beta, 1.0 - 1.0 / 4.0, 1e-15);
}

TEST(LastSnapshots, ZeroStartIsTheMeanOfWhatThereIs) {
  RuleClock clock = clockOf({{"debias", 1.0}});
  EXPECT_FALSE(clock.traits().debias);
  EXPECT_FALSE(clock.traits().starts_at_zero);
  EXPECT_EQ(clock.next().kind, ActionKind::kCopy);
}

}  // namespace
}  // namespace emascope
