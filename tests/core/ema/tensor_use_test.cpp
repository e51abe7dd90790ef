// SPDX-License-Identifier: Apache-2.0
//
// Which tensors an update averages, copies and leaves alone.
#include "core/ema/averager.h"
#include "tests/core/ema/moving_online.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

const std::vector<TensorSlot> kSlots = {
    {"lin.weight", TensorKind::kTrainable, 0, 10},  {"lin.bias", TensorKind::kTrainable, 16, 4},
    {"embed", TensorKind::kFrozen, 32, 8},          {"bn.mean", TensorKind::kBuffer, 48, 4},
    {"cache", TensorKind::kTransientBuffer, 64, 4}, {"bn.count", TensorKind::kInteger, 0, 1}};

TensorRanges blendPlan(const std::string& id, const ParamValues& values,
                       const std::vector<NameSelection>& selections) {
  const TrackRule wanted = rule(id, values, selections);
  return rangesToBlend(kSlots, wanted.schedule->traits(wanted.values),
                       {wanted.schedule->name_keys, wanted.selections});
}

TEST(TensorRanges, NeighborsAreOneRangeWithWhatLiesBetweenThem) {
  const TensorRanges plan = blendPlan("constant", {}, {});
  EXPECT_EQ(plan.average, (std::vector<FlatRange>{{0, 20}, {48, 20}}));
  EXPECT_EQ(plan.copy, (std::vector<FlatRange>{{32, 8}}));  // frozen parameters
  EXPECT_EQ(plan.copied_counters, (std::vector<FlatRange>{{0, 1}}));
}

TEST(TensorRanges, NamesAreSelectedByGlobAndTheFirstKeyWins) {
  const TensorRanges plan = blendPlan(
      "constant", {}, {{"ignore", "lin.*"}, {"average", "lin.bias"}, {"copy", "bn.mean"}});
  EXPECT_EQ(plan.average, (std::vector<FlatRange>{{16, 4}, {64, 4}}));
  EXPECT_EQ(plan.copy, (std::vector<FlatRange>{{32, 20}}));
}

TEST(TensorRanges, BuffersFollowTheirPolicy) {
  const TensorRanges plan = blendPlan("constant", {{"buffers", 1.0}}, {});
  EXPECT_EQ(plan.average, (std::vector<FlatRange>{{0, 20}}));
  EXPECT_EQ(plan.copy, (std::vector<FlatRange>{{32, 36}}));
}

TEST(TensorRanges, FeedbackSparesWhatIsIgnored) {
  const TrackRule wanted = rule("constant", {}, {{"ignore", "lin.weight"}});
  const TrackTraits traits = wanted.schedule->traits(wanted.values);
  const NameFilter names{wanted.schedule->name_keys, wanted.selections};
  const TensorRanges hard = rangesOfFeedback(kSlots, traits, names, true);
  EXPECT_TRUE(hard.average.empty());
  EXPECT_EQ(hard.copy, (std::vector<FlatRange>{{16, 52}}));
  EXPECT_TRUE(hard.copied_counters.empty());
  const TensorRanges soft = rangesOfFeedback(kSlots, traits, names, false);
  EXPECT_EQ(soft.average, (std::vector<FlatRange>{{16, 4}, {48, 20}}));
}

/// Online weights with the slots above.
OnlineState slotted(const Online& online) {
  OnlineState state = online.state();
  state.slots = kSlots;
  return state;
}

TEST(Averager, LeavesAnIgnoredTensorAsItWasAtConstruction) {
  Online online(48, 20);
  Averager averager(slotted(online), {rule("constant", {{"beta", 0.5}}, {{"ignore", "lin.bias"}}),
                                      rule("constant", {{"beta", 0.5}})});
  for (int step = 1; step <= 3; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_EQ(average(averager, 0, 17), Online::at(0, 17));
  EXPECT_EQ(average(averager, 0, 5), average(averager, 1, 5));
  EXPECT_EQ(average(averager, 0, 49), average(averager, 1, 49));
  EXPECT_EQ(average(averager, 0, 33), online.value(33));  // frozen: copied
}

TEST(Averager, FollowsABufferPolicyThatIsChangedLive) {
  Online online(48, 20);
  Averager averager(slotted(online), {rule("constant", {{"beta", 0.5}})});
  for (int step = 1; step <= 3; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_NE(average(averager, 0, 49), online.value(49));
  averager.setValues(0, rule("constant", {{"beta", 0.5}, {"buffers", 1.0}}).values);
  online.moveTo(4);
  averager.update();
  EXPECT_EQ(average(averager, 0, 49), online.value(49));
  EXPECT_NE(average(averager, 0, 5), online.value(5));
}

}  // namespace
}  // namespace emascope
