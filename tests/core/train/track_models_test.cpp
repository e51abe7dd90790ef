// SPDX-License-Identifier: Apache-2.0
//
// The models that are evaluated: whose buffers they have, and from which batches.
#include "core/train/resident_batches.h"
#include "core/train/trainer.h"
#include "tests/core/train/steps.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <gtest/gtest.h>

#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

constexpr std::size_t kMean = 4;  ///< of ToyWorld::floatsOf(): where the running mean begins

RunConfig withPolicies() {
  RunConfig config = toyConfig();
  config.tracks = {
      {.label = "a", .params = {{"buffers", 2.0}, {"buffer_batches", 3.0}}},
      {.label = "b", .schedule = "constant", .params = {{"buffers", 2.0}, {"buffer_batches", 3.0}}},
      {.label = "c", .params = {{"buffers", 2.0}, {"buffer_batches", 5.0}}},
      {.label = "averaged"}};
  return config;
}

std::vector<float> meansOf(std::size_t model) {
  const auto all = ToyWorld::floatsOf(model);
  return {all.begin() + kMean, all.end()};
}

TEST(TrackModels, EstimatedBuffersComeFromTheSameBatchesForAllTracks) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(withPolicies()));
  steps(trainer, 12);
  static_cast<void>(trainer.evaluate());
  EXPECT_EQ(ToyWorld::counterOf(1), 3);
  EXPECT_EQ(ToyWorld::counterOf(3), 5);
  EXPECT_EQ(ToyWorld::counterOf(4), 12);
  EXPECT_EQ(meansOf(1), meansOf(2));
  EXPECT_NE(meansOf(1), meansOf(3));
  EXPECT_NE(meansOf(1), meansOf(4));
}

TEST(TrackModels, EstimatesAreTheMeanOverTheBatches) {
  const ToyWorld world;
  const RunConfig config = withPolicies();
  Trainer trainer(toyModel(), toyPlan(config));
  steps(trainer, 2);
  static_cast<void>(trainer.evaluate());
  ResidentBatches batches(toyModel().data(config.seed).train, toyPreset().batch, config.seed,
                          nullptr, BatchPurpose::kStatistics);
  at::Tensor mean = at::zeros({3}, at::kDouble);
  for (std::int64_t number = 1; number <= 5; ++number) {
    mean.add_(batches.draw(number).inputs.to(at::kDouble).mean(0), 0.2);
  }
  const auto estimated = meansOf(3);
  for (std::int64_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(estimated[static_cast<std::size_t>(i)], mean.const_data_ptr<double>()[i], 1e-6);
  }
}

TEST(TrackModels, EstimatingDisturbsNeitherTrainingNorTheOtherTracks) {
  const ToyWorld world;
  RunConfig plain = withPolicies();
  for (TrackSpec& track : plain.tracks) track.params.clear();
  Trainer with(toyModel(), toyPlan(withPolicies()));
  Trainer without(toyModel(), toyPlan(plain));
  for (int evaluation = 0; evaluation < 4; ++evaluation) {
    steps(with, 7);
    steps(without, 7);
    const EvalPoint a = with.evaluate();
    const EvalPoint b = without.evaluate();
    EXPECT_EQ(a.raw, b.raw);
    EXPECT_EQ(a.train_loss, b.train_loss);
    EXPECT_EQ(a.tracks[3], b.tracks[3]);
  }
}

TEST(TrackModels, ThePolicyIsLiveBothWaysAndTheAverageOfTheBuffersGoesOn) {
  const ToyWorld world;
  const auto set_buffers = [](Trainer& trainer, double policy) {
    const auto answers = trainer.apply(std::vector<command::SetParams>{
        {1, "slow", {{"buffers", policy}, {"buffer_batches", 4.0}}, {}}});
    EXPECT_TRUE(std::holds_alternative<event::Applied>(answers.at(0)));
  };
  std::vector<float> untouched;
  {
    Trainer trainer(toyModel(), toyPlan(toyConfig()));
    steps(trainer, 20);
    untouched = ToyWorld::floatsOf(2);
  }
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 5);
  set_buffers(trainer, 2.0);
  steps(trainer, 5);
  static_cast<void>(trainer.evaluate());
  EXPECT_EQ(ToyWorld::counterOf(2), 4);
  set_buffers(trainer, 0.0);
  steps(trainer, 10);
  static_cast<void>(trainer.evaluate());
  EXPECT_EQ(ToyWorld::floatsOf(2), untouched);
}

}  // namespace
}  // namespace emascope
