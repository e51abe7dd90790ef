// SPDX-License-Identifier: Apache-2.0
//
// SGD, Adam, AdamW, RMSprop and Lion over one flat array of weights, each in a single pass, with
// LibTorch's fused loops where available. The update rules follow torch.optim and, for Lion, the
// paper. The moments are flat arrays owned by the caller, so a step is undone by restoring the
// arrays and calling undo().
#pragma once

#include "core/protocol/spec/optimizer_settings.h"

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Number of moment arrays, each the size of the weights: 0, 1 or 2.
[[nodiscard]] int momentsOf(const OptimizerSettings& settings);

/// [trainer-thread] only.
class FlatOptimizer {
 public:
  /// Flat float32 tensors of equal size on one device. `first` and `second` start as zero;
  /// undefined if momentsOf() does not require them.
  struct Arrays {
    at::Tensor weights = {};
    at::Tensor gradients = {};
    at::Tensor first = {};
    at::Tensor second = {};
  };
  /// kByPlace uses this project's loops for arrays on the CPU; LibTorch's operations work on any
  /// device.
  enum class Way { kByPlace, kLibTorch };
  FlatOptimizer(OptimizerSettings settings, Arrays arrays, Way way = Way::kByPlace);

  /// Updates the weights once, with learning rate rate() * `factor`. The caller holds an
  /// InferenceMode guard.
  void step(double factor = 1.0);
  /// Undoes the step count of the last step(), after the caller has restored the arrays.
  void undo() { --steps_; }

  [[nodiscard]] double rate() const { return settings_.lr; }
  void setRate(double lr) { settings_.lr = lr; }
  [[nodiscard]] double weightDecay() const { return settings_.weight_decay; }
  void setWeightDecay(double weight_decay) { settings_.weight_decay = weight_decay; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  /// Continues after `steps` steps whose moments the caller has restored.
  void restoreSteps(std::int64_t steps) { steps_ = steps; }

 private:
  void stepSgd(double rate);
  void stepAdam(double rate);
  void stepAdamInOnePass(double rate);
  void stepRmsprop(double rate);
  void stepLion(double rate);

  OptimizerSettings settings_;
  Arrays arrays_;
  bool own_loops_;          ///< use optimizer_loops.h (Adam, RMSprop, Lion)
  at::Tensor step_number_;  ///< 0-d float32, as the fused loops require
  std::int64_t steps_ = 0;
};

}  // namespace emascope
