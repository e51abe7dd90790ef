// SPDX-License-Identifier: Apache-2.0
//
// One layer's arithmetic by LibTorch's operations, on the tensors that layer_tensors.h lists.
#pragma once

#include "core/models/architecture/shapes.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// How a pass through a network is made.
struct Pass {
  bool training = false;  ///< dropout drops; normalization uses the batch's statistics
  /// In training: running statistics become those of batch `estimating` and the ones before it,
  /// each counted alike; 0: they follow by the layer's momentum.
  std::int64_t estimating = 0;
};

struct LayerModule {
  ShapedLayer shaped = {};  ///< without its lists, which are the two below
  std::vector<at::Tensor> tensors = {};
  std::vector<LayerModule> layers = {};
  std::vector<LayerModule> projection = {};
};

/// `inputs`: [samples, …module.shaped.input].
[[nodiscard]] at::Tensor layerForward(const LayerModule& module, const at::Tensor& inputs,
                                      const Pass& pass);

}  // namespace emascope
