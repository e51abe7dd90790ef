// SPDX-License-Identifier: Apache-2.0
#include "core/models/network_model.h"

#include <gtest/gtest.h>

#include <ATen/ops/dropout.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// y = w x of two inputs, half of which are dropped in training.
class Halved final : public Network {
 public:
  [[nodiscard]] std::vector<NamedTensor> parameters() const override { return {{"w", weight_}}; }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {}; }
  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs, bool training) override {
    return at::linear(at::dropout(inputs, 0.5, training), weight_);
  }
  at::Tensor estimateBuffers(const at::Tensor& /*inputs*/, std::int64_t /*number*/) override {
    return {};
  }

 private:
  at::Tensor weight_ = at::ones({1, 2}).set_requires_grad(true);
};

Batch someBatch() { return {at::ones({64, 2}), at::zeros({64, 1})}; }

std::unique_ptr<Model> halved(std::uint64_t seed) {
  auto model = makeNetworkModel(std::make_unique<Halved>(), {Objective::Loss::kSquared}, seed);
  const at::Tensor weight = model->parameters()[0].tensor;
  weight.mutable_grad() = at::zeros_like(weight);
  return model;
}

TEST(NetworkModel, AddsTheGradientOfTheLossToWhatIsThere) {
  const auto model = halved(1);
  const at::Tensor weight = model->parameters()[0].tensor;
  const double loss = model->lossAndGradients(someBatch()).item<double>();
  const at::Tensor once = weight.grad().clone();
  // loss = mean (x1 + x2)^2, d loss / d w1 + d loss / d w2 = 2 mean (x1 + x2)^2
  EXPECT_NEAR(once.sum().item<double>(), 2.0 * loss, 1e-5);
  static_cast<void>(model->lossAndGradients(someBatch()));
  EXPECT_GT(weight.grad().sum().item<double>(), once.sum().item<double>());
}

TEST(NetworkModel, DropsBySeedAndPassWhateverElseIsDrawn) {
  const auto first = halved(3);
  const double loss = first->lossAndGradients(someBatch()).item<double>();
  const double second_loss = first->lossAndGradients(someBatch()).item<double>();
  const auto again = halved(3);
  at::manual_seed(99);
  static_cast<void>(at::rand({17}));
  EXPECT_EQ(again->lossAndGradients(someBatch()).item<double>(), loss);
  static_cast<void>(at::rand({17}));
  EXPECT_EQ(again->lossAndGradients(someBatch()).item<double>(), second_loss);
  EXPECT_NE(loss, second_loss);
  EXPECT_NE(halved(4)->lossAndGradients(someBatch()).item<double>(), loss);
}

TEST(NetworkModel, EvaluatesWithoutDroppingAndWritesNothing) {
  const c10::InferenceMode guard;
  const auto model = halved(1);
  const EvalSums sums = model->evaluate(someBatch());
  EXPECT_EQ(sums.loss.item<double>(), 64 * 4.0);
  EXPECT_EQ(sums.metric.item<double>(), 64 * 4.0);
}

}  // namespace
}  // namespace emascope
