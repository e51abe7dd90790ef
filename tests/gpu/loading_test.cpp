// SPDX-License-Identifier: Apache-2.0
//
// Batches of a person's data on the first GPU: those that the CPU gets, in any order, resident or
// read by workers and copied ahead.
#include "core/base/input_error.h"
#include "core/cuda/devices.h"
#include "core/models/user_task/loaded_batches.h"
#include "tests/core/data/toy_dataset.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr std::uint64_t kPlenty = 1 << 20;
constexpr std::uint64_t kRingAlone = 100;  ///< bytes: four batches fit, the 16 samples do not

std::shared_ptr<LoadedData> someData(std::uint64_t budget) {
  auto data = std::make_shared<LoadedData>();
  // Made in place: it cannot be moved.
  data->dataset.reset(new ToyDataset(toyClasses({10, 10}, {2})));  // NOLINT(modernize-make-unique)
  for (std::uint64_t i = 0; i < 16; ++i) data->training.push_back(i);
  data->resident_budget = budget;
  data->workers = 2;
  return data;
}

class LoadedOnTheGpu : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Budgets, LoadedOnTheGpu, testing::Values(kPlenty, kRingAlone));

TEST_P(LoadedOnTheGpu, AreTheBatchesOfTheCpu) {
  loadCuda();
  const auto gpu = chooseDevice("cuda");
  if (!gpu.ok()) GTEST_SKIP() << gpu.error().message();
  const auto here = makeLoadedBatches(someData(GetParam()), {.size = 2, .seed = 3});
  const auto there = makeLoadedBatches(someData(GetParam()),
                                       {.size = 2, .seed = 3, .device = at::Device(gpu->id)});
  for (const std::int64_t step : {1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 3, 4}) {
    const Batch expected = here->draw(step);
    const Batch& found = there->draw(step);
    ASSERT_TRUE(found.inputs.is_cuda() && found.targets.is_cuda());
    EXPECT_TRUE(found.inputs.cpu().equal(expected.inputs)) << step;
    EXPECT_TRUE(found.targets.cpu().equal(expected.targets)) << step;
  }
}

TEST(LoadingOnTheGpu, ASampleThatCannotBeReadIsToldAtItsStep) {
  loadCuda();
  const auto gpu = chooseDevice("cuda");
  if (!gpu.ok()) GTEST_SKIP() << gpu.error().message();
  auto data = someData(kRingAlone);
  const DatasetHead head = data->dataset->head();
  data->dataset =
      std::make_unique<ToyDataset>(head, 20, [](std::uint64_t index, std::span<float>) -> Status {
        if (index == 15) return Error{"toy 15", "is damaged", ""};
        return Ok{};
      });
  const auto source =
      makeLoadedBatches(data, {.size = 2, .seed = 3, .device = at::Device(gpu->id)});
  std::int64_t read = 0;
  EXPECT_THROW(
      for (std::int64_t step = 1; step <= 8; ++step) {
        static_cast<void>(source->draw(step));
        read = step;
      },
      InputError);
  const auto host = makeLoadedBatches(data, {.size = 2, .seed = 3});
  for (std::int64_t step = 1; step <= read; ++step)
    EXPECT_NO_THROW(static_cast<void>(host->draw(step)));
  EXPECT_THROW(static_cast<void>(host->draw(read + 1)), InputError);
}

}  // namespace
}  // namespace emascope
