// SPDX-License-Identifier: Apache-2.0
#include "core/rules/live_edit.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

const ScheduleEntry& inversePower() { return schedules().at("inverse-power"); }
std::vector<double> withWarmup(double steps) {
  return orderedValues(inversePower(), {{"update_after_step", steps}}, "track main").value();
}

TEST(LiveEdit, RaisingTheWarmUpPastTheCurrentStepIsRefusedOnceAveraging) {
  const auto edit = editedValues(inversePower(), withWarmup(100), {{"update_after_step", 500}}, 200,
                                 "track main");
  ASSERT_FALSE(edit.ok());
  EXPECT_EQ(edit.error().where, "track main: update_after_step");
  EXPECT_NE(
      edit.error().why.find("would erase the average; to restart it, reset it to the raw weights"),
      std::string::npos);
}

TEST(LiveEdit, TheWarmUpMayBeRaisedWhileItLastsAndLoweredAlways) {
  EXPECT_TRUE(
      editedValues(inversePower(), withWarmup(100), {{"update_after_step", 500}}, 50, "").ok());
  EXPECT_TRUE(
      editedValues(inversePower(), withWarmup(100), {{"update_after_step", 10}}, 50, "").ok());
  EXPECT_TRUE(
      editedValues(inversePower(), withWarmup(100), {{"update_after_step", 150}}, 200, "").ok());
}

TEST(LiveEdit, TheBoundIsTheNextStep) {
  // 102 calls done: the last one blended, the next one has the 0-based step 102.
  EXPECT_TRUE(
      editedValues(inversePower(), withWarmup(100), {{"update_after_step", 101}}, 102, "").ok());
  EXPECT_FALSE(
      editedValues(inversePower(), withWarmup(100), {{"update_after_step", 102}}, 102, "").ok());
}

TEST(LiveEdit, NothingIsChangedWhenOneValueIsRefused) {
  const auto before = withWarmup(100);
  EXPECT_FALSE(editedValues(inversePower(), before, {{"beta", 0.5}, {"power", 0.0}}, 5, "").ok());
  const auto after = editedValues(inversePower(), before, {{"beta", 0.5}}, 5, "");
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after.value()[0], 0.5);
  EXPECT_EQ(after.value()[2], 100.0);
}

}  // namespace
}  // namespace emascope
