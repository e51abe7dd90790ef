// SPDX-License-Identifier: Apache-2.0
//
// Short names of this program's demos, by which lists call their runs. A preset's title also says
// what the demo asks, and a model's title names the data, which several demos may share.
#pragma once

#include <string_view>

namespace emascope {

/// "Two spirals" for the preset "two-spirals"; empty for any other preset. The window translates
/// it.
[[nodiscard]] std::string_view demoName(std::string_view preset);

}  // namespace emascope
