// SPDX-License-Identifier: Apache-2.0
//
// The tensors of a layer: names and shapes as in the state_dict() of PyTorch's module of the same
// name, and PyTorch's initialization.
#pragma once

#include "core/models/architecture/shapes.h"

#include <vector>

namespace emascope {

/// Indices of tensors in a layer's list.
namespace tensor_at {
inline constexpr std::size_t kWeight = 0;
inline constexpr std::size_t kBias = 1;
inline constexpr std::size_t kPositions = 1;  ///< embedding
inline constexpr std::size_t kRunningMean = 2;
inline constexpr std::size_t kRunningVar = 3;
inline constexpr std::size_t kBatches = 4;
inline constexpr std::size_t kAttention = 0;  ///< transformer block: 4 tensors
inline constexpr std::size_t kLinear1 = 4;    ///< weight and bias; likewise below
inline constexpr std::size_t kLinear2 = 6;
inline constexpr std::size_t kNorm1 = 8;
inline constexpr std::size_t kNorm2 = 10;
}  // namespace tensor_at

/// @pre the layer fits `input`, and its `in` is known
[[nodiscard]] std::vector<LayerTensor> layerTensors(const Layer& layer, const SampleShape& input);

}  // namespace emascope
