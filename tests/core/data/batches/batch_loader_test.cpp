// SPDX-License-Identifier: Apache-2.0
//
// Batches are what seed and step make them, whoever reads them; what goes wrong while one is read
// arrives in its place.
#include "core/data/batches/batch_loader.h"

#include "tests/core/data/toy_dataset.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

std::vector<std::uint64_t> upTo(std::uint64_t count) {
  std::vector<std::uint64_t> samples(count);
  std::iota(samples.begin(), samples.end(), 0);
  return samples;
}

EpochOrder order(std::uint64_t samples, std::uint64_t batch, std::uint64_t seed = 1) {
  return EpochOrder::make(upTo(samples), batch, seed).value();
}

constexpr std::uint64_t kStreams = 4096;  ///< bytes of budget: too few for the sets here

struct Copied {
  std::uint64_t step;
  std::uint64_t epoch;
  std::vector<std::uint64_t> samples;
  std::vector<float> inputs;
  std::vector<std::int64_t> labels;
  friend bool operator==(const Copied&, const Copied&) = default;
};

std::vector<Copied> take(BatchLoader& loader, int count) {
  std::vector<Copied> batches;
  for (int i = 0; i < count; ++i) {
    const auto batch = loader.next();
    EXPECT_TRUE(batch) << batch.error().message();
    if (!batch) break;
    const LoadedBatch& b = **batch;
    batches.push_back({b.step, b.epoch, b.samples, {b.inputs.begin(), b.inputs.end()}, b.labels});
  }
  return batches;
}

std::unique_ptr<BatchLoader> loader(const Dataset& dataset, const Preparation& preparation,
                                    const LoaderOptions& options, std::uint64_t batch = 16) {
  auto made = makeBatchLoader(dataset, order(dataset.size(), batch), preparation, options);
  EXPECT_TRUE(made) << made.error().message();
  return std::move(made).value();
}

TEST(EpochOrder, EachEpochHasEverySampleOnceInAnOrderOfItsOwn) {
  EpochOrder drawn = order(100, 10);
  EXPECT_EQ(drawn.stepsAnEpoch(), 10U);
  std::vector<std::vector<std::uint64_t>> epochs(3);
  for (std::uint64_t step = 0; step < 30; ++step) {
    const auto batch = drawn.batch(step);
    epochs[step / 10].insert(epochs[step / 10].end(), batch.begin(), batch.end());
  }
  EXPECT_NE(epochs[0], epochs[1]);
  EXPECT_NE(epochs[1], epochs[2]);
  for (auto& epoch : epochs) {
    std::ranges::sort(epoch);
    EXPECT_EQ(epoch, upTo(100));
  }
}

TEST(EpochOrder, GoesOnAnywhere) {
  EpochOrder counting = order(50, 8, 7);
  std::vector<std::vector<std::uint64_t>> batches;
  for (std::uint64_t step = 0; step < 20; ++step) {
    const auto batch = counting.batch(step);
    batches.emplace_back(batch.begin(), batch.end());
  }
  for (const std::uint64_t step : {17U, 3U, 19U, 0U}) {
    EpochOrder jumping = order(50, 8, 7);
    const auto batch = jumping.batch(step);
    EXPECT_TRUE(std::ranges::equal(batch, batches[step])) << step;
  }
  EpochOrder other = order(50, 8, 8);
  EXPECT_FALSE(std::ranges::equal(other.batch(0), batches[0]));
}

TEST(EpochOrder, ABatchLargerThanTheSetIsRefused) {
  EXPECT_EQ(EpochOrder::make(upTo(50), 51, 1).error().message(),
            "batch: 51 samples are out of range; allowed: 1 to 50, the training set's samples");
  EXPECT_FALSE(EpochOrder::make(upTo(50), 0, 1));
  EXPECT_FALSE(EpochOrder::make({}, 1, 1));
}

TEST(BatchLoader, AllSamplesAreInMemoryIfTheyFit) {
  const ToyDataset data = toyClasses({50, 50});
  EXPECT_TRUE(loader(data, {}, {.resident_budget = 800})->resident());
  EXPECT_FALSE(loader(data, {}, {.resident_budget = 799})->resident());
}

class EveryLoader : public testing::TestWithParam<int> {};

/// -1 is resident, else the number of workers.
LoaderOptions optionsOf(int workers) {
  if (workers < 0) return {};
  return {.resident_budget = kStreams, .workers = static_cast<std::uint32_t>(workers)};
}

