// SPDX-License-Identifier: Apache-2.0
//
// Compiled once per instruction set; see core/simd/lanes.h for the requirements.
#include "core/train/optimizer_loops.h"

namespace emascope {
namespace {

// Floats per block, and prefetch distance. The hardware prefetcher does not keep up with four
// arrays; prefetching saves a fifth of the time if they do not fit the caches.
constexpr std::size_t kBlock = 128;
constexpr std::size_t kAhead = 1024;
constexpr std::size_t kLine = 16;

/// Calls block(from, count) for all `count` floats of `arrays`.
template <typename Block, typename... Array>
inline void inBlocks(std::size_t count, const Block& block, Array*... arrays) {
  std::size_t from = 0;
  for (; from + kBlock <= count; from += kBlock) {
    for (std::size_t line = from + kAhead; line < from + kAhead + kBlock; line += kLine) {
      (__builtin_prefetch(arrays + line, 1), ...);  // harmless past the end
    }
    block(from, kBlock);
  }
  if (from < count) block(from, count - from);
}

inline void rmspropBlock(const RmspropStep& s, float* __restrict weights,
                         const float* __restrict gradients, float* __restrict squares,
                         std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradients[i] + s.weight_decay * weights[i];
    squares[i] = s.alpha * squares[i] + s.one_minus_alpha * g * g;
    weights[i] -= s.rate * g / (__builtin_sqrtf(squares[i]) + s.eps);
  }
}

inline void rmspropBlock(const RmspropStep& s, float* __restrict weights,
                         const float* __restrict gradients, float* __restrict squares,
                         float* __restrict velocity, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradients[i] + s.weight_decay * weights[i];
    squares[i] = s.alpha * squares[i] + s.one_minus_alpha * g * g;
    velocity[i] = s.momentum * velocity[i] + g / (__builtin_sqrtf(squares[i]) + s.eps);
    weights[i] -= s.rate * velocity[i];
  }
}

void rmsprop(const RmspropStep& step, float* weights, const float* gradients, float* squares,
             float* velocity, std::size_t count) {
  const RmspropStep s = step;
  if (velocity == nullptr) {
    inBlocks(
        count,
        [&](std::size_t i, std::size_t n) {
          rmspropBlock(s, weights + i, gradients + i, squares + i, n);
        },
        weights, gradients, squares);
    return;
  }
  inBlocks(
      count,
      [&](std::size_t i, std::size_t n) {
        rmspropBlock(s, weights + i, gradients + i, squares + i, velocity + i, n);
      },
      weights, gradients, squares, velocity);
}

inline void adamBlock(const AdamStep& s, float* __restrict weights,
                      const float* __restrict gradients, float* __restrict first,
                      float* __restrict second, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradients[i] + s.weight_decay * weights[i];
    first[i] += s.one_minus_beta1 * (g - first[i]);
    second[i] = s.beta2 * second[i] + s.one_minus_beta2 * g * g;
    const float divisor = __builtin_sqrtf(second[i]) * s.correction2 + s.eps;
    weights[i] = s.keep * weights[i] - s.rate * first[i] / divisor;
  }
}

void adam(const AdamStep& step, float* weights, const float* gradients, float* first, float* second,
          std::size_t count) {
  const AdamStep s = step;
  inBlocks(
      count,
      [&](std::size_t i, std::size_t n) {
        adamBlock(s, weights + i, gradients + i, first + i, second + i, n);
      },
      weights, gradients, first, second);
}

inline void lionBlock(const LionStep& s, float* __restrict weights,
                      const float* __restrict gradients, float* __restrict momentum,
                      std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradients[i];
    const float m = momentum[i];
    const float mixed = s.beta1 * m + s.one_minus_beta1 * g;
    const float sign = static_cast<float>(mixed > 0.0F) - static_cast<float>(mixed < 0.0F);
    weights[i] = s.keep * weights[i] - s.rate * sign;
    momentum[i] = s.beta2 * m + s.one_minus_beta2 * g;
  }
}

void lion(const LionStep& step, float* weights, const float* gradients, float* momentum,
          std::size_t count) {
  const LionStep s = step;
  inBlocks(
      count,
      [&](std::size_t i, std::size_t n) {
        lionBlock(s, weights + i, gradients + i, momentum + i, n);
      },
      weights, gradients, momentum);
}

}  // namespace

namespace EMASCOPE_ISA {
extern const OptimizerLoops kOptimizerLoops;
const OptimizerLoops kOptimizerLoops = {rmsprop, adam, lion};
}  // namespace EMASCOPE_ISA

}  // namespace emascope
