// SPDX-License-Identifier: Apache-2.0
//
// A trainer that goes on from a state takes the same steps, bit by bit, as one that was not
// stopped.
#include "core/base/overloaded.h"
#include "core/models/catalog/described_network.h"
#include "core/models/network_model.h"
#include "core/models/user_task/loaded_batches.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/random/counter_random.h"
#include "core/rules/live_edit.h"
#include "core/rules/schedule.h"
#include "tests/core/data/toy_dataset.h"
#include "tests/core/train/trainer_course.h"

#include <limits>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <ATen/ops/empty.h>

namespace emascope {
namespace {

using testing::HasSubstr;

Course toyCourse() {
  Course course;
  course.config.steps = 45;
  return course;
}

MethodSpec optimizer(const std::string& kind, const ParamValues& params = {}) {
  return {kind, params};
}

TEST(TrainerState, OfEveryOptimizer) {
  const ToyWorld world;
  for (const MethodSpec& spec :
       {optimizer("sgd", {{"momentum", 0.0}}), optimizer("sgd", {{"momentum", 0.9}}),
        optimizer("adam"), optimizer("adamw", {{"weight_decay", 0.05}}),
        optimizer("rmsprop", {{"momentum", 0.0}}), optimizer("rmsprop", {{"momentum", 0.5}}),
        optimizer("lion")}) {
    SCOPED_TRACE(spec.kind);
    Course course = toyCourse();
    course.config.training.optimizer = spec;
    course.config.lr = 0.01;
    expectAlikeFromAnyStop(course);
  }
}

TEST(TrainerState, OfEveryRuleOfAveraging) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.tracks.clear();
  for (const ScheduleRegistry* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, rule] : *registry) {
      const std::string label = "t" + std::to_string(course.config.tracks.size());
      course.config.tracks.push_back({.label = label, .schedule = id});
    }
  }
  ASSERT_GT(course.config.tracks.size(), 30U);
  expectAlikeFromAnyStop(course);
}

TEST(TrainerState, OfRulesWithWarmUpStrideFeedbackAndZeroStart) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.tracks = {
      {.label = "warm", .schedule = "inverse-power", .params = {{"update_after_step", 7.0}}},
      {.label = "stride", .schedule = "constant", .params = {{"beta", 0.9}, {"update_every", 3.0}}},
      {.label = "zero", .schedule = "constant", .params = {{"beta", 0.95}, {"debias", 1.0}}},
      {.label = "fed",
       .schedule = "constant",
       .params = {{"beta", 0.8},
                  {"update_model_with_ema_every", 9.0},
                  {"update_model_with_ema_beta", 0.5}}},
      {.label = "estimated", .schedule = "constant", .params = {{"beta", 0.9}, {"buffers", 2.0}}}};
  expectAlikeFromAnyStop(course);
}

TEST(TrainerState, OfLearningRateSchedules) {
  const ToyWorld world;
  for (const MethodSpec& spec :
       {MethodSpec{"cosine", {{"warmup", 6.0}}}, MethodSpec{"step", {{"every", 10.0}}},
        MethodSpec{"one-cycle", {}}}) {
    SCOPED_TRACE(spec.kind);
    Course course = toyCourse();
    course.config.training.lr_schedule = spec;
    expectAlikeFromAnyStop(course);
  }
}

TEST(TrainerState, OfAccumulatedGradientsThatAreClipped) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.training.accumulate = 3;
  course.config.training.clip_norm = 0.5;
  course.config.training.clip_value = 0.3;
  expectAlikeFromAnyStop(course);
}

