// SPDX-License-Identifier: Apache-2.0
//
// The first part of a script's forward: everything up to the call of a given submodule, whose input
// becomes the result. Yields the features of a network without its last layers.
#pragma once

#include "core/base/result.h"
#include "core/models/script/loaded_script.h"

#include <memory>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/function_impl.h>

namespace emascope {

struct ScriptPrefix {
  /// Function of the module and the inputs; null: all of forward.
  std::shared_ptr<torch::jit::GraphFunction> forward = {};
  /// Names of the submodules and tensors it uses; "" means the entire module.
  std::vector<std::string> used = {""};

  /// Whether it uses the parameter or buffer `tensor`.
  [[nodiscard]] bool uses(const std::string& tensor) const;
};

/// Everything in forward before its first call of `submodule`: "fc", or "layer4.1" within the
/// forward of layer4. Refuses a submodule that forward does not call or calls only in a branch or a
/// loop, and one whose input is not a single tensor or is forward's own input. The error lists the
/// available names.
[[nodiscard]] Result<ScriptPrefix> prefixBefore(const LoadedScript& script,
                                                const std::string& submodule);

}  // namespace emascope
