// SPDX-License-Identifier: Apache-2.0
//
// Training samples of one file with samples of others that validate or test: one Dataset, whose
// parts are given. What they mean is said by the training samples: others must have their shape and
// features, and no class that they have not. Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <memory>
#include <vector>

namespace emascope {

struct DatasetPart {
  Part part = Part::kValidation;
  std::unique_ptr<Dataset> dataset = {};
};

/// Refuses, with both files' names, what does not fit, and training samples that have parts of
/// their own. @pre all are of one task
[[nodiscard]] Result<std::unique_ptr<Dataset>> joinDatasets(std::unique_ptr<Dataset> training,
                                                            std::vector<DatasetPart> others);

}  // namespace emascope
