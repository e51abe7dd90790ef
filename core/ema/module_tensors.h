// SPDX-License-Identifier: Apache-2.0
//
// A module's current parameters and buffers by name, as PyTorch names them ("fc.weight"). Ema calls
// this at each update.
#pragma once

#include "core/ema/live_tensors.h"

#include <vector>

namespace torch::nn {
class Module;
}
namespace torch::jit {
struct Module;
}

namespace emascope {

[[nodiscard]] std::vector<LiveTensor> tensorsOf(const torch::nn::Module& module);
[[nodiscard]] std::vector<LiveTensor> tensorsOf(const torch::jit::Module& module);

}  // namespace emascope
