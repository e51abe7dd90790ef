// SPDX-License-Identifier: Apache-2.0
//
// Checks for classes that are missing from a split. A class that occurs only in validation or test
// cannot be learned; one without validation samples is not measured.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/split.h"

namespace emascope {

/// For files that define splits: refuses classes without training samples, or adds a note about
/// them if the number of classes was given. Does nothing for regression. Repeat it after
/// Dataset::leaveOut().
[[nodiscard]] Status checkSplitLabels(Dataset& dataset);

/// Adds a note about classes with training samples but no validation samples in `indices`.
void noteUnmeasured(Dataset& dataset, const SplitIndices& indices);

}  // namespace emascope
