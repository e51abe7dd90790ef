// SPDX-License-Identifier: Apache-2.0
//
// Ema of a module with a mask of -infinity among its buffers, as causal attention has: it is in no
// average, no reason to skip an update, and where it was in every copy.
#include "core/base/or_throw.h"
#include "core/ema/ema.h"
#include "tests/support/temporary_folder.h"

#include <limits>

#include <gmock/gmock.h>

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/triu.h>
#include <torch/nn/cloneable.h>

namespace emascope {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct CausalModule : torch::nn::Cloneable<CausalModule> {
  CausalModule() { reset(); }
  void reset() override {
    weight = register_parameter("weight", at::full({2}, 1.0));
    mask = register_buffer("mask", at::full({3, 3}, -kInfinity).triu(1));
    mean = register_buffer("mean", at::full({2}, 1.0));
  }
  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs) const {
    return at::matmul(at::softmax(mask, 1), inputs) * weight + mean;
  }
  void moveTo(double value) {
    const at::NoGradGuard no_gradients;
    weight.fill_(value);
    mean.fill_(value);
  }
  at::Tensor weight;
  at::Tensor mask;
  at::Tensor mean;
};

/// After the values 1 (copied), 2 and 3 with beta = 0.5: 2.25 in weight and mean.
Ema<CausalModule> averagedEma(const std::shared_ptr<CausalModule>& net) {
  auto ema = orThrow(makeEma(net, {.rules = {{"constant", {{"beta", 0.5}}}}}));
  for (const double value : {1.0, 2.0, 3.0}) {
    net->moveTo(value);
    EXPECT_TRUE(orThrow(ema.update()).averaged);
  }
  return ema;
}

void expectAverage(const CausalModule& module, const at::Tensor& mask) {
  EXPECT_TRUE(at::equal(module.weight, at::full({2}, 2.25)));
  EXPECT_TRUE(at::equal(module.mean, at::full({2}, 2.25)));
  EXPECT_TRUE(at::equal(module.mask, mask));
  EXPECT_TRUE(at::equal(module.forward(at::ones({3, 2})), at::full({3, 2}, 4.5)));
}

TEST(EmaConstantBuffers, StayWhileTheRestIsAveraged) {
  const auto net = std::make_shared<CausalModule>();
  const at::Tensor mask = net->mask.clone();
  auto ema = averagedEma(net);
  expectAverage(*ema.averaged(), mask);
  {
    const auto applied = orThrow(ema.apply(net));
    expectAverage(*net, mask);
  }
  EXPECT_TRUE(at::equal(net->weight, at::full({2}, 3.0)));
  EXPECT_TRUE(at::equal(net->mask, mask));
  orThrow(ema.copyToOnline());
  expectAverage(*net, mask);
}

TEST(EmaConstantBuffers, AreThereAfterForksSavingAndLoading) {
  const TemporaryFolder folder;
  const auto net = std::make_shared<CausalModule>();
  const at::Tensor mask = net->mask.clone();
  auto ema = averagedEma(net);
  expectAverage(*ema.averaged(orThrow(ema.fork())), mask);
  orThrow(ema.save(folder / "ema.safetensors"));
  const auto other = std::make_shared<CausalModule>();
  auto loaded = orThrow(makeEma(other, {.rules = {{"constant", {{"beta", 0.5}}}}}));
  static_cast<void>(orThrow(loaded.load(folder / "ema.safetensors", Prefer::kFile)));
  expectAverage(*loaded.averaged(), mask);
}

}  // namespace
}  // namespace emascope
