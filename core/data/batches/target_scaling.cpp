// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/target_scaling.h"

#include <cmath>
#include <cstddef>

namespace emascope {

void TargetScaling::apply(std::span<float> values) const {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = scaled(values[i], i % mean.size());
}

TargetScaling fitTargetScaling(const Targets& targets, std::span<const std::uint64_t> training) {
  TargetScaling scaling;
  const auto count = static_cast<double>(training.size());
  for (std::size_t k = 0; k < targets.width; ++k) {
    const auto value = [&](std::uint64_t sample) {
      return static_cast<double>(targets.values[sample * targets.width + k]);
    };
    double sum = 0.0;
    for (const std::uint64_t sample : training) sum += value(sample);
    const double mean = sum / count;
    double squares = 0.0;
    for (const std::uint64_t sample : training) {
      squares += (value(sample) - mean) * (value(sample) - mean);
    }
    const double deviation = std::sqrt(squares / count);
    scaling.mean.push_back(static_cast<float>(mean));
    scaling.unit.push_back(deviation > 0.0 ? static_cast<float>(deviation) : 1.0F);
  }
  return scaling;
}

}  // namespace emascope
