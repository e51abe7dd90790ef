// SPDX-License-Identifier: Apache-2.0
//
// Mixed precision: near float32 and not the same, in the forward passes of training alone.
#include "core/models/network_model.h"
#include "tests/core/models/support/preset_run.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// Bfloat16 keeps 8 bits: a product is off by at most 1/256, some of them in a row by a few times
/// that.
constexpr double kBfloat16 = 4.0 / 256.0;

Batch some(const ModelEntry& entry) {
  const TaskData data = entry.data(1);
  return {data.train.inputs.narrow(0, 0, 32), data.train.targets.narrow(0, 0, 32)};
}

/// The gradients of one pass, as one vector.
at::Tensor gradientsOf(Model& model, const Batch& batch) {
  std::vector<at::Tensor> all;
  for (const auto& [name, tensor] : model.parameters()) {
    tensor.mutable_grad() = at::zeros_like(tensor);
  }
  static_cast<void>(model.lossAndGradients(batch));
  for (const auto& [name, tensor] : model.parameters()) {
    EXPECT_EQ(tensor.scalar_type(), at::kFloat) << name;
    EXPECT_EQ(tensor.grad().scalar_type(), at::kFloat) << name;
    all.push_back(tensor.grad().flatten());
  }
  return at::cat(all);
}

class Networks : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(MixedPrecision, Networks,
                         testing::Values("curve", "characters", "transfer"),
                         [](const auto& each) { return std::string(each.param); });

TEST_P(Networks, HaveGradientsNearThoseOfFloat32) {
  at::set_num_threads(1);
  const ModelEntry& entry = models().at(GetParam());
  ASSERT_TRUE(entry.bfloat16);
  const Batch batch = some(entry);
  const auto full = entry.make(1);
  const auto mixed = entry.make(1);
  ASSERT_TRUE(mixed->trainInBfloat16());
  const at::Tensor expected = gradientsOf(*full, batch);
  const at::Tensor found = gradientsOf(*mixed, batch);
  const double distance = (found - expected).norm().item<double>();
  EXPECT_GT(distance, 0.0);
  EXPECT_LT(distance, kBfloat16 * 4.0 * expected.norm().item<double>());
  EXPECT_FALSE(at::autocast::is_autocast_enabled(at::kCPU));
}

TEST_P(Networks, AreEvaluatedInFloat32) {
  const ModelEntry& entry = models().at(GetParam());
  const Batch batch = some(entry);
  const auto full = entry.make(1);
  const auto mixed = entry.make(1);
  ASSERT_TRUE(mixed->trainInBfloat16());
  const c10::InferenceMode guard;
  EXPECT_EQ(mixed->evaluate(batch).loss.item<double>(), full->evaluate(batch).loss.item<double>());
}

class Failing final : public Network {
 public:
  [[nodiscard]] std::vector<NamedTensor> parameters() const override { return {{"w", weight_}}; }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {}; }
  [[nodiscard]] at::Tensor forward(const at::Tensor& /*inputs*/, bool /*training*/) override {
    EXPECT_TRUE(at::autocast::is_autocast_enabled(at::kCPU));
    throw std::runtime_error("no memory");
  }
  at::Tensor estimateBuffers(const at::Tensor& /*inputs*/, std::int64_t /*number*/) override {
    return {};
  }

 private:
  at::Tensor weight_ = at::ones({1, 2}).set_requires_grad(true);
};

TEST(MixedPrecision, IsOverWhenAPassFails) {
  const auto model = makeNetworkModel(std::make_unique<Failing>(), {Objective::Loss::kSquared}, 1);
  ASSERT_TRUE(model->trainInBfloat16());
  EXPECT_THROW(static_cast<void>(model->lossAndGradients({at::ones({4, 2}), at::zeros({4, 1})})),
               std::runtime_error);
  EXPECT_FALSE(at::autocast::is_autocast_enabled(at::kCPU));
}

TEST(MixedPrecision, IsNotForModelsWithLoopsOfTheirOwn) {
  for (const char* id : {"two-spirals", "digits", "quadratic-bowl", "noisy-signal"}) {
    EXPECT_FALSE(models().at(id).bfloat16) << id;
    EXPECT_FALSE(models().at(id).make(1)->trainInBfloat16()) << id;
  }
}

TEST(MixedPrecision, OfAWholeRunLearnsAsFloat32Does) {
  const Comparison mixed =
      compare(runPreset("curve", 1, {.precision = kMixedPrecision}), "raw", 2000, 1'000'000);
  const Comparison full = compare(runPreset("curve", 1), "raw", 2000, 1'000'000);
  EXPECT_NE(mixed.loss, full.loss);
  EXPECT_NEAR(mixed.loss, full.loss, 0.25 * full.loss);
}

}  // namespace
}  // namespace emascope
