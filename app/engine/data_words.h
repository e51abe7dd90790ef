// SPDX-License-Identifier: Apache-2.0
//
// What was found in a person's data, as text for people and as JSON for programs. Names from files
// are printed without control characters.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/summary.h"

#include <string>

namespace emascope {

[[nodiscard]] Result<std::string> dataText(const Dataset& dataset, const DataSummary& summary);
[[nodiscard]] Result<std::string> dataJson(const Dataset& dataset, const DataSummary& summary);

}  // namespace emascope
