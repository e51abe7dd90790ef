// SPDX-License-Identifier: Apache-2.0
#include "core/train/arena.h"

#include "core/ema/averager.h"

#include <gtest/gtest.h>

#include <ATen/ops/arange.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

at::Tensor counting(std::int64_t count) { return at::arange(count, at::kFloat); }

TEST(Arena, LaysTensorsAtMultiplesOf256BytesWithTheirValues) {
  const std::vector<NamedTensor> tensors = {
      {"a", counting(3)}, {"b", counting(130).view({2, 65})}, {"c", counting(1).squeeze()}};
  const ArenaLayout layout = layoutOf(tensors, at::kFloat);
  EXPECT_EQ(layout.size, 64 + 192 + 64);
  const at::Tensor arena = flatFloats(layout.size, at::kCPU);
  layInto(layout, tensors, arena, Contents::kTake);
  EXPECT_TRUE(liesIn(layout, tensors, arena));
  EXPECT_EQ(tensors[1].tensor.sizes(), (std::vector<std::int64_t>{2, 65}));
  EXPECT_EQ(arena.const_data_ptr<float>()[64 + 129], 129.0F);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(tensors[1].tensor.const_data_ptr()) % 256, 0U);
}

TEST(Arena, ReplacesValuesByWhatIsThere) {
  const std::vector<NamedTensor> tensors = {{"a", counting(3)}};
  const ArenaLayout layout = layoutOf(tensors, at::kFloat);
  const at::Tensor arena = flatFloats(layout.size, at::kCPU);
  arena.fill_(7.0);
  layInto(layout, tensors, arena, Contents::kReplace);
  EXPECT_EQ(tensors[0].tensor.const_data_ptr<float>()[2], 7.0F);
}

TEST(Arena, GivesTiedTensorsOnePlace) {
  const at::Tensor tied = counting(5);
  const std::vector<NamedTensor> tensors = {{"in", tied}, {"x", counting(2)}, {"out", tied}};
  const ArenaLayout layout = layoutOf(tensors, at::kFloat);
  EXPECT_EQ(layout.size, 128);
  EXPECT_EQ(layout.slots[0].offset, layout.slots[2].offset);
}

TEST(Arena, RefusesAnotherTypeByName) {
  const std::vector<NamedTensor> tensors = {{"counter", at::zeros({1}, at::kLong)}};
  try {
    static_cast<void>(layoutOf(tensors, at::kFloat));
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "tensor counter has a different type than its arena");
  }
}

TEST(Arena, NoticesATensorThatWasReplaced) {
  const std::vector<NamedTensor> tensors = {{"a", counting(3)}};
  const ArenaLayout layout = layoutOf(tensors, at::kFloat);
  const at::Tensor arena = flatFloats(layout.size, at::kCPU);
  const at::Tensor gradients = flatFloats(layout.size, at::kCPU);
  layInto(layout, tensors, arena, Contents::kTake);
  layGradients(layout, tensors, gradients);
  EXPECT_TRUE(gradientsLieIn(layout, tensors, gradients));
  tensors[0].tensor.mutable_grad() = at::Tensor();
  EXPECT_FALSE(gradientsLieIn(layout, tensors, gradients));
  tensors[0].tensor.set_data(counting(3));
  EXPECT_FALSE(liesIn(layout, tensors, arena));
}

}  // namespace
}  // namespace emascope
