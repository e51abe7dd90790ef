// SPDX-License-Identifier: Apache-2.0
//
// Selections by name, checked against the names that there are.
#pragma once

#include "core/base/result.h"
#include "core/rules/track_traits.h"

#include <string_view>
#include <vector>

namespace emascope {

/// Refuses a selection that selects none of `names`: a slip of the pen would go unnoticed for a
/// whole run. `where` names the track, `what` a thing that has a name: "tensor", "column".
[[nodiscard]] Status checkSelections(const std::vector<NameKey>& keys,
                                     const std::vector<NameSelection>& selections,
                                     const std::vector<std::string>& names, std::string_view where,
                                     std::string_view what);

/// "conv1.weight, conv1.bias, …": the first few.
[[nodiscard]] std::string someNames(const std::vector<std::string>& names);

}  // namespace emascope
