// SPDX-License-Identifier: Apache-2.0
//
// Puts weights that were read from a file into a network.
#pragma once

#include "core/models/model.h"

#include <vector>

#include <ATen/core/grad_mode.h>

namespace emascope {

/// Copies each tensor of `weights` into the tensor of `network` with the same name. @pre shapes are
/// equal
inline void applyWeights(const std::vector<NamedTensor>& weights,
                         const std::vector<NamedTensor>& network) {
  const at::NoGradGuard no_gradients;
  for (const NamedTensor& to : network) {
    for (const NamedTensor& from : weights) {
      if (from.name == to.name) to.tensor.detach().copy_(from.tensor);
    }
  }
}

}  // namespace emascope
