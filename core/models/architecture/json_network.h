// SPDX-License-Identifier: Apache-2.0
//
// A Network made of an Architecture by LibTorch's operations, filled as PyTorch fills its modules
// by default. Tensors are named as in the state_dict() of the same nn.Sequential. Inputs whose
// shape is not the one it was made for are an InputError, and so is training a BatchNorm on one
// value a channel.
#pragma once

#include "core/models/architecture/shapes.h"
#include "core/models/network.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

/// Filled by `seed` alone, on the CPU; then each tensor that `weights` names takes those values, of
/// its own shape. A frozen tensor is neither a parameter nor a buffer: copies of a network that are
/// made with the same `weights` share it, and it follows the inputs to their device.
[[nodiscard]] std::unique_ptr<Network> makeJsonNetwork(
    const ShapedArchitecture& architecture, std::uint64_t seed,
    const std::vector<NamedTensor>& weights = {});
/// @pre checkArchitecture(architecture, input) is ok
[[nodiscard]] std::unique_ptr<Network> makeJsonNetwork(const Architecture& architecture,
                                                       const SampleShape& input,
                                                       std::uint64_t seed);

}  // namespace emascope
