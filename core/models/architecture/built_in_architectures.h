// SPDX-License-Identifier: Apache-2.0
//
// The built-in networks `mlp`, `cnn` and `resnet`, sized to the data, for users who have not
// described one. Each is an ordinary Architecture; architectureText() turns it into a file to start
// from. Refuses samples of a shape that the network cannot use. Does not depend on LibTorch.
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

/// mlp: two hidden layers of 64, 128 or 256 depending on the number of features; cnn: convolution,
/// BatchNorm, ReLU and pooling until the image is at most 4 pixels wide and high; resnet:
/// pre-activation residual blocks (He et al., "Identity mappings in deep residual networks", 2016)
/// in three stages, then global average pooling. `outputs`: number of classes or of predicted
/// values.
[[nodiscard]] Result<Architecture> builtInArchitecture(const std::string& id,
                                                       const SampleShape& input,
                                                       std::int64_t outputs);

}  // namespace emascope
