// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/layer_tensors.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

using Plans = std::vector<LayerTensor>;

/// Weight by kaiming_uniform_(a=sqrt(5)), bias uniform between the same bounds.
void addWeights(Plans& plans, const std::string& prefix, std::vector<std::int64_t> shape,
                bool bias) {
  double fan_in = 1.0;
  for (std::size_t i = 1; i < shape.size(); ++i) fan_in *= static_cast<double>(shape[i]);
  const double bound = 1.0 / std::sqrt(fan_in);
  const std::int64_t out = shape[0];
  plans.push_back({prefix + "weight", std::move(shape), Filling::kUniform, bound});
  if (bias) plans.push_back({prefix + "bias", {out}, Filling::kUniform, bound});
}

void addNorm(Plans& plans, const std::string& prefix, std::int64_t channels) {
  plans.push_back({prefix + "weight", {channels}, Filling::kOnes});
  plans.push_back({prefix + "bias", {channels}, Filling::kZeros});
}

/// As nn.MultiheadAttention: stacked projections by xavier_uniform_, biases zero.
void addAttention(Plans& plans, const std::string& prefix, std::int64_t features, bool bias) {
  const auto width = static_cast<double>(features);
  plans.push_back({prefix + "in_proj_weight",
                   {3 * features, features},
                   Filling::kUniform,
                   std::sqrt(1.5 / width)});
  if (bias) plans.push_back({prefix + "in_proj_bias", {3 * features}, Filling::kZeros});
  plans.push_back({prefix + "out_proj.weight",
                   {features, features},
                   Filling::kUniform,
                   1.0 / std::sqrt(width)});
  if (bias) plans.push_back({prefix + "out_proj.bias", {features}, Filling::kZeros});
}

Plans blockTensors(const Layer& layer, std::int64_t features) {
  const std::int64_t hidden =
      std::max<std::int64_t>(1, std::llround(layer.mlp_ratio * static_cast<double>(features)));
  Plans plans;
  addAttention(plans, "self_attn.", features, true);
  addWeights(plans, "linear1.", {hidden, features}, true);
  addWeights(plans, "linear2.", {features, hidden}, true);
  addNorm(plans, "norm1.", features);
  addNorm(plans, "norm2.", features);
  return plans;
}

}  // namespace

std::vector<LayerTensor> layerTensors(const Layer& layer, const SampleShape& input) {
  using enum LayerKind;
  Plans plans;
  switch (layer.kind) {
    case kLinear:
      addWeights(plans, "", {layer.out, layer.in}, layer.bias);
      break;
    case kConv2d:
      addWeights(plans, "", {layer.out, layer.in / layer.groups, layer.kernel[0], layer.kernel[1]},
                 layer.bias);
      break;
    case kBatchNorm:
      addNorm(plans, "", layer.in);
      plans.push_back({"running_mean", {layer.in}, Filling::kZeros, 0.0, false});
      plans.push_back({"running_var", {layer.in}, Filling::kOnes, 0.0, false});
      plans.push_back({"num_batches_tracked", {}, Filling::kCounter, 0.0, false});
      break;
    case kLayerNorm:
    case kGroupNorm:
      addNorm(plans, "", layer.in);
      break;
    case kEmbedding:
      plans.push_back({"weight", {layer.in, layer.out}, Filling::kNormal});
      if (layer.positions) {
        plans.push_back({"positions", {input[0], layer.out}, Filling::kNormal});
      }
      break;
    case kAttention:
      addAttention(plans, "", input[1], layer.bias);
      break;
    case kTransformerBlock:
      return blockTensors(layer, input[1]);
    default:
      break;
  }
  return plans;
}

}  // namespace emascope
