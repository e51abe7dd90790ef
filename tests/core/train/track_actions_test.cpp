// SPDX-License-Identifier: Apache-2.0
//
// Tracks that come, go and write back while a run goes on: what each action does, what it leaves
// alone bit by bit, and what is refused.
#include "core/train/trainer.h"
#include "tests/core/train/steps.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"
#include "tests/support/track_action_names.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace emascope {
namespace {

event::TracksChanged act(Trainer& trainer, const TrackAction& action) {
  const Event answer = trainer.apply(command::EditTracks{7, action, {}});
  const auto* changed = std::get_if<event::TracksChanged>(&answer);
  EXPECT_NE(changed, nullptr) << trackActionText(action);
  return changed != nullptr ? *changed : event::TracksChanged{};
}

std::string refusal(Trainer& trainer, const TrackAction& action) {
  const auto before = trainer.tracks();
  const Event answer = trainer.apply(command::EditTracks{7, action, {}});
  EXPECT_EQ(trainer.tracks(), before);
  const auto* rejected = std::get_if<event::Rejected>(&answer);
  return rejected != nullptr ? rejected->error.message() : "accepted";
}

/// Weights of a model: the first 4 of its floats.
std::vector<float> weights(std::size_t model) {
  auto all = ToyWorld::floatsOf(model);
  all.resize(4);
  return all;
}

const TrackSpec kNew = {.label = "new", .schedule = "constant", .params = {{"beta", 0.5}}};

TEST(TrackActions, AreEchoedWithAllTracksResolved) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 4);
  const auto changed = act(trainer, Add{kNew});
  EXPECT_EQ(changed.request, 7U);
  EXPECT_EQ(changed.step, 5);
  EXPECT_EQ(changed.action, TrackAction(Add{kNew}));
  EXPECT_EQ(labelList(changed.tracks), "main, slow, new");
  EXPECT_EQ(changed.tracks[2].params.at("beta"), 0.5);
  EXPECT_EQ(changed.tracks[2].params.at("update_every"), 1.0);
  EXPECT_EQ(changed.tracks, trainer.tracks());
}

TEST(TrackActions, AddBeginsAsTheRawWeightsAreNow) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 6);
  act(trainer, Add{kNew});
  EXPECT_EQ(ToyWorld::floatsOf(3), ToyWorld::floatsOf(0));
  const EvalPoint point = trainer.evaluate();
  EXPECT_EQ(point.tracks.at(2).val, point.raw);
  steps(trainer, 3);
  EXPECT_NE(ToyWorld::floatsOf(3), ToyWorld::floatsOf(0));
}

TEST(TrackActions, AddTakesALibrarysRule) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 3);
  act(trainer, Add{{.label = "lib", .schedule = "ema-pytorch"}});
  steps(trainer, 3);
  EXPECT_EQ(trainer.evaluate().tracks.size(), 3U);
  EXPECT_EQ(trainer.trackCalls(), (std::vector<std::int64_t>{6, 6, 3}));
}

TEST(TrackActions, AForkGoesOnAsTheOtherWould) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 9);
  act(trainer, Fork{"main", "copy"});
  EXPECT_EQ(ToyWorld::floatsOf(3), ToyWorld::floatsOf(1));
  steps(trainer, 9);
  EXPECT_EQ(ToyWorld::floatsOf(3), ToyWorld::floatsOf(1));
  static_cast<void>(
      trainer.apply(std::vector<command::SetParams>{{1, "copy", {{"beta", 0.1}}, {}}}));
  steps(trainer, 3);
  EXPECT_NE(ToyWorld::floatsOf(3), ToyWorld::floatsOf(1));
}

TEST(TrackActions, APromotedTrackIsEvaluatedAndEditedUnderItsLabel) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 9);
  const EvalPoint before = trainer.evaluate();
  act(trainer, Promote{"slow"});
  const EvalPoint after = trainer.evaluate();
  EXPECT_EQ(after.tracks[0], before.tracks[1]);
  EXPECT_EQ(after.tracks[1], before.tracks[0]);
  static_cast<void>(
      trainer.apply(std::vector<command::SetParams>{{1, "slow", {{"beta", 0.25}}, {}}}));
  trainer.step();
  EXPECT_EQ(trainer.evaluate().tracks[0].decay, 0.25);
}

TEST(TrackActions, ARenamedTrackIsTheSameTrack) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 9);
  const EvalPoint before = trainer.evaluate();
  act(trainer, Rename{"slow", "calm"});
  EXPECT_EQ(trainer.evaluate().tracks, before.tracks);
  EXPECT_EQ(labelList(trainer.tracks()), "main, calm");
}

TEST(TrackActions, LeaveTheCurvesOfTheOthersBitByBit) {
  const ToyWorld world;
  Trainer busy(toyModel(), toyPlan(toyConfig()));
  Trainer calm(toyModel(), toyPlan(toyConfig()));
  const TrackAction actions[] = {Add{kNew},     Fork{"main", "f"}, Remove{"slow"},
                                 Remove{"new"}, Promote{"f"},      Rename{"f", "g"},
                                 Add{kNew},     Promote{"main"},   Remove{"g"}};
  for (const TrackAction& action : actions) {
    steps(busy, 3);
    steps(calm, 3);
    const auto tracks = act(busy, action).tracks;
    const auto main = std::find_if(tracks.begin(), tracks.end(),
                                   [](const TrackSpec& track) { return track.label == "main"; });
    const EvalPoint a = busy.evaluate();
    const EvalPoint b = calm.evaluate();
    EXPECT_EQ(a.tracks.at(static_cast<std::size_t>(main - tracks.begin())), b.tracks[0]);
    EXPECT_EQ(a.raw, b.raw);
    EXPECT_EQ(a.train_loss, b.train_loss);
  }
}

