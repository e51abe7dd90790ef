// SPDX-License-Identifier: Apache-2.0
//
// Hand-written forward and backward pass with loss of the MLP 2-32-32-1 (tanh, logit output): one
// pass over memory that stays in the first-level cache. General tensor operations spend nearly all
// their time on call overhead at this size. Single-threaded. Plain pointers to contiguous float32;
// does not depend on LibTorch.
#pragma once

#include "core/models/kernels/loss_sums.h"
#include "core/simd/instruction_set.h"

#include <cstdint>

namespace emascope::kernels {

/// Layout as in torch.nn.Linear: weight[out][in], bias[out]. Gradients have the same layout.
template <typename Float>
struct SpiralsTensors {
  Float* weight1;  ///< [32][2]
  Float* bias1;    ///< [32]
  Float* weight2;  ///< [32][32]
  Float* bias2;    ///< [32]
  Float* weight3;  ///< [1][32]
  Float* bias3;    ///< [1]
};

struct SpiralsBatch {
  const float* inputs;   ///< [count][2]
  const float* targets;  ///< [count], 0 or 1
  std::int64_t count;
};

struct SpiralsKernels {
  /// Returns the mean loss and adds its gradient to `gradients`.
  float (*loss_and_gradients)(const SpiralsTensors<const float>& weights,
                              const SpiralsTensors<float>& gradients, const SpiralsBatch& batch);
  LossSums (*evaluate)(const SpiralsTensors<const float>& weights, const SpiralsBatch& batch);
};

/// Instruction sets differ in rounding. @pre isUsable(set)
[[nodiscard]] const SpiralsKernels& spiralsKernels(InstructionSet set);

}  // namespace emascope::kernels
