// SPDX-License-Identifier: Apache-2.0
//
// Trial inputs for a loaded TorchScript module, and the outputs they produce.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

namespace emascope {

struct TrialInput {
  std::vector<std::int64_t> shape = {};  ///< shape of one sample
  at::ScalarType type = at::kFloat;
  std::int64_t classes = 2;  ///< int64 only: values are below this
  std::string reason = {};   ///< why this input is tried

  /// Returns the same values on each call.
  [[nodiscard]] at::Tensor samples(std::int64_t count) const;
};

/// Candidate inputs deduced from the module's weights, most likely first. If `shape` is given, only
/// inputs of that shape.
[[nodiscard]] std::vector<TrialInput> trialInputs(const torch::jit::Module& module,
                                                  const std::vector<std::int64_t>& shape);

struct TrialOutput {
  at::Tensor tensor = {};    ///< undefined if forward returned no tensor
  std::string kind = {};     ///< "a tuple": forward works but does not return a tensor
  std::string failure = {};  ///< why forward failed
};
[[nodiscard]] TrialOutput tryForward(torch::jit::Module& module, const at::Tensor& input);

}  // namespace emascope
