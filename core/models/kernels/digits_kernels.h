// SPDX-License-Identifier: Apache-2.0
//
// Hand-written forward and backward pass with loss of the digits CNN (convolution 16, BatchNorm,
// ReLU, max pooling, convolution 32, BatchNorm, ReLU, max pooling, linear 10) for 8 x 8 images.
// Single-threaded. Plain pointers to contiguous float32; does not depend on LibTorch.
#pragma once

#include "core/models/kernels/loss_sums.h"
#include "core/simd/instruction_set.h"

#include <cstddef>
#include <cstdint>

namespace emascope::kernels {

/// Layout as in torch.nn. Gradients have the same layout.
template <typename Float>
struct DigitsTensors {
  Float* convolution1;   ///< [16][1][3][3]
  Float* norm1_weight;   ///< [16]
  Float* norm1_bias;     ///< [16]
  Float* convolution2;   ///< [32][16][3][3]
  Float* norm2_weight;   ///< [32]
  Float* norm2_bias;     ///< [32]
  Float* output_weight;  ///< [10][128]
  Float* output_bias;    ///< [10]
};

/// The running statistics of the BatchNorms.
template <typename Float>
struct DigitsStatistics {
  Float* mean1;      ///< [16]
  Float* variance1;  ///< [16]
  Float* mean2;      ///< [32]
  Float* variance2;  ///< [32]
};

struct DigitsBatch {
  const float* inputs;          ///< [count][8][8]
  const std::int64_t* targets;  ///< [count], 0 to 9
  std::int64_t count;
};

struct DigitsKernels {
  /// Number of floats of workspace that loss_and_gradients() needs for a batch of `count`.
  std::size_t (*workspace)(std::int64_t count);
  /// Returns the mean loss, adds its gradient to `gradients` and updates `statistics`. Zero
  /// `workspace` before its first use with a batch size.
  float (*loss_and_gradients)(const DigitsTensors<const float>& weights,
                              const DigitsTensors<float>& gradients,
                              const DigitsStatistics<float>& statistics, const DigitsBatch& batch,
                              float* workspace);
  /// Updates `statistics` to the mean over batches 1 to `number`, of which this is the last. Like
  /// the function above, without loss and gradients.
  void (*estimate_statistics)(const DigitsTensors<const float>& weights,
                              const DigitsStatistics<float>& statistics, const DigitsBatch& batch,
                              std::int64_t number, float* workspace);
  LossSums (*evaluate)(const DigitsTensors<const float>& weights,
                       const DigitsStatistics<const float>& statistics, const DigitsBatch& batch);
};

/// Instruction sets differ in rounding. @pre isUsable(set)
[[nodiscard]] const DigitsKernels& digitsKernels(InstructionSet set);

}  // namespace emascope::kernels
