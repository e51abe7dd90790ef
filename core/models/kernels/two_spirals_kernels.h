// SPDX-License-Identifier: Apache-2.0
//
// The MLP 2-32-32-1 (tanh, logit out) with its loss, forward and backward, by hand: one pass over
// memory that stays in the first-level cache, where the general tensor operations spend nearly all
// their time on being called. One thread. Plain pointers to contiguous float32; knows no LibTorch.
#pragma once

#include "core/models/kernels/loss_sums.h"
#include "core/simd/instruction_set.h"

#include <cstdint>

namespace emascope::kernels {

/// As torch.nn.Linear keeps them: weight[out][in], bias[out]. Also the shape of the gradients.
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

/// Different instruction sets round differently. @pre isUsable(set)
[[nodiscard]] const SpiralsKernels& spiralsKernels(InstructionSet set);

}  // namespace emascope::kernels
