// SPDX-License-Identifier: Apache-2.0
//
// Compiled once for each instruction set (EMASCOPE_ISA names the namespace), so nothing here comes
// from the standard library: an inline function of it, compiled for AVX, could be picked for all.
#include "core/train/optimizer_loops.h"

namespace emascope {
namespace {

void rmsprop(const RmspropStep& step, float* __restrict weights, const float* __restrict gradients,
             float* __restrict squares, float* __restrict velocity, std::size_t count) {
  const RmspropStep s = step;
  if (velocity == nullptr) {
    for (std::size_t i = 0; i < count; ++i) {
      const float g = gradients[i] + s.weight_decay * weights[i];
      squares[i] = s.alpha * squares[i] + s.one_minus_alpha * g * g;
      weights[i] -= s.rate * g / (__builtin_sqrtf(squares[i]) + s.eps);
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradients[i] + s.weight_decay * weights[i];
    squares[i] = s.alpha * squares[i] + s.one_minus_alpha * g * g;
    velocity[i] = s.momentum * velocity[i] + g / (__builtin_sqrtf(squares[i]) + s.eps);
    weights[i] -= s.rate * velocity[i];
  }
}

void lion(const LionStep& step, float* __restrict weights, const float* __restrict gradients,
          float* __restrict momentum, std::size_t count) {
  const LionStep s = step;
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradients[i];
    const float m = momentum[i];
    const float mixed = s.beta1 * m + s.one_minus_beta1 * g;
    const float sign = static_cast<float>(mixed > 0.0F) - static_cast<float>(mixed < 0.0F);
    weights[i] = s.keep * weights[i] - s.rate * sign;
    momentum[i] = s.beta2 * m + s.one_minus_beta2 * g;
  }
}

}  // namespace

namespace EMASCOPE_ISA {
extern const OptimizerLoops kOptimizerLoops;
const OptimizerLoops kOptimizerLoops = {rmsprop, lion};
}  // namespace EMASCOPE_ISA

}  // namespace emascope
