// SPDX-License-Identifier: Apache-2.0
//
// How a run steps its weights: the rate in force at each step, clipping, accumulation, live knobs.
#include "core/ema/averager.h"
#include "core/train/gradient_pass.h"
#include "core/train/trainer.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

RunConfig configOf(TrainingSpec training) {
  RunConfig config = toyConfig();
  config.training = std::move(training);
  return config;
}

std::vector<float> weightsAfter(const RunConfig& config, int steps,
                                const ModelEntry& model = toyModel()) {
  const ToyWorld world;
  Trainer trainer(model, toyPlan(config));
  for (int i = 0; i < steps; ++i) trainer.step();
  std::vector<float> all = ToyWorld::floatsOf(0);
  all.resize(4);  // without the running mean
  return all;
}

TEST(Training, HasItsSchedulesRateAtEachStep) {
  const ToyWorld world;
  Trainer trainer(toyModel(),
                  toyPlan(configOf({.lr_schedule = MethodSpec{"linear", {{"warmup", 3.0}}}})));
  for (std::int64_t step = 1; step <= 40; ++step) {
    const double factor = LearningRate({"linear", {{"warmup", 3.0}}}).factor(step, 40);
    EXPECT_DOUBLE_EQ(trainer.step().rate, 0.1 * factor) << step;
  }
}

TEST(Training, KeepsItsScheduleWhenTheRateIsChanged) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(configOf({.lr_schedule = MethodSpec{"linear", {}}})));
  for (int i = 0; i < 20; ++i) trainer.step();
  const std::vector<command::SetParams> edits = {{1, "", {{"lr", 0.4}}, {}}};
  static_cast<void>(trainer.apply(edits));
  EXPECT_DOUBLE_EQ(trainer.step().rate, 0.4 * 0.5);
}

TEST(Training, WithAScheduleMovesByIt) {
  RunConfig falling = configOf(
      {.optimizer = MethodSpec{"sgd", {}}, .lr_schedule = MethodSpec{"step", {{"every", 1.0}}}});
  RunConfig low = configOf({.optimizer = MethodSpec{"sgd", {}}});
  low.lr = 0.1;
  const auto before = weightsAfter(falling, 0);
  EXPECT_EQ(weightsAfter(falling, 1), weightsAfter(low, 1));
  EXPECT_NE(weightsAfter(falling, 1), before);
  EXPECT_NE(weightsAfter(falling, 2), weightsAfter(low, 2));
}

TEST(Training, TakesANewWeightDecayLive) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  trainer.step();
  const std::vector<command::SetParams> edits = {{1, "", {{"weight_decay", 900.0}}, {}}};
  const auto answers = trainer.apply(edits);
  EXPECT_EQ(std::get<event::Applied>(answers.at(0)).old_values.at("weight_decay"), 0.001);
  const auto before = ToyWorld::floatsOf(0);
  trainer.step();
  EXPECT_NEAR(ToyWorld::floatsOf(0)[2] / before[2], 1.0 - 0.1 * 900.0, 5.0);
}

TEST(Training, WithEachOptimizerLearnsTheToy) {
  for (const MethodInfo& info : optimizers()) {
    const ToyWorld world;
    RunConfig config = configOf({.optimizer = MethodSpec{info.id, {}}});
    config.lr = 0.02;
    config.steps = 300;
    Trainer trainer(toyModel(), toyPlan(config));
    trainer.step();
    const double first = trainer.evaluate().raw.loss;
    for (int i = 0; i < 299; ++i) trainer.step();
    EXPECT_LT(trainer.evaluate().raw.loss, 0.5 * first) << info.id;
  }
}

TEST(Training, WithTheSameSeedRepeats) {
  const RunConfig config = configOf({.optimizer = MethodSpec{"lion", {{"weight_decay", 0.1}}},
                                     .lr_schedule = MethodSpec{"one-cycle", {}},
                                     .accumulate = 3,
                                     .clip_norm = 0.5});
  EXPECT_EQ(weightsAfter(config, 30), weightsAfter(config, 30));
}

/// The samples in their order, round and round.
class InOrder final : public BatchSource {
 public:
  InOrder(Batch samples, std::int64_t size) : samples_(std::move(samples)), size_(size) {}
  [[nodiscard]] const Batch& draw(std::int64_t step) override {
    const std::int64_t from = (step - 1) * size_ % samples_.inputs.size(0);
    drawn_ = {samples_.inputs.narrow(0, from, size_), samples_.targets.narrow(0, from, size_)};
    return drawn_;
  }

 private:
  Batch samples_;
  Batch drawn_;
  std::int64_t size_;
};

ModelEntry inOrder() {
  ModelEntry entry = toyModel();
  entry.data = [](std::uint64_t seed) {
    TaskData data = toyModel().data(seed);
    data.batches = [train = data.train](const BatchRequest& wanted) {
      return std::make_unique<InOrder>(train, wanted.size);
    };
    return data;
  };
  return entry;
}

TEST(Training, AccumulatesWhatALargerBatchGives) {
  const ModelEntry model = inOrder();
  const auto whole = weightsAfter(configOf({.batch = 20}), 25, model);
  const auto parts = weightsAfter(configOf({.batch = 5, .accumulate = 4}), 25, model);
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_NEAR(parts[i], whole[i], 2e-6) << i;
  const auto alone = weightsAfter(configOf({.batch = 5}), 25, model);
  EXPECT_GT(std::abs(alone[0] - whole[0]), 1e-4);
}

