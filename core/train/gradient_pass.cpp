// SPDX-License-Identifier: Apache-2.0
#include "core/train/gradient_pass.h"

#include <ATen/ops/linalg_vector_norm.h>
#include <c10/core/InferenceMode.h>

namespace emascope {

void clipNorm(const at::Tensor& gradients, double most) {
  constexpr double kAgainstZero = 1e-6;  // PyTorch's
  const at::Tensor share = at::linalg_vector_norm(gradients, 2).add_(kAgainstZero).reciprocal_();
  gradients.mul_(share.mul_(most).clamp_max_(1.0));
}

void clipValues(const at::Tensor& gradients, double most) {
  const at::Tensor not_finite = gradients.mul(0.0);  // NaN where not finite, else 0
  gradients.clamp_(-most, most).add_(not_finite);
}

StepLoss gradientOf(Model& model, BatchSource& batches, ModelState& state, std::int64_t step,
                    const GradientSettings& settings, const Supervision* supervision) {
  using Clock = std::chrono::steady_clock;
  StepLoss loss;
  const auto pass = [&](std::int64_t number) {
    const auto begin = Clock::now();
    const Batch& batch = batches.draw(number);
    loss.drawing += Clock::now() - begin;
    return model.lossAndGradients(batch);
  };
  state.zeroGradients();
  const std::int64_t first = (step - 1) * settings.accumulate + 1;
  loss.mean = pass(first);
  if (settings.accumulate > 1) {
    loss.mean = loss.mean.clone();
    for (std::int64_t more = 1; more < settings.accumulate; ++more) {
      if (supervision != nullptr) supervision->check();
      loss.mean.add_(pass(first + more));
    }
    const double share = 1.0 / static_cast<double>(settings.accumulate);
    loss.mean.mul_(share);
    const c10::InferenceMode guard;
    state.gradients().mul_(share);
  }
  const c10::InferenceMode guard;
  if (settings.clip_value > 0.0) clipValues(state.gradients(), settings.clip_value);
  if (settings.clip_norm > 0.0) clipNorm(state.gradients(), settings.clip_norm);
  return loss;
}

}  // namespace emascope
