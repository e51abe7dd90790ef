// SPDX-License-Identifier: Apache-2.0
//
// Joins training samples from one file with validation and test samples from others into one
// Dataset with given splits. The training samples define the meaning: the others must have the same
// shape and features and no additional classes. Does not depend on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <memory>
#include <vector>

namespace emascope {

struct DatasetSplit {
  Split split = Split::kValidation;
  std::unique_ptr<Dataset> dataset = {};
};

/// Refuses files that do not fit together, naming both, and training files that define splits
/// themselves. @pre all have the same task
[[nodiscard]] Result<std::unique_ptr<Dataset>> joinDatasets(std::unique_ptr<Dataset> training,
                                                            std::vector<DatasetSplit> others);

}  // namespace emascope