TEST(Training, AveragesOnceForEachAccumulatedStep) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(configOf({.accumulate = 4})));
  for (int i = 0; i < 5; ++i) trainer.step();
  EXPECT_EQ(trainer.trackCalls(), (std::vector<std::int64_t>{5, 5}));
  EXPECT_EQ(ToyWorld::counterOf(0), 20);
}

/// Takes as long as it is told.
class Slow final : public BatchSource {
 public:
  explicit Slow(Batch samples) : samples_(std::move(samples)) {}
  [[nodiscard]] const Batch& draw(std::int64_t /*step*/) override {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
    while (std::chrono::steady_clock::now() < end) {
    }
    return samples_;
  }

 private:
  Batch samples_;
};

TEST(Training, TellsTheTimeForDataFromTheRest) {
  const ToyWorld world;
  ModelEntry entry = toyModel();
  entry.data = [](std::uint64_t seed) {
    TaskData data = toyModel().data(seed);
    data.batches = [train = data.train](const BatchRequest&) {
      return std::make_unique<Slow>(train);
    };
    return data;
  };
  Trainer trainer(entry, toyPlan(configOf({.accumulate = 3})));
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 2; ++i) trainer.step();
  const auto all = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(trainer.busy().data, std::chrono::milliseconds(12));
  EXPECT_GT(trainer.busy().train.count(), 0);
  EXPECT_LE(trainer.busy().data + trainer.busy().train + trainer.busy().average, all);
}

TEST(Training, ReportsTheMeanLossOfAnAccumulatedStep) {
  std::vector<float> losses;
  const ToyWorld world({.after_pass = [&](const ToyPass& pass) { losses.push_back(pass.loss); }});
  Trainer trainer(toyModel(), toyPlan(configOf({.accumulate = 3})));
  trainer.step();
  ASSERT_EQ(losses.size(), 3U);
  EXPECT_NEAR(trainer.evaluate().train_loss, (losses[0] + losses[1] + losses[2]) / 3.0, 1e-6);
}

/// What torch.nn.utils.clip_grad_norm_ 2.15 made of {3, -4, 12}: the share is most / (13 + 1e-6).
TEST(Clipping, ByNormIsAsPyTorchs) {
  at::Tensor gradients = at::tensor({3.0F, -4.0F, 12.0F});
  clipNorm(gradients, 2.0);
  const double share = 2.0 / (13.0 + 1e-6);
  EXPECT_NEAR(gradients[0].item<float>(), 3.0 * share, 1e-7);
  EXPECT_NEAR(gradients[1].item<float>(), -4.0 * share, 1e-7);
  EXPECT_NEAR(gradients[2].item<float>(), 12.0 * share, 3e-7);
}

TEST(Clipping, LeavesAShortGradientAlone) {
  at::Tensor gradients = at::tensor({3.0F, -4.0F, 12.0F});
  clipNorm(gradients, 13.5);
  EXPECT_TRUE(gradients.equal(at::tensor({3.0F, -4.0F, 12.0F})));
}

TEST(Clipping, ByValueCutsEachPart) {
  at::Tensor gradients = at::tensor({3.0F, -4.0F, 0.5F});
  clipValues(gradients, 1.0);
  EXPECT_TRUE(gradients.equal(at::tensor({1.0F, -1.0F, 0.5F})));
}

TEST(Clipping, ByValueComesBeforeThatByNorm) {
  const ToyWorld world({.after_pass = [](const ToyPass& pass) {
    std::ranges::copy(std::array{3.0F, -4.0F, 12.0F}, pass.weight_gradients.begin());
  }});
  const auto model = toyModel().make(1);
  ModelState state(*model, 0, at::kCPU);
  InOrder batches({at::zeros({1, 3}), at::zeros({1})}, 1);  // no error, so none from the bias
  static_cast<void>(gradientOf(*model, batches, state, 1, {.clip_norm = 2.0, .clip_value = 5.0}));
  const at::Tensor gradient = model->parameters().front().tensor.grad();
  const std::array by_value = {3.0, -4.0, 5.0};
  const double share = 2.0 / (std::sqrt(50.0) + 1e-6);
  for (std::size_t i = 0; i < by_value.size(); ++i) {
    EXPECT_NEAR(gradient[static_cast<std::int64_t>(i)].item<float>(), by_value[i] * share, 1e-6);
  }
}

TEST(Clipping, DoesNotHideAGradientThatIsNotFinite) {
  for (const bool by_norm : {true, false}) {
    const ToyWorld world({.after_pass = [](const ToyPass& pass) {
      if (pass.number == 2) pass.weight_gradients[0] = std::numeric_limits<float>::infinity();
    }});
    const TrainingSpec clipped =
        by_norm ? TrainingSpec{.clip_norm = 1.0} : TrainingSpec{.clip_value = 1.0};
    Trainer trainer(toyModel(), toyPlan(configOf(clipped)));
    EXPECT_EQ(trainer.step().not_finite, "");
    EXPECT_EQ(trainer.step().not_finite, "gradient") << by_norm;
  }
}

TEST(Clipping, OfARunShortensItsSteps) {
  TrainingSpec spec = {.optimizer = MethodSpec{"sgd", {}}};
  const auto begin = weightsAfter(configOf(spec), 0);
  spec.clip_norm = 0.01;
  const auto clipped = weightsAfter(configOf(spec), 1);
  double squares = 0.0;
  for (std::size_t i = 0; i < begin.size(); ++i) {
    squares += std::pow(static_cast<double>(clipped[i]) - static_cast<double>(begin[i]), 2);
  }
  EXPECT_NEAR(std::sqrt(squares), 0.1 * 0.01, 1e-6);
}

}  // namespace
}  // namespace emascope
