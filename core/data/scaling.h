// SPDX-License-Identifier: Apache-2.0
//
// Normalization: each group of a sample's numbers (a table's column, a picture's channel) to mean 0
// and deviation 1 of the training part, which is all that is looked at. A missing number becomes
// that mean, so 0. Refuses a group that is missing everywhere,
// or whose numbers are too close together for float32.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

struct Scaling {
  std::vector<float> mean = {};     ///< of each group
  std::vector<float> inverse = {};  ///< 1 / deviation; 1 where all numbers are the same

  /// @pre sample.size() is a multiple of mean.size()
  void apply(std::span<float> sample) const;
};

/// Of pictures no more than kMostFittedPictures are read, evenly spread over `training`. The result
/// does not depend on `threads`.
/// @pre `training` is not empty
[[nodiscard]] Result<Scaling> fitScaling(const Dataset& dataset,
                                         std::span<const std::uint64_t> training,
                                         std::uint32_t threads);
inline constexpr std::uint64_t kMostFittedPictures = 4096;

}  // namespace emascope
