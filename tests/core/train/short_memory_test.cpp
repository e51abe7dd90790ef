// SPDX-License-Identifier: Apache-2.0
//
// Memory that is short for a moment: nothing is half done, and the run can go on.
#include "core/train/out_of_memory.h"
#include "core/train/trainer.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <functional>
#include <new>
#include <stdexcept>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

namespace emascope {
namespace {

bool isShort(const std::function<void()>& fail) {
  try {
    fail();
  } catch (...) {
    return isOutOfMemory();
  }
  return false;
}

TEST(OutOfMemory, IsToldFromOtherErrorsByTypeOrWords) {
  EXPECT_TRUE(isShort([] { throw std::bad_alloc(); }));
  EXPECT_TRUE(isShort([] { TORCH_CHECK_WITH(OutOfMemoryError, false, "CUDA"); }));
  EXPECT_TRUE(isShort([] { TORCH_CHECK(false, "DefaultCPUAllocator: can't allocate memory"); }));
  EXPECT_TRUE(isShort([] { throw std::runtime_error("CUDA out of memory. Tried to allocate"); }));
  EXPECT_FALSE(isShort([] { TORCH_CHECK(false, "shapes differ"); }));
  EXPECT_FALSE(isShort([] { throw std::runtime_error("no such file"); }));
  EXPECT_FALSE(isShort([] { throw 1; }));
}

TEST(ShortMemory, AStepThatFailsLeavesEverythingAsItWas) {
  bool fails = false;
  const ToyWorld world({.after_pass = [&fails](const ToyPass&) {
    if (std::exchange(fails, false)) throw std::bad_alloc();
  }});
  Trainer disturbed(toyModel(), toyPlan(toyConfig()));
  for (int i = 0; i < 3; ++i) disturbed.step();
  const auto before = ToyWorld::floatsOf(0);
  const auto passes = ToyWorld::counterOf(0);
  fails = true;
  EXPECT_THROW(disturbed.step(), std::bad_alloc);
  EXPECT_EQ(ToyWorld::floatsOf(0), before);
  EXPECT_EQ(ToyWorld::counterOf(0), passes);
  EXPECT_EQ(disturbed.stepsDone(), 3);
  for (int i = 0; i < 3; ++i) disturbed.step();
  const EvalPoint point = disturbed.evaluate();
  Trainer undisturbed(toyModel(), toyPlan(toyConfig()));
  for (int i = 0; i < 6; ++i) undisturbed.step();
  const EvalPoint expected = undisturbed.evaluate();
  EXPECT_EQ(point.raw.loss, expected.raw.loss);
  EXPECT_EQ(point.tracks[0].val.loss, expected.tracks[0].val.loss);
  EXPECT_EQ(point.train_loss, expected.train_loss);
}

/// A toy whose models cannot be made while `full`.
ModelEntry modelWithout(const bool& full) {
  ModelEntry entry = toyModel();
  entry.make = [&full](std::uint64_t seed) {
    if (full) throw std::bad_alloc();
    return toyModel().make(seed);
  };
  return entry;
}

class TrackWithoutRoom : public testing::TestWithParam<TrackAction> {};

TEST_P(TrackWithoutRoom, IsRefusedAndTheRunGoesOn) {
  bool full = false;
  Trainer trainer(modelWithout(full), toyPlan(toyConfig()));
  for (int i = 0; i < 5; ++i) trainer.step();
  const auto tracks = trainer.tracks();
  full = true;
  const Event answer = trainer.apply(command::EditTracks{7, GetParam(), {}});
  const auto* refusal = std::get_if<event::Rejected>(&answer);
  ASSERT_NE(refusal, nullptr);
  EXPECT_EQ(refusal->request, 7U);
  EXPECT_THAT(refusal->error.message(), testing::HasSubstr("there is not enough memory"));
  EXPECT_EQ(trainer.tracks(), tracks);
  trainer.step();
  EXPECT_EQ(trainer.evaluate().tracks.size(), tracks.size());
  full = false;
  EXPECT_TRUE(std::holds_alternative<event::TracksChanged>(
      trainer.apply(command::EditTracks{8, GetParam(), {}})));
  trainer.step();
  EXPECT_EQ(trainer.evaluate().tracks.size(), tracks.size() + 1);
}

INSTANTIATE_TEST_SUITE_P(
    Actions, TrackWithoutRoom,
    testing::Values(TrackAction(track_action::Add{
                        {.label = "new", .schedule = "constant", .params = {{"beta", 0.5}}}}),
                    TrackAction(track_action::Fork{.from = "slow", .label = "copy"})));

}  // namespace
}  // namespace emascope
