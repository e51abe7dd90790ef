// SPDX-License-Identifier: Apache-2.0
#include "core/train/edits.h"

#include "core/rules/live_edit.h"
#include "core/train/run_plan.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

using command::SetParams;

const ScheduleEntry& rule() { return schedules().at("inverse-power"); }

std::vector<EditTarget> targets(std::int64_t calls) {
  return {{"", nullptr, {0.1, 0.25}},
          {"main", &rule(), orderedValues(rule(), {{"beta", 0.99}}, "").value(), calls}};
}

double valueOf(const FoldedEdits& folded, const std::string& track, std::string_view id) {
  for (const EditOutcome& outcome : folded.outcomes) {
    if (outcome.track == track) return outcome.values[*paramIndex(rule(), id)];
  }
  return -1.0;
}

const event::Applied& applied(const FoldedEdits& folded, std::size_t index) {
  return std::get<event::Applied>(folded.answers.at(index));
}

const Error& refusal(const FoldedEdits& folded, std::size_t index) {
  return std::get<event::Rejected>(folded.answers.at(index)).error;
}

TEST(Edits, AreAnsweredWithOldAndNewValues) {
  const std::vector<SetParams> edits = {{7, "main", {{"beta", 0.9}, {"power", 0.75}}, {}}};
  const auto folded = foldEdits(edits, targets(11), 12);
  EXPECT_EQ(applied(folded, 0), (event::Applied{7,
                                                12,
                                                "main",
                                                {{"beta", 0.99}, {"power", 2.0 / 3.0}},
                                                {{"beta", 0.9}, {"power", 0.75}}}));
}

TEST(Edits, AreAnsweredWithTheParametersThatFollow) {
  const ScheduleEntry& power = schedules().at("power-function");
  const std::vector<EditTarget> one = {
      {"main", &power, orderedValues(power, {{"sigma_rel", 0.1}}, "").value(), 5}};
  const std::vector<SetParams> edits = {{7, "main", {{"gamma", 0.0}}, {}}};
  const auto folded = foldEdits(edits, one, 12);
  EXPECT_NEAR(applied(folded, 0).new_values.at("sigma_rel"), 0.288675134594812, 1e-14);
  EXPECT_EQ(applied(folded, 0).old_values.at("sigma_rel"), 0.1);
}

TEST(Edits, ToADecayThatFloat32CannotFollowAreRefused) {
  const ScheduleEntry& constant = schedules().at("constant");
  const std::vector<EditTarget> one = {
      {"main", &constant, orderedValues(constant, {{"beta", 0.99}}, "").value(), 5}};
  const std::vector<SetParams> edits = {{7, "main", {{"beta", 1.0 - 1e-7}}, {}},
                                        {8, "main", {{"beta", 1.0}}, {}}};
  const auto folded = foldEdits(edits, one, 12);
  EXPECT_NE(refusal(folded, 0).why.find("float32"), std::string::npos) << refusal(folded, 0).why;
  EXPECT_EQ(applied(folded, 1).new_values.at("beta"), 1.0);
}

TEST(Edits, ToARampAreRefusedOnlyWhereTheRunComesToIt) {
  const ScheduleEntry& ramp = schedules().at("inverse-power");
  const auto answer = [&](double steps) {
    const std::vector<EditTarget> one = {
        {"main", &ramp, orderedValues(ramp, {}, "").value(), 5, {.steps = steps}}};
    const std::vector<SetParams> edits = {
        {7, "main", {{"beta", 1.0}, {"power", 2.0}, {"inv_gamma", 40.0}}, {}}};
    return foldEdits(edits, one, 12);
  };
  EXPECT_EQ(applied(answer(300.0), 0).new_values.at("beta"), 1.0);
  EXPECT_EQ(refusal(answer(90000.0), 0).where, "track main: beta");
}

