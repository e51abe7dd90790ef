// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/loaded_batches.h"

#include "core/base/input_error.h"
#include "core/models/row_gatherer.h"
#include "core/models/user_task/async_device_copy.h"
#include "core/models/user_task/data_choice.h"
#include "core/sandbox/hosted_thread.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

namespace emascope {
namespace {

/// Makes the order independent of the training order: same samples, different order.
constexpr std::uint64_t kStatisticsSeed = 0x5851F42D4C957F2D;

std::vector<std::int64_t> shapeOf(const Dataset& dataset, std::size_t samples) {
  std::vector<std::int64_t> shape = {static_cast<std::int64_t>(samples)};
  for (const std::uint64_t size : dataset.head().shape) {
    shape.push_back(static_cast<std::int64_t>(size));
  }
  return shape;
}

/// [samples], or [samples, width] for numeric targets.
std::vector<std::int64_t> targetShape(const Targets& targets, std::size_t samples) {
  std::vector<std::int64_t> shape = {static_cast<std::int64_t>(samples)};
  if (targets.task == TaskKind::kRegression) {
    shape.push_back(static_cast<std::int64_t>(targets.width));
  }
  return shape;
}

/// Throws the error of a Result.
template <typename T>
T valueOf(Result<T> result) {
  if (!result) throw InputError(result.error());
  return std::move(result).value();
}

EpochOrder orderOf(const LoadedData& data, const BatchRequest& request) {
  const bool training = request.purpose == BatchPurpose::kTraining;
  return valueOf(EpochOrder::make(data.training, static_cast<std::uint64_t>(request.size),
                                  training ? request.seed : request.seed ^ kStatisticsSeed));
}

/// For samples without augmentation: all are prepared in advance on the target device.
class ResidentSamples final : public BatchSource {
 public:
  ResidentSamples(std::shared_ptr<const LoadedData> data, const BatchRequest& request)
      : data_(std::move(data)), request_(request) {}

  [[nodiscard]] const Batch& draw(std::int64_t step) override {
    if (!rows_) asUnconfined([this] { read(); });
    const auto positions = order_->batch(static_cast<std::uint64_t>(step - 1));
    std::ranges::copy(positions, rows_->positions().begin());
    return rows_->gather();
  }

 private:
  void read() {
    order_ = orderOf(*data_, request_);
    const Batch samples = valueOf(evaluationBatch(*data_, data_->training));
    rows_.emplace(Batch{samples.inputs.to(request_.device), samples.targets.to(request_.device)},
                  request_.size);
  }

  std::shared_ptr<const LoadedData> data_;
  BatchRequest request_;
  std::optional<EpochOrder> order_;  ///< created on first use, like rows_
  std::optional<RowGatherer> rows_;
};

class LoadedBatches final : public BatchSource {
 public:
  LoadedBatches(std::shared_ptr<const LoadedData> data, const BatchRequest& request)
      : data_(std::move(data)), request_(request) {}

  [[nodiscard]] const Batch& draw(std::int64_t step) override {
    const auto wanted = static_cast<std::uint64_t>(step - 1);
    if (request_.device.is_cpu()) {
      // Opens files and starts threads that open files.
      asUnconfined([this, wanted] {
        if (!loader_) loader_ = makeLoader();
        batch_ = valueOf(read(wanted));
      });
      return batch_;
    }
    if (!loader_) asUnconfined([this] { loader_ = makeLoader(); });
    if (on_its_way_ != wanted) sendOff(wanted);
    if (failed_) throw InputError(*failed_);
    batch_ = copies_->take();
    sendOff(wanted + 1);
    return batch_;
  }

 private:
  /// The batch is in the loader's memory, valid until the next call.
  [[nodiscard]] Result<Batch> read(std::uint64_t step) {
    if (step != next_) loader_->seek(step);
    next_ = step + 1;
    const auto loaded = loader_->next();
    if (!loaded) return loaded.error();
    return Batch{at::from_blob((*loaded)->inputs.data(),
                               shapeOf(*data_->dataset, (*loaded)->samples.size())),
                 targetsOf(**loaded)};
  }

