// SPDX-License-Identifier: Apache-2.0
#include "core/train/optimizer.h"

#include <utility>

#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/ops/zeros.h>

namespace emascope {

int momentsOf(const OptimizerSettings& settings) {
  if (settings.kind != OptimizerSettings::Kind::kSgd) return 2;
  return settings.momentum == 0.0 ? 0 : 1;
}

FlatOptimizer::FlatOptimizer(OptimizerSettings settings, Arrays arrays)
    : settings_(settings),
      arrays_(std::move(arrays)),
      step_number_(at::zeros({}, arrays_.weights.options())) {}

void FlatOptimizer::step() {
  ++steps_;
  const OptimizerSettings& s = settings_;
  const at::TensorList weights(arrays_.weights);
  const at::TensorList gradients(arrays_.gradients);
  if (s.kind == OptimizerSettings::Kind::kSgd) {
    // A momentum array of zeros makes the first step what torch.optim.SGD does by copying.
    const at::TensorList moments =
        arrays_.first.defined() ? at::TensorList(arrays_.first) : at::TensorList();
    at::_fused_sgd_(weights, gradients, moments, s.weight_decay, s.momentum, s.lr,
                    /*dampening=*/0.0, /*nesterov=*/false, /*maximize=*/false,
                    /*is_first_step=*/false);
    return;
  }
  if (step_number_.is_cpu()) {
    *step_number_.mutable_data_ptr<float>() = static_cast<float>(steps_);
  } else {
    step_number_.fill_(static_cast<double>(steps_));
  }
  if (s.kind == OptimizerSettings::Kind::kAdam) {
    at::_fused_adam_(weights, gradients, arrays_.first, arrays_.second, {}, step_number_, s.lr,
                     s.beta1, s.beta2, s.weight_decay, s.eps, /*amsgrad=*/false,
                     /*maximize=*/false);
  } else {
    at::_fused_adamw_(weights, gradients, arrays_.first, arrays_.second, {}, step_number_, s.lr,
                      s.beta1, s.beta2, s.weight_decay, s.eps, /*amsgrad=*/false,
                      /*maximize=*/false);
  }
}

}  // namespace emascope
