// SPDX-License-Identifier: Apache-2.0
#include "core/ema/module_tensors.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/nn/module.h>

namespace emascope {

std::vector<LiveTensor> tensorsOf(const torch::nn::Module& module) {
  std::vector<LiveTensor> tensors;
  for (const auto& one : module.named_parameters())
    tensors.push_back({one.key(), one.value(), kindOf(one.value(), true)});
  for (const auto& one : module.named_buffers())
    tensors.push_back({one.key(), one.value(), kindOf(one.value(), false)});
  return tensors;
}

std::vector<LiveTensor> tensorsOf(const torch::jit::Module& module) {
  std::vector<LiveTensor> tensors;
  for (const auto& one : module.named_parameters())
    tensors.push_back({one.name, one.value, kindOf(one.value, true)});
  for (const auto& one : module.named_buffers())
    tensors.push_back({one.name, one.value, kindOf(one.value, false)});
  return tensors;
}

}  // namespace emascope