TEST(TrackActions, AllTracksMayGoAndNewOnesCome) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 2);
  act(trainer, Remove{"main"});
  EXPECT_TRUE(act(trainer, Remove{"slow"}).tracks.empty());
  steps(trainer, 2);
  EXPECT_TRUE(trainer.evaluate().tracks.empty());
  act(trainer, Add{kNew});
  steps(trainer, 2);
  EXPECT_EQ(trainer.evaluate().tracks.size(), 1U);
}

TEST(TrackActions, SixtyFourTracksAreKeptAtOnce) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 3);
  for (int i = 0; i < 62; ++i) {
    act(trainer, Add{{.label = "t" + std::to_string(i), .params = {{"beta", 0.9 + 1e-3 * i}}}});
  }
  EXPECT_EQ(refusal(trainer, Add{kNew}), "add: there are 64 tracks; allowed: at most 64");
  steps(trainer, 3);
  EXPECT_EQ(trainer.evaluate().tracks.size(), 64U);
}

TEST(TrackActions, SwitchEmaWritesTheAverageIntoTheRawWeights) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 9);
  const auto slow = weights(2);
  EXPECT_NE(weights(0), slow);
  EXPECT_EQ(trainer.evaluate().feedbacks, 0);
  act(trainer, FeedBack{"slow", 0.0});
  EXPECT_EQ(weights(0), slow);
  EXPECT_EQ(weights(2), slow);
  EXPECT_EQ(trainer.evaluate().feedbacks, 1);
}

TEST(TrackActions, HareAndTortoiseMeetHalfway) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 9);
  const auto raw = weights(0);
  const auto slow = weights(2);
  act(trainer, FeedBack{"slow", 0.75});
  const auto met = weights(0);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    EXPECT_FLOAT_EQ(met[i], 0.75F * raw[i] + 0.25F * slow[i]);
  }
}

TEST(TrackActions, UndoneFeedbackLeavesNoTrace) {
  const ToyWorld world;
  Trainer undone(toyModel(), toyPlan(toyConfig()));
  Trainer straight(toyModel(), toyPlan(toyConfig()));
  steps(undone, 9);
  steps(straight, 9);
  act(undone, FeedBack{"slow", 0.5});
  act(undone, UndoFeedBack{});
  steps(undone, 9);
  steps(straight, 9);
  EvalPoint point = undone.evaluate();
  EXPECT_EQ(point.feedbacks, 1);
  point.feedbacks = 0;
  EXPECT_EQ(point, straight.evaluate());
}

TEST(TrackActions, UndoBringsBackTheRawWeightsOfBeforeAlsoSomeStepsLater) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 9);
  const auto before = weights(0);
  act(trainer, FeedBack{"slow", 0.0});
  steps(trainer, 5);
  act(trainer, UndoFeedBack{});
  EXPECT_EQ(weights(0), before);
  EXPECT_EQ(refusal(trainer, UndoFeedBack{}), "undo-feedback: there is no feedback left to undo");
}

TEST(TrackActions, ARuleThatWritesBackIsCountedAndCanBeUndone) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  static_cast<void>(trainer.apply(
      std::vector<command::SetParams>{{1, "slow", {{"update_model_with_ema_every", 4.0}}, {}}}));
  steps(trainer, 10);
  EXPECT_EQ(trainer.evaluate().feedbacks, 2);
  act(trainer, UndoFeedBack{});
}

TEST(TrackActions, ATrackThatHasAveragedNothingIsNotWrittenBack) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 3);
  act(trainer, Add{{.label = "zero", .schedule = "constant", .params = {{"debias", 1.0}}}});
  EXPECT_EQ(refusal(trainer, FeedBack{"zero", 0.0}), "feedback: track zero has no average yet");
  steps(trainer, 2);
  act(trainer, FeedBack{"zero", 0.0});
}

TEST(TrackActions, RefusedOnesChangeNothing) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  Trainer untouched(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 5);
  steps(untouched, 5);
  EXPECT_EQ(refusal(trainer, Remove{"x"}), "remove: there is no track 'x'; allowed: main, slow");
  EXPECT_EQ(refusal(trainer, Add{{.label = "x", .schedule = "cosine"}}),
            "track x: schedule: 'cosine' is not known");
  EXPECT_EQ(refusal(trainer, Add{{.label = "x", .params = {{"beta", 2.0}}}}),
            "track x: beta: 2 is not allowed; allowed: at least 0 and at most 1");
  EXPECT_EQ(refusal(trainer, UndoFeedBack{}), "undo-feedback: there is no feedback left to undo");
  steps(trainer, 5);
  steps(untouched, 5);
  EXPECT_EQ(trainer.evaluate(), untouched.evaluate());
}

}  // namespace
}  // namespace emascope
