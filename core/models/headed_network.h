// SPDX-License-Identifier: Apache-2.0
//
// Two networks in sequence: the first computes features, the second (the head) learns from them.
// Tensors keep their names, which must differ between the two.
#pragma once

#include "core/models/network.h"

#include <memory>

namespace emascope {

[[nodiscard]] std::unique_ptr<Network> makeHeadedNetwork(std::unique_ptr<Network> backbone,
                                                         std::unique_ptr<Network> head);

}  // namespace emascope
