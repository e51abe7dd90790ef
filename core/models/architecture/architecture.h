// SPDX-License-Identifier: Apache-2.0
//
// A network described by a user in JSON: a list of layers, with names and settings spelled as in
// PyTorch. docs/networks.md documents the format. The text is untrusted: its length,
// its nesting depth and the number of layers are bounded, and unknown keys and values are refused.
// shapes.h checks whether the layers fit each other and the data. Does not depend on LibTorch.
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
inline constexpr int kDeepestArchitecture = 32;  ///< nesting depth of lists and objects
inline constexpr std::size_t kMostLayers = 2000;
inline constexpr std::int64_t kLargestSetting = 1'000'000'000;  ///< of an integer setting

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

/// Settings that a kind of layer does not have keep their defaults.
struct Layer {
  LayerKind kind = LayerKind::kRelu;
  std::string name = {};  ///< empty: its index in the list, from 0
  std::int64_t in = 0;    ///< features, channels or tokens; 0: inferred from the input
  std::int64_t out = 0;   ///< features or channels
  HeightWidth kernel = {0, 0};
  HeightWidth stride = {0, 0};  ///< 0: default; convolution 1, pool kernel size
  HeightWidth padding = {0, 0};
  HeightWidth size = {1, 1};  ///< output size of adaptive_avg_pool2d
  std::int64_t groups = 1;    ///< of a convolution or of group_norm
  std::int64_t heads = 0;
  double eps = 1e-5;
  double momentum = 0.1;  ///< weight of the new batch in the running statistics
  double p = 0.0;         ///< dropout probability
  double mlp_ratio = 4.0;
  bool bias = true;
  bool causal = false;     ///< tokens do not attend to later ones
  bool positions = false;  ///< adds a learned vector per position
  std::vector<Layer> layers = {};
  std::vector<Layer> projection = {};  ///< shortcut of a residual; empty: identity

  friend bool operator==(const Layer&, const Layer&) = default;
};

struct Architecture {
  std::string source = {};  ///< a file or "built-in cnn", used in errors
  std::vector<Layer> layers = {};
  friend bool operator==(const Architecture&, const Architecture&) = default;
};

/// "linear", "conv2d", …: its "type" in JSON.
[[nodiscard]] std::string_view layerText(LayerKind kind);
/// A layer of `kind` with PyTorch's defaults.
[[nodiscard]] Layer makeLayer(LayerKind kind);

/// `where` is the file name for errors. An error names the setting by its path:
/// "net.json: layers[3].out_features: is missing".
[[nodiscard]] Result<Architecture> parseArchitecture(std::string_view json,
                                                     const std::string& where);
/// Reads and parses a file. Refuses anything but a regular file, and files longer than
/// kLongestArchitecture.
[[nodiscard]] Result<Architecture> readArchitecture(const std::string& path);

/// JSON that parseArchitecture() reads back, one layer per line. Omits defaults.
[[nodiscard]] std::string architectureText(const Architecture& architecture);

}  // namespace emascope
