// SPDX-License-Identifier: Apache-2.0
//
// The samples in each step's batch. Each epoch visits all samples in a new order, which depends on
// the seed and the epoch alone, so that a run can resume anywhere. The last samples of an epoch are
// left out if they do not fill a batch; each epoch leaves out different ones.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

class EpochOrder {
 public:
  /// Refuses empty batches and batches larger than `samples`.
  [[nodiscard]] static Result<EpochOrder> make(std::vector<std::uint64_t> samples,
                                               std::uint64_t batch, std::uint64_t seed);

  [[nodiscard]] std::uint64_t batchSize() const { return batch_; }
  [[nodiscard]] std::uint64_t stepsAnEpoch() const { return samples_.size() / batch_; }
  [[nodiscard]] const std::vector<std::uint64_t>& samples() const { return samples_; }

  /// Positions in samples() of the batch of `step` (from 0); valid until the next call. The first
  /// call of an epoch draws its order.
  [[nodiscard]] std::span<const std::uint64_t> batch(std::uint64_t step);

 private:
  EpochOrder(std::vector<std::uint64_t> samples, std::uint64_t batch, std::uint64_t seed)
      : samples_(std::move(samples)), batch_(batch), seed_(seed) {}

  std::vector<std::uint64_t> samples_;
  std::uint64_t batch_;
  std::uint64_t seed_;
  std::uint64_t drawn_epoch_ = UINT64_MAX;
  std::vector<std::uint64_t> order_ = {};
};

}  // namespace emascope
