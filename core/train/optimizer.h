// SPDX-License-Identifier: Apache-2.0
//
// SGD, Adam, AdamW, RMSprop and Lion over one flat array of weights, in one pass each: by
// LibTorch's fused loops where there are some. The rules are torch.optim's, and Lion's paper's; the
// moments are flat arrays too, owned by the caller, so that a step is undone by putting the arrays
// back and calling undo().
#pragma once

#include "core/protocol/optimizer_settings.h"

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// How many arrays of the size of the weights an optimizer keeps besides: 0, 1 or 2.
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
  /// Loops of our own need arrays on the CPU; LibTorch's operations go anywhere.
  enum class Way { kByPlace, kLibTorch };
  FlatOptimizer(OptimizerSettings settings, Arrays arrays, Way way = Way::kByPlace);

  /// One update of the weights, at rate() * `factor`. The caller holds an InferenceMode guard.
  void step(double factor = 1.0);
  /// Forgets the last step() in the step count, once the caller has put the arrays back.
  void undo() { --steps_; }

  [[nodiscard]] double rate() const { return settings_.lr; }
  void setRate(double lr) { settings_.lr = lr; }
  [[nodiscard]] double weightDecay() const { return settings_.weight_decay; }
  void setWeightDecay(double weight_decay) { settings_.weight_decay = weight_decay; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }

 private:
  void stepSgd(double rate);
  void stepAdam(double rate);
  void stepAdamInOnePass(double rate);
  void stepRmsprop(double rate);
  void stepLion(double rate);

  OptimizerSettings settings_;
  Arrays arrays_;
  bool own_loops_;          ///< for Adam, RMSprop and Lion
  at::Tensor step_number_;  ///< 0-d float32: how the fused loops want the count
  std::int64_t steps_ = 0;
};

}  // namespace emascope
