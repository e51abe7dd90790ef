// SPDX-License-Identifier: Apache-2.0
//
// A Network built from an Architecture with LibTorch's operations and PyTorch's default
// initialization. Tensor names equal those in the state_dict() of the same nn.Sequential. Throws
// InputError for inputs of a shape that the network was not built for, and for training a BatchNorm
// on a single value per channel.
#pragma once

#include "core/models/architecture/shapes.h"
#include "core/models/network.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

/// Initializes on the CPU from `seed` alone, then copies each tensor of `weights` into the
/// network's tensor of that name, which has the same shape. A frozen tensor is neither a parameter
/// nor a buffer: networks made with the same `weights` share it, and it follows the inputs to their
/// device.
[[nodiscard]] std::unique_ptr<Network> makeJsonNetwork(
    const ShapedArchitecture& architecture, std::uint64_t seed,
    const std::vector<NamedTensor>& weights = {});
/// @pre checkArchitecture(architecture, input) is ok
[[nodiscard]] std::unique_ptr<Network> makeJsonNetwork(const Architecture& architecture,
                                                       const SampleShape& input,
                                                       std::uint64_t seed);

}  // namespace emascope
