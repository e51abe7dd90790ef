// SPDX-License-Identifier: Apache-2.0
//
// One step of the flat optimizers against torch::optim's on separate tensors, one thread, turn by
// turn; the median of the rounds' ratios of processor time counts. Prints figures as JSON.
//
//   bench_optimizing [ROUNDS]
#include "core/ema/averager.h"
#include "core/train/optimizer.h"
#include "tests/benchmarks/timing.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <ATen/Parallel.h>
#include <ATen/ops/rand.h>
#include <c10/core/InferenceMode.h>
#include <torch/optim/adam.h>
#include <torch/optim/rmsprop.h>

namespace emascope {
namespace {

using Kind = OptimizerSettings::Kind;

struct Layout {
  const char* name;
  std::int64_t tensors;
  std::int64_t floats;
  double required;  ///< of Adam
};
constexpr Layout kLayouts[] = {{"62x2k", 62, 2000, 8.0}, {"62x188k", 62, 188000, 3.0}};

std::unique_ptr<torch::optim::Optimizer> perTensor(Kind kind, const Layout& layout) {
  std::vector<at::Tensor> weights;
  for (std::int64_t i = 0; i < layout.tensors; ++i) {
    weights.push_back(at::rand({layout.floats}));
    weights.back().set_requires_grad(true);
    weights.back().mutable_grad() = at::rand({layout.floats});
  }
  if (kind == Kind::kAdam) {
    return std::make_unique<torch::optim::Adam>(weights, torch::optim::AdamOptions(1e-3));
  }
  return std::make_unique<torch::optim::RMSprop>(weights, torch::optim::RMSpropOptions(1e-3));
}

FlatOptimizer flat(const OptimizerSettings& settings, const Layout& layout) {
  const std::int64_t count = layout.tensors * layout.floats;
  const auto array = [count](bool wanted) {
    return wanted ? flatFloats(count, at::kCPU) : at::Tensor();
  };
  const int moments = momentsOf(settings);
  FlatOptimizer::Arrays arrays{array(true), array(true), array(moments > 0), array(moments > 1)};
  arrays.weights.copy_(at::rand({count}));
  arrays.gradients.copy_(at::rand({count}));
  return {settings, std::move(arrays)};
}

nlohmann::json figure(const Layout& layout, Kind kind, int rounds) {
  const MethodInfo& info = optimizers()[static_cast<std::size_t>(kind)];
  FlatOptimizer ours = flat(optimizerOf({info.id, {}}, 1e-3), layout);
  const auto theirs = perTensor(kind, layout);
  std::vector<double> ratios;
  std::vector<double> us;
  for (int round = 0; round < rounds; ++round) {
    const double taken = secondsOf([&ours] {
      const c10::InferenceMode guard;
      ours.step();
    });
    ratios.push_back(secondsOf([&theirs] { theirs->step(); }) / taken);
    us.push_back(taken * 1e6);
  }
  return {{"name", std::string(layout.name) + ": torch::optim::" + info.label},
          {"value", median(ratios)},
          {"sense", ">="},
          {"required", kind == Kind::kAdam ? nlohmann::json(layout.required) : nlohmann::json()},
          {"us", median(us)}};
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  at::set_num_threads(1);
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
  auto figures = nlohmann::json::array();
  for (const emascope::Layout& layout : emascope::kLayouts) {
    for (const auto kind : {emascope::Kind::kAdam, emascope::Kind::kRmsprop}) {
      figures.push_back(emascope::figure(layout, kind, rounds));
    }
  }
  std::cout << figures.dump(1) << '\n';
  return std::cout ? 0 : 4;
}
