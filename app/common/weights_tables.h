// SPDX-License-Identifier: Apache-2.0
//
// Tables about the weights of a finished run, for a terminal: results on the test set, and losses
// along the line between raw and an average.
#pragma once

#include "core/protocol/record/run_record.h"

#include <string>

namespace emascope {

/// One table for each kind of result, after an empty line; empty if there is no result.
[[nodiscard]] std::string weightsTables(const RunRecord& record);

}  // namespace emascope
