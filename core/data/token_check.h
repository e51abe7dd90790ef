// SPDX-License-Identifier: Apache-2.0
//
// Samples as tokens: whole numbers that an embedding looks up, so that they are neither scaled nor
// rounded.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace emascope {

/// Reads every sample, by `threads`. Refuses the first number, by its sample's place, that is not a
/// whole one from 0 to below `vocabulary`; 0: of an unknown size, at least 0.
[[nodiscard]] Status checkTokens(const Dataset& dataset, std::int64_t vocabulary,
                                 std::uint32_t threads);

}  // namespace emascope
