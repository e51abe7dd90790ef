// SPDX-License-Identifier: Apache-2.0
//
// A TorchScript file in this process: a program that somebody has agreed to run. What is loaded is
// exactly the bytes that were agreed to, read once and named by their SHA-256; a file that has
// changed since is refused. Its weights stay as the file has them: what trains is a copy.
#pragma once

#include "core/base/result.h"
#include "core/models/model.h"

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <torch/csrc/jit/api/module.h>

namespace emascope {

/// A handle: copies of this share the module.
class LoadedScript {
 public:
  /// `trusted`: the SHA-256 of what may run. Loads onto the CPU. From then on what scripts print
  /// goes to standard error. Refuses what LibTorch cannot load, in words; LibTorch may crash on a
  /// damaged file, so a probe comes first.
  [[nodiscard]] static Result<LoadedScript> load(const std::string& path,
                                                 const std::string& trusted);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// By their names in the file; a tensor that has several has the first.
  [[nodiscard]] std::vector<NamedTensor> parameters() const;
  /// Those of float32 and int64.
  [[nodiscard]] std::vector<NamedTensor> buffers() const;
  /// Of forward, which takes the module and the inputs; the caller's own.
  [[nodiscard]] std::shared_ptr<torch::jit::Graph> forwardGraph() const {
    return module_.get_method("forward").graph()->copy();
  }
  /// Its inputs are tokens: numbers are given to it as int64.
  void takeTokens() { takes_tokens_ = true; }
  [[nodiscard]] bool takesTokens() const { return takes_tokens_; }
  /// Buffers that stay as they are in the file: see script_constants.h.
  void keep(std::set<std::string> constants) { constants_ = std::move(constants); }
  [[nodiscard]] const std::set<std::string>& constants() const { return constants_; }
  /// With tensors of its own, tied as the file's are.
  [[nodiscard]] torch::jit::Module copy() const;

 private:
  LoadedScript(std::string path, torch::jit::Module module)
      : path_(std::move(path)), module_(std::move(module)) {}

  std::string path_;
  torch::jit::Module module_;
  bool takes_tokens_ = false;
  std::set<std::string> constants_ = {};
};

[[nodiscard]] std::vector<NamedTensor> parametersOf(const torch::jit::Module& module);
/// As LoadedScript::buffers().
[[nodiscard]] std::vector<NamedTensor> buffersOf(const torch::jit::Module& module);

}  // namespace emascope
