// SPDX-License-Identifier: GPL-3.0-or-later
//
// The age of a track, from the record of a run.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <string>

namespace emascope::ui {

/// Step of the first update call of the track that now has `label`. A fork is as old as its source.
[[nodiscard]] std::int64_t firstCall(const RunRecord& record, std::string label);

}  // namespace emascope::ui
