// SPDX-License-Identifier: Apache-2.0
//
// Classes that not every part has. One that only samples for validation or test have cannot be
// learned, and one without a sample for validation is not measured.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/split.h"

namespace emascope {

/// Of files that say their parts: refuses classes that no training sample has, or notes them where
/// the number of classes was said. Nothing to say of numbers as targets.
[[nodiscard]] Status checkPartLabels(Dataset& dataset);

/// Notes the classes of which `split` has training samples and none that validate.
void noteUnmeasured(Dataset& dataset, const Split& split);

}  // namespace emascope
