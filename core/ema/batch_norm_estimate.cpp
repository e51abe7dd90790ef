// SPDX-License-Identifier: Apache-2.0
#include "core/ema/batch_norm_estimate.h"

#include <cmath>
#include <string>

namespace emascope {

BatchNormEstimate::BatchNormEstimate(std::size_t channels)
    : means_(channels), variances_(channels) {}

Status BatchNormEstimate::add(std::span<const float> means, std::span<const float> variances) {
  for (std::size_t c = 0; c < means_.size(); ++c) {
    if (std::isfinite(means[c]) && std::isfinite(variances[c])) continue;
    return Error{"batch " + std::to_string(batches_ + 1) + " for BatchNorm, channel " +
                     std::to_string(c + 1),
                 "its mean or variance is not finite",
                 "finite values, and two or more of them in each channel"};
  }
  for (std::size_t c = 0; c < means_.size(); ++c) {
    means_[c] += means[c];
    variances_[c] += variances[c];
  }
  ++batches_;
  return Ok{};
}

void BatchNormEstimate::write(std::span<float> means, std::span<float> variances) const {
  const auto count = static_cast<double>(batches_);
  for (std::size_t c = 0; c < means_.size(); ++c) {
    means[c] = static_cast<float>(means_[c] / count);
    variances[c] = static_cast<float>(variances_[c] / count);
  }
}

}  // namespace emascope
