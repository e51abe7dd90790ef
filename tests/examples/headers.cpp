// SPDX-License-Identifier: Apache-2.0
//
// The lines that the installed headers show in their comments, as a program: a test compares them
// word for word. Exit code 1 if the raw values are not back after an evaluation of the averages.
#include <emascope/ema.h>
#include <emascope/shadow.h>
#include <optional>

#include <ATen/ops/ones.h>
#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>
#include <torch/optim/adam.h>

namespace {

struct NetImpl : torch::nn::Cloneable<NetImpl> {
  NetImpl() { reset(); }
  void reset() override { weight = register_parameter("weight", at::ones({2, 4})); }
  at::Tensor forward(const at::Tensor& x) { return x.matmul(weight.t()); }
  at::Tensor weight;
};
TORCH_MODULE(Net);

double evaluate(const at::Tensor& weights) { return weights.abs().sum().item<double>(); }

// ema.h and post_step.h
bool modules() {
  const at::Tensor x = at::ones({8, 4});
  Net net;  // TORCH_MODULE
  const emascope::EmaRule rule{"ema-pytorch", {{"beta", 0.999}}};
  auto ema = emascope::orThrow(emascope::makeEma(net, {.rules = {rule}}));

  const torch::optim::AdamOptions options(1e-3);
  emascope::PostStep<torch::optim::Adam> adam(net->parameters(), options);
  ema.attach(adam);
  net->forward(x).square().mean().backward();
  adam.step();

  torch::optim::Adam optimizer(net->parameters(), options);
  optimizer.step();
  emascope::orThrow(ema.update());
  ema.averaged()->forward(x);

  const double raw = evaluate(net->weight);
  {
    const auto averaged = emascope::orThrow(ema.apply());
    evaluate(net->weight);
  }  // raw again
  return ema.averages().calls() == 2 && evaluate(net->weight) == raw;
}

// shadow.h
bool tensors() {
  at::Tensor w = at::ones({3});
  auto shadow = emascope::orThrow(emascope::Shadow::make({"constant", {{"beta", 0.99}}}));
  emascope::orThrow(shadow.registerTensor("w", w));
  w += 1.0;
  emascope::orThrow(shadow.update());
  {
    const auto averaged = emascope::orThrow(shadow.apply());
    evaluate(w);
  }  // raw again
  return evaluate(w) == 6.0;
}

// param_settings.h
bool values() {
  const emascope::ParamSettings settings = {
      {"class_name", "TraditionalEMA"}, {"halflife_Mimg", std::nullopt}, {"batch_size", 64}};
  return emascope::resolveRule({"edm2", settings}, {}, "rule").ok();
}

}  // namespace

int main() { return modules() && tensors() && values() ? 0 : 1; }
