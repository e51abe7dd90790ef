// SPDX-License-Identifier: Apache-2.0
//
// PyTorch's default initialization of Linear and Conv2d: weight and bias uniform between
// -1/sqrt(fan_in) and 1/sqrt(fan_in), i.e. kaiming_uniform_(a=sqrt(5)). Draws from a CounterRandom,
// so the result depends on the seed alone.
#pragma once

#include "core/random/counter_random.h"

#include <cmath>
#include <cstdint>

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

namespace emascope {

/// A float32 leaf tensor on the CPU with requires_grad.
[[nodiscard]] inline at::Tensor uniformWeights(at::IntArrayRef shape, std::int64_t fan_in,
                                               CounterRandom& random) {
  at::Tensor weights = at::empty(shape, at::kFloat);
  const double bound = 1.0 / std::sqrt(static_cast<double>(fan_in));
  float* values = weights.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < weights.numel(); ++i) {
    values[i] = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
  }
  return weights.set_requires_grad(true);
}

}  // namespace emascope
