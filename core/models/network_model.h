// SPDX-License-Identifier: Apache-2.0
//
// A Network trained for an Objective, by LibTorch's autograd. Dropout and the like are functions of
// the seed and the number of the pass, whatever else this process draws.
#pragma once

#include "core/models/model.h"
#include "core/models/network.h"
#include "core/models/objective.h"

#include <cstdint>
#include <memory>

namespace emascope {

[[nodiscard]] std::unique_ptr<Model> makeNetworkModel(std::unique_ptr<Network> network,
                                                      Objective objective, std::uint64_t seed);

}  // namespace emascope
