// SPDX-License-Identifier: Apache-2.0
//
// A Network trained for an Objective, by LibTorch's autograd. Dropout and the like are functions of
// the seed and the number of the pass, whatever else this process draws. `source` is how errors
// name the network.
#pragma once

#include "core/models/model.h"
#include "core/models/network.h"
#include "core/models/objective.h"

#include <cstdint>
#include <memory>
#include <string>

namespace emascope {

[[nodiscard]] std::unique_ptr<Model> makeNetworkModel(std::unique_ptr<Network> network,
                                                      Objective objective, std::uint64_t seed,
                                                      std::string source = "model");

}  // namespace emascope
