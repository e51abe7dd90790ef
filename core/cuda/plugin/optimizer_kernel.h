// SPDX-License-Identifier: Apache-2.0
//
// The kernels that take a step with SGD, Adam, AdamW, RMSprop or Lion. Each value is computed by
// itself, in the operations of core/train/optimizer_loops.cpp, each of which rounds to float32. So
// no result depends on the grid.
#pragma once

#include "core/cuda/plugin/gradient_kernel.h"

namespace emascope::cuda {

inline constexpr int kMostArrays = 3;  ///< weights, first and second moments

/// See EmascopeCudaStep.
struct StepArguments {
  float* arrays[kMostArrays];
  const void* gradients;
  size_t count;
  EmascopeCudaProgress* progress;
  unsigned limit;  ///< bits of the float
  bool nesterov;   ///< Sgd
  bool decoupled;  ///< Adam: the weight decay is AdamW's
};

// A rule moves one weight. `values` are this weight and its moments. -----------------------------

struct Sgd {
  static constexpr int kArrays = 1;
  EMASCOPE_DEVICE static void move(const StepArguments& /*a*/, const EmascopeCudaConstants& c,
                                   float gradient, float (&values)[kArrays]) {
    const float g = sum(gradient, product(c.weight_decay, values[0]));
    values[0] = difference(values[0], product(c.rate, g));
  }
};

struct SgdMomentum {
  static constexpr int kArrays = 2;
  EMASCOPE_DEVICE static void move(const StepArguments& a, const EmascopeCudaConstants& c,
                                   float gradient, float (&values)[kArrays]) {
    const float g = sum(gradient, product(c.weight_decay, values[0]));
    values[1] = sum(product(c.momentum, values[1]), g);
    const float direction = a.nesterov ? sum(g, product(c.momentum, values[1])) : values[1];
    values[0] = difference(values[0], product(c.rate, direction));
  }
};

struct Adam {
  static constexpr int kArrays = 3;
  EMASCOPE_DEVICE static void move(const StepArguments& a, const EmascopeCudaConstants& c,
                                   float gradient, float (&values)[kArrays]) {
    const float weight_decay = a.decoupled ? 0.0F : c.weight_decay;
    const float keep = a.decoupled ? c.keep : 1.0F;
    const float g = sum(gradient, product(weight_decay, values[0]));
    values[1] = sum(values[1], product(c.one_minus_beta1, difference(g, values[1])));
    values[2] = sum(product(c.beta2, values[2]), product(product(c.one_minus_beta2, g), g));
    const float divisor = sum(product(squareRoot(values[2]), c.correction2), c.eps);
    values[0] =
        difference(product(keep, values[0]), quotient(product(c.adam_rate, values[1]), divisor));
  }
};

struct Rmsprop {
  static constexpr int kArrays = 2;
  EMASCOPE_DEVICE static void move(const StepArguments& /*a*/, const EmascopeCudaConstants& c,
                                   float gradient, float (&values)[kArrays]) {
    const float g = sum(gradient, product(c.weight_decay, values[0]));
    values[1] = sum(product(c.alpha, values[1]), product(product(c.one_minus_alpha, g), g));
    const float divisor = sum(squareRoot(values[1]), c.eps);
    values[0] = difference(values[0], quotient(product(c.rate, g), divisor));
  }
};

struct RmspropMomentum {
  static constexpr int kArrays = 3;
  EMASCOPE_DEVICE static void move(const StepArguments& /*a*/, const EmascopeCudaConstants& c,
                                   float gradient, float (&values)[kArrays]) {
    const float g = sum(gradient, product(c.weight_decay, values[0]));
    values[1] = sum(product(c.alpha, values[1]), product(product(c.one_minus_alpha, g), g));
    const float divisor = sum(squareRoot(values[1]), c.eps);
    values[2] = sum(product(c.momentum, values[2]), quotient(g, divisor));
    values[0] = difference(values[0], product(c.rate, values[2]));
  }
};

struct Lion {
  static constexpr int kArrays = 2;
  EMASCOPE_DEVICE static void move(const StepArguments& /*a*/, const EmascopeCudaConstants& c,
                                   float gradient, float (&values)[kArrays]) {
    const float mixed = sum(product(c.beta1, values[1]), product(c.one_minus_beta1, gradient));
    const float sign = mixed > 0.0F ? 1.0F : mixed < 0.0F ? -1.0F : 0.0F;
    values[0] = difference(product(c.keep, values[0]), product(c.rate, sign));
    values[1] = sum(product(c.beta2, values[1]), product(c.one_minus_beta2, gradient));
  }
};

/// The gradient that the rule is given.
EMASCOPE_DEVICE float clippedGradient(const EmascopeCudaConstants& c, float gradient) {
  return product(clamped(product(gradient, c.gradient_scale), c.clip_value), c.clip_factor);
}

/// Moves the weight and the moments in `values`. @return whether one of them is bad
template <typename Rule>
EMASCOPE_DEVICE bool moveOne(const StepArguments& a, const EmascopeCudaConstants& c, float gradient,
                             float (&values)[Rule::kArrays]) {
  Rule::move(a, c, clippedGradient(c, gradient), values);
  bool bad = isBad(values[0], a.limit);
  EMASCOPE_UNROLL
  for (int k = 1; k < Rule::kArrays; ++k) bad = bad || isBad(values[k], kInfinityBits);
  return bad;
}

/// The weights and moments of 4 values at `first`. All loads are issued before the first store.
template <typename Rule, bool kAligned>
EMASCOPE_DEVICE unsigned long long moveFour(const StepArguments& a, const EmascopeCudaConstants& c,
                                            const float* gradients, size_t first,
                                            unsigned long long bad) {
  unsigned words[Rule::kArrays][4] = {};
  EMASCOPE_UNROLL
  for (int k = 0; k < Rule::kArrays; ++k) loadFour<kAligned>(a.arrays[k] + first, words[k]);
  EMASCOPE_UNROLL
  for (int i = 0; i < 4; ++i) {
    float values[Rule::kArrays];
    EMASCOPE_UNROLL
    for (int k = 0; k < Rule::kArrays; ++k) values[k] = asFloat(words[k][i]);
    const unsigned long long at = first + static_cast<unsigned>(i);
    if (moveOne<Rule>(a, c, gradients[i], values) && at < bad) bad = at;
    EMASCOPE_UNROLL
    for (int k = 0; k < Rule::kArrays; ++k) words[k][i] = asBits(values[k]);
  }
  EMASCOPE_UNROLL
  for (int k = 0; k < Rule::kArrays; ++k) storeFour<kAligned>(a.arrays[k] + first, words[k]);
  return bad;
}

/// Launched with any number of blocks of kThreads threads.
template <typename Rule, typename Gradient, bool kAligned>
EMASCOPE_KERNEL(kThreads)
takeStep(const StepArguments a) {
  if (isSkipped(&a.progress->skip)) return;
  const EmascopeCudaConstants c = a.progress->constants;
  const auto* const gradients = static_cast<const typename Gradient::Stored*>(a.gradients);
  unsigned long long bad = EMASCOPE_CUDA_NONE_BAD;
  const size_t stride = static_cast<size_t>(blockCount()) * kThreads * Gradient::kPer;
  size_t first = (static_cast<size_t>(blockIndex()) * kThreads + threadIndex()) * Gradient::kPer;
  for (; first < a.count; first += stride) {
    if (first + Gradient::kPer <= a.count) {
      float values[Gradient::kPer];
      loadValues<Gradient, kAligned>(gradients + first, values);
      EMASCOPE_UNROLL
      for (int i = 0; i < Gradient::kPer; i += 4)
        bad = moveFour<Rule, kAligned>(a, c, values + i, first + static_cast<unsigned>(i), bad);
      continue;
    }
    for (size_t at = first; at < a.count; ++at) {  // fewer than 16 bytes are left
      float values[Rule::kArrays];
      EMASCOPE_UNROLL
      for (int k = 0; k < Rule::kArrays; ++k) values[k] = a.arrays[k][at];
      if (moveOne<Rule>(a, c, Gradient::value(gradients + at), values) && at < bad) bad = at;
      EMASCOPE_UNROLL
      for (int k = 0; k < Rule::kArrays; ++k) a.arrays[k][at] = values[k];
    }
  }
  if (bad != EMASCOPE_CUDA_NONE_BAD) atomicMinimum(&a.progress->bad_weight, bad);
}

}  // namespace emascope::cuda
