// SPDX-License-Identifier: Apache-2.0
//
// Which samples the batch of a step has: each epoch goes through all samples in an order of its
// own, which is a function of the seed and the epoch alone, so that a run can go on anywhere. An
// epoch's last samples are left out where they would make a smaller batch; each epoch leaves out
// others.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

class EpochOrder {
 public:
  /// Refuses batches of none and of more than there are `samples`.
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
