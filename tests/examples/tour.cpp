// SPDX-License-Identifier: Apache-2.0
//
// The lines that README.md and docs/library.md show, as a program: a test compares them word for
// word. Exit code 1 if the raw weights are not back after an evaluation of the average.
#include <emascope/ema.h>
#include <optional>
#include <utility>

#include <ATen/ops/rand.h>
#include <ATen/ops/zeros.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

namespace {

double evaluate(torch::nn::Linear& net) {
  const torch::NoGradGuard no_grad;
  return net->weight.abs().sum().item<double>();
}

}  // namespace

int main() {
  torch::nn::Linear net(4, 2);
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(0.1));
  const at::Tensor x = at::rand({8, 4});
  net->forward(x).square().mean().backward();

  // clang-format off
  auto ema = emascope::orThrow(
      emascope::makeEma(net, {.rules = {{"ema-pytorch", {{"beta", 0.999}}}}}));
  // After each step:
  optimizer.step();
  emascope::orThrow(ema.update());
  ema.averaged()->forward(x);  // a copy in eval mode, always in step with the average
  emascope::orThrow(ema.set({{"beta", 0.9999}}));

  const double raw = evaluate(net);
  {
    const auto averaged = emascope::orThrow(ema.apply(net));  // the average in net itself
    evaluate(net);
  }  // raw again, bit by bit, also after an exception
  if (evaluate(net) != raw) return 1;

  // Rules by name, choices by word, Python's None as std::nullopt.
  const auto edm = emascope::orThrow(
      ema.add({"edm2", {{"class_name", "TraditionalEMA"}, {"halflife_Mimg", 5}}}));
  emascope::orThrow(ema.fork(edm));
  emascope::orThrow(ema.remove(0));
  emascope::orThrow(ema.to(torch::kCPU, torch::kBFloat16));  // model, averages and copies
  // clang-format on
  return 0;
}
