// SPDX-License-Identifier: Apache-2.0
//
// Networks sized to the data, for people who have not described one: `mlp`, `cnn` and `resnet`.
// What they give is an Architecture like any other; architectureText() of it is a file to start
// from. Refuses samples that a network has no use for. No LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/models/architecture/shapes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// mlp, cnn, resnet
[[nodiscard]] const std::vector<std::string_view>& builtInArchitectures();

/// mlp: two hidden layers of 64, 128 or 256 by the number of features; cnn: convolution, BatchNorm,
/// ReLU and pooling until no more than 4 pixels are left on a side; resnet: pre-activation residual
/// blocks (He et al., "Identity mappings in deep residual networks", 2016) in three stages, and the
/// mean over the pixels. `outputs`: classes, or numbers to predict.
[[nodiscard]] Result<Architecture> builtInArchitecture(const std::string& id,
                                                       const SampleShape& input,
                                                       std::int64_t outputs);

}  // namespace emascope
