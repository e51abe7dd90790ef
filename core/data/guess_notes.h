// SPDX-License-Identifier: Apache-2.0
//
// What of a data set was guessed and may well be meant otherwise, as notes in its head: whole
// numbers that are learned as classes, and a column that seems to say which part a sample is of.
#pragma once

#include "core/data/dataset.h"

#include <string_view>

namespace emascope {

void noteGuesses(Dataset& dataset, const DataOptions& options);

/// "split", "fold", "subset" and the like, in any case.
[[nodiscard]] bool isCalledLikeSplit(std::string_view column);

}  // namespace emascope
