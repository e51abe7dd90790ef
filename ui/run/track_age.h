// SPDX-License-Identifier: GPL-3.0-or-later
//
// Since when a track has been kept, from the record of a run.
#pragma once

#include "core/protocol/run_record.h"

#include <cstdint>
#include <string>

namespace emascope::ui {

/// The step of the first update call of the track that is called `label` now. A fork is as old as
/// what it came from.
[[nodiscard]] std::int64_t firstCall(const RunRecord& record, std::string label);

}  // namespace emascope::ui