TEST(TrainerState, AfterEdits) {
  const ToyWorld world;
  Course course = toyCourse();
  const TrackSpec added{.label = "new", .schedule = "constant", .params = {{"beta", 0.7}}};
  const auto act = [](TrackAction action) { return command::EditTracks{1, std::move(action), {}}; };
  course.edits[4] = {command::SetParams{1, "", {{"lr", 0.05}, {"weight_decay", 0.1}}, {}}};
  course.edits[8] = {command::SetParams{1, "slow", {{"beta", 0.5}}, {}}};
  course.edits[12] = {act(track_action::Add{added}), act(track_action::Fork{"slow", "copy"})};
  course.edits[16] = {act(track_action::Promote{"copy"})};
  course.edits[20] = {act(track_action::FeedBack{"main", 0.25})};
  course.edits[24] = {act(track_action::UndoFeedBack{}), act(track_action::Remove{"main"})};
  course.edits[28] = {command::SetParams{1, "new", {{std::string(kReseed), 1.0}}, {}}};
  course.edits[32] = {act(track_action::Rename{"new", "old"})};
  expectAlikeFromAnyStop(course);
}

TEST(TrainerState, WithSnapshotsForAveragesMadeAfterwards) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.snapshot_every = 1;
  course.edits[12] = {command::EditTracks{1, track_action::Fork{"slow", "copy"}, {}}};
  course.edits[20] = {command::EditTracks{1, track_action::Remove{"slow"}, {}}};
  course.edits[30] = {command::SetParams{1, "copy", {{std::string(kReseed), 1.0}}, {}}};
  expectAlikeFromAnyStop(course);

  const auto whole = course.begin();
  const Outcome outcome = run(course, *whole, {23, 40});
  const auto resumed = course.begin();
  ASSERT_TRUE(resumed->restore(outcome.states.at(23)));
  run(course, *resumed);
  const SynthesisSpec spec{"wide", "half_life", 12.0, 40};
  const auto expected = whole->synthesize(spec);
  ASSERT_TRUE(expected) << expected.error().message();
  EXPECT_EQ(resumed->synthesize(spec).value(), *expected);
}

TEST(TrainerState, WithSnapshotsInFloat16) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.snapshot_every = 1;
  course.config.steps = 1000;
  course.config.eval_every = 500;
  course.config.snapshot_mib = 1;  // 2000 snapshots of 192 floats
  const auto whole = course.begin();
  const Outcome first = run(course, *whole);
  const TrainerState end = whole->state();
  EXPECT_THAT(end.text, HasSubstr("float16"));
  const auto resumed = course.begin();
  ASSERT_TRUE(resumed->restore(end));
  EXPECT_EQ(difference(resumed->state(), end), "");
}

TEST(TrainerState, WithStepsThatWereSkipped) {
  ToyHooks hooks;
  hooks.after_pass = [](const ToyPass& pass) {
    if (pass.number == 9 || pass.number == 10 || pass.number == 30) {
      pass.loss = std::numeric_limits<float>::quiet_NaN();
    }
    if (pass.number == 20) pass.running_mean[0] = std::numeric_limits<float>::infinity();
  };
  const ToyWorld world(hooks);
  Course course = toyCourse();
  course.config.snapshot_every = 5;
  course.config.eval_every = 3;
  expectAlikeFromAnyStop(course);
}

TEST(TrainerState, WithTheBestWeightsSoFar) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.eval_every = 2;
  course.config.saves = {{"best.raw", "raw.safetensors"}, {"best.main", "main.safetensors"}};
  course.entry.data = [of_toy = toyModel().data](std::uint64_t seed) {
    TaskData data = of_toy(seed);
    data.test = of_toy(seed + 1).validation;
    return data;
  };
  expectAlikeFromAnyStop(course);
  const auto whole = course.begin();
  const Outcome outcome = run(course, *whole, {23, 40});
  const auto resumed = course.begin();
  ASSERT_TRUE(resumed->restore(outcome.states.at(40)));
  run(course, *resumed);
  EXPECT_EQ(resumed->test(), whole->test());
}

constexpr const char* kDropped = R"({"layers": [
  {"type": "linear", "out_features": 8}, {"type": "batch_norm"}, {"type": "relu"},
  {"type": "dropout", "p": 0.4}, {"type": "linear", "out_features": 2}]})";

