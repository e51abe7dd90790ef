// SPDX-License-Identifier: Apache-2.0
//
// A TorchScript module as a Network: its parameters are moved into arenas, its forward is run as
// the file has it, by the interpreter without its optimizer, so that the first pass computes what
// the thousandth does. Which parameters train is said by the file's requires_grad and by names.
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
  std::vector<std::string> frozen = {};   ///< do not train, whatever the file says
  std::vector<std::string> trained = {};  ///< train, whatever the file and `frozen` say
  ScriptPrefix prefix = {};               ///< what there is of it
  bool may_be_still = false;              ///< need not train: something else does
};

/// Names of the parameters of the prefix that train, in the file's order. Refuses a script that has
/// none, or some that are not float32 or overlap in memory, and a pattern that matches none.
[[nodiscard]] Result<std::vector<std::string>> trainedParameters(const LoadedScript& script,
                                                                 const ScriptParts& parts);

/// The shape of what `script` gives for one sample, found by computing. Refuses a forward that
/// fails, or gives something else than one tensor of floats with a row for each sample. `input`: of
/// one sample of float32, or with `tokens` of int64.
[[nodiscard]] Result<std::vector<std::int64_t>> outputShape(const LoadedScript& script,
                                                            const std::vector<std::int64_t>& input,
                                                            bool tokens,
                                                            const ScriptPrefix& prefix = {});

/// Starts with the file's weights. A layer of which nothing trains, though it has parameters, is in
/// evaluation mode always: a BatchNorm keeps its statistics and normalizes by them. `trained` as
/// trainedParameters() gives it. Its forward() throws InputError, with the file's name, for inputs
/// that the script cannot take.
[[nodiscard]] std::unique_ptr<Network> makeScriptNetwork(const LoadedScript& script,
                                                         const std::vector<std::string>& trained,
                                                         const ScriptPrefix& prefix = {});

/// Writes the script with `tensors`, parameters and buffers by their names, in place of the file's;
/// those not among them stay as in the file. Python's torch.jit.load reads it. A file that was at
/// `path` stays if it cannot be written. Refuses a name or a shape that the script does not have.
[[nodiscard]] Status saveScript(const LoadedScript& script, const std::vector<NamedTensor>& tensors,
                                const std::string& path);

}  // namespace emascope
