// SPDX-License-Identifier: Apache-2.0
//
// Steps of optimizers for which LibTorch has no fused loop, or one with an unnecessary division,
// over plain floats in a single pass. Uses the processor's widest vector unit; all give the same
// bits. Does not depend on LibTorch.
#pragma once

#include "core/simd/instruction_set.h"

#include <cstddef>

namespace emascope {

/// Constants of one step, each computed in double.
struct RmspropStep {
  float rate = 0.0F;
  float alpha = 0.0F;
  float one_minus_alpha = 0.0F;
  float momentum = 0.0F;
  float eps = 0.0F;
  float weight_decay = 0.0F;
};

struct AdamStep {
  float rate = 0.0F;  ///< learning rate / (1 - beta1^t)
  float keep = 1.0F;  ///< AdamW: 1 - rate * weight decay
  float one_minus_beta1 = 0.0F;
  float beta2 = 0.0F;
  float one_minus_beta2 = 0.0F;
  float correction2 = 1.0F;  ///< 1 / sqrt(1 - beta2^t)
  float eps = 0.0F;
  float weight_decay = 0.0F;  ///< Adam: added to the gradient
};

struct LionStep {
  float rate = 0.0F;
  float keep = 1.0F;  ///< 1 - rate * weight decay
  float beta1 = 0.0F;
  float one_minus_beta1 = 0.0F;
  float beta2 = 0.0F;
  float one_minus_beta2 = 0.0F;
};

/// Arrays must not overlap.
struct OptimizerLoops {
  /// torch.optim.RMSprop, not centered. `velocity` is null without momentum.
  void (*rmsprop)(const RmspropStep& step, float* weights, const float* gradients, float* squares,
                  float* velocity, std::size_t count);
  /// torch.optim.Adam and AdamW, without amsgrad.
  void (*adam)(const AdamStep& step, float* weights, const float* gradients, float* first,
               float* second, std::size_t count);
  /// Chen et al. 2023, algorithm 2: steps by the sign of beta1 m + (1 - beta1) g, then updates m
  /// with beta2.
  void (*lion)(const LionStep& step, float* weights, const float* gradients, float* momentum,
               std::size_t count);
};

/// @pre isUsable(set)
[[nodiscard]] const OptimizerLoops& optimizerLoops(InstructionSet set = widestInstructionSet());

}  // namespace emascope
