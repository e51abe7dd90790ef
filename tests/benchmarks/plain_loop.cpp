// SPDX-License-Identifier: Apache-2.0
//
// The two-spirals run as one would write it with LibTorch's own parts: torch::nn modules, autograd,
// torch::optim::Adam tensor by tensor, one average by lerp_ tensor by tensor, raw and average
// evaluated every 25 steps. What the engine's arena, fused optimizer and evaluation are compared
// to.
//
//   plain_loop STEPS     prints {"steps_per_second": …}
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <numbers>

#include <ATen/Parallel.h>
#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/adam.h>
#include <torch/utils.h>

namespace {

constexpr std::int64_t kBatch = 16;
constexpr std::int64_t kEvalEvery = 25;
constexpr std::int64_t kWarmup = 100;

struct Data {
  torch::Tensor x, y;
};

Data spirals(std::int64_t n, double flip) {
  const auto u = torch::rand({n});
  const auto label = (torch::rand({n}) < 0.5).to(torch::kFloat);
  const auto angle = 3.0 * std::numbers::pi * u + std::numbers::pi * label;
  const auto noise = 0.08 * (2.0 * torch::rand({n, 2}) - 1.0);
  const auto x = 4.0 * (torch::stack({u * torch::sin(angle), u * torch::cos(angle)}, 1) + noise);
  return {x, torch::where(torch::rand({n}) < flip, 1.0 - label, label)};
}

torch::nn::Sequential network() {
  return torch::nn::Sequential(torch::nn::Linear(2, 32), torch::nn::Tanh(),
                               torch::nn::Linear(32, 32), torch::nn::Tanh(),
                               torch::nn::Linear(32, 1));
}

torch::Tensor loss(torch::nn::Sequential& net, const torch::Tensor& x, const torch::Tensor& y) {
  return torch::nn::functional::binary_cross_entropy_with_logits(net->forward(x).squeeze(1), y);
}

void average(torch::nn::Sequential& ema, torch::nn::Sequential& net, std::int64_t step) {
  const torch::NoGradGuard guard;
  const double age = static_cast<double>(step - 1 - kWarmup);
  const double beta = age <= 0.0 ? 0.0 : std::min(0.995, 1.0 - std::pow(1.0 + age, -2.0 / 3.0));
  auto averaged = ema->parameters();
  const auto raw = net->parameters();
  for (std::size_t i = 0; i < raw.size(); ++i) averaged[i].lerp_(raw[i], 1.0 - beta);
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t steps = argc > 1 ? std::atoll(argv[1]) : 5000;
  at::set_num_threads(1);
  torch::manual_seed(1);
  const Data train = spirals(4000, 0.05);
  const Data validation = spirals(2000, 0.0);
  auto net = network();
  auto ema = network();
  torch::optim::Adam adam(net->parameters(), torch::optim::AdamOptions(0.02));
  double seen = 0.0;
  const auto start = std::chrono::steady_clock::now();
  for (std::int64_t step = 1; step <= steps; ++step) {
    const auto rows = torch::randint(0, 4000, {kBatch}, torch::kLong);
    adam.zero_grad();
    loss(net, train.x.index_select(0, rows), train.y.index_select(0, rows)).backward();
    adam.step();
    average(ema, net, step);
    if (step % kEvalEvery != 0) continue;
    const torch::NoGradGuard guard;
    seen += loss(net, validation.x, validation.y).item<double>();
    seen += loss(ema, validation.x, validation.y).item<double>();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!std::isfinite(seen)) return 1;
  std::cout << "{\"steps_per_second\": " << static_cast<double>(steps) / took.count() << "}\n";
  return 0;
}
