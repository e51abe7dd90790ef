// SPDX-License-Identifier: Apache-2.0
//
// A TorchScript file loaded into this process: a program that the user has agreed to run. Loads
// exactly the bytes the user agreed to, read once and identified by their SHA-256; a file that has
// changed since is refused. The loaded weights stay unchanged; training uses a copy.
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
  /// `trusted`: SHA-256 of the file that may run. Loads onto the CPU. From then on, scripts print
  /// to standard error. Returns an error for a file that LibTorch cannot load. LibTorch may crash
  /// on a damaged file, so probe it first.
  [[nodiscard]] static Result<LoadedScript> load(const std::string& path,
                                                 const std::string& trusted);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Named as in the file. A tensor with several names appears once, under the first.
  [[nodiscard]] std::vector<NamedTensor> parameters() const;
  /// Buffers of type float32 or int64.
  [[nodiscard]] std::vector<NamedTensor> buffers() const;
  /// A copy of forward's graph, whose inputs are the module and the inputs.
  [[nodiscard]] std::shared_ptr<torch::jit::Graph> forwardGraph() const {
    return module_.get_method("forward").graph()->copy();
  }
  /// Passes inputs as int64 from now on, since they are tokens.
  void takeTokens() { takes_tokens_ = true; }
  [[nodiscard]] bool takesTokens() const { return takes_tokens_; }
  /// Sets the buffers that keep their values from the file; see script_constants.h.
  void keep(std::set<std::string> constants) { constants_ = std::move(constants); }
  [[nodiscard]] const std::set<std::string>& constants() const { return constants_; }
  /// A deep copy; tensors that share memory in the file also do in the copy.
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
