// SPDX-License-Identifier: Apache-2.0
//
// What a run tells of its weights at the end, for people who read a terminal: how they do on the
// test samples, and the losses between raw and an average.
#pragma once

#include "core/protocol/run_record.h"

#include <string>

namespace emascope {

/// A table for each kind there is, after an empty line; empty if there is none.
[[nodiscard]] std::string weightsTables(const RunRecord& record);

}  // namespace emascope