TEST(Edits, OfOneParameterComeIntoForceOnceWithTheLastValue) {
  std::vector<SetParams> edits;
  for (std::uint64_t i = 1; i <= 1000; ++i) {
    edits.push_back({i, "main", {{"beta", 0.9 + 1e-5 * static_cast<double>(i)}}, {}});
  }
  const auto folded = foldEdits(edits, targets(11), 12);
  ASSERT_EQ(folded.outcomes.size(), 1U);
  ASSERT_EQ(folded.answers.size(), 1000U);
  EXPECT_EQ(valueOf(folded, "main", "beta"), 0.9 + 1e-5 * 1000.0);
  for (std::size_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(applied(folded, i).request, i + 1);
    EXPECT_EQ(applied(folded, i).new_values.at("beta"), 0.9 + 1e-5 * 1000.0);
    EXPECT_EQ(applied(folded, i).old_values.at("beta"), 0.99);
  }
}

TEST(Edits, OfSeveralParametersAddUp) {
  const std::vector<SetParams> edits = {{1, "main", {{"beta", 0.9}}, {}},
                                        {2, "main", {{"power", 0.5}}, {}},
                                        {3, "", {{"lr", 0.2}}, {}}};
  const auto folded = foldEdits(edits, targets(4), 5);
  EXPECT_EQ(valueOf(folded, "main", "beta"), 0.9);
  EXPECT_EQ(valueOf(folded, "main", "power"), 0.5);
  EXPECT_EQ(applied(folded, 2).new_values.at("lr"), 0.2);
}

TEST(Edits, ThatAreRefusedChangeNothingAndLeaveTheOthers) {
  const std::vector<SetParams> edits = {{1, "main", {{"beta", 0.9}, {"power", 0.0}}, {}},
                                        {2, "main", {{"power", 0.5}}, {}}};
  const auto folded = foldEdits(edits, targets(4), 5);
  EXPECT_EQ(refusal(folded, 0).message(),
            "track main: power: 0 is not allowed; allowed: above 0 and at most 10");
  EXPECT_EQ(valueOf(folded, "main", "beta"), 0.99);
  EXPECT_EQ(valueOf(folded, "main", "power"), 0.5);
}

TEST(Edits, ThatAreAllRefusedHaveNoOutcome) {
  const std::vector<SetParams> edits = {{1, "main", {{"beta", 1.5}}, {}}};
  EXPECT_TRUE(foldEdits(edits, targets(4), 5).outcomes.empty());
}

TEST(Edits, OfAnUnknownTrackNameTheKnownOnes) {
  const std::vector<SetParams> edits = {{1, "other", {{"beta", 0.5}}, {}}};
  const auto folded = foldEdits(edits, targets(4), 5);
  EXPECT_EQ(refusal(folded, 0).message(), "set: there is no track 'other'; allowed: main");
}

TEST(Edits, OfTheRunKnowRateAndWeightDecayAlone) {
  const std::vector<SetParams> edits = {{1, "", {{"beta", 0.5}}, {}}, {2, "", {{"lr", 0.0}}, {}}};
  const auto folded = foldEdits(edits, targets(4), 5);
  EXPECT_EQ(refusal(folded, 0).message(),
            "the run: 'beta' is not a parameter of the run; allowed: lr, weight_decay");
  EXPECT_EQ(refusal(folded, 1).where, "the run: lr");
}

TEST(Edits, OfOneParameterOfTheRunLeaveTheOther) {
  const std::vector<SetParams> edits = {{1, "", {{"weight_decay", 0.5}}, {}}};
  const auto folded = foldEdits(edits, targets(4), 5);
  ASSERT_EQ(folded.outcomes.size(), 1U);
  EXPECT_EQ(folded.outcomes[0].values, (std::vector<double>{0.1, 0.5}));
  EXPECT_EQ(applied(folded, 0).old_values, (ParamValues{{"weight_decay", 0.25}}));
}

TEST(Edits, ThatWouldEraseTheAverageAreRefused) {
  const std::vector<SetParams> edits = {{1, "main", {{"update_after_step", 500.0}}, {}}};
  const auto folded = foldEdits(edits, targets(300), 301);
  EXPECT_NE(refusal(folded, 0).message().find("would erase the average"), std::string::npos);
}

