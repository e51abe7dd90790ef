// SPDX-License-Identifier: Apache-2.0
#include "core/ema/module_tensors.h"

#include <iterator>
#include <string>

#include <torch/csrc/jit/api/module.h>
#include <torch/nn/module.h>

namespace emascope {

namespace {

/// Reads a module's own parameters without a copy. named_parameters() makes two dictionaries, which
/// takes as long as averaging a model of many small tensors.
struct OwnParameters : torch::nn::Module {
  static const torch::OrderedDict<std::string, at::Tensor>& of(const torch::nn::Module& module) {
    return module.*(&OwnParameters::parameters_);
  }
};

}  // namespace

std::vector<LiveTensor> tensorsOf(const torch::nn::Module& module) {
  std::vector<LiveTensor> tensors;
  std::vector<LiveTensor> buffers;
  const auto list = [&](const std::string& prefix, const torch::nn::Module& part) {
    const auto full = [&](const std::string& name) {
      return prefix.empty() ? name : prefix + "." + name;
    };
    const auto& parameters = OwnParameters::of(part);
    for (const auto& one : parameters) {
      if (one.value().defined())
        tensors.push_back({full(one.key()), one.value(), kindOf(one.value(), true)});
    }
    for (const auto& one : part.named_buffers(/*recurse=*/false))
      buffers.push_back({full(one.key()), one.value(), kindOf(one.value(), false)});
  };
  module.apply(list);
  tensors.insert(tensors.end(), std::make_move_iterator(buffers.begin()),
                 std::make_move_iterator(buffers.end()));
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
