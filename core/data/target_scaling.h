// SPDX-License-Identifier: Apache-2.0
//
// Regression targets to mean 0 and deviation 1 of the training part, so that a network that begins
// near 0 begins near the truth; and the way back, for errors in the target's own unit.
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

struct TargetScaling {
  std::vector<float> mean = {};  ///< of each number of a target
  std::vector<float> unit = {};  ///< deviation; 1 where all targets are the same

  /// @pre values.size() is a multiple of mean.size()
  void apply(std::span<float> values) const;
};

/// Of the samples `training` alone. @pre regression, and `training` is not empty
[[nodiscard]] TargetScaling fitTargetScaling(const Targets& targets,
                                             std::span<const std::uint64_t> training);

}  // namespace emascope
