// SPDX-License-Identifier: Apache-2.0
//
// The kernels that begin a step: one measures the gradient, and one, of a single block, decides
// whether the step is taken and computes its constants. The host is not asked.
#pragma once

#include "core/cuda/plugin/values.h"

namespace emascope::cuda {

/// Of both launches; see EmascopeCudaDecision.
struct DecisionArguments {
  const void* gradients;
  size_t count;
  size_t chunks;  ///< chunksOf(count)
  const float* loss;
  const EmascopeCudaSettings* settings;
  const double* rate_factors;
  size_t rate_factor_count;
  EmascopeCudaProgress* progress;
  EmascopeCudaRecord* records;
  size_t record_count;
  double* partials;  ///< [chunks]
};

/// NaN stays NaN.
EMASCOPE_DEVICE float clamped(float value, float most) {
  return value > most ? most : value < -most ? -most : value;
}

EMASCOPE_DEVICE float clampOf(const EmascopeCudaSettings& settings) {
  return settings.clip_value > 0.0 ? static_cast<float>(settings.clip_value)
                                   : asFloat(kInfinityBits);
}

/// The gradient before clip_norm, and what of a sum of squares and of the first bad index is known.
struct Measured {
  float scale;
  float most;
  double squares;
  unsigned long long bad;

  EMASCOPE_DEVICE void add(float gradient, size_t at) {
    const float scaled = product(gradient, scale);
    if (isBad(scaled, kInfinityBits) && at < bad) bad = at;
    const double value = clamped(scaled, most);
    squares += value * value;  // the product is exact
  }
};

/// Launched with any number of blocks of kThreads threads. `skip` receives the first bad index.
template <typename Gradient, bool kAligned>
EMASCOPE_KERNEL(kThreads)
measureGradient(const DecisionArguments a) {
  const auto* const gradients = static_cast<const typename Gradient::Stored*>(a.gradients);
  Measured measured = {static_cast<float>(a.settings->gradient_scale), clampOf(*a.settings), 0.0,
                       EMASCOPE_CUDA_NONE_BAD};
  for (size_t chunk = blockIndex(); chunk < a.chunks; chunk += blockCount()) {
    measured.squares = 0.0;
    for (size_t place = threadIndex(); place < kChunk / Gradient::kPer; place += kThreads) {
      const size_t first = chunk * kChunk + place * Gradient::kPer;
      if (first + Gradient::kPer <= a.count) {
        float values[Gradient::kPer];
        loadValues<Gradient, kAligned>(gradients + first, values);
        EMASCOPE_UNROLL
        for (int i = 0; i < Gradient::kPer; ++i)
          measured.add(values[i], first + static_cast<unsigned>(i));
        continue;
      }
      for (size_t at = first; at < a.count; ++at)  // fewer than 16 bytes are left
        measured.add(Gradient::value(gradients + at), at);
    }
    const double total = sumOfBlock(measured.squares);
    if (threadIndex() == 0) a.partials[chunk] = total;
  }
  if (measured.bad != EMASCOPE_CUDA_NONE_BAD) atomicMinimum(&a.progress->skip, measured.bad);
}

/// By repeated squaring, so that the host's and the device's bits are the same.
EMASCOPE_DEVICE double power(double base, unsigned long long exponent) {
  double result = 1.0;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) result = result * base;
    base = base * base;
  }
  return result;
}

EMASCOPE_DEVICE float clipFactor(double norm, double most) {
  constexpr double kAgainstZero = 1e-6;  // PyTorch's
  if (!(most > 0.0)) return 1.0F;
  const double share = most / (norm + kAgainstZero);
  return share < 1.0 ? static_cast<float>(share) : 1.0F;
}

/// Of step number `steps`, from 1.
EMASCOPE_DEVICE EmascopeCudaConstants constantsOf(const EmascopeCudaSettings& s, double rate,
                                                  double norm, unsigned long long steps) {
  EmascopeCudaConstants c = {};
  c.gradient_scale = static_cast<float>(s.gradient_scale);
  c.clip_value = clampOf(s);
  c.clip_factor = clipFactor(norm, s.clip_norm);
  c.rate = static_cast<float>(rate);
  c.adam_rate = static_cast<float>(rate / (1.0 - power(s.beta1, steps)));
  c.keep = static_cast<float>(1.0 - rate * s.weight_decay);
  c.weight_decay = static_cast<float>(s.weight_decay);
  c.momentum = static_cast<float>(s.momentum);
  c.alpha = static_cast<float>(s.alpha);
  c.one_minus_alpha = static_cast<float>(1.0 - s.alpha);
  c.beta1 = static_cast<float>(s.beta1);
  c.one_minus_beta1 = static_cast<float>(1.0 - s.beta1);
  c.beta2 = static_cast<float>(s.beta2);
  c.one_minus_beta2 = static_cast<float>(1.0 - s.beta2);
  c.correction2 = static_cast<float>(1.0 / squareRoot(1.0 - power(s.beta2, steps)));
  c.eps = static_cast<float>(s.eps);
  return c;
}

/// Why the step is left out; see EmascopeCudaProgress.
EMASCOPE_DEVICE unsigned long long reasonToSkip(const EmascopeCudaProgress& progress,
                                                const float* loss) {
  if (progress.bad_weight != EMASCOPE_CUDA_NONE_BAD) return EMASCOPE_CUDA_BAD_WEIGHTS;
  if (progress.skip != EMASCOPE_CUDA_NONE_BAD) return progress.skip;
  const bool bad_loss = loss != nullptr && isBad(*loss, kInfinityBits);
  return bad_loss ? EMASCOPE_CUDA_BAD_LOSS : EMASCOPE_CUDA_NONE_BAD;
}

/// One block. What measureGradient has written is complete, as it was launched before.
static EMASCOPE_KERNEL(kThreads) decideStep(const DecisionArguments a) {
  const double squares = sumOfPartials(a.partials, a.chunks);
  if (threadIndex() != 0) return;
  EmascopeCudaProgress& progress = *a.progress;
  const bool bad_gradient = progress.skip != EMASCOPE_CUDA_NONE_BAD;
  progress.norm = bad_gradient ? static_cast<double>(asFloat(kMagnitude)) : squareRoot(squares);
  progress.skip = reasonToSkip(progress, a.loss);
  const unsigned long long before = progress.steps + progress.skipped;  // steps, taken or not
  const double factor =
      a.rate_factors == nullptr ? 1.0 : a.rate_factors[before % a.rate_factor_count];
  const double rate = a.settings->rate * factor;
  if (progress.skip == EMASCOPE_CUDA_NONE_BAD) {
    ++progress.steps;
    progress.skipped_in_row = 0;
    progress.constants = constantsOf(*a.settings, rate, progress.norm, progress.steps);
  } else {
    ++progress.skipped;
    ++progress.skipped_in_row;
  }
  if (a.records == nullptr) return;
  a.records[before % a.record_count] = {
      before + 1,
      progress.skip,
      progress.norm,
      rate,
      a.loss == nullptr ? asFloat(kMagnitude) : *a.loss,
      bad_gradient ? 1.0F : clipFactor(progress.norm, a.settings->clip_norm)};
}

}  // namespace emascope::cuda
