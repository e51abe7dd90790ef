// SPDX-License-Identifier: Apache-2.0
//
// Checks that TensorEma makes before it uses a rule. Private to core/ema.
#pragma once

#include "core/ema/ema_state.h"

#include <cstddef>
#include <string>

namespace emascope {

struct OnlineState;  // core/ema/online_state.h

/// "track 0"
[[nodiscard]] std::string trackName(std::size_t track);

/// Fails for in-range values that float32 averages or a program without training batches cannot
/// use, and for a unit that needs a length missing from `run`.
[[nodiscard]] Status checkValues(const ResolvedRule& rule, const RunLength& run, std::size_t track);

/// The rule and its values, if TensorEma can use them.
[[nodiscard]] Result<ResolvedRule> ruleFor(const EmaRule& rule, const RunLength& run,
                                           std::size_t track);

/// Fails if this machine's memory is too small for the track.
[[nodiscard]] Status roomFor(const ResolvedRule& rule, const OnlineState& online,
                             std::size_t track);

}  // namespace emascope
