// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/layer_forward.h"

#include "core/base/input_error.h"
#include "core/models/architecture/layer_tensors.h"

#include <array>

#include <ATen/TensorOperators.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/flatten.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/tanh.h>

namespace emascope {
namespace {

/// The weights of a linear map; attention has two of them.
struct LinearMap {
  at::Tensor weight = {};
  at::Tensor bias = {};  ///< undefined if absent

  [[nodiscard]] at::Tensor operator()(const at::Tensor& inputs) const {
    return bias.defined() ? at::linear(inputs, weight, bias) : at::linear(inputs, weight);
  }
};

at::Tensor batchNorm(const LayerModule& module, const at::Tensor& inputs, const Pass& pass) {
  const auto& tensors = module.tensors;
  const Layer& layer = module.shaped.layer;
  double momentum = layer.momentum;
  const bool training = pass.training && !module.shaped.tensors[tensor_at::kRunningMean].frozen;
  if (training) {
    if (inputs.numel() == inputs.size(1)) {
      throw InputError({module.shaped.place,
                        "cannot normalize a single value per channel in training",
                        "a batch of at least 2 samples"});
    }
    if (pass.estimating == 0) {
      tensors[tensor_at::kBatches].add_(1);
    } else {
      tensors[tensor_at::kBatches].fill_(pass.estimating);
      momentum = 1.0 / static_cast<double>(pass.estimating);
    }
  }
  return at::batch_norm(inputs, tensors[tensor_at::kWeight], tensors[tensor_at::kBias],
                        tensors[tensor_at::kRunningMean], tensors[tensor_at::kRunningVar], training,
                        momentum, layer.eps, /*cudnn_enabled=*/true);
}

/// Self-attention as nn.MultiheadAttention. `inputs`: [samples, positions, features].
at::Tensor attention(const LinearMap& projections, const LinearMap& output, const Layer& layer,
                     const at::Tensor& inputs, bool training) {
  const std::int64_t samples = inputs.size(0);
  const std::int64_t places = inputs.size(1);
  const std::int64_t features = inputs.size(2);
  const auto parts = projections(inputs)
                         .view({samples, places, 3, layer.heads, features / layer.heads})
                         .permute({2, 0, 3, 1, 4});
  const at::Tensor seen = at::scaled_dot_product_attention(parts[0], parts[1], parts[2], {},
                                                           training ? layer.p : 0.0, layer.causal);
  return output(seen.transpose(1, 2).reshape({samples, places, features}));
}

at::Tensor attentionLayer(const LayerModule& module, const at::Tensor& inputs, bool training) {
  const auto& tensors = module.tensors;
  const Layer& layer = module.shaped.layer;
  return layer.bias ? attention({tensors[0], tensors[1]}, {tensors[2], tensors[3]}, layer, inputs,
                                training)
                    : attention({tensors[0], {}}, {tensors[1], {}}, layer, inputs, training);
}

/// As nn.TransformerEncoderLayer(norm_first=True, activation="gelu").
at::Tensor transformerBlock(const LayerModule& module, const at::Tensor& inputs, bool training) {
  const Layer& layer = module.shaped.layer;
  const auto pair = [&module](std::size_t at) {
    return LinearMap{module.tensors[at], module.tensors[at + 1]};
  };
  const auto normal = [&](const at::Tensor& values, std::size_t at) {
    const LinearMap norm = pair(at);
    return at::layer_norm(values, {values.size(2)}, norm.weight, norm.bias, layer.eps);
  };
  const auto dropped = [&](const at::Tensor& values) {
    return at::dropout(values, layer.p, training);
  };
  const at::Tensor seen = attention(pair(tensor_at::kAttention), pair(tensor_at::kAttention + 2),
                                    layer, normal(inputs, tensor_at::kNorm1), training);
  const at::Tensor mixed = inputs + dropped(seen);
  const at::Tensor hidden =
      dropped(at::gelu(pair(tensor_at::kLinear1)(normal(mixed, tensor_at::kNorm2))));
  return mixed + dropped(pair(tensor_at::kLinear2)(hidden));
}

at::Tensor embedded(const LayerModule& module, const at::Tensor& tokens) {
  const at::Tensor vectors =
      at::embedding(module.tensors[tensor_at::kWeight], tokens.to(at::kLong));
  return module.shaped.layer.positions ? vectors + module.tensors[tensor_at::kPositions] : vectors;
}

at::Tensor throughAll(const std::vector<LayerModule>& modules, at::Tensor values,
                      const Pass& pass) {
  for (const LayerModule& module : modules) values = layerForward(module, values, pass);
  return values;
}

/// Layers with a sliding window over the pixels.
at::Tensor windowed(const LayerModule& module, const at::Tensor& inputs) {
  const Layer& layer = module.shaped.layer;
  const auto& tensors = module.tensors;
  if (layer.kind == LayerKind::kMaxPool2d) {
    return at::max_pool2d(inputs, layer.kernel, layer.stride, layer.padding);
  }
  if (layer.kind == LayerKind::kAvgPool2d) {
    return at::avg_pool2d(inputs, layer.kernel, layer.stride, layer.padding);
  }
  return at::conv2d(inputs, tensors[tensor_at::kWeight],
                    layer.bias ? tensors[tensor_at::kBias] : at::Tensor(), layer.stride,
                    layer.padding, /*dilation=*/1, layer.groups);
}

}  // namespace

at::Tensor layerForward(const LayerModule& module, const at::Tensor& inputs, const Pass& pass) {
  using enum LayerKind;
  const Layer& layer = module.shaped.layer;
  const auto& tensors = module.tensors;
  switch (layer.kind) {
    case kLinear:
      return LinearMap{tensors[tensor_at::kWeight],
                       layer.bias ? tensors[tensor_at::kBias] : at::Tensor()}(inputs);
    case kConv2d:
    case kMaxPool2d:
    case kAvgPool2d:
      return windowed(module, inputs);
    case kBatchNorm:
      return batchNorm(module, inputs, pass);
    case kLayerNorm:
      return at::layer_norm(inputs, {layer.in}, tensors[tensor_at::kWeight],
                            tensors[tensor_at::kBias], layer.eps);
    case kGroupNorm:
      return at::group_norm(inputs, layer.groups, tensors[tensor_at::kWeight],
                            tensors[tensor_at::kBias], layer.eps);
    case kRelu:
      return at::relu(inputs);
    case kGelu:
      return at::gelu(inputs);
    case kSilu:
      return at::silu(inputs);
    case kTanh:
      return at::tanh(inputs);
    case kSigmoid:
      return at::sigmoid(inputs);
    case kSoftplus:
      return at::softplus(inputs);
    case kDropout:
      return at::dropout(inputs, layer.p, pass.training);
    case kAdaptiveAvgPool2d:
      return at::adaptive_avg_pool2d(inputs, layer.size);
    case kGlobalAvgPool:
      return inputs.dim() == 4 ? at::mean(inputs, {2, 3}) : at::mean(inputs, 1);
    case kFlatten:
      return at::flatten(inputs, 1);
    case kEmbedding:
      return embedded(module, inputs);
    case kAttention:
      return attentionLayer(module, inputs, pass.training);
    case kTransformerBlock:
      return transformerBlock(module, inputs, pass.training);
    case kSequential:
      return throughAll(module.layers, inputs, pass);
    case kResidual:
      return throughAll(module.layers, inputs, pass) + throughAll(module.projection, inputs, pass);
  }
  return inputs;
}

}  // namespace emascope
