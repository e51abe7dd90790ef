// SPDX-License-Identifier: Apache-2.0
//
// What both programs tell the shell that started them.
#pragma once

namespace emascope {

inline constexpr int kExitOk = 0;
inline constexpr int kExitUsage = 2;     ///< wrong options or input: nothing was done
inline constexpr int kExitDiverged = 3;  ///< the run ended because its steps were not finite
inline constexpr int kExitFailure = 4;   ///< engine, device or output failed

}  // namespace emascope
