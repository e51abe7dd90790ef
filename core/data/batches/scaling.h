// SPDX-License-Identifier: Apache-2.0
//
// Normalization: scales each group of a sample's numbers (a table column, a picture channel) to
// mean 0 and deviation 1 over the training set only. A missing number is replaced by the mean,
// i.e. by 0. Refuses a group without any number, and numbers too close together for float32.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/moments.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

struct Scaling {
  std::vector<float> mean = {};     ///< of each group
  std::vector<float> inverse = {};  ///< 1 / deviation; 1 if all numbers are equal

  /// A number of `group`, scaled in double: the difference of two floats may be beyond a float.
  [[nodiscard]] float scaled(double number, std::size_t group) const {
    return static_cast<float>((number - double{mean[group]}) * double{inverse[group]});
  }
  /// @pre sample.size() is a multiple of mean.size()
  void apply(std::span<float> sample) const;
};

struct FittedScaling {
  Scaling scaling = {};
  std::vector<Moments> moments = {};  ///< of each group's numbers in the samples that were read
};

/// Reads at most kMostFittedPictures pictures, evenly spread over `training`. The result does not
/// depend on `threads`.
/// @pre `training` is not empty
[[nodiscard]] Result<FittedScaling> fitScaling(const Dataset& dataset,
                                               std::span<const std::uint64_t> training,
                                               std::uint32_t threads);
inline constexpr std::uint64_t kMostFittedPictures = 4096;

}  // namespace emascope
