// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_inspection.h"

#include "core/ema/type_name.h"
#include "core/script/script_reasons.h"
#include "core/script/script_trial.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/isfinite.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/python/update_graph_executor_opt.h>
#include <torch/csrc/jit/serialization/import.h>

namespace emascope {
namespace {

constexpr const char* kOneTensor = "one tensor";

void list(ScriptTensors& tensors, const std::string& name, const at::Tensor& tensor) {
  if (!tensor.defined()) return;
  ++tensors.tensors;
  tensors.values += tensor.numel();
  if (tensors.listed.size() == kMostListed) return;
  tensors.listed.push_back(
      {name, typeName(tensor.scalar_type()), tensor.sizes().vec(), tensor.requires_grad()});
}

std::string counted(std::size_t more) {
  return more == 0 ? "" : " (and " + std::to_string(more) + " more)";
}

std::vector<std::int64_t> ofOneSample(const at::Tensor& output) {
  return output.dim() == 0 ? std::vector<std::int64_t>{} : output.sizes().slice(1).vec();
}

class Inspection {
 public:
  Inspection(ScriptReport report, const std::function<void(const ScriptReport&)>& tell)
      : report_(std::move(report)), tell_(tell) {}

  void run(std::string bytes, const std::vector<std::int64_t>& shape) {
    try {
      if (load(std::move(bytes))) probePath(shape);
    } catch (const c10::Error& error) {
      problem("cannot be inspected: " + interpreterReason(error.what_without_backtrace()));
    } catch (const std::exception& error) {
      problem("cannot be inspected: " + interpreterReason(error.what()));
    }
    enter(ScriptReport::Stage::kDone);
  }

 private:
  void enter(ScriptReport::Stage stage) {
    report_.stage = stage;
    tell_(report_);
  }
  void problem(std::string why, std::string allowed = "") {
    report_.problems.push_back({"", std::move(why), std::move(allowed)});
  }
  void note(std::string text) { report_.notes.push_back(std::move(text)); }

  bool load(std::string bytes) {
    enter(ScriptReport::Stage::kLoading);
    try {
      std::istringstream stream(std::move(bytes));
      module_ = torch::jit::load(stream, at::kCPU);
      return true;
    } catch (const c10::Error& error) {
      report_.problems.push_back(loadingReason(error.what_without_backtrace()));
    } catch (const std::exception& error) {
      report_.problems.push_back(loadingReason(error.what()));
    }
    return false;
  }

  void probePath(const std::vector<std::int64_t>& shape) {
    listTensors();
    const bool trainable = judgeParameters();
    if (hasForward() && trainable) tryOut(shape);
  }

  void listTensors() {
    std::set<const c10::TensorImpl*> known;
    for (const auto& entry : module_.named_parameters()) {
      if (!known.insert(entry.value.unsafeGetTensorImpl()).second) continue;
      parameters_.emplace_back(entry.name, entry.value);
      list(report_.parameters, entry.name, entry.value);
    }
    for (const auto& entry : module_.named_buffers()) {
      list(report_.buffers, entry.name, entry.value);
    }
  }

  /// Returns false if further checks are pointless.
  bool judgeParameters() {
    std::vector<std::string> other;
    std::size_t trained = 0;
    const std::size_t all = parameters_.size();
    for (const auto& [name, tensor] : parameters_) {
      if (tensor.requires_grad()) ++trained;
      if (tensor.scalar_type() != at::kFloat) {
        other.push_back(name + " is " + typeName(tensor.scalar_type()));
      }
    }
    if (all == 0) {
      problem("has no parameters to train",
              "a module with parameters; torch.jit.freeze turns them into constants");
      return false;
    }
    if (!other.empty()) {
      problem("parameter " + other.front() + counted(other.size() - 1),
              "float32: call .float() on the module before it is scripted");
      return false;
    }
    if (trained == 0) {
      note("none of its " + std::to_string(all) +
           " parameters has requires_grad: only those that --unfreeze matches will train");
    } else if (trained < all) {
      note(std::to_string(all - trained) + " of its " + std::to_string(all) +
           " parameters are frozen: they have no requires_grad");
    }
    return true;
  }

  bool hasForward() {
    const auto forward = module_.find_method("forward");
    if (!forward) {
      problem("has no method forward", "a module whose forward takes one tensor and returns one");
      return false;
    }
    std::size_t required = 0;
    bool takes_tensor = false;
    const auto& all = forward->function().getSchema().arguments();
    const bool has_module = !all.empty();  // the first is the module itself, whatever its name
    for (const c10::Argument& argument : c10::ArrayRef(all).slice(has_module ? 1 : 0)) {
      report_.arguments.push_back(argument.name() + ": " + argument.type()->annotation_str());
      if (argument.default_value()) continue;
      if (++required == 1) takes_tensor = argument.type()->isSubtypeOf(*c10::TensorType::get());
    }
    if (required == 1 && takes_tensor) return true;
    problem(required == 1 ? "forward takes " + report_.arguments.front()
                          : "forward takes " + std::to_string(required) + " inputs",
            kOneTensor);
    return false;
  }

  void tryOut(const std::vector<std::int64_t>& shape) {
    enter(ScriptReport::Stage::kEvaluating);
    at::manual_seed(1);
    module_.eval();
    {
      const at::NoGradGuard no_gradients;
      if (!findInput(shape)) return;
      judgeOutput();
      judgeBatches();
    }
    enter(ScriptReport::Stage::kTraining);
    compareModes();
  }

