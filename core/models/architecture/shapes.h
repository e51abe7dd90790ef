// SPDX-License-Identifier: Apache-2.0
//
// What becomes of an Architecture once the shape of a sample is known: the shape between each two
// layers, and the tensors that each layer has. Refuses layers that do not fit each other, and
// networks beyond the limits, before anything of their size is allocated. No LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/models/architecture/architecture.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::int64_t kMostParameters = 1'000'000'000;
/// Numbers between two layers, of one sample.
inline constexpr std::int64_t kMostActivations = std::int64_t{1} << 28U;

/// Of one sample: [features], [channels, height, width] of an image, [places, features] of a
/// sequence or [places] of tokens.
using SampleShape = std::vector<std::int64_t>;

/// "[3,32,32]"
[[nodiscard]] std::string shapeText(const SampleShape& shape);

/// How a tensor is filled before training, as PyTorch does by default.
enum class Filling {
  kUniform,  ///< between -bound and bound
  kNormal,   ///< mean 0, variance 1
  kZeros,
  kOnes,
  kCounter  ///< int64, one number: batches seen
};

struct LayerTensor {
  std::string name = {};  ///< in its layer: "weight", "self_attn.in_proj_weight"
  std::vector<std::int64_t> shape = {};
  Filling filling = Filling::kUniform;
  double bound = 0.0;
  bool parameter = true;  ///< false: a buffer
  bool frozen = false;    ///< stays as it is: neither trained nor averaged

  [[nodiscard]] std::int64_t numbers() const {
    std::int64_t product = 1;  // of a checked network, at most kMostParameters
    for (const std::int64_t length : shape) product *= length;
    return product;
  }
};

struct ShapedLayer {
  Layer layer = {};         ///< its own lists of layers are moved to the two below
  std::string prefix = {};  ///< of its tensors' names, with the dot: "block1.conv."
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
  std::int64_t parameters = 0;  ///< numbers in them, frozen ones left out
  std::int64_t buffers = 0;     ///< the same; counters included
};

/// `input`: at least 1 in each of 1 to 3 dimensions.
[[nodiscard]] Result<ShapedArchitecture> checkArchitecture(const Architecture& architecture,
                                                           const SampleShape& input);

}  // namespace emascope
