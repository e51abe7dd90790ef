// SPDX-License-Identifier: Apache-2.0
#include "core/models/script/script_network.h"

#include "core/base/input_error.h"
#include "core/base/thread_safety.h"
#include "core/models/script/script_statistics.h"
#include "core/script/script_reasons.h"
#include "core/script/script_report.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <set>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/python/update_graph_executor_opt.h>

namespace emascope {
namespace {

/// Disables the graph optimizer in this thread while the object lives.
class WithoutOptimizer {
 public:
  WithoutOptimizer() { torch::jit::setGraphExecutorOptimize(false); }
  ~WithoutOptimizer() { torch::jit::setGraphExecutorOptimize(before_); }
  WithoutOptimizer(const WithoutOptimizer&) = delete;
  WithoutOptimizer& operator=(const WithoutOptimizer&) = delete;

 private:
  bool before_ = torch::jit::getGraphExecutorOptimize();
};

/// The interpreter turns every exception into a std::runtime_error. Memory and device errors are
/// not the script's fault and are recognized by their text.
[[noreturn]] void fail(const std::string& path, const std::string& what) {
  for (const char* machine :
       {"out of memory", "CPUAllocator", "CUDA error", "CUDA driver", "cuDNN", "CUBLAS_STATUS"}) {
    TORCH_CHECK(what.find(machine) == std::string::npos, interpreterReason(what));
  }
  throw InputError({path, "forward fails: " + interpreterReason(what), ""});
}

c10::IValue outputOf(torch::jit::Module& module, const ScriptPrefix& prefix,
                     const at::Tensor& inputs) {
  if (!prefix.forward) return module.forward({inputs});
  torch::jit::Stack stack = {module._ivalue(), inputs};
  prefix.forward->run(stack);
  return stack.back();
}

at::Tensor forwardOf(torch::jit::Module& module, const ScriptPrefix& prefix,
                     const std::string& path, const at::Tensor& inputs) {
  const WithoutOptimizer without;
  std::optional<c10::IValue> output;
  try {
    output = outputOf(module, prefix, inputs);
  } catch (const c10::Error& error) {
    fail(path, error.what_without_backtrace());
  } catch (const std::exception& error) {
    fail(path, error.what());
  }
  if (!output->isTensor())
    throw InputError({path, "forward does not return a tensor", "one tensor"});
  return output->toTensor();
}

class ScriptNetwork final : public Network {
 public:
  ScriptNetwork(const LoadedScript& script, const std::vector<std::string>& trained,
                ScriptPrefix prefix)
      : path_(script.path()),
        tokens_(script.takesTokens()),
        module_(script.copy()),
        prefix_(std::move(prefix)) {
    for (NamedTensor& buffer : buffersOf(module_)) {
      if (!prefix_.uses(buffer.name)) continue;
      const bool constant = script.constants().contains(buffer.name);
      if (constant) kept_.push_back({buffer.name, buffer.tensor.clone()});
      (constant ? constants_ : buffers_).push_back(std::move(buffer));
    }
    const std::set<std::string> chosen(trained.begin(), trained.end());
    std::set<const c10::TensorImpl*> learning;
    for (NamedTensor& parameter : parametersOf(module_)) {
      const bool trains = chosen.contains(parameter.name);
      parameter.tensor.set_requires_grad(trains);
      if (trains) {
        learning.insert(parameter.tensor.unsafeGetTensorImpl());
        parameters_.push_back(std::move(parameter));
      } else if (prefix_.uses(parameter.name)) {
        constants_.push_back(std::move(parameter));
      }
    }
    for (const torch::jit::Module& part : module_.modules()) {
      const auto own = part.parameters(/*recurse=*/false);
      bool learns = own.size() == 0;
      for (const at::Tensor& parameter : own) {
        learns = learns || learning.contains(parameter.unsafeGetTensorImpl());
      }
      if (!learns && part.hasattr("training")) still_.push_back(part);
    }
    switchTo(training_);
  }