  /// Starts copying a batch to the device while the previous one is processed. Errors are reported
  /// when the batch is drawn.
  void sendOff(std::uint64_t step) {
    if (!copies_) copies_.emplace(request_.device);
    copies_->wait();
    on_its_way_ = step;
    failed_.reset();
    const auto batch = read(step);
    if (batch) {
      copies_->begin(*batch);
    } else {
      failed_ = batch.error();
    }
  }

  std::unique_ptr<BatchLoader> makeLoader() {
    const bool training = request_.purpose == BatchPurpose::kTraining;
    LoaderOptions options{.resident_budget = data_->resident_budget,
                          .may_be_resident = training,
                          .workers = training ? data_->workers : 0};
    if (!request_.device.is_cpu()) {
      options.memory = [this](std::size_t floats) { return pinned(floats); };
    }
    return valueOf(
        makeBatchLoader(*data_->dataset, orderOf(*data_, request_), data_->preparation, options));
  }

  std::span<float> pinned(std::size_t floats) {
    pinned_.push_back(at::empty({static_cast<std::int64_t>(floats)},
                                at::TensorOptions().dtype(at::kFloat).pinned_memory(true)));
    return {pinned_.back().mutable_data_ptr<float>(), floats};
  }

  /// Copies the targets, since the loader's memory may be const and numbers are scaled.
  at::Tensor targetsOf(const LoadedBatch& loaded) {
    const Targets& targets = data_->dataset->head().targets;
    const auto shape = targetShape(targets, loaded.samples.size());
    if (targets.task == TaskKind::kClassification) {
      labels_ = loaded.labels;
      return at::from_blob(labels_.data(), shape, at::kLong);
    }
    values_ = loaded.values;
    data_->targets->apply(values_);
    return at::from_blob(values_.data(), shape);
  }

  std::shared_ptr<const LoadedData> data_;
  BatchRequest request_;
  std::vector<at::Tensor> pinned_;
  std::unique_ptr<BatchLoader> loader_;           ///< created on first use
  std::uint64_t next_ = 0;                        ///< next step of the loader, from 0
  std::optional<AsyncDeviceCopy> copies_;         ///< only if the device is not the CPU
  std::optional<std::uint64_t> on_its_way_ = {};  ///< step of the batch in copies_
  std::optional<Error> failed_ = {};              ///< why copies_ has no batch
  std::vector<std::int64_t> labels_;
  std::vector<float> values_;
  Batch batch_;
};

}  // namespace

std::unique_ptr<BatchSource> makeLoadedBatches(std::shared_ptr<const LoadedData> data,
                                               const BatchRequest& request) {
  const bool resident = request.purpose == BatchPurpose::kTraining &&
                        !data->preparation.augmentation.any() &&
                        fitsInMemory(*data->dataset, data->training.size(), data->resident_budget);
  if (resident) return std::make_unique<ResidentSamples>(std::move(data), request);
  return std::make_unique<LoadedBatches>(std::move(data), request);
}

Result<Batch> evaluationBatch(const LoadedData& data, const std::vector<std::uint64_t>& samples) {
  const Targets& targets = data.dataset->head().targets;
  const bool classes = targets.task == TaskKind::kClassification;
  Batch batch{at::empty(shapeOf(*data.dataset, samples.size()), at::kFloat),
              at::empty(targetShape(targets, samples.size()), classes ? at::kLong : at::kFloat)};
  const std::span inputs(batch.inputs.mutable_data_ptr<float>(),
                         static_cast<std::size_t>(batch.inputs.numel()));
  const Status read =
      readPrepared(*data.dataset, samples, data.preparation, readingThreads(), inputs);
  if (!read) return read.error();
  if (classes) {
    auto* labels = batch.targets.mutable_data_ptr<std::int64_t>();
    for (const std::uint64_t sample : samples) *labels++ = targets.labels[sample];
    return batch;
  }
  auto* values = batch.targets.mutable_data_ptr<float>();
  const std::span all(values, static_cast<std::size_t>(batch.targets.numel()));
  for (const std::uint64_t sample : samples) {
    values = std::copy_n(&targets.values[sample * targets.width], targets.width, values);
  }
  data.targets->apply(all);
  return batch;
}

}  // namespace emascope
