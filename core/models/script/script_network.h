// SPDX-License-Identifier: Apache-2.0
//
// A TorchScript module as a Network. Its parameters are moved into arenas. The interpreter runs
// forward as it is in the file, without graph optimization, so that all passes compute alike. The
// file's requires_grad and name patterns decide which parameters train.
#pragma once

#include "core/base/result.h"
#include "core/models/network.h"
#include "core/models/script/loaded_script.h"
#include "core/models/script/script_prefix.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

/// Patterns of names, with * and ?: "backbone.*".
struct ScriptParts {
  std::vector<std::string> frozen = {};   ///< do not train; overrides the file
  std::vector<std::string> trained = {};  ///< train; overrides the file and `frozen`
  ScriptPrefix prefix = {};               ///< the part of the script that is used
  bool may_be_still = false;  ///< may have no trained parameters, since another network trains
};

/// Names of the prefix's trained parameters, in the file's order. Refuses a script without any,
/// parameters that are not float32 or that partially overlap in memory, and patterns that match
/// nothing.
[[nodiscard]] Result<std::vector<std::string>> trainedParameters(const LoadedScript& script,
                                                                 const ScriptParts& parts);

/// Runs `script` to find the shape of its output for one sample. Refuses a forward that fails or
/// returns anything but one floating-point tensor with a row per sample. `input`: shape of one
/// sample, of float32 or, with `tokens`, int64.
[[nodiscard]] Result<std::vector<std::int64_t>> outputShape(const LoadedScript& script,
                                                            const std::vector<std::int64_t>& input,
                                                            bool tokens,
                                                            const ScriptPrefix& prefix = {});

/// Starts with the file's weights. A layer whose parameters are all frozen is always in evaluation
/// mode: a BatchNorm normalizes by its running statistics and does not update them. `trained`: from
/// trainedParameters(). The network's forward() throws InputError, naming the file, for inputs that
/// the script does not accept.
[[nodiscard]] std::unique_ptr<Network> makeScriptNetwork(const LoadedScript& script,
                                                         const std::vector<std::string>& trained,
                                                         const ScriptPrefix& prefix = {});

/// Saves the script with the parameters and buffers in `tensors`, matched by name; others keep the
/// file's values. Python's torch.jit.load reads the result. If writing fails, an existing file at
/// `path` stays unchanged. Refuses names and shapes that the script does not have.
[[nodiscard]] Status saveScript(const LoadedScript& script, const std::vector<NamedTensor>& tensors,
                                const std::string& path);

}  // namespace emascope
