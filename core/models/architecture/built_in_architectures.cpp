// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/built_in_architectures.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

using Layers = std::vector<Layer>;

Layer plain(LayerKind kind) { return makeLayer(kind); }

Layer linear(std::int64_t out) {
  Layer layer = makeLayer(LayerKind::kLinear);
  layer.out = out;
  return layer;
}

/// Padded so that the output size is the input size divided by the stride.
Layer convolution(std::int64_t out, std::int64_t kernel, std::int64_t stride) {
  Layer layer = makeLayer(LayerKind::kConv2d);
  layer.out = out;
  layer.kernel = {kernel, kernel};
  layer.stride = {stride, stride};
  layer.padding = {kernel / 2, kernel / 2};
  layer.bias = false;
  return layer;
}

Layer maximum(HeightWidth kernel) {
  Layer layer = makeLayer(LayerKind::kMaxPool2d);
  layer.kernel = kernel;
  return layer;
}

Layers mlp(const SampleShape& input, std::int64_t outputs) {
  std::int64_t features = 1;
  for (const std::int64_t length : input) features *= length;
  const std::int64_t width = features <= 16 ? 64 : features <= 64 ? 128 : 256;
  Layers layers;
  if (input.size() > 1) layers.push_back(plain(LayerKind::kFlatten));
  for (int hidden = 0; hidden < 2; ++hidden) {
    layers.push_back(linear(width));
    layers.push_back(plain(LayerKind::kRelu));
  }
  layers.push_back(linear(outputs));
  return layers;
}

/// Channels of the first stage. Few for small images, so that a CPU trains in seconds.
std::int64_t firstChannels(const SampleShape& input) {
  return std::max(input[1], input[2]) <= 16 ? 16 : 32;
}

Layers cnn(const SampleShape& input, std::int64_t outputs) {
  constexpr std::int64_t kMostChannels = 256;
  constexpr std::int64_t kFewPixels = 4;
  std::int64_t channels = firstChannels(input);
  HeightWidth size = {input[1], input[2]};
  Layers layers;
  do {
    layers.push_back(convolution(channels, 3, 1));
    layers.push_back(plain(LayerKind::kBatchNorm));
    layers.push_back(plain(LayerKind::kRelu));
    const HeightWidth pool = {size[0] > kFewPixels ? 2 : 1, size[1] > kFewPixels ? 2 : 1};
    if (pool != HeightWidth{1, 1}) layers.push_back(maximum(pool));
    size = {size[0] / pool[0], size[1] / pool[1]};
    channels = std::min(2 * channels, kMostChannels);
  } while (std::max(size[0], size[1]) > kFewPixels);
  layers.push_back(plain(LayerKind::kFlatten));
  layers.push_back(linear(outputs));
  return layers;
}

Layer preActivation(std::int64_t in, std::int64_t out, std::int64_t stride) {
  Layer block = makeLayer(LayerKind::kResidual);
  block.layers = {plain(LayerKind::kBatchNorm), plain(LayerKind::kRelu),
                  convolution(out, 3, stride),  plain(LayerKind::kBatchNorm),
                  plain(LayerKind::kRelu),      convolution(out, 3, 1)};
  if (in != out || stride != 1) block.projection = {convolution(out, 1, stride)};
  return block;
}

Layers resnet(const SampleShape& input, std::int64_t outputs) {
  constexpr int kStages = 3;
  constexpr int kBlocks = 2;                 ///< per stage
  constexpr std::int64_t kLargestSide = 64;  ///< approximate input size of the stages
  std::int64_t channels = firstChannels(input);
  const std::int64_t stem_stride = std::max(input[1], input[2]) > kLargestSide ? 2 : 1;
  HeightWidth size = {(input[1] - 1) / stem_stride + 1, (input[2] - 1) / stem_stride + 1};
  Layers layers = {convolution(channels, 3, stem_stride)};
  while (std::max(size[0], size[1]) > kLargestSide) {
    const HeightWidth pool = {size[0] > 1 ? 2 : 1, size[1] > 1 ? 2 : 1};
    layers.push_back(maximum(pool));
    size = {size[0] / pool[0], size[1] / pool[1]};
  }
  std::int64_t in = channels;
  for (int stage = 0; stage < kStages; ++stage) {
    for (int block = 0; block < kBlocks; ++block) {
      const bool halves = stage > 0 && block == 0;
      layers.push_back(preActivation(in, channels, halves ? 2 : 1));
      in = channels;
    }
    channels *= 2;
  }
  for (const LayerKind kind :
       {LayerKind::kBatchNorm, LayerKind::kRelu, LayerKind::kGlobalAvgPool}) {
    layers.push_back(plain(kind));
  }
  layers.push_back(linear(outputs));
  return layers;
}

}  // namespace

const std::vector<std::string_view>& builtInArchitectures() {
  static const std::vector<std::string_view> ids = {"mlp", "cnn", "resnet"};
  return ids;
}

Result<Architecture> builtInArchitecture(const std::string& id, const SampleShape& input,
                                         std::int64_t outputs) {
  const std::string source = "built-in " + id;
  if (std::ranges::find(builtInArchitectures(), id) == builtInArchitectures().end()) {
    return Error{"'" + id + "'", "is not a built-in architecture", "mlp, cnn, resnet"};
  }
  if (outputs < 1 || outputs > kLargestSetting) {
    return Error{source, "cannot have " + std::to_string(outputs) + " outputs",
                 "1 to " + std::to_string(kLargestSetting)};
  }
  if (id != "mlp" && input.size() != 3) {
    return Error{
        source,
        "needs images [channels,height,width], but the samples have the shape " + shapeText(input),
        "mlp, or a JSON file that describes a network"};
  }
  Architecture architecture{source, {}};
  // Reports errors in the shape itself, and bounds the sizes.
  if (const auto shape = checkArchitecture({source, {makeLayer(LayerKind::kFlatten)}}, input);
      !shape) {
    return shape.error();
  }
  architecture.layers = id == "mlp"   ? mlp(input, outputs)
                        : id == "cnn" ? cnn(input, outputs)
                                      : resnet(input, outputs);
  if (const auto fits = checkArchitecture(architecture, input); !fits) return fits.error();
  return architecture;
}

}  // namespace emascope
