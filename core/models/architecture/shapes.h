// SPDX-License-Identifier: Apache-2.0
//
// Shape inference for an Architecture, given the shape of a sample: the shape between each two
// layers and the tensors of each layer. Refuses layers that do not fit each other and networks
// beyond the size limits before allocating anything of that size. Does not depend on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/models/architecture/architecture.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::int64_t kMostParameters = 1'000'000'000;
/// Largest number of activations between two layers, for one sample.
inline constexpr std::int64_t kMostActivations = std::int64_t{1} << 28U;

/// Shape of one sample: [features]; image [channels, height, width]; sequence [positions,
/// features]; tokens [positions].
using SampleShape = std::vector<std::int64_t>;

/// "[3,32,32]"
[[nodiscard]] std::string shapeText(const SampleShape& shape);

/// PyTorch's default initialization of a tensor.
enum class Filling {
  kUniform,  ///< between -bound and bound
  kNormal,   ///< mean 0, variance 1
  kZeros,
  kOnes,
  kCounter  ///< int64 scalar: number of batches seen
};

struct LayerTensor {
  std::string name = {};  ///< within the layer: "weight", "self_attn.in_proj_weight"
  std::vector<std::int64_t> shape = {};
  Filling filling = Filling::kUniform;
  double bound = 0.0;
  bool parameter = true;  ///< false: a buffer
  bool frozen = false;    ///< neither trained nor averaged

  [[nodiscard]] std::int64_t numbers() const {
    std::int64_t product = 1;  // of a checked network, at most kMostParameters
    for (const std::int64_t length : shape) product *= length;
    return product;
  }
};

struct ShapedLayer {
  Layer layer = {};         ///< nested layers are moved to the two lists below
  std::string prefix = {};  ///< prefix of its tensors' names: "block1.conv."
  std::string place = {};   ///< "layers[3] linear"
  SampleShape input = {};
  SampleShape output = {};
  std::vector<LayerTensor> tensors = {};
  std::vector<ShapedLayer> layers = {};
  std::vector<ShapedLayer> projection = {};
};

struct ShapedArchitecture {
  std::string source = {};
  SampleShape input = {};
  SampleShape output = {};
  std::vector<ShapedLayer> layers = {};
  std::int64_t parameters = 0;  ///< number of elements, without frozen tensors
  std::int64_t buffers = 0;     ///< likewise; includes counters
};

/// `input`: 1 to 3 dimensions, each at least 1.
[[nodiscard]] Result<ShapedArchitecture> checkArchitecture(const Architecture& architecture,
                                                           const SampleShape& input);

}  // namespace emascope
