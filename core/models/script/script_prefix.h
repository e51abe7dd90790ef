// SPDX-License-Identifier: Apache-2.0
//
// The first part of what a script's forward computes: up to where it calls one of its submodules,
// whose input is then the result. The features of a network without its last layers.
#pragma once

#include "core/base/result.h"
#include "core/models/script/loaded_script.h"

#include <memory>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/function_impl.h>

namespace emascope {

struct ScriptPrefix {
  /// Of the module and the inputs; null: all of forward.
  std::shared_ptr<torch::jit::GraphFunction> forward = {};
  /// Submodules and tensors that it uses, by name; "" is all of the module.
  std::vector<std::string> used = {""};

  /// Whether it uses the parameter or buffer of that name.
  [[nodiscard]] bool uses(const std::string& tensor) const;
};

/// All of forward before its first call of `submodule`: "fc", or "layer4.1" within the forward of
/// layer4. Refuses, with the names there are, one that forward does not call, or calls in a branch
/// or a loop alone, and one whose input is not one tensor or is that of forward itself.
[[nodiscard]] Result<ScriptPrefix> prefixBefore(const LoadedScript& script,
                                                const std::string& submodule);

}  // namespace emascope
