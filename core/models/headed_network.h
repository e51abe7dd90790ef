// SPDX-License-Identifier: Apache-2.0
//
// A network on top of another: what one makes of the inputs is what the other learns from. Their
// tensors keep their names, which must differ.
#pragma once

#include "core/models/network.h"

#include <memory>

namespace emascope {

[[nodiscard]] std::unique_ptr<Network> makeHeadedNetwork(std::unique_ptr<Network> backbone,
                                                         std::unique_ptr<Network> head);

}  // namespace emascope
