// SPDX-License-Identifier: Apache-2.0
//
// What TensorEma asks of a rule before it keeps an average by it. Private to core/ema.
#pragma once

#include "core/ema/ema_state.h"

#include <cstddef>
#include <string>

namespace emascope {

struct OnlineState;  // core/ema/online_state.h

/// "track 0"
[[nodiscard]] std::string trackName(std::size_t track);

/// Refuses values, which are in range, that float32 or a program without training batches cannot
/// follow, and a unit that needs a length `run` does not tell.
[[nodiscard]] Status checkValues(const ResolvedRule& rule, const RunLength& run, std::size_t track);

/// The rule and its values, if they can be kept.
[[nodiscard]] Result<ResolvedRule> ruleFor(const EmaRule& rule, const RunLength& run,
                                           std::size_t track);

/// Refuses what this machine's memory has no room for.
[[nodiscard]] Status roomFor(const ResolvedRule& rule, const OnlineState& online,
                             std::size_t track);

}  // namespace emascope
