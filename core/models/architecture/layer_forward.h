// SPDX-License-Identifier: Apache-2.0
//
// The forward pass of a single layer with LibTorch's operations, on the tensors listed by
// layer_tensors.h.
#pragma once

#include "core/models/architecture/shapes.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Mode of a forward pass.
struct Pass {
  bool training = false;  ///< dropout is active; normalization uses batch statistics
  /// Training only. N > 0: running statistics become the equally weighted mean over batches 1 to N,
  /// this pass being batch N. 0: they are updated with the layer's momentum.
  std::int64_t estimating = 0;
};

struct LayerModule {
  ShapedLayer shaped = {};  ///< its lists are empty; they are the two below
  std::vector<at::Tensor> tensors = {};
  std::vector<LayerModule> layers = {};
  std::vector<LayerModule> projection = {};
};

/// `inputs`: [samples, …module.shaped.input].
[[nodiscard]] at::Tensor layerForward(const LayerModule& module, const at::Tensor& inputs,
                                      const Pass& pass);

}  // namespace emascope
