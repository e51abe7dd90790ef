// SPDX-License-Identifier: Apache-2.0
//
// The step hook that LibTorch's C++ optimizers have not: an optimizer of any class that does
// something after each of its steps, and is otherwise that optimizer, for learning-rate schedulers
// and for serialization too.
//
//   emascope::PostStep<torch::optim::Adam> adam(net->parameters(),
//   torch::optim::AdamOptions(1e-3)); ema.attach(adam);
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

template <typename Optimizer>
class PostStep : public Optimizer {
 public:
  /// As `Optimizer` is made from weights or groups of them, and its options.
  template <typename Weights, typename... Rest>
  explicit PostStep(const std::vector<Weights>& weights, Rest&&... rest)
      : Optimizer(weights, std::forward<Rest>(rest)...) {}

  /// Called after each step from now on, in the order given; what it throws leaves step(), and the
  /// optimizer has made its step then.
  void afterStep(std::function<void()> hook) { hooks_.push_back(std::move(hook)); }

  at::Tensor step(typename Optimizer::LossClosure closure = nullptr) override {
    at::Tensor loss = Optimizer::step(std::move(closure));
    for (const auto& hook : hooks_) hook();
    return loss;
  }

 private:
  std::vector<std::function<void()>> hooks_;
};

}  // namespace emascope
