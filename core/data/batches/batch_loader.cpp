// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/batch_loader.h"

#include "core/data/batches/batch_filling.h"
#include "core/data/raw_array.h"
#include "core/data/scan_in_order.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

/// Reads and scales samples `begin` to `end` of `samples` into their places in `out`.
std::optional<Error> readSome(const Dataset& dataset, std::span<const std::uint64_t> samples,
                              const Scaling* scaling, std::uint64_t begin, std::uint64_t end,
                              std::span<float> out) {
  const std::size_t floats = dataset.sampleFloats();
  for (std::uint64_t i = begin; i < end; ++i) {
    const auto sample = out.subspan(i * floats, floats);
    if (const Status status = dataset.read(samples[i], sample); !status) return status.error();
    if (scaling != nullptr) scaling->apply(sample);
  }
  return std::nullopt;
}

Status readSamples(const Dataset& dataset, std::span<const std::uint64_t> samples,
                   const Scaling* scaling, std::uint32_t threads, std::span<float> out) {
  constexpr std::uint64_t kChunk = 64;
  std::optional<Error> error;
  scanInOrder(
      samples.size(), kChunk, threads,
      [&](std::uint64_t begin, std::uint64_t end) {
        return readSome(dataset, samples, scaling, begin, end, out);
      },
      [&error](std::optional<Error> found) {
        if (!error) error = std::move(found);
      });
  return error ? Status(*error) : Status(Ok{});
}

/// Holds the training samples in memory: as read if batches are augmented, otherwise prepared for
/// the model.
class ResidentLoader : public BatchLoader {
 public:
  ResidentLoader(const Dataset& dataset, EpochOrder order, Preparation preparation)
      : dataset_(dataset),
        order_(std::move(order)),
        preparation_(std::move(preparation)),
        numbers_(order_.samples().size() * dataset.sampleFloats()) {}

  Status load(const LoaderOptions& options) {
    const bool scaled = preparation_.scaling && !preparation_.augmentation.any();
    const Status status =
        readSamples(dataset_, order_.samples(), scaled ? &*preparation_.scaling : nullptr,
                    options.workers, numbers_);
    if (!status) return status;
    const std::size_t floats = order_.batchSize() * dataset_.sampleFloats();
    if (options.memory) {
      batch_.inputs = options.memory(floats);
    } else {
      own_.resize(floats);
      batch_.inputs = own_;
    }
    return status;
  }

  [[nodiscard]] Result<const LoadedBatch*> next() override {
    const auto positions = order_.batch(step_);
    const std::size_t floats = dataset_.sampleFloats();
    for (std::size_t i = 0; i < positions.size(); ++i) {
      std::ranges::copy(std::span(numbers_).subspan(positions[i] * floats, floats),
                        batch_.inputs.subspan(i * floats, floats).begin());
    }
    describeBatch(dataset_, order_, step_, batch_);
    if (preparation_.augmentation.any()) {
      for (std::size_t i = 0; i < batch_.samples.size(); ++i) {
        prepareForTraining(dataset_, preparation_, batch_.samples[i], batch_.epoch,
                           batch_.inputs.subspan(i * floats, floats), spare_);
      }
    }
    ++step_;
    return &batch_;
  }
  void seek(std::uint64_t step) override { step_ = step; }
  [[nodiscard]] bool resident() const override { return true; }

 private:
  const Dataset& dataset_;
  EpochOrder order_;
  Preparation preparation_;
  std::vector<float> numbers_;
  std::vector<float> own_ = {};
  std::vector<float> spare_ = {};
  LoadedBatch batch_ = {};
  std::uint64_t step_ = 0;
};

}  // namespace

void describeBatch(const Dataset& dataset, EpochOrder& order, std::uint64_t step,
                   LoadedBatch& batch) {
  const Targets& targets = dataset.head().targets;
  batch.step = step;
  batch.epoch = step / order.stepsAnEpoch();
  batch.samples.clear();
  batch.labels.clear();
  batch.values.clear();
  for (const std::uint64_t position : order.batch(step)) {
    const std::uint64_t sample = order.samples()[position];
    batch.samples.push_back(sample);
    if (targets.task == TaskKind::kClassification) {
      batch.labels.push_back(targets.labels[sample]);
    } else {
      const auto values = std::span(targets.values).subspan(sample * targets.width, targets.width);
      batch.values.insert(batch.values.end(), values.begin(), values.end());
    }
  }
}

void prepareForTraining(const Dataset& dataset, const Preparation& preparation,
                        std::uint64_t sample, std::uint64_t epoch, std::span<float> numbers,
                        std::vector<float>& spare) {
  if (preparation.augmentation.any()) {
    augment(preparation.augmentation, dataset.head().shape, preparation.seed, sample, epoch,
            numbers, spare);
  }
  if (preparation.scaling) preparation.scaling->apply(numbers);
}

Status readPrepared(const Dataset& dataset, std::span<const std::uint64_t> samples,
                    const Preparation& preparation, std::uint32_t threads, std::span<float> out) {
  return readSamples(dataset, samples, preparation.scaling ? &*preparation.scaling : nullptr,
                     threads, out);
}

bool fitsInMemory(const Dataset& dataset, std::size_t samples, std::uint64_t resident_budget) {
  return samples <= resident_budget / (dataset.sampleFloats() * sizeof(float));
}

Result<std::unique_ptr<BatchLoader>> makeBatchLoader(const Dataset& dataset, EpochOrder order,
                                                     Preparation preparation,
                                                     const LoaderOptions& options) {
  if (auto status = checkAugmentation(preparation.augmentation, dataset.head()); !status) {
    return status.error();
  }
  const std::uint64_t sample_bytes = dataset.sampleFloats() * sizeof(float);
  const bool fits = fitsInMemory(dataset, order.samples().size(), options.resident_budget);
  if (fits && options.may_be_resident) {
    auto loader =
        std::make_unique<ResidentLoader>(dataset, std::move(order), std::move(preparation));
    if (const Status status = loader->load(options); !status) return status.error();
    return std::unique_ptr<BatchLoader>(std::move(loader));
  }
  const std::uint64_t prefetch = std::max(kLeastPrefetch, options.prefetch);
  if (order.batchSize() > options.resident_budget / sample_bytes / prefetch) {
    return Error{"batch",
                 std::to_string(prefetch) + " batches of " + std::to_string(order.batchSize()) +
                     " samples of " + bytesWords(sample_bytes) + ", as " + dataset.head().path +
                     " has them, do not fit the memory budget",
                 "up to " + std::to_string(options.resident_budget / sample_bytes / prefetch) +
                     " samples a batch, or more memory"};
  }
  return makeStreamingLoader(dataset, std::move(order), std::move(preparation), options);
}

}  // namespace emascope
