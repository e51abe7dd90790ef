// SPDX-License-Identifier: Apache-2.0
//
// The tensors of one layer: their names and shapes as in PyTorch's state_dict() of the module of
// the same name, and how PyTorch fills them.
#pragma once

#include "core/models/architecture/shapes.h"

#include <vector>

namespace emascope {

/// The places of a layer's tensors in its list.
namespace tensor_at {
inline constexpr std::size_t kWeight = 0;
inline constexpr std::size_t kBias = 1;
inline constexpr std::size_t kPositions = 1;  ///< of an embedding
inline constexpr std::size_t kRunningMean = 2;
inline constexpr std::size_t kRunningVar = 3;
inline constexpr std::size_t kBatches = 4;
inline constexpr std::size_t kAttention = 0;  ///< of a transformer block: 4 tensors
inline constexpr std::size_t kLinear1 = 4;    ///< weight and bias, as the next
inline constexpr std::size_t kLinear2 = 6;
inline constexpr std::size_t kNorm1 = 8;
inline constexpr std::size_t kNorm2 = 10;
}  // namespace tensor_at

/// @pre the layer fits `input`, and its `in` is known
[[nodiscard]] std::vector<LayerTensor> layerTensors(const Layer& layer, const SampleShape& input);

}  // namespace emascope
