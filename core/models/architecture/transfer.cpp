// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/transfer.h"

#include "core/models/architecture/layer_tensors.h"
#include "core/rules/track_traits.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kHead = "head";

/// The first of `names`, with the total number if not all are shown.
std::string someOf(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  return names.size() > kShown ? text + ", … (" + std::to_string(names.size()) + " in total)"
                               : text;
}

std::vector<std::string> layerNames(const std::vector<Layer>& layers) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    names.push_back(layers[i].name.empty() ? std::to_string(i) : layers[i].name);
  }
  return names;
}

template <typename Use>
void forEachLayer(std::vector<ShapedLayer>& layers, const Use& use) {
  for (ShapedLayer& layer : layers) {
    use(layer);
    forEachLayer(layer.layers, use);
    forEachLayer(layer.projection, use);
  }
}

void freezeTensor(LayerTensor& tensor, ShapedArchitecture& architecture) {
  if (std::exchange(tensor.frozen, true)) return;
  (tensor.parameter ? architecture.parameters : architecture.buffers) -= tensor.numbers();
}

void freezeStatistics(ShapedLayer& layer, ShapedArchitecture& architecture) {
  if (layer.layer.kind != LayerKind::kBatchNorm || !layer.tensors[tensor_at::kWeight].frozen ||
      !layer.tensors[tensor_at::kBias].frozen) {
    return;
  }
  for (LayerTensor& tensor : layer.tensors) freezeTensor(tensor, architecture);
}

}  // namespace

Result<Architecture> withHead(const Architecture& backbone, const std::string& cut,
                              const Architecture& head) {
  const auto names = layerNames(backbone.layers);
  const auto found = std::ranges::find(names, cut);
  if (found == names.end()) {
    return Error{"cut", "there is no layer '" + cut + "' in " + backbone.source, someOf(names)};
  }
  const auto kept = static_cast<std::size_t>(found - names.begin());
  if (kept == 0) {
    return Error{
        "cut",
        "'" + cut + "' is the first layer of " + backbone.source + ", so nothing would be left",
        names.size() > 1 ? "a later layer" : ""};
  }
  if (std::find(names.begin(), found, kHead) != found) {
    return Error{
        "cut", "a layer of " + backbone.source + " that stays is called 'head', as the new one is",
        "another name"};
  }
  Architecture joined{backbone.source + " with " + head.source, {}};
  joined.layers.assign(backbone.layers.begin(),
                       backbone.layers.begin() + static_cast<std::ptrdiff_t>(kept));
  joined.layers.push_back(headAlone(head).layers.front());
  return joined;
}

Architecture headAlone(const Architecture& head) {
  Layer layer = makeLayer(LayerKind::kSequential);
  layer.name = kHead;
  layer.layers = head.layers;
  return {head.source, {std::move(layer)}};
}

Result<ShapedArchitecture> freezeTensors(ShapedArchitecture architecture,
                                         const std::vector<std::string>& patterns) {
  std::vector<bool> used(patterns.size(), false);
  std::vector<std::string> names;
  forEachLayer(architecture.layers, [&](ShapedLayer& layer) {
    for (LayerTensor& tensor : layer.tensors) {
      if (!tensor.parameter) continue;
      const std::string name = names.emplace_back(layer.prefix + tensor.name);
      for (std::size_t i = 0; i < patterns.size(); ++i) {
        if (!nameMatches(patterns[i], /*prefix=*/false, name)) continue;
        used[i] = true;
        freezeTensor(tensor, architecture);
      }
    }
    freezeStatistics(layer, architecture);
  });
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (used[i]) continue;
    return Error{"freeze", "'" + patterns[i] + "' matches no parameter of " + architecture.source,
                 someOf(names)};
  }
  if (architecture.parameters == 0) {
    return Error{"freeze", "leaves no parameter of " + architecture.source + " to train",
                 "fewer patterns"};
  }
  return architecture;
}

}  // namespace emascope
