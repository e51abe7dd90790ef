// SPDX-License-Identifier: Apache-2.0
#include "core/models/script/script_statistics.h"

#include <optional>

#include <ATen/core/grad_mode.h>

namespace emascope {
namespace {

std::optional<at::Tensor> tensorOf(const torch::jit::Module& module, const char* name) {
  if (!module.hasattr(name)) return std::nullopt;
  const c10::IValue value = module.attr(name);
  if (!value.isTensor() || !value.toTensor().defined()) return std::nullopt;
  return value.toTensor();
}

/// Weight of a new batch in the running statistics; 1 for a layer with a cumulative average.
std::optional<double> momentumOf(const torch::jit::Module& module) {
  std::optional<c10::IValue> value;
  if (module.hasattr("momentum")) {
    value = module.attr("momentum");
  } else {
    value = module.type()->findConstant("momentum");
  }
  if (!value) return std::nullopt;
  if (value->isNone()) return 1.0;
  if (!value->isDouble() || value->toDouble() <= 0.0) return std::nullopt;
  return value->toDouble();
}

void average(const at::Tensor& running, const at::Tensor& before, double momentum, double share) {
  const at::Tensor batch = running / momentum;
  running.copy_(before + (batch - before) * share);
}

}  // namespace

ScriptStatistics::ScriptStatistics(const torch::jit::Module& module,
                                   const std::vector<NamedTensor>& buffers) {
  const at::NoGradGuard no_gradients;
  for (const NamedTensor& buffer : buffers) kept_.push_back({buffer.tensor, buffer.tensor.clone()});
  for (const torch::jit::Module& part : module.modules()) {
    if (part.hasattr("training") && !part.is_training()) continue;
    const auto mean = tensorOf(part, "running_mean");
    const auto variance = tensorOf(part, "running_var");
    const auto momentum = momentumOf(part);
    if (!mean || !variance || !momentum) continue;
    layers_.push_back({*mean, *variance,
                       tensorOf(part, "num_batches_tracked").value_or(at::Tensor()), *momentum,
                       mean->clone(), variance->clone()});
    mean->zero_();
    variance->zero_();
    if (layers_.back().counter.defined()) layers_.back().counter.zero_();
  }
}

void ScriptStatistics::estimate(std::int64_t number) const {
  const at::NoGradGuard no_gradients;
  for (const Layer& layer : layers_) {
    const double share = 1.0 / static_cast<double>(number);
    average(layer.mean, layer.mean_before, layer.momentum, share);
    average(layer.variance, layer.variance_before, layer.momentum, share);
    if (layer.counter.defined()) layer.counter.fill_(number);
  }
  for (const Kept& kept : kept_) {
    bool estimated = false;
    for (const Layer& layer : layers_) {
      estimated = estimated || kept.tensor.is_same(layer.mean) ||
                  kept.tensor.is_same(layer.variance) || kept.tensor.is_same(layer.counter);
    }
    if (!estimated) kept.tensor.copy_(kept.before);
  }
}

}  // namespace emascope