/// A network with BatchNorm and dropout, on samples that `threads` workers read ahead.
ModelEntry networkEntry(std::uint32_t threads) {
  auto data = std::make_shared<LoadedData>();
  // Made in place: it cannot be moved.
  data->dataset.reset(new ToyDataset(toyClasses({30, 30}, {2})));  // NOLINT(modernize-make-unique)
  for (std::uint64_t i = 0; i < 60; ++i) data->training.push_back(i);
  data->preparation.scaling = Scaling{.mean = {3000.0F}, .inverse = {0.001F}};
  data->resident_budget = 200;  // a ring of four batches fits, 60 samples do not
  data->workers = threads;
  ModelEntry entry;
  entry.info = {.id = "dropped",
                .title = "dropped",
                .parameters = 58,
                .buffers = 17,
                .train_samples = 60,
                .validation_samples = 20};
  const Objective objective{.loss = Objective::Loss::kCrossEntropy, .classes = 2};
  entry.make = [objective](std::uint64_t seed) {
    return makeNetworkModel(describedNetwork(kDropped, {2}, "dropped", seed), objective, seed);
  };
  entry.data = [data](std::uint64_t) {
    std::vector<std::uint64_t> validation;
    for (std::uint64_t i = 0; i < 20; ++i) validation.push_back(i * 3);
    TaskData task;
    task.validation = evaluationBatch(*data, validation).value();
    task.batches = [data](const BatchRequest& request) { return makeLoadedBatches(data, request); };
    return task;
  };
  return entry;
}

TEST(TrainerState, OfANetworkWithDropoutAndBatchNormAndWorkersThatReadAhead) {
  for (const std::uint32_t threads : {0U, 3U}) {
    Course course;
    course.entry = networkEntry(threads);
    course.config.steps = 45;  // three epochs of 15 steps
    course.config.lr = 0.01;
    course.config.training.optimizer = MethodSpec{"adamw", {}};
    course.config.tracks = {
        {.label = "copied", .schedule = "constant", .params = {{"beta", 0.9}, {"buffers", 1.0}}},
        {.label = "averaged", .schedule = "constant", .params = {{"beta", 0.9}, {"buffers", 0.0}}}};
    expectAlikeFromAnyStop(course);
  }
}

TEST(TrainerState, NamesWhatItHolds) {
  const ToyWorld world;
  const Course course = toyCourse();
  const auto trainer = course.begin();
  run(course, *trainer);
  std::vector<std::string> names;
  for (const SealedTensor& tensor : trainer->state().tensors) names.push_back(tensor.name);
  EXPECT_THAT(names, testing::ElementsAre(
                         "raw.weight", "raw.bias", "raw.running_mean", "raw.passes", "optimizer.0",
                         "average.main.weight", "average.main.bias", "average.main.running_mean",
                         "average.main.passes", "average.slow.weight", "average.slow.bias",
                         "average.slow.running_mean", "average.slow.passes"));
}

// ---- What does not fit is refused, all of it, and nothing changes.

/// The state of a toy run after 10 steps.
TrainerState someState(const Course& course) {
  const auto trainer = course.begin();
  for (int i = 0; i < 10; ++i) static_cast<void>(trainer->step());
  return trainer->state();
}

/// What a fresh trainer says of a state; it must not have changed after a refusal.
std::string refusalOf(const Course& course, const TrainerState& state) {
  const auto trainer = course.begin();
  const TrainerState before = trainer->state();
  const Status status = trainer->restore(state);
  if (status) return "";
  EXPECT_EQ(difference(trainer->state(), before), "");
  return status.error().message();
}

TEST(TrainerStateOfAnotherModel, IsRefusedWithEveryDifference) {
  const ToyWorld world;
  TrainerState state = someState(toyCourse());
  Course other;
  other.entry = networkEntry(0);
  other.config.training.optimizer = MethodSpec{"adamw", {}};
  const std::string why = refusalOf(other, state);
  EXPECT_THAT(why, HasSubstr("tensor 'raw.weight' of the checkpoint does not exist here"));
  EXPECT_THAT(why, HasSubstr("tensor 'optimizer.1' is missing in the checkpoint"));
  EXPECT_THAT(why, HasSubstr("the optimizer is sgd in the checkpoint and adamw here"));

  for (SealedTensor& tensor : state.tensors) {
    if (tensor.name != "raw.weight") continue;
    tensor.shape = {2};
    tensor.bytes.resize(8);
  }
  EXPECT_THAT(refusalOf(toyCourse(), state),
              HasSubstr("tensor 'raw.weight' is F32 [2] in the checkpoint and F32 [3] here"));
}

