// SPDX-License-Identifier: Apache-2.0
//
// A network that has learned something else before: its last layers replaced by a new head, and a
// part of it frozen. No LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/models/architecture/shapes.h"

#include <string>
#include <vector>

namespace emascope {

/// The layers of `backbone` before the one called `cut` (its name, or its place in the list if it
/// has none), then those of `head` as one layer called "head": its tensors are "head.0.weight", ….
/// The tensors of the layers that stay keep their names, so that weights of the whole backbone fit.
[[nodiscard]] Result<Architecture> withHead(const Architecture& backbone, const std::string& cut,
                                            const Architecture& head);

/// The layers of `head` as one layer called "head", alone.
[[nodiscard]] Architecture headAlone(const Architecture& head);

/// Freezes the parameters that one of `patterns` matches (nameMatches() of core/rules: "0.*" is all
/// of layer 0). A BatchNorm whose weight and bias are both frozen also keeps its running statistics
/// and normalizes by them in training: it is as in evaluation. Refuses patterns that match nothing,
/// and to freeze everything.
[[nodiscard]] Result<ShapedArchitecture> freezeTensors(ShapedArchitecture architecture,
                                                       const std::vector<std::string>& patterns);

}  // namespace emascope
