// SPDX-License-Identifier: Apache-2.0
//
// Checks samples that are tokens: integers that an embedding looks up, which are neither scaled nor
// rounded.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace emascope {

/// Reads every sample with `threads` threads. Refuses numbers that are not integers in [0,
/// vocabulary); `vocabulary` 0: any integer >= 0. The error names the place of the first such
/// sample.
[[nodiscard]] Status checkTokens(const Dataset& dataset, std::int64_t vocabulary,
                                 std::uint32_t threads);

}  // namespace emascope