TEST(TrainerStateWithSnapshots, IsRefusedByARunWithoutAndTheOtherWayAround) {
  const ToyWorld world;
  Course with = toyCourse();
  with.config.snapshot_every = 3;
  EXPECT_THAT(refusalOf(toyCourse(), someState(with)), HasSubstr("this run keeps none"));
  EXPECT_THAT(refusalOf(with, someState(toyCourse())), HasSubstr("the checkpoint has none"));
}

/// Replaces each value of the text, one at a time, by each of `values`.
void eachReplaced(const nlohmann::json& text, const std::vector<nlohmann::json>& values,
                  const std::function<void(const std::string& path, const std::string&)>& use) {
  const nlohmann::json leaves = text.flatten();
  for (const auto& [path, leaf] : leaves.items()) {
    for (const nlohmann::json& value : values) {
      nlohmann::json changed = text;
      changed[nlohmann::json::json_pointer(path)] = value;
      use(path, changed.dump());
    }
  }
}

TEST(DamagedTrainerState, IsRefusedOrTakenButNeverHalf) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.snapshot_every = 3;
  course.config.saves = {{"best.raw", "raw.safetensors"}};
  TrainerState state = someState(course);
  const nlohmann::json text = nlohmann::json::parse(state.text);
  int refused = 0;
  int taken = 0;
  eachReplaced(text, {nullptr, "wrong", -1, 1e300, 3, nlohmann::json::object()},
               [&](const std::string& path, const std::string& changed) {
                 SCOPED_TRACE(path);
                 state.text = changed;
                 const auto trainer = course.begin();
                 const TrainerState before = trainer->state();
                 if (trainer->restore(state)) {
                   ++taken;
                   static_cast<void>(trainer->step());
                   return;
                 }
                 ++refused;
                 EXPECT_EQ(difference(trainer->state(), before), "");
               });
  EXPECT_GT(refused, 200);
  EXPECT_GT(taken, 10);  // a step count, for instance, is as good as another
}

TEST(DamagedTrainerState, WithAnyByteOfItsTextChangedDoesNotCrash) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.snapshot_every = 3;
  const TrainerState state = someState(course);
  const auto trainer = course.begin();
  CounterRandom random(5, 1);
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    TrainerState changed = state;
    const std::size_t count = 1 + random.below(3);
    for (std::size_t k = 0; k < count; ++k) {
      changed.text[random.below(changed.text.size())] = static_cast<char>(random.below(128));
    }
    if (!trainer->restore(changed)) ++refused;
  }
  EXPECT_GT(refused, 600);
}

TEST(DamagedTrainerState, WithoutATensorIsRefusedByName) {
  const ToyWorld world;
  Course course = toyCourse();
  course.config.snapshot_every = 3;
  const TrainerState state = someState(course);
  for (std::size_t i = 0; i < state.tensors.size(); ++i) {
    TrainerState changed = state;
    changed.tensors.erase(changed.tensors.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_THAT(refusalOf(course, changed), HasSubstr(state.tensors[i].name));
  }
}

TEST(DataHash, IsThatOfTheData) {
  const ToyWorld world;
  Course course = toyCourse();
  const std::string hash = course.begin()->dataHash();
  EXPECT_EQ(hash.size(), 64U);
  EXPECT_EQ(course.begin()->dataHash(), hash);
  course.config.seed = 2;  // toy data depend on it
  EXPECT_NE(course.begin()->dataHash(), hash);
}

TEST(DataHash, DoesNotDependOnTheWorkersThatReadThem) {
  Course course;
  course.entry = networkEntry(0);
  const std::string hash = course.begin()->dataHash();
  course.entry = networkEntry(3);
  EXPECT_EQ(course.begin()->dataHash(), hash);
}

}  // namespace
}  // namespace emascope
