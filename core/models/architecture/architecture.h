// SPDX-License-Identifier: Apache-2.0
//
// A network as a person describes it in JSON: a list of layers, named and with their settings
// spelled as in PyTorch. resources/help/architectures.md is the description of the format. Texts
// come from anywhere: length, depth and number of layers are bounded, and what is not known is
// refused. Whether layers fit each other and the data is checked by shapes.h. No LibTorch.
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::size_t kLongestArchitecture = std::size_t{1} << 20U;  ///< bytes of JSON
inline constexpr int kDeepestArchitecture = 32;  ///< lists and objects in each other
inline constexpr std::size_t kMostLayers = 2000;
inline constexpr std::int64_t kLargestSetting = 1'000'000'000;  ///< of a whole number in a layer

enum class LayerKind {
  kLinear,
  kConv2d,
  kBatchNorm,
  kLayerNorm,
  kGroupNorm,
  kRelu,
  kGelu,
  kSilu,
  kTanh,
  kSigmoid,
  kSoftplus,
  kDropout,
  kMaxPool2d,
  kAvgPool2d,
  kAdaptiveAvgPool2d,
  kGlobalAvgPool,
  kFlatten,
  kEmbedding,
  kAttention,
  kTransformerBlock,
  kSequential,
  kResidual
};

using HeightWidth = std::array<std::int64_t, 2>;

/// What a kind of layer has no use for keeps its default.
struct Layer {
  LayerKind kind = LayerKind::kRelu;
  std::string name = {};  ///< empty: its place in the list, from 0
  std::int64_t in = 0;    ///< features, channels or tokens; 0: whatever comes in
  std::int64_t out = 0;   ///< features or channels
  HeightWidth kernel = {0, 0};
  HeightWidth stride = {0, 0};  ///< 0: 1 of a convolution, the kernel's size of a pool
  HeightWidth padding = {0, 0};
  HeightWidth size = {1, 1};  ///< of adaptive_avg_pool2d's output
  std::int64_t groups = 1;    ///< of a convolution or of group_norm
  std::int64_t heads = 0;
  double eps = 1e-5;
  double momentum = 0.1;  ///< of running statistics: the new batch's share
  double p = 0.0;         ///< dropped with this probability
  double mlp_ratio = 4.0;
  bool bias = true;
  bool causal = false;     ///< a token sees none after itself
  bool positions = false;  ///< a learned vector for each place is added
  std::vector<Layer> layers = {};
  std::vector<Layer> projection = {};  ///< of a residual; empty: the identity

  friend bool operator==(const Layer&, const Layer&) = default;
};

struct Architecture {
  std::string source = {};  ///< a file or "built-in cnn": how errors name it
  std::vector<Layer> layers = {};
  friend bool operator==(const Architecture&, const Architecture&) = default;
};

/// "linear", "conv2d", …: its "type" in JSON.
[[nodiscard]] std::string_view layerText(LayerKind kind);
/// A layer of `kind` with PyTorch's defaults.
[[nodiscard]] Layer makeLayer(LayerKind kind);

/// `where` names the file in errors, which say the layer and the setting: "net.json: layers[3]
/// linear: out_features: is missing".
[[nodiscard]] Result<Architecture> parseArchitecture(std::string_view json,
                                                     const std::string& where);
/// A regular file's. Refuses other kinds of file, and longer ones than kLongestArchitecture.
[[nodiscard]] Result<Architecture> readArchitecture(const std::string& path);

/// The JSON that parseArchitecture() reads back, a layer a line; defaults are left out.
[[nodiscard]] std::string architectureText(const Architecture& architecture);

}  // namespace emascope
