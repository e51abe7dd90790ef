// SPDX-License-Identifier: Apache-2.0
//
// Checks that depend on the split: fits the scaling of a run to its training set, and rejects data
// that cannot be scaled. Used by training and by `emascope-engine data`.
#pragma once

#include "core/base/result.h"
#include "core/data/batches/scaling.h"
#include "core/data/batches/target_scaling.h"
#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/data/summary.h"

#include <cstdint>
#include <optional>

namespace emascope {

struct TrainingScalings {
  Scaling inputs = {};
  std::optional<TargetScaling> targets = {};  ///< for regression
};

/// Fits the scalings to the samples `indices.train`. Refuses groups of numbers that have no value
/// there, and numbers that float32 could not hold after scaling: too close together in the training
/// set, or too far from it in other samples. Adds notes about features and targets that are
/// constant in the training set alone, and about classes that are not measured. `summary`: that of
/// `dataset`.
[[nodiscard]] Result<TrainingScalings> fitToTraining(Dataset& dataset, const DataSummary& summary,
                                                     const SplitIndices& indices,
                                                     std::uint32_t threads);

}  // namespace emascope
