// SPDX-License-Identifier: Apache-2.0
//
// Scales regression targets to mean 0 and deviation 1 over the training set, so that a network
// with outputs near 0 starts near the mean. Also converts errors back to the target's unit.
#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

struct TargetScaling {
  std::vector<float> mean = {};  ///< per number of a target
  std::vector<float> unit = {};  ///< deviation; 1 if all targets are equal

  /// Number `k` of a target, scaled in double like Scaling::scaled().
  [[nodiscard]] float scaled(double number, std::size_t k) const {
    return static_cast<float>((number - double{mean[k]}) / double{unit[k]});
  }
  /// @pre values.size() is a multiple of mean.size()
  void apply(std::span<float> values) const;
};

/// Uses only the samples `training`. @pre regression, and `training` is not empty
[[nodiscard]] TargetScaling fitTargetScaling(const Targets& targets,
                                             std::span<const std::uint64_t> training);

}  // namespace emascope
