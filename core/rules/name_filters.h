// SPDX-License-Identifier: Apache-2.0
//
// Checks name selections against the existing names.
#pragma once

#include "core/base/result.h"
#include "core/rules/track_traits.h"

#include <string_view>
#include <vector>

namespace emascope {

/// Fails for a selection that matches none of `names`: otherwise a typo would go unnoticed for an
/// entire run. `where` names the track in the error, `what` the kind of name: "tensor", "column".
[[nodiscard]] Status checkSelections(const std::vector<NameKey>& keys,
                                     const std::vector<NameSelection>& selections,
                                     const std::vector<std::string>& names, std::string_view where,
                                     std::string_view what);

/// The first few names: "conv1.weight, conv1.bias, …".
[[nodiscard]] std::string someNames(const std::vector<std::string>& names);

}  // namespace emascope
