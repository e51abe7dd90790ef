// SPDX-License-Identifier: Apache-2.0
//
// The optimizers by name, with what can be set of each: presets, the command line and the protocol
// read this one table. The arithmetic is in core/train/optimizer.h.
#pragma once

#include "core/protocol/method_spec.h"

#include <string>
#include <vector>

namespace emascope {

struct OptimizerSettings {
  enum class Kind { kSgd, kAdam, kAdamW, kRmsprop, kLion };
  Kind kind = Kind::kAdam;
  double lr = 0.001;
  double momentum = 0.0;  ///< kSgd (without dampening), kRmsprop
  bool nesterov = false;  ///< kSgd; needs a momentum
  double alpha = 0.99;    ///< kRmsprop: decay of the squares
  double beta1 = 0.9;     ///< kAdam, kAdamW, kLion
  double beta2 = 0.999;   ///< kAdam, kAdamW, kLion
  double eps = 1e-8;      ///< kAdam, kAdamW, kRmsprop
  /// Added to the gradient, times the weights (kSgd, kAdam, kRmsprop), or taken off the weights,
  /// times lr (kAdamW, kLion).
  double weight_decay = 0.0;
  friend bool operator==(const OptimizerSettings&, const OptimizerSettings&) = default;
};

/// sgd, adam, adamw, rmsprop, lion, in the order of Kind. Parameters are named as the members of
/// OptimizerSettings; `lr` is none of them. Initial values: torch.optim's, and for lion its
/// paper's.
[[nodiscard]] const std::vector<MethodInfo>& optimizers();

/// Of a step of the initial kind; what a run has if nobody names a rate.
[[nodiscard]] double initialRate(OptimizerSettings::Kind kind);

/// checkMethod(), and Nesterov's momentum has one.
[[nodiscard]] Status checkOptimizer(const MethodSpec& spec, const std::string& where);

/// @pre checkOptimizer() is ok
[[nodiscard]] OptimizerSettings optimizerOf(const MethodSpec& spec, double lr);

/// Every parameter of the kind present; the rate is left out.
[[nodiscard]] MethodSpec methodOf(const OptimizerSettings& settings);

/// For people: "SGD 0.1, momentum 0.9, weight decay 0.001".
[[nodiscard]] std::string describe(const OptimizerSettings& settings);

/// Range of the weight decay of every optimizer, which is live.
[[nodiscard]] ParamSpec weightDecayParam();

}  // namespace emascope
