// SPDX-License-Identifier: Apache-2.0
//
// The parameters and buffers of a module under their names, as they are at this moment: what Ema
// asks for at each update. The names are PyTorch's, "fc.weight".
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
