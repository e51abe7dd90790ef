// SPDX-License-Identifier: Apache-2.0
//
// The step hook that LibTorch's C++ optimizers lack: a subclass of any optimizer that calls
// functions after each step. Learning-rate schedulers and serialization work as with the optimizer
// itself.
//
//     const torch::optim::AdamOptions options(1e-3);
//     emascope::PostStep<torch::optim::Adam> adam(net->parameters(), options);
//     ema.attach(adam);
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// `Optimizer` with functions that are called after each step. Not thread-safe.
template <typename Optimizer>
class PostStep : public Optimizer {
 public:
  /// Takes the arguments of Optimizer's constructor: parameters or parameter groups, and options.
  template <typename Weights, typename... Rest>
  explicit PostStep(const std::vector<Weights>& weights, Rest&&... rest)
      : Optimizer(weights, std::forward<Rest>(rest)...) {}

  /// Registers a function to call after each step, in order of registration. An exception it throws
  /// propagates out of step(); the optimizer's step has been made by then.
  void afterStep(std::function<void()> hook) { hooks_.push_back(std::move(hook)); }

  /// Optimizer::step(), then the functions. Returns the loss of `closure`.
  at::Tensor step(typename Optimizer::LossClosure closure = nullptr) override {
    at::Tensor loss = Optimizer::step(std::move(closure));
    for (const auto& hook : hooks_) hook();
    return loss;
  }

 private:
  std::vector<std::function<void()>> hooks_;
};

}  // namespace emascope
