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

namespace emascope {

/// Weights are a function of `seed`, on the CPU.
[[nodiscard]] std::unique_ptr<Network> makeJsonNetwork(const ShapedArchitecture& architecture,
                                                       std::uint64_t seed);
/// @pre checkArchitecture(architecture, input) is ok
[[nodiscard]] std::unique_ptr<Network> makeJsonNetwork(const Architecture& architecture,
                                                       const SampleShape& input,
                                                       std::uint64_t seed);

}  // namespace emascope
