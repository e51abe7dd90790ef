// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/loaded_batches.h"

#include "core/base/input_error.h"
#include "tests/core/data/toy_dataset.h"

#include <set>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr std::int64_t kBatch = 2;
constexpr std::uint64_t kPlenty = 1 << 20;
constexpr std::uint64_t kRingAlone = 100;  ///< bytes: four batches fit, the 16 samples do not

std::shared_ptr<LoadedData> someData(std::uint64_t resident_budget, std::uint32_t workers) {
  auto data = std::make_shared<LoadedData>();
  // Made in place: it cannot be moved.
  data->dataset.reset(new ToyDataset(toyClasses({10, 10}, {2})));  // NOLINT(modernize-make-unique)
  for (std::uint64_t i = 0; i < 16; ++i) data->training.push_back(i);
  data->resident_budget = resident_budget;
  data->workers = workers;
  return data;
}

std::vector<float> drawn(BatchSource& source, std::int64_t step) {
  const Batch& batch = source.draw(step);
  const float* values = batch.inputs.const_data_ptr<float>();
  return {values, values + batch.inputs.numel()};
}

TEST(LoadedBatches, HoldEachTrainingSampleOnceAnEpoch) {
  const auto data = someData(kPlenty, 1);
  const auto source = makeLoadedBatches(data, {.size = kBatch, .seed = 3});
  std::set<float> seen;
  for (std::int64_t step = 1; step <= 8; ++step) {
    const Batch& batch = source->draw(step);
    ASSERT_EQ(batch.inputs.sizes(), (std::vector<std::int64_t>{kBatch, 2}));
    ASSERT_EQ(batch.targets.scalar_type(), at::kLong);
    for (std::int64_t i = 0; i < kBatch; ++i) {
      const float first = batch.inputs.const_data_ptr<float>()[2 * i];
      seen.insert(first);
      const auto sample = static_cast<std::size_t>(first) / 100;
      EXPECT_EQ(batch.targets.const_data_ptr<std::int64_t>()[i],
                data->dataset->head().targets.labels[sample]);
    }
  }
  EXPECT_EQ(seen.size(), 16U);
  EXPECT_EQ(*seen.rbegin(), 1500.0F);
}

TEST(LoadedBatches, AreTheSameFromMemoryFromWorkersAndInAnyOrder) {
  const auto resident = makeLoadedBatches(someData(kPlenty, 1), {.size = kBatch, .seed = 3});
  const auto streamed = makeLoadedBatches(someData(kRingAlone, 2), {.size = kBatch, .seed = 3});
  std::vector<std::vector<float>> batches;
  for (std::int64_t step = 1; step <= 9; ++step) {
    batches.push_back(drawn(*resident, step));
    EXPECT_EQ(drawn(*streamed, step), batches.back()) << step;
  }
  for (const std::int64_t step : {7, 2, 3}) {
    EXPECT_EQ(drawn(*streamed, step), batches[static_cast<std::size_t>(step - 1)]);
    EXPECT_EQ(drawn(*resident, step), batches[static_cast<std::size_t>(step - 1)]);
  }
}

TEST(LoadedBatches, ForStatisticsHaveAnOrderOfTheirOwn) {
  const auto data = someData(kPlenty, 1);
  const auto training = makeLoadedBatches(data, {.size = kBatch, .seed = 3});
  const auto statistics =
      makeLoadedBatches(data, {.size = kBatch, .seed = 3, .purpose = BatchPurpose::kStatistics});
  EXPECT_NE(drawn(*training, 1), drawn(*statistics, 1));
}

TEST(LoadedBatches, ThrowWhatNamesTheSample) {
  auto data = std::make_shared<LoadedData>();
  DatasetHead head{.path = "toy", .shape = {1}};
  head.targets = {.task = TaskKind::kClassification, .classes = {"a", "b"}, .labels = {0, 1, 0, 1}};
  data->dataset =
      std::make_unique<ToyDataset>(head, 4, [](std::uint64_t index, std::span<float>) -> Status {
        if (index == 2) return Error{"toy 2", "is damaged", ""};
        return Ok{};
      });
  data->training = {0, 1, 2, 3};
  data->resident_budget = kPlenty;
  const auto source = makeLoadedBatches(data, {.size = 4});
  try {
    static_cast<void>(source->draw(1));
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    EXPECT_EQ(error.error().message(), "toy 2: is damaged");
  }
}

TEST(EvaluationBatch, ScalesNumbersAndTargets) {
  LoadedData data;
  DatasetHead head{.path = "toy", .shape = {1}};
  head.targets = {.task = TaskKind::kRegression, .values = {10, 20, 30, 40}, .width = 1};
  data.dataset = std::make_unique<ToyDataset>(
      head, 4, [](std::uint64_t index, std::span<float> sample) -> Status {
        sample[0] = static_cast<float>(index);
        return Ok{};
      });
  data.preparation.scaling = Scaling{.mean = {1.0F}, .inverse = {2.0F}};
  data.targets = TargetScaling{.mean = {20.0F}, .unit = {10.0F}};
  const auto batch = evaluationBatch(data, {1, 3});
  ASSERT_TRUE(batch.ok());
  EXPECT_EQ(batch->inputs.const_data_ptr<float>()[1], 4.0F);
  EXPECT_EQ(batch->targets.sizes(), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(batch->targets.const_data_ptr<float>()[1], 2.0F);
}

}  // namespace
}  // namespace emascope
