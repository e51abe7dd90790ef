// SPDX-License-Identifier: Apache-2.0
//
// BatchNorm statistics of averaged weights: those that the raw model gathered belong to other
// weights. The arithmetic of torch.optim.swa_utils.update_bn: the plain mean of what single batches
// show, whatever their sizes. What a batch shows is measured by whoever runs the model. Knows no
// LibTorch.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

/// Of all BatchNorm channels of a model, one layer after the other.
class BatchNormEstimate {
 public:
  explicit BatchNormEstimate(std::size_t channels);

  /// One training batch: per channel the mean of its values and their unbiased variance. Refuses,
  /// and does not count, a batch with a value that is not finite: one with one value in a channel
  /// has no variance. @pre both have as many values as there are channels
  [[nodiscard]] Status add(std::span<const float> means, std::span<const float> variances);

  /// What num_batches_tracked becomes.
  [[nodiscard]] std::int64_t batches() const { return batches_; }
  /// Writes running_mean and running_var, summed in double and rounded once. @pre batches() > 0,
  /// and room for all channels
  void write(std::span<float> means, std::span<float> variances) const;

 private:
  std::vector<double> means_;      ///< sums
  std::vector<double> variances_;  ///< sums
  std::int64_t batches_ = 0;
};

}  // namespace emascope
