// SPDX-License-Identifier: Apache-2.0
//
// What an exception means to the person who watches: which kind of failure, in which words. The
// only place that knows LibTorch's exceptions; called from the session's one catch.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>

namespace emascope {

/// @pre called within a catch block
[[nodiscard]] event::Failed failureOfCurrentException(std::int64_t step);

}  // namespace emascope
