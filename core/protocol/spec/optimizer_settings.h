// SPDX-License-Identifier: Apache-2.0
//
// The table of optimizers and their parameters, used by presets, command line and protocol. The
// arithmetic is in core/train/optimizer.h.
#pragma once

#include "core/protocol/spec/method_spec.h"

#include <string>
#include <vector>

namespace emascope {

struct OptimizerSettings {
  enum class Kind { kSgd, kAdam, kAdamW, kRmsprop, kLion };
  Kind kind = Kind::kAdam;
  double lr = 0.001;
  double momentum = 0.0;  ///< kSgd (without dampening), kRmsprop
  bool nesterov = false;  ///< kSgd; needs a momentum above 0
  double alpha = 0.99;    ///< kRmsprop: decay of the squared gradients
  double beta1 = 0.9;     ///< kAdam, kAdamW, kLion
  double beta2 = 0.999;   ///< kAdam, kAdamW, kLion
  double eps = 1e-8;      ///< kAdam, kAdamW, kRmsprop
  /// kSgd, kAdam, kRmsprop: adds weight_decay * weights to the gradient. kAdamW, kLion (decoupled):
  /// subtracts lr * weight_decay * weights from the weights.
  double weight_decay = 0.0;
  friend bool operator==(const OptimizerSettings&, const OptimizerSettings&) = default;
};

/// sgd, adam, adamw, rmsprop, lion, in the order of Kind. Parameters are named as the members of
/// OptimizerSettings; `lr` is not among them. Initial values are those of torch.optim, for lion
/// those of its paper.
[[nodiscard]] const std::vector<MethodInfo>& optimizers();

/// The default learning rate of an optimizer.
[[nodiscard]] double initialRate(OptimizerSettings::Kind kind);

/// checkMethod(); also refuses Nesterov without a momentum.
[[nodiscard]] Status checkOptimizer(const MethodSpec& spec, const std::string& where);

/// @pre checkOptimizer() is ok
[[nodiscard]] OptimizerSettings optimizerOf(const MethodSpec& spec, double lr);

/// All parameters of the optimizer, without the learning rate.
[[nodiscard]] MethodSpec methodOf(const OptimizerSettings& settings);

/// For people: "SGD 0.1, momentum 0.9, weight decay 0.001".
[[nodiscard]] std::string describe(const OptimizerSettings& settings);

/// The weight decay, a parameter of every optimizer that can be changed during a run.
[[nodiscard]] ParamSpec weightDecayParam();

}  // namespace emascope
