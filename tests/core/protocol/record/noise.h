// SPDX-License-Identifier: Apache-2.0
//
// Noise around zero, for losses that tests compare.
#pragma once

#include "tests/support/fake_run.h"

#include <cstdint>

namespace emascope {

/// Between -0.5 and 0.5, without correlation.
[[nodiscard]] inline double noise(std::int64_t index) { return fakeNoise(index) - 0.5; }

}  // namespace emascope
