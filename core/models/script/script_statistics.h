// SPDX-License-Identifier: Apache-2.0
//
// Re-estimates the running statistics of a script's normalization layers over chosen batches. The
// layers' momentum is compiled into the script, so a batch's statistics are measured by a training
// pass that starts from zero. Layers whose momentum is unknown (those of a trace) keep their
// statistics.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

namespace emascope {

/// Wraps one training pass: construct before it, call estimate() after it. Layers in evaluation
/// mode keep their statistics.
class ScriptStatistics {
 public:
  /// Zeroes the statistics that the pass will fill.
  ScriptStatistics(const torch::jit::Module& module, const std::vector<NamedTensor>& buffers);

  /// Sets the statistics as Model::estimateBuffers() does after batch `number`. Restores other
  /// buffers.
  void estimate(std::int64_t number) const;

 private:
  struct Layer {
    at::Tensor mean = {};
    at::Tensor variance = {};
    at::Tensor counter = {};  ///< undefined if absent
    double momentum = 1.0;    ///< weight of the batch after a pass from zero
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
