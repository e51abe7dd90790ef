// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.h"

#include "tests/core/train/steps.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::vector<Event> set(Trainer& trainer, const std::string& track, const ParamValues& values) {
  return trainer.apply(std::vector<command::SetParams>{{1, track, values, {}}});
}

TEST(Trainer, LearnsTheToy) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 1);
  const double first = trainer.evaluate().raw.loss;
  steps(trainer, 60);
  EXPECT_LT(trainer.evaluate().raw.loss, 0.5 * first);
}

TEST(Trainer, EvaluationLeavesEveryByteOfEveryModel) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 5);
  std::vector<std::vector<float>> before;
  for (std::size_t model = 0; model < 3; ++model) before.push_back(ToyWorld::floatsOf(model));
  static_cast<void>(trainer.evaluate());
  for (std::size_t model = 0; model < 3; ++model) {
    EXPECT_EQ(ToyWorld::floatsOf(model), before[model]);
  }
}

TEST(Trainer, EvaluationThatThrowsLeavesTheRunAsItWas) {
  std::vector<float> expected;
  {
    const ToyWorld world;
    Trainer trainer(toyModel(), toyPlan(toyConfig()));
    steps(trainer, 10);
    expected = ToyWorld::floatsOf(0);
  }
  int evaluations = 0;
  const ToyWorld world({.before_evaluation = [&] {
    if (++evaluations == 5) throw std::runtime_error("planted");
  }});
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 5);
  const auto before = ToyWorld::floatsOf(0);
  EXPECT_THROW(static_cast<void>(trainer.evaluate()), std::runtime_error);
  EXPECT_EQ(ToyWorld::floatsOf(0), before);
  steps(trainer, 5);
  EXPECT_EQ(ToyWorld::floatsOf(0), expected);
}

TEST(Trainer, TrackModelsAreTheTracks) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.tracks = {{.label = "same", .schedule = "constant", .params = {{"beta", 0.0}}},
                   {.label = "first", .schedule = "constant", .params = {{"beta", 1.0}}}};
  Trainer trainer(toyModel(), toyPlan(config));
  steps(trainer, 1);
  const auto first = ToyWorld::floatsOf(0);
  steps(trainer, 9);
  EXPECT_EQ(ToyWorld::floatsOf(1), ToyWorld::floatsOf(0));
  EXPECT_EQ(ToyWorld::floatsOf(2), first);
  const EvalPoint point = trainer.evaluate();
  EXPECT_EQ(point.tracks[0].val, point.raw);
  EXPECT_NE(point.tracks[1].val, point.raw);
}

TEST(Trainer, BuffersFollowEachTracksPolicy) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.tracks = {
      {.label = "copied", .schedule = "constant", .params = {{"beta", 0.9}, {"buffers", 1.0}}},
      {.label = "averaged", .schedule = "constant", .params = {{"beta", 0.9}}}};
  Trainer trainer(toyModel(), toyPlan(config));
  steps(trainer, 6);
  const float running_mean = ToyWorld::floatsOf(0)[4];
  EXPECT_EQ(ToyWorld::floatsOf(1)[4], running_mean);
  EXPECT_NE(ToyWorld::floatsOf(2)[4], running_mean);
  EXPECT_EQ(ToyWorld::counterOf(2), 6);
}

TEST(Trainer, TellsTheDecayOfTheLastUpdate) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 2);
  const EvalPoint warm_up = trainer.evaluate();
  EXPECT_EQ(warm_up.tracks[0].decay, 0.0);
  EXPECT_EQ(warm_up.tracks[0].reason, Reason::kWarmup);
  EXPECT_EQ(warm_up.tracks[1].decay, 0.99);
  EXPECT_EQ(warm_up.step, 2);
}

TEST(Trainer, EditIsInForceFromTheNextUpdateOn) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 4);
  const auto answers = set(trainer, "slow", {{"beta", 0.5}});
  EXPECT_EQ(std::get<event::Applied>(answers.at(0)).step, 5);
  const auto average = ToyWorld::floatsOf(2);
  trainer.step();
  const auto raw = ToyWorld::floatsOf(0);
  const auto moved = ToyWorld::floatsOf(2);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    EXPECT_FLOAT_EQ(moved[i], average[i] + 0.5F * (raw[i] - average[i]));
  }
  EXPECT_EQ(trainer.evaluate().tracks[1].decay, 0.5);
}

TEST(Trainer, LearningRateIsLive) {
  const ToyWorld world;
  Preset preset = toyPreset();
  preset.optimizer.momentum = 0.0;
  preset.optimizer.weight_decay = 0.0;
  Trainer trainer(toyModel(), toyPlan(toyConfig(), preset));
  steps(trainer, 3);
  const auto before = ToyWorld::floatsOf(0);
  static_cast<void>(set(trainer, "", {{"lr", 1e-30}}));
  trainer.step();
  const auto after = ToyWorld::floatsOf(0);
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 4, after.begin()));
}

TEST(Trainer, ReseedTakesTheRawWeightsNow) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 8);
  EXPECT_NE(ToyWorld::floatsOf(2), ToyWorld::floatsOf(0));
  static_cast<void>(set(trainer, "slow", {{"reseed", 1.0}}));
  EXPECT_EQ(ToyWorld::floatsOf(2), ToyWorld::floatsOf(0));
}

TEST(Trainer, RefusedWarmUpLeavesTheTrackAsItWas) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  Trainer untouched(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 20);
  steps(untouched, 20);
  const auto answers = set(trainer, "main", {{"beta", 0.5}, {"update_after_step", 30.0}});
  EXPECT_NE(
      std::get<event::Rejected>(answers.at(0)).error.message().find("reset it to the raw weights"),
      std::string::npos);
  steps(trainer, 5);
  steps(untouched, 5);
  EXPECT_EQ(trainer.evaluate(), untouched.evaluate());
}

TEST(Trainer, NoticesAModelThatReplacedItsGradient) {
  class Careless : public Model {
   public:
    explicit Careless(std::unique_ptr<Model> toy) : toy_(std::move(toy)) {}
    [[nodiscard]] std::vector<NamedTensor> parameters() const override {
      return toy_->parameters();
    }
    [[nodiscard]] std::vector<NamedTensor> buffers() const override { return toy_->buffers(); }
    [[nodiscard]] at::Tensor lossAndGradients(const Batch& batch) override {
      at::Tensor loss = toy_->lossAndGradients(batch);
      toy_->parameters()[0].tensor.mutable_grad() = at::Tensor();
      return loss;
    }
    [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
      return toy_->evaluate(batch);
    }

   private:
    std::unique_ptr<Model> toy_;
  };
  const ToyWorld world;
  ModelEntry entry = toyModel();
  entry.make = [](std::uint64_t seed) -> std::unique_ptr<Model> {
    return std::make_unique<Careless>(toyModel().make(seed));
  };
  Trainer trainer(entry, toyPlan(toyConfig()));
  trainer.step();
  EXPECT_THROW(static_cast<void>(trainer.evaluate()), std::logic_error);
}

}  // namespace
}  // namespace emascope
