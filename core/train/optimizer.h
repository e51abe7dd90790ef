// SPDX-License-Identifier: Apache-2.0
//
// SGD, Adam and AdamW over one flat array of weights, by LibTorch's fused loops. The rules are
// torch.optim's; the moments are flat arrays too, owned by the caller, so that a step is undone by
// putting the arrays back and calling undo().
#pragma once

#include "core/models/preset.h"

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// How many arrays of the size of the weights an optimiser keeps besides: 0, 1 or 2.
[[nodiscard]] int momentsOf(const OptimizerSettings& settings);

/// [trainer-thread] only.
class FlatOptimizer {
 public:
  /// Handles of flat float32 tensors of one size and device; `first` and `second` are zero at the
  /// start, and undefined where momentsOf() does not ask for them.
  struct Arrays {
    at::Tensor weights = {};
    at::Tensor gradients = {};
    at::Tensor first = {};
    at::Tensor second = {};
  };
  FlatOptimizer(OptimizerSettings settings, Arrays arrays);

  /// One update of the weights. The caller holds an InferenceMode guard.
  void step();
  /// Forgets the last step() in the step count, once the caller has put the arrays back.
  void undo() { --steps_; }

  [[nodiscard]] double rate() const { return settings_.lr; }
  void setRate(double lr) { settings_.lr = lr; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }

 private:
  OptimizerSettings settings_;
  Arrays arrays_;
  at::Tensor step_number_;  ///< 0-d float32: how the fused loops want the count
  std::int64_t steps_ = 0;
};

}  // namespace emascope
