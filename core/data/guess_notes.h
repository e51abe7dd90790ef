// SPDX-License-Identifier: Apache-2.0
//
// Notes about guesses that may be wrong: integers that are learned as classes, and a column that
// looks like the name of each sample's split but is used as an input or as the target.
#pragma once

#include "core/data/dataset.h"

#include <string_view>

namespace emascope {

/// Adds the notes to the head of `dataset`, which was opened with `options`.
void noteGuesses(Dataset& dataset, const DataOptions& options);

/// "split", "fold", "subset" and the like, in any case.
[[nodiscard]] bool isCalledLikeSplit(std::string_view column);

}  // namespace emascope
