// SPDX-License-Identifier: Apache-2.0
#include "core/train/resident_batches.h"

#include "core/data/streams.h"

#include <cstring>
#include <utility>
#include <vector>

#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>

namespace emascope {
namespace {

/// Positions a step has for itself; below() may take more than one per number.
constexpr std::uint64_t kPositionsPerStep = std::uint64_t{1} << 24U;

at::Tensor emptyRows(const at::Tensor& samples, std::int64_t rows) {
  std::vector<std::int64_t> shape = samples.sizes().vec();
  shape[0] = rows;
  return at::empty(shape, samples.options());
}

}  // namespace

ResidentBatches::ResidentBatches(Batch samples, std::int64_t batch, std::uint64_t seed,
                                 Augment augment, BatchPurpose purpose)
    : samples_{samples.inputs.contiguous(), samples.targets.contiguous()},
      drawn_{emptyRows(samples_.inputs, batch), emptyRows(samples_.targets, batch)},
      indices_(at::empty({batch}, at::TensorOptions().dtype(at::kLong))),
      order_(seed,
             purpose == BatchPurpose::kTraining ? stream::kBatchOrder : stream::kStatisticsOrder),
      changes_(seed, purpose == BatchPurpose::kTraining ? stream::kAugmentation
                                                        : stream::kStatisticsAugmentation),
      augment_(augment) {
  if (!samples_.inputs.is_cpu()) device_indices_ = indices_.to(samples_.inputs.device());
}

const Batch& ResidentBatches::draw(std::int64_t step) {
  const std::uint64_t position = static_cast<std::uint64_t>(step) * kPositionsPerStep;
  order_.seek(position);
  const auto count = static_cast<std::uint64_t>(samples_.inputs.size(0));
  auto* indices = indices_.mutable_data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < indices_.numel(); ++i) {
    indices[i] = static_cast<std::int64_t>(order_.below(count));
  }
  if (device_indices_.defined()) device_indices_.copy_(indices_);
  gather(samples_.inputs, drawn_.inputs);
  gather(samples_.targets, drawn_.targets);
  if (augment_ == nullptr) return drawn_;
  changes_.seek(position);
  augmented_ = augment_(drawn_, changes_);
  return augmented_;
}

void ResidentBatches::gather(const at::Tensor& from, const at::Tensor& to) const {
  if (device_indices_.defined()) {
    at::Tensor target = to;
    at::index_select_out(target, from, 0, device_indices_);
    return;
  }
  const std::int64_t count = indices_.numel();
  const std::size_t row = to.nbytes() / static_cast<std::size_t>(count);
  const auto* indices = indices_.const_data_ptr<std::int64_t>();
  const auto* source = static_cast<const char*>(from.const_data_ptr());
  auto* target = static_cast<char*>(to.mutable_data_ptr());
  for (std::int64_t i = 0; i < count; ++i) {
    std::memcpy(target + static_cast<std::size_t>(i) * row,
                source + static_cast<std::size_t>(indices[i]) * row, row);
  }
}

}  // namespace emascope
