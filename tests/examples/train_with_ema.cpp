// SPDX-License-Identifier: Apache-2.0
//
// A small network learns a noisy sine; beside it an average of its weights is kept, evaluated,
// saved and loaded again. Prints the loss of both on points without noise. Exit code 1 if the
// average is not better, which with noise like this it is.
#include <cstdio>
#include <emascope/ema.h>
#include <string>

#include <ATen/ops/rand.h>
#include <ATen/ops/randn_like.h>
#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/adam.h>
#include <torch/utils.h>

namespace {

using Points = std::pair<at::Tensor, at::Tensor>;

Points points(std::int64_t count, double noise) {
  const at::Tensor x = at::rand({count, 1}) * 6.0 - 3.0;
  const at::Tensor y = (2.0 * x).sin();
  return {x, y + noise * at::randn_like(y)};
}

double loss(torch::nn::SequentialImpl& model, const Points& data) {
  const torch::NoGradGuard no_grad;
  return (model.forward(data.first) - data.second).square().mean().item<double>();
}

}  // namespace

int main(int argc, char** argv) {
  torch::manual_seed(1);
  torch::nn::Sequential model(torch::nn::Linear(1, 32), torch::nn::Tanh(),
                              torch::nn::Linear(32, 32), torch::nn::Tanh(),
                              torch::nn::Linear(32, 1));
  // One rule here; several are kept in one pass over the weights.
  auto ema = emascope::orThrow(
      emascope::makeEma(model, {.rules = {{"inverse-power", {{"beta", 0.99}, {"power", 0.75}}}}}));

  emascope::PostStep<torch::optim::Adam> optimizer(model->parameters(),
                                                   torch::optim::AdamOptions(1e-2));
  ema.attach(optimizer);  // every step is followed by an update
  const Points validation = points(512, 0.0);
  for (int step = 1; step <= 1500; ++step) {
    const Points batch = points(16, 0.5);
    optimizer.zero_grad();
    (model->forward(batch.first) - batch.second).square().mean().backward();
    optimizer.step();
    // A live edit: longer memory toward the end.
    if (step == 1000) emascope::orThrow(ema.set({{"beta", 0.995}}));
    if (step % 500 == 0) {
      std::printf("step %4d  raw %.4f  averaged %.4f  decay %.4f\n", step, loss(*model, validation),
                  loss(*ema.averaged(), validation), ema.averages().lastAction().beta);
    }
  }

  // A second rule for the rest of the run, its choice by word; and the first in the model itself,
  // until the end of the scope.
  const std::size_t wide = emascope::orThrow(
      ema.add({"edm2", {{"class_name", "PowerFunctionEMA"}, {"std", 0.1}, {"batch_size", 16}}}));
  emascope::orThrow(ema.remove(wide));
  const double raw = loss(*model, validation);
  {
    const auto applied = emascope::orThrow(ema.apply(model));
    if (loss(*model, validation) != loss(*ema.averaged(), validation)) return 1;
  }
  if (loss(*model, validation) != raw) return 1;

  const std::string file = argc > 1 ? argv[1] : "average.safetensors";
  emascope::orThrow(ema.save(file));
  auto again = emascope::orThrow(
      emascope::makeEma(model, {.rules = {{"inverse-power", {{"beta", 0.99}, {"power", 0.75}}}}}));
  const auto loaded = emascope::orThrow(again.load(file, emascope::Prefer::kFile));
  for (const std::string& difference : loaded.differences)
    std::printf("%s; the file's is in force\n", difference.c_str());
  const double averaged = loss(*again.averaged(), validation);
  return averaged < loss(*model, validation) && averaged == loss(*ema.averaged(), validation) ? 0
                                                                                              : 1;
}
