// SPDX-License-Identifier: Apache-2.0
//
// A Dataset of one or more arrays, concatenated, whose rows are the samples. Targets are a column
// of these arrays or a separate array.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/raw_array.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// All segments have rows of the same shape; `split` is set for all or for none.
struct ArraySegment {
  RawArray samples;
  std::optional<RawArray> targets = {};  ///< one row per sample; none: the target is a column
  std::optional<Split> split = {};
};

/// Refuses arrays that do not belong together: different shapes, or numbers of targets and samples
/// that differ. Without targets, the samples are rows of a table and options.target is a column
/// number from 1; empty: the last column.
/// @pre `segments` is not empty; `class_names` has options.classes entries or none
[[nodiscard]] Result<std::unique_ptr<Dataset>> makeArrayDataset(
    const std::string& path, std::string format, std::vector<ArraySegment> segments,
    const DataOptions& options, std::vector<std::string> class_names = {});

/// Targets from a separate file: NPY, IDX, or the target column of a CSV table.
[[nodiscard]] Result<RawArray> openLabelFile(const std::string& path, const DataOptions& options);

}  // namespace emascope