TEST_P(EveryLoader, GivesTheSameBatches) {
  const ToyDataset data = toyClasses({60, 73}, {1, 3, 4});
  Preparation preparation;
  preparation.augmentation = {true, 1, 0.2};
  preparation.scaling = Scaling{{100.0F}, {0.01F}};
  const auto expected = take(*loader(data, preparation, optionsOf(-1)), 40);
  const auto made = loader(data, preparation, optionsOf(GetParam()));
  EXPECT_EQ(made->resident(), GetParam() < 0);
  const auto batches = take(*made, 40);
  EXPECT_EQ(batches, expected);
  ASSERT_EQ(batches.size(), 40U);
  EXPECT_EQ(batches[39].step, 39U);
  EXPECT_EQ(batches[39].epoch, 39U / 8U);
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_EQ(batches[5].labels[i], data.head().targets.labels[batches[5].samples[i]]);
  }
}

TEST_P(EveryLoader, GoesOnWhereItIsTold) {
  const ToyDataset data = toyClasses({60, 73}, {1, 3, 4});
  const auto expected = take(*loader(data, {}, optionsOf(-1)), 40);
  const auto made = loader(data, {}, optionsOf(GetParam()));
  for (const std::uint64_t step : {30U, 2U, 0U, 38U}) {
    made->seek(step);
    const auto batches = take(*made, 2);
    EXPECT_EQ(batches[0], expected[step]);
    EXPECT_EQ(batches[1], expected[step + 1]);
  }
}

TEST_P(EveryLoader, MayEndAtAnyTime) {
  const ToyDataset data = toyClasses({60, 73}, {1, 3, 4});
  for (int taken = 0; taken < 20; ++taken) {
    const auto made = loader(data, {}, optionsOf(GetParam()));
    EXPECT_EQ(take(*made, taken).size(), static_cast<std::size_t>(taken));
  }
}

INSTANTIATE_TEST_SUITE_P(Workers, EveryLoader, testing::Values(-1, 0, 1, 2, 5),
                         [](const auto& test) {
                           return test.param < 0 ? std::string("Resident")
                                                 : std::to_string(test.param);
                         });

TEST(BatchLoader, ScalesAfterItAugments) {
  // A picture of 5 that is moved is 5 and 0; scaled by mean 5 the filling must be -5.
  DatasetHead head;
  head.shape = {1, 3, 3};
  head.targets.classes = {"a", "b"};
  head.targets.labels = {0, 1};
  const ToyDataset data(head, 2, [](std::uint64_t, std::span<float> sample) -> Status {
    std::ranges::fill(sample, 5.0F);
    return Ok{};
  });
  Preparation preparation;
  preparation.augmentation.crop = 2;
  preparation.scaling = Scaling{{5.0F}, {1.0F}};
  std::set<float> seen;
  for (const Copied& batch : take(*loader(data, preparation, {}, 2), 10)) {
    seen.insert(batch.inputs.begin(), batch.inputs.end());
  }
  EXPECT_EQ(seen, (std::set<float>{-5.0F, 0.0F}));
  std::vector<float> evaluated(18);
  ASSERT_TRUE(readPrepared(data, upTo(2), preparation, 2, evaluated));
  EXPECT_EQ(evaluated, std::vector<float>(18, 0.0F));
}

/// Sample 20 cannot be read, or throws.
ToyDataset failing(bool throws) {
  ToyDataset good = toyClasses({60, 73}, {1, 3, 4});
  return {good.head(), good.size(),
          [throws](std::uint64_t index, std::span<float> sample) -> Status {
            std::ranges::fill(sample, 1.0F);
            if (index != 20) return Ok{};
            if (throws) throw std::runtime_error("out of luck");
            return Error{"cat/12.png", "is cut short", "PNG, JPEG or BMP, whole"};
          }};
}

std::uint64_t stepOfSample20() {
  EpochOrder drawn = order(133, 16);
  for (std::uint64_t step = 0;; ++step) {
    if (std::ranges::find(drawn.batch(step), 20U) != drawn.batch(step).end()) return step;
  }
}

class Failing : public testing::TestWithParam<int> {};

TEST_P(Failing, AnUnreadableSampleIsNamedInItsPlaceAndStaysAnError) {
  const ToyDataset data = failing(false);
  const auto made = loader(data, {}, optionsOf(GetParam()));
  const auto step = stepOfSample20();
  EXPECT_EQ(take(*made, static_cast<int>(step)).size(), step);
  for (int again = 0; again < 2; ++again) {
    const auto batch = made->next();
    ASSERT_FALSE(batch);
    EXPECT_EQ(batch.error().where, "cat/12.png");
    EXPECT_THAT(batch.error().message(), HasSubstr("is cut short"));
  }
}

