// SPDX-License-Identifier: Apache-2.0
//
// Transfer learning: replaces the last layers of a pretrained network with a new head, and freezes
// tensors. Does not depend on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/models/architecture/shapes.h"

#include <string>
#include <vector>

namespace emascope {

/// The layers of `backbone` before `cut` (a layer's name, or its index if it has no name), followed
/// by `head` as one layer named "head", with tensors "head.0.weight", …. The remaining layers'
/// tensors keep their names, so that weights saved from the full backbone still fit.
[[nodiscard]] Result<Architecture> withHead(const Architecture& backbone, const std::string& cut,
                                            const Architecture& head);

/// Only the layers of `head`, as one layer named "head".
[[nodiscard]] Architecture headAlone(const Architecture& head);

/// Freezes the parameters whose names match one of `patterns` (nameMatches() of core/rules: "0.*"
/// is all of layer 0). A BatchNorm whose weight and bias are both frozen stays in evaluation mode:
/// it normalizes by its running statistics and does not update them. Refuses patterns that match
/// nothing, and freezing every parameter.
[[nodiscard]] Result<ShapedArchitecture> freezeTensors(ShapedArchitecture architecture,
                                                       const std::vector<std::string>& patterns);

}  // namespace emascope
