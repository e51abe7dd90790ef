// SPDX-License-Identifier: Apache-2.0
//
// A mask of -infinity among the buffers is neither averaged nor taken for divergence; what changes
// is a buffer like others.
#include "core/ema/constant_slots.h"

#include "tests/core/ema/moving_online.h"

#include <limits>

#include <gmock/gmock.h>

#include <ATen/ops/tensor.h>

namespace emascope {
namespace {

using testing::ElementsAre;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Weights [0, 4), statistics [4, 6), a mask [6, 9), more statistics [9, 10).
OnlineState masked() {
  const c10::InferenceMode off(false);
  OnlineState state{flatFloats(10, at::kCPU), 4};
  state.slots = {{"weight", TensorKind::kTrainable, 0, 4},
                 {"mean", TensorKind::kBuffer, 4, 2},
                 {"mask", TensorKind::kBuffer, 6, 3},
                 {"scale", TensorKind::kBuffer, 9, 1}};
  state.floats.copy_(at::tensor({1.F, 2.F, 3.F, 4.F, 5.F, 6.F, 0.F, -kInfinity, -3e38F, 7.F}));
  return state;
}

std::vector<float> listed(const at::Tensor& floats) {
  const float* values = floats.const_data_ptr<float>();
  return {values, values + floats.numel()};
}

TEST(ConstantSlots, AreBuffersThatBeginBeyondAveraging) {
  const OnlineState state = masked();
  const ConstantSlots constants(state.slots, state.floats);
  EXPECT_FALSE(constants.empty());
  EXPECT_TRUE(constants.has(6));
  EXPECT_FALSE(constants.has(4));
  EXPECT_THAT(constants.others(10), ElementsAre(FlatRange{0, 6}, FlatRange{9, 1}));
  const TensorRanges plan = constants.copied({.average = {{0, 10}}});
  EXPECT_THAT(plan.average, ElementsAre(FlatRange{0, 6}, FlatRange{9, 1}));
  EXPECT_THAT(plan.copy, ElementsAre(FlatRange{6, 3}));
  EXPECT_EQ(constants.copied({.copy = {{4, 6}}}), (TensorRanges{.copy = {{4, 6}}}));
}

TEST(ConstantSlots, AreNoParametersThatTrainAndNoNumbersThatAreNone) {
  OnlineState state = masked();
  state.floats[0] = -kInfinity;
  state.floats[4] = std::numeric_limits<float>::quiet_NaN();
  const ConstantSlots constants(state.slots, state.floats);
  EXPECT_FALSE(constants.has(0));
  EXPECT_FALSE(constants.has(4));
}

TEST(ConstantSlots, OfAnAveragerStayWhileTheRestIsAveraged) {
  for (const char* id : {"constant", "power-function", "uniform", "last-snapshots", "bema"}) {
    if (findRule(id) == nullptr) continue;
    const OnlineState state = masked();
    Averager averager(state, {rule(id, {})});
    for (int step = 1; step <= 6; ++step) {
      for (const std::int64_t i : {0, 1, 2, 3, 4, 5, 9}) state.floats[i].add_(0.5);
      EXPECT_TRUE(averager.update(1.0, Gate::kCheck)) << id;
    }
    EXPECT_EQ(averager.gated(), 0) << id;
    const auto average = listed(averager.floats(0));
    EXPECT_EQ(average[6], 0.0F) << id;
    EXPECT_EQ(average[7], -kInfinity) << id;
    EXPECT_EQ(average[8], -3e38F) << id;
    for (const std::size_t i : {0U, 3U, 4U, 9U}) EXPECT_TRUE(std::isfinite(average[i])) << id << i;
    averager.feedBack(0, 0.5);
    EXPECT_EQ(listed(state.floats)[7], -kInfinity) << id;
    EXPECT_EQ(listed(state.floats)[8], -3e38F) << id;
  }
}

TEST(ConstantSlots, ThatChangeAreBuffersLikeOthers) {
  OnlineState state = masked();
  state.floats[6] = kInfinity;  // a running minimum and maximum
  Averager averager(state, {rule("constant", {{"beta", 0.5}})});
  for (const std::int64_t i : {6, 7, 8}) state.floats[i] = 2.0;
  EXPECT_TRUE(averager.update(1.0, Gate::kCheck));  // the first copies
  EXPECT_TRUE(averager.constants().empty());
  for (const std::int64_t i : {6, 7, 8}) state.floats[i] = 4.0;
  EXPECT_TRUE(averager.update(1.0, Gate::kCheck));
  EXPECT_EQ(listed(averager.floats(0))[6], 3.0F);
  EXPECT_EQ(listed(averager.floats(0))[7], 3.0F);
  state.floats[7] = -kInfinity;
  EXPECT_FALSE(averager.update(1.0, Gate::kCheck));
}

}  // namespace
}  // namespace emascope
