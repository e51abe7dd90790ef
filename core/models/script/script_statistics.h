// SPDX-License-Identifier: Apache-2.0
//
// Running statistics of a script's normalization layers over chosen batches. The layers' momentum
// is compiled into the script, so the statistics of a batch are found by a pass in training mode
// from zero. Layers that do not say their momentum (those of a trace) keep what they have.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

namespace emascope {

/// Around one training pass: made before it, asked after it. A layer that is in evaluation mode
/// keeps what it has.
class ScriptStatistics {
 public:
  /// Zeroes what the pass is to fill.
  ScriptStatistics(const torch::jit::Module& module, const std::vector<NamedTensor>& buffers);

  /// As Model::estimateBuffers() has them after batch `number`; other buffers are put back.
  void estimate(std::int64_t number) const;

 private:
  struct Layer {
    at::Tensor mean = {};
    at::Tensor variance = {};
    at::Tensor counter = {};  ///< undefined: it has none
    double momentum = 1.0;    ///< share of the batch in what a pass from zero leaves
    at::Tensor mean_before = {};
    at::Tensor variance_before = {};
  };
  struct Kept {
    at::Tensor tensor = {};
    at::Tensor before = {};
  };

  std::vector<Layer> layers_ = {};
  std::vector<Kept> kept_ = {};
};

}  // namespace emascope