TEST_P(Failing, WhatAWorkerThrowsIsThrownByNext) {
  const ToyDataset data = failing(true);
  const auto made = loader(data, {}, optionsOf(GetParam()));
  const auto step = stepOfSample20();
  EXPECT_EQ(take(*made, static_cast<int>(step)).size(), step);
  EXPECT_THROW((void)made->next(), std::runtime_error);
  made->seek(step + 1);
  EXPECT_TRUE(made->next());
}

INSTANTIATE_TEST_SUITE_P(Workers, Failing, testing::Values(0, 1, 3));

TEST(BatchLoader, AResidentSetThatCannotBeReadIsRefusedAtOnce) {
  const ToyDataset data = failing(false);
  const auto made = makeBatchLoader(data, order(133, 16), {}, {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().where, "cat/12.png");
}

TEST(BatchLoader, ReadsAheadNoFurtherThanItsRing) {
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t read = 0;
  const ToyDataset good = toyClasses({60, 73}, {1, 3, 4});
  const ToyDataset data(good.head(), good.size(),
                        [&](std::uint64_t, std::span<float> sample) -> Status {
                          std::ranges::fill(sample, 1.0F);
                          const std::lock_guard lock(mutex);
                          ++read;
                          changed.notify_all();
                          return Ok{};
                        });
  const auto readIs = [&](std::uint64_t count) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20), [&] { return read == count; });
  };
  LoaderOptions options = optionsOf(3);
  options.prefetch = 3;
  {
    const auto made = loader(data, {}, options);
    EXPECT_TRUE(readIs(3 * 16));  // without anybody asking
    ASSERT_TRUE(made->next());
    ASSERT_TRUE(made->next());  // gives one back
    EXPECT_TRUE(readIs(4 * 16));
  }
  EXPECT_EQ(read, 4U * 16U);
}

TEST(BatchLoader, FillsMemoryThatItIsGiven) {
  const ToyDataset data = toyClasses({60, 73}, {1, 3, 4});
  for (const int workers : {-1, 0, 2}) {
    std::vector<std::vector<float>> given;
    LoaderOptions options = optionsOf(workers);
    options.memory = [&given](std::size_t floats) {
      return std::span<float>(given.emplace_back(floats));
    };
    const auto made = loader(data, {}, options);
    const auto batch = made->next();
    ASSERT_TRUE(batch);
    EXPECT_TRUE(std::ranges::any_of(
        given, [&](const auto& split) { return split.data() == (*batch)->inputs.data(); }));
  }
}

TEST(BatchLoader, ARingThatDoesNotFitIsRefused) {
  const ToyDataset data = toyClasses({60, 73}, {1, 3, 4});
  EXPECT_EQ(
      makeBatchLoader(data, order(133, 16), {}, {.resident_budget = 3000}).error().message(),
      "batch: 4 batches of 16 samples of 48 bytes, as toy has them, do not fit the memory budget; "
      "allowed: up to 15 samples a batch, or more memory");
}

TEST(BatchLoader, AugmentationOfTablesIsRefused) {
  const ToyDataset data = toyClasses({5, 5});
  Preparation preparation;
  preparation.augmentation.flip = true;
  EXPECT_THAT(makeBatchLoader(data, order(10, 2), preparation, {}).error().message(),
              HasSubstr("flip: the samples of toy are 2 numbers, not pictures"));
}

TEST(BatchLoader, RegressionTargetsComeInRows) {
  DatasetHead head;
  head.shape = {1};
  head.targets.task = TaskKind::kRegression;
  head.targets.width = 2;
  head.targets.values = {0, 1, 10, 11, 20, 21};
  const ToyDataset data(head, 3, [](std::uint64_t index, std::span<float> sample) -> Status {
    sample[0] = static_cast<float>(index);
    return Ok{};
  });
  const auto made = loader(data, {}, {}, 2);
  const auto batch = made->next();
  ASSERT_TRUE(batch);
  ASSERT_EQ((*batch)->values.size(), 4U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ((*batch)->values[2 * i], 10.0F * (*batch)->inputs[i]);
    EXPECT_EQ((*batch)->values[2 * i + 1], 10.0F * (*batch)->inputs[i] + 1.0F);
  }
}

}  // namespace
}  // namespace emascope
