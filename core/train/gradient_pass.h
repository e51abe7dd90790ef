// SPDX-License-Identifier: Apache-2.0
//
// The gradient of a step: the mean over its passes, clipped as in torch.nn.utils. A gradient that
// is not finite stays so and is detected later.
#pragma once

#include "core/models/model.h"
#include "core/train/model_state.h"
#include "core/train/run_plan.h"
#include "core/train/supervision.h"

#include <chrono>
#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Clips the L2 norm of the flat `gradients` to `most` (clip_grad_norm_).
void clipNorm(const at::Tensor& gradients, double most);

/// Clamps each element of `gradients` to [-most, most] (clip_grad_value_).
void clipValues(const at::Tensor& gradients, double most);

struct StepLoss {
  at::Tensor mean = {};                   ///< mean loss of the passes, 0-d float32 on the device
  std::chrono::nanoseconds drawing = {};  ///< time spent on getting batches
};

/// Computes the gradient of `step` (1-based) into state.gradients(). Its passes use the batches
/// from (step - 1) * accumulate + 1 on. `supervision`, if any, may interrupt between two passes.
[[nodiscard]] StepLoss gradientOf(Model& model, BatchSource& batches, ModelState& state,
                                  std::int64_t step, const GradientSettings& settings,
                                  const Supervision* supervision = nullptr);

}  // namespace emascope
