// SPDX-License-Identifier: Apache-2.0
//
// What has happened to one track of a run, as python_text.h wants it: its values at its beginning
// and its edits, followed through renames, and through forks into the history of their source.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/rules/python_text.h"

#include <cstddef>

namespace emascope {

/// The history of `record.tracks[track]` so far. Its rule is null if this program does not know it.
[[nodiscard]] PythonTrack trackHistory(const RunRecord& record, std::size_t track);

}  // namespace emascope
