// SPDX-License-Identifier: Apache-2.0
//
// BatchNorm statistics for averaged weights: the raw model's running statistics belong to different
// weights. Uses the arithmetic of torch.optim.swa_utils.update_bn: the plain mean of the per-batch
// statistics, whatever the batch sizes. The caller runs the model and measures the batches. No
// LibTorch.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

/// Statistics of all BatchNorm channels of a model, layer by layer.
class BatchNormEstimate {
 public:
  explicit BatchNormEstimate(std::size_t channels);

  /// Adds one training batch: mean and unbiased variance of each channel. Fails, without counting
  /// the batch, if a value is not finite (a channel with a single value has no variance).
  /// @pre both spans have one value per channel
  [[nodiscard]] Status add(std::span<const float> means, std::span<const float> variances);

  /// The new value of num_batches_tracked.
  [[nodiscard]] std::int64_t batches() const { return batches_; }
  /// Writes running_mean and running_var, accumulated in double and rounded once.
  /// @pre batches() > 0, and both spans hold all channels
  void write(std::span<float> means, std::span<float> variances) const;

 private:
  std::vector<double> means_;      ///< sums
  std::vector<double> variances_;  ///< sums
  std::int64_t batches_ = 0;
};

}  // namespace emascope