  /// Finds the first input that forward accepts.
  bool findInput(const std::vector<std::int64_t>& shape) {
    const auto trials = trialInputs(module_, shape);
    std::string first_failure;
    for (const TrialInput& trial : trials) {
      TrialOutput tried = call(trial.samples(kSamples));
      if (tried.failure.empty()) {
        input_ = trial;
        report_.input_shape = trial.shape;
        report_.input_type = typeName(trial.type);
        report_.input_reason = trial.reason;
        if (tried.kind.empty()) {
          output_ = tried.tensor;
          return true;
        }
        problem("forward returns " + tried.kind, kOneTensor);
        return false;
      }
      if (first_failure.empty()) first_failure = std::move(tried.failure);
    }
    if (trials.empty()) {
      problem("the input shape cannot be deduced: no weight has two or more dimensions",
              "--input with the shape of one sample");
    } else if (shape.empty()) {
      problem("forward accepts none of the input shapes that its weights suggest; with " +
                  sizesText(trials.front().shape) + ": " + first_failure,
              "--input with the shape of one sample");
    } else {
      problem("forward fails with " + sizesText(shape) + ": " + first_failure,
              "the shape of one sample, without the batch");
    }
    return false;
  }

  void judgeOutput() {
    report_.output_type = typeName(output_.scalar_type());
    report_.output_shape = ofOneSample(output_);
    if (!output_.is_floating_point()) {
      problem("forward returns values of type " + report_.output_type, "floating-point values");
    }
    if (output_.dim() == 0 || output_.size(0) != kSamples) {
      problem("forward returns " + sizesText(output_.sizes().vec()) + " for " +
                  std::to_string(kSamples) + " samples",
              "one row per sample along the first dimension");
    } else if (!at::isfinite(output_).all().item<bool>()) {
      note("its output is not finite for the trial inputs");
    }
  }

  void judgeBatches() {
    const TrialOutput more = call(input_.samples(kSamples + 1));
    if (!more.failure.empty() || !more.tensor.defined()) {
      problem("forward accepts " + std::to_string(kSamples) + " samples but not " +
                  std::to_string(kSamples + 1) + ": " + more.failure,
              "any number of samples");
    }
    const TrialOutput again = call(input_.samples(kSamples));
    if (!again.tensor.defined() || !at::equal(again.tensor, output_)) {
      note(
          "its output changes between calls in evaluation mode: it draws random numbers or keeps "
          "state");
    }
  }

  [[nodiscard]] std::vector<at::Tensor> copiesOfBuffers() const {
    std::vector<at::Tensor> copies;
    for (const auto& entry : module_.named_buffers()) copies.push_back(entry.value.clone());
    return copies;
  }

  [[nodiscard]] bool buffersAre(const std::vector<at::Tensor>& copies) const {
    std::size_t index = 0;
    for (const auto& entry : module_.named_buffers()) {
      if (!at::equal(entry.value, copies[index++])) return false;
    }
    return true;
  }

  /// Whether it has buffers with PyTorch's names for running statistics, which training changes.
  [[nodiscard]] bool hasStatistics() const {
    for (const auto& entry : module_.named_buffers()) {
      if (entry.name.ends_with("running_mean") || entry.name.ends_with("running_var")) return true;
    }
    return false;
  }

  void compareModes() {
    const auto before = copiesOfBuffers();
    module_.train();
    const at::AutoGradMode with_gradients(true);
    const TrialOutput trained = call(input_.samples(kSamples));
    if (!trained.tensor.defined()) {
      problem("forward fails in training mode: " + trained.failure, "");
      return;
    }
    report_.modes_differ = !at::equal(trained.tensor, output_) || !buffersAre(before);
    if (!*report_.modes_differ && hasStatistics()) {
      note(
          "its running statistics do not change in training mode: torch.jit.trace records one "
          "mode, torch.jit.script keeps both");
    }
    judgeGradients(trained.tensor);
  }

  void judgeGradients(const at::Tensor& output) {
    const bool trains = std::any_of(parameters_.begin(), parameters_.end(),
                                    [](const auto& entry) { return entry.second.requires_grad(); });
    if (!trains) return;
    if (!output.requires_grad()) {
      problem("its output does not depend on any trained parameter", "");
      return;
    }
    ++report_.backward_calls;
    try {
      output.sum().backward();
    } catch (const std::exception& error) {
      problem("has no gradients: " + interpreterReason(error.what()), "");
      return;
    }
    std::vector<std::string> without;
    for (const auto& [name, tensor] : parameters_) {
      if (tensor.requires_grad() && !tensor.grad().defined()) without.push_back(name);
    }
    if (!without.empty()) {
      note("its output does not depend on " + without.front() + counted(without.size() - 1));
    }
  }

  TrialOutput call(const at::Tensor& input) {
    ++report_.forward_calls;
    return tryForward(module_, input);
  }

  static constexpr std::int64_t kSamples = 2;

  ScriptReport report_;
  const std::function<void(const ScriptReport&)>& tell_;
  torch::jit::Module module_;
  std::vector<std::pair<std::string, at::Tensor>> parameters_ = {};  ///< each tensor once
  TrialInput input_;
  at::Tensor output_;
};

}  // namespace

void inspectScript(std::string bytes, const std::vector<std::int64_t>& input_shape,
                   ScriptReport report, const std::function<void(const ScriptReport&)>& tell) {
  at::set_num_threads(1);
  torch::jit::setGraphExecutorOptimize(false);
  Inspection(std::move(report), tell).run(std::move(bytes), input_shape);
}

}  // namespace emascope
