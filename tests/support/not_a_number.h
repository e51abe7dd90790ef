// SPDX-License-Identifier: Apache-2.0
//
// Not-a-number as a double and as a float.
#pragma once

#include <limits>

namespace emascope {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
inline constexpr float kFloatNan = std::numeric_limits<float>::quiet_NaN();

}  // namespace emascope
