// SPDX-License-Identifier: Apache-2.0
//
// The gradient of one step: the mean over its passes, clipped as torch.nn.utils does. A gradient
// that is not finite stays so, and is found as such.
#pragma once

#include "core/models/model.h"
#include "core/train/model_state.h"
#include "core/train/run_plan.h"
#include "core/train/supervision.h"

#include <chrono>
#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Shortens `gradients`, flat, to the norm `most` if they are longer (clip_grad_norm_).
void clipNorm(const at::Tensor& gradients, double most);

/// Brings each of `gradients` between -most and most (clip_grad_value_).
void clipValues(const at::Tensor& gradients, double most);

struct StepLoss {
  at::Tensor mean = {};                   ///< of the passes, 0-d float32 on the device
  std::chrono::nanoseconds drawing = {};  ///< time that the batches took
};

/// Leaves the gradient of `step`, 1-based, in state.gradients(). Its passes have the batches
/// (step - 1) * accumulate + 1 and on. Between two passes `supervision`, if any, may want it left.
[[nodiscard]] StepLoss gradientOf(Model& model, BatchSource& batches, ModelState& state,
                                  std::int64_t step, const GradientSettings& settings,
                                  const Supervision* supervision = nullptr);

}  // namespace emascope
