// SPDX-License-Identifier: Apache-2.0
//
// A Dataset of arrays, one behind the other, whose rows are the samples; the targets are a column
// of theirs or an array of its own.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/raw_array.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// All have rows of one shape; `part` is given for all or for none.
struct ArraySegment {
  RawArray samples;
  std::optional<RawArray> targets = {};  ///< one row a sample; else the target is a column
  std::optional<Part> part = {};
};

/// Refuses arrays that do not belong together: other shapes, more or fewer targets than samples.
/// Without targets the samples are rows of a table and options.target is a column's number from 1,
/// the last if empty.
/// @pre `segments` is not empty; `class_names` are as many as options.classes, or none
[[nodiscard]] Result<std::unique_ptr<Dataset>> makeArrayDataset(
    const std::string& path, std::string format, std::vector<ArraySegment> segments,
    const DataOptions& options, std::vector<std::string> class_names = {});

/// The targets of a file on its own: NPY, IDX, or the target column of a table in CSV.
[[nodiscard]] Result<RawArray> openLabelFile(const std::string& path, const DataOptions& options);

}  // namespace emascope
