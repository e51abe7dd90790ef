// SPDX-License-Identifier: Apache-2.0
//
// When an average begins to differ from the raw weights.
#pragma once

#include "core/rules/rule_clock.h"

#include <cstdint>
#include <optional>
#include <span>

namespace emascope {

/// The first of `calls` consecutive update calls, from 1, that blends with a decay above 0; none if
/// all of them skip or copy. Counts call by call, so pass at most some millions.
[[nodiscard]] std::optional<std::int64_t> firstBlend(const ScheduleEntry& rule,
                                                     std::span<const double> values,
                                                     const RunLength& run, std::int64_t calls);

}  // namespace emascope
