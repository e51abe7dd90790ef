// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/layer_fields.h"

namespace emascope {
namespace {

LayerField in(std::string_view key) { return {key, &Layer::in, false, 1}; }
LayerField out(std::string_view key) { return {key, &Layer::out, true, 1}; }
LayerField eps() { return {"eps", &Layer::eps, false, 1e-12, 1}; }
LayerField dropped(std::string_view key) { return {key, &Layer::p, false, 0, 1}; }
LayerField bias() { return {"bias", &Layer::bias}; }
LayerField causal() { return {"causal", &Layer::causal}; }
LayerField kernel() { return {"kernel_size", &Layer::kernel, true, 1}; }
LayerField stride() { return {"stride", &Layer::stride, false, 1}; }
LayerField padding() { return {"padding", &Layer::padding}; }
LayerField layers() { return {"layers", &Layer::layers, true}; }

std::vector<LayerInfo> makeInfos() {
  using enum LayerKind;
  return {
      {kLinear, "linear", {in("in_features"), out("out_features"), bias()}},
      {kConv2d,
       "conv2d",
       {in("in_channels"),
        out("out_channels"),
        kernel(),
        stride(),
        padding(),
        {"groups", &Layer::groups, false, 1},
        bias()}},
      {kBatchNorm,
       "batch_norm",
       {in("num_features"), eps(), {"momentum", &Layer::momentum, false, 0, 1}}},
      {kLayerNorm, "layer_norm", {in("normalized_shape"), eps()}},
      {kGroupNorm,
       "group_norm",
       {{"num_groups", &Layer::groups, true, 1}, in("num_channels"), eps()}},
      {kRelu, "relu"},
      {kGelu, "gelu"},
      {kSilu, "silu"},
      {kTanh, "tanh"},
      {kSigmoid, "sigmoid"},
      {kSoftplus, "softplus"},
      {kDropout, "dropout", {dropped("p")}},
      {kMaxPool2d, "max_pool2d", {kernel(), stride(), padding()}},
      {kAvgPool2d, "avg_pool2d", {kernel(), stride(), padding()}},
      {kAdaptiveAvgPool2d, "adaptive_avg_pool2d", {{"output_size", &Layer::size, true, 1}}},
      {kGlobalAvgPool, "global_avg_pool"},
      {kFlatten, "flatten"},
      {kEmbedding,
       "embedding",
       {{"num_embeddings", &Layer::in, true, 1},
        out("embedding_dim"),
        {"positions", &Layer::positions}}},
      {kAttention,
       "attention",
       {{"num_heads", &Layer::heads, true, 1}, causal(), bias(), dropped("dropout")}},
      {kTransformerBlock,
       "transformer_block",
       {{"num_heads", &Layer::heads, true, 1},
        {"mlp_ratio", &Layer::mlp_ratio, false, 0.01, 100},
        causal(),
        eps(),
        dropped("dropout")}},
      {kSequential, "sequential", {layers()}},
      {kResidual, "residual", {layers(), {"projection", &Layer::projection}}},
  };
}

}  // namespace

const std::vector<LayerInfo>& layerInfos() {
  static const std::vector<LayerInfo> infos = makeInfos();
  return infos;
}

std::string_view layerText(LayerKind kind) {
  return layerInfos()[static_cast<std::size_t>(kind)].text;
}

Layer makeLayer(LayerKind kind) {
  Layer layer{.kind = kind};
  if (kind == LayerKind::kDropout) layer.p = 0.5;
  return layer;
}

}  // namespace emascope
