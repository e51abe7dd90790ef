// SPDX-License-Identifier: Apache-2.0
//
// Inputs that a loaded TorchScript module can be tried with, and what it makes of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

namespace emascope {

struct TrialInput {
  std::vector<std::int64_t> shape = {};  ///< of one sample
  at::ScalarType type = at::kFloat;
  std::int64_t classes = 2;  ///< for int64: values are below this
  std::string reason = {};   ///< why this is tried

  /// The same values each time.
  [[nodiscard]] at::Tensor samples(std::int64_t count) const;
};

/// Most likely first, from the module's weights; with `shape` of that shape alone.
[[nodiscard]] std::vector<TrialInput> trialInputs(const torch::jit::Module& module,
                                                  const std::vector<std::int64_t>& shape);

struct TrialOutput {
  at::Tensor tensor = {};    ///< undefined if there is none
  std::string kind = {};     ///< "a tuple": forward works, but gives no tensor
  std::string failure = {};  ///< why forward does not work
};
[[nodiscard]] TrialOutput tryForward(torch::jit::Module& module, const at::Tensor& input);

}  // namespace emascope
