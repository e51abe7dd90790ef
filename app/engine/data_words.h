// SPDX-License-Identifier: Apache-2.0
//
// Prints the report on the user's data and on how training will split them, as text for people or
// as JSON for programs. Names from files are printed without control characters.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/data/summary.h"

#include <cstdint>
#include <string>

namespace emascope {

[[nodiscard]] Result<std::string> dataText(const Dataset& dataset, const DataSummary& summary,
                                           const SplitIndices& indices);
/// With the text as "report". `pictures`: at most so many samples as images, if the data are
/// images.
[[nodiscard]] Result<std::string> dataJson(const Dataset& dataset, const DataSummary& summary,
                                           const SplitIndices& indices, std::uint64_t pictures);

}  // namespace emascope