  [[nodiscard]] std::vector<NamedTensor> parameters() const override { return parameters_; }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return buffers_; }
  [[nodiscard]] std::vector<NamedTensor> constants() const override { return constants_; }

  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs, bool training) override {
    prepare(inputs, training);
    return forwardOf(module_, prefix_, path_, tokens_ ? inputs.to(at::kLong) : inputs);
  }

  at::Tensor estimateBuffers(const at::Tensor& inputs, std::int64_t number) override {
    prepare(inputs, /*training=*/true);
    ScriptStatistics statistics(module_, buffers_);
    at::Tensor outputs =
        forwardOf(module_, prefix_, path_, tokens_ ? inputs.to(at::kLong) : inputs);
    statistics.estimate(number);
    return outputs;
  }

 private:
  /// Moves tensors outside an arena (frozen parameters, other buffers) to the inputs' device.
  /// Tensors in an arena are already there.
  void prepare(const at::Tensor& inputs, bool training) {
    const MutexLock lock(preparing_);  // several threads may evaluate
    if (inputs.device() != device_) {
      device_ = inputs.device();
      module_.to(device_);
    }
    if (training == training_) return;
    if (!training) checkConstants();
    switchTo(training);
  }

  /// Called when training pauses for an evaluation.
  void checkConstants() const {
    if (kept_.empty()) return;
    const auto now = buffersOf(module_);
    for (const auto& [name, kept] : kept_) {
      for (const NamedTensor& buffer : now) {
        if (buffer.name != name || at::equal(buffer.tensor.cpu(), kept)) continue;
        throw InputError({path_,
                          "buffer " + name +
                              " changed during training and holds values that are not finite, so "
                              "it can be neither averaged nor skipped",
                          "buffers that are finite or constant"});
      }
    }
  }

  void switchTo(bool training) EMASCOPE_REQUIRES(preparing_) {
    training_ = training;
    module_.train(training);
    for (torch::jit::Module& part : still_) part.setattr("training", false);
  }

  Mutex preparing_;
  std::string path_;
  bool tokens_;
  torch::jit::Module module_;
  ScriptPrefix prefix_;
  std::vector<NamedTensor> parameters_ = {};
  std::vector<NamedTensor> constants_ = {};  ///< frozen parameters and constant buffers
  std::vector<NamedTensor> kept_ = {};       ///< constant buffers with the file's values
  std::vector<NamedTensor> buffers_ = {};
  std::vector<torch::jit::Module> still_ = {};  ///< have no trained parameters
  at::Device device_ EMASCOPE_GUARDED_BY(preparing_) = at::kCPU;
  bool training_ EMASCOPE_GUARDED_BY(preparing_) = true;
};

}  // namespace

std::unique_ptr<Network> makeScriptNetwork(const LoadedScript& script,
                                           const std::vector<std::string>& trained,
                                           const ScriptPrefix& prefix) {
  return std::make_unique<ScriptNetwork>(script, trained, prefix);
}

Result<std::vector<std::int64_t>> outputShape(const LoadedScript& script,
                                              const std::vector<std::int64_t>& input, bool tokens,
                                              const ScriptPrefix& prefix) {
  constexpr std::int64_t kSamples = 2;
  std::vector<std::int64_t> sizes = input;
  sizes.insert(sizes.begin(), kSamples);
  try {
    const at::NoGradGuard no_gradients;
    torch::jit::Module module = script.copy();
    module.eval();
    const at::Tensor output =
        forwardOf(module, prefix, script.path(), at::zeros(sizes, tokens ? at::kLong : at::kFloat));
    const std::string given = sizesText(output.sizes().vec());
    if (output.dim() == 0 || output.size(0) != kSamples) {
      return Error{script.path(), "forward returns " + given + " for 2 samples",
                   "one row per sample along the first dimension"};
    }
    if (!output.is_floating_point()) {
      return Error{script.path(), "forward does not return floating-point values",
                   "one floating-point tensor"};
    }
    return output.sizes().slice(1).vec();
  } catch (const InputError& error) {
    Error told = error.error();
    told.why += "; the samples have the shape " + sizesText(input);
    return told;
  }
}

}  // namespace emascope
