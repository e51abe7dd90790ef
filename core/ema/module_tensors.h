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

/// Parameters, then buffers, of the module and its submodules, in the order of registration. The
/// tensors share the module's memory.
[[nodiscard]] std::vector<LiveTensor> tensorsOf(const torch::nn::Module& module);
/// The same for a TorchScript module.
[[nodiscard]] std::vector<LiveTensor> tensorsOf(const torch::jit::Module& module);

}  // namespace emascope
