// SPDX-License-Identifier: Apache-2.0
//
// Maps an exception to a kind of failure and a readable message. The only place that knows
// LibTorch's exceptions; called from the session's single catch block.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>

namespace emascope {

/// @pre called within a catch block
[[nodiscard]] event::Failed failureOfCurrentException(std::int64_t step);

}  // namespace emascope
