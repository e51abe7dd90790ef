// SPDX-License-Identifier: Apache-2.0
//
// The age of a track, the stride of its updates and how long it remembers, from the record of a
// run.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace emascope {

/// Step of the first update call of the track that now has `label`. A fork is as old as its source.
[[nodiscard]] std::int64_t firstCall(const RunRecord& record, std::string label);

/// Steps between the track's updates at the last evaluation, ignoring later changes.
[[nodiscard]] double strideInForce(const RunRecord& record, std::size_t track);

/// Half-life in steps of the decay that the track used at its last evaluation: 0 for a copy or
/// before the first evaluation, infinity for a frozen average.
[[nodiscard]] double halfLifeInForce(const RunRecord& record, std::size_t track);

}  // namespace emascope