TEST(Edits, ReseedIsToldApartFromParameters) {
  const std::vector<SetParams> edits = {{1, "main", {{"reseed", 1.0}}, {}},
                                        {2, "main", {{"reseed", 2.0}}, {}},
                                        {3, "", {{"reseed", 1.0}}, {}}};
  const auto folded = foldEdits(edits, targets(4), 5);
  ASSERT_EQ(folded.outcomes.size(), 1U);
  EXPECT_TRUE(folded.outcomes[0].reseed);
  EXPECT_EQ(refusal(folded, 1).message(), "track main: reseed: 2 is not allowed; allowed: 1");
  EXPECT_EQ(refusal(folded, 2).allowed, "lr, weight_decay");
}

TEST(Plan, ChoosesOneThreadForASmallModelAndAtMostFourForALargeOne) {
  EXPECT_EQ(threadsFor(0, 6138, 16), 1);
  EXPECT_EQ(threadsFor(0, 11'700'000, 2), 2);
  EXPECT_EQ(threadsFor(0, 11'700'000, 16), 4);
  EXPECT_EQ(threadsFor(0, 11'700'000, 0), 1);
  EXPECT_EQ(threadsFor(3, 100, 2), 3);
  EXPECT_EQ(evaluationThreadsFor(0, 1, 4), 4);
  EXPECT_EQ(evaluationThreadsFor(0, 1, 0), 1);
  EXPECT_EQ(evaluationThreadsFor(0, 1, 64), 16);
  EXPECT_EQ(evaluationThreadsFor(1, 1, 4), 1);
  EXPECT_EQ(evaluationThreadsFor(0, 4, 4), 1);
}

TEST(Plan, CompletesTheTraining) {
  Preset preset;
  preset.optimizer = {.kind = OptimizerSettings::Kind::kSgd, .lr = 0.1, .momentum = 0.9};
  preset.batch = 16;
  RunConfig config;
  config.training = {.lr_schedule = MethodSpec{"linear", {{"warmup", 10.0}}}, .accumulate = 2};
  const RunPlan plan = planRun(config, preset, {.parameters = 4, .train_samples = 1600}, {});
  TrainingSpec expected = plainTraining(methodOf(preset.optimizer), 16);
  expected.lr_schedule = MethodSpec{"linear", {{"floor", 0.0}, {"warmup", 10.0}}};
  expected.accumulate = 2;
  EXPECT_EQ(plan.config.training, expected);
  EXPECT_EQ(plan.optimizer, preset.optimizer);
  EXPECT_EQ(plan.batch, 16);
  EXPECT_EQ(plan.gradients.accumulate, 2);
  EXPECT_EQ(plan.length.steps_per_epoch, 50.0);
  EXPECT_EQ(plan.rate.factor(1, 100), 1.0 / 11.0);
}

TEST(Plan, GivesAnotherOptimizerItsUsualRate) {
  const Preset preset;
  RunConfig config;
  config.training.optimizer = MethodSpec{"lion", {}};
  EXPECT_EQ(planRun(config, preset, {.train_samples = 8}, {}).config.lr, 1e-4);
  config.lr = 0.5;
  EXPECT_EQ(planRun(config, preset, {.train_samples = 8}, {}).optimizer.lr, 0.5);
}

TEST(Plan, CompletesTracksAndLearningRate) {
  Preset preset;
  preset.optimizer.lr = 0.02;
  preset.batch = 16;
  RunConfig config;
  config.tracks = {{.label = "a", .schedule = "constant", .params = {{"beta", 0.5}}}};
  const RunPlan plan = planRun(config, preset, {.parameters = 4, .train_samples = 1297}, {});
  EXPECT_EQ(plan.config.lr, 0.02);
  EXPECT_EQ(plan.length.steps, 5000.0);
  EXPECT_EQ(plan.length.steps_per_epoch, 81.0625);
  EXPECT_EQ(plan.config.tracks[0].params, (ParamValues{{"beta", 0.5},
                                                       {"update_after_step", 0.0},
                                                       {"update_every", 1.0},
                                                       {"debias", 0.0},
                                                       {"buffers", 0.0},
                                                       {"buffer_batches", 8.0},
                                                       {"update_model_with_ema_every", 0.0},
                                                       {"update_model_with_ema_beta", 0.0},
                                                       {"frozen", 0.0}}));
}

}  // namespace
}  // namespace emascope
