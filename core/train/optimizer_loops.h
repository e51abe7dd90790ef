// SPDX-License-Identifier: Apache-2.0
//
// Steps of the optimisers that LibTorch has no fused loop for, over plain floats in one pass. The
// widest vector unit of the processor is used; all of them give the same bits. Knows no LibTorch.
#pragma once

#include "core/ema/kernels.h"

#include <cstddef>

namespace emascope {

/// Numbers of one step, each taken in double.
struct RmspropStep {
  float rate = 0.0F;
  float alpha = 0.0F;
  float one_minus_alpha = 0.0F;
  float momentum = 0.0F;
  float eps = 0.0F;
  float weight_decay = 0.0F;
};

struct LionStep {
  float rate = 0.0F;
  float keep = 1.0F;  ///< 1 - rate * weight decay
  float beta1 = 0.0F;
  float one_minus_beta1 = 0.0F;
  float beta2 = 0.0F;
  float one_minus_beta2 = 0.0F;
};

/// No array overlaps another.
struct OptimizerLoops {
  /// torch.optim.RMSprop, not centred. `velocity` is null without momentum.
  void (*rmsprop)(const RmspropStep& step, float* weights, const float* gradients, float* squares,
                  float* velocity, std::size_t count);
  /// Chen et al. 2023, algorithm 2: by the sign of beta1 m + (1 - beta1) g, and then m by beta2.
  void (*lion)(const LionStep& step, float* weights, const float* gradients, float* momentum,
               std::size_t count);
};

/// @pre isUsable(path)
[[nodiscard]] const OptimizerLoops& optimizerLoops(BlendPath path = widestPath());

}  // namespace emascope
