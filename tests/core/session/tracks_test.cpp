// SPDX-License-Identifier: Apache-2.0
//
// Tracks of a live session: actions by command and by schedule, their order among edits, and runs
// that are repeated from their control log.
#include "core/protocol/options/run_options.h"
#include "core/protocol/record/run_record.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

using command::EditTracks;
using command::SetParams;

RunRecord recordOf(const SessionDriver& driver) {
  RunRecord record;
  for (const Event& event : driver.seen()) record.apply(event);
  for (EvalPoint& point : record.points) point.seconds = 0.0;
  return record;
}

RunRecord ran(const RunConfig& config) {
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  EXPECT_TRUE(driver.waitForState(RunState::kFinished));
  return recordOf(driver);
}

/// Losses and decays as text, so that points with tracks that were not there can be compared.
std::string curvesOf(const RunRecord& record) {
  std::string text;
  for (const EvalPoint& point : record.points) {
    text += std::to_string(point.step) + " " + std::to_string(point.feedbacks);
    const auto add = [&text](double value) {
      text += " " + std::to_string(std::bit_cast<std::uint64_t>(value));
    };
    add(point.raw.loss);
    for (std::size_t k = 0; k < record.tracks.size(); ++k) {
      if (!isPresent(point.tracks[k])) continue;
      text += " " + record.tracks[k].label;
      add(point.tracks[k].val.loss);
      add(point.tracks[k].decay);
    }
    text += "\n";
  }
  return text;
}

const TrackSpec kNew = {.label = "new", .schedule = "constant", .params = {{"beta", 0.5}}};

/// A run in which everything is done by hand, at two stops.
RunRecord byHand() {
  SessionDriver driver(toySession());
  RunConfig config = paused(toyConfig());
  config.eval_every = 5;
  driver.post(command::Start{1, config});
  driver.post(command::Advance{12});
  EXPECT_TRUE(driver.waitForState(RunState::kRunning));
  EXPECT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(SetParams{2, "main", {{"beta", 0.7}}, {}});
  driver.post(EditTracks{3, track_action::Fork{"main", "copy"}, {}});
  driver.post(SetParams{4, "main", {{"beta", 0.3}}, {}});
  driver.post(EditTracks{5, track_action::Add{kNew}, {}});
  driver.post(SetParams{6, "new", {{"buffers", 2.0}}, {}});
  driver.post(EditTracks{7, track_action::Promote{"copy"}, {}});
  driver.post(EditTracks{8, track_action::FeedBack{"new", 0.5}, {}});
  driver.post(command::Advance{9});
  EXPECT_TRUE(driver.waitForState(RunState::kRunning));
  EXPECT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(EditTracks{9, track_action::UndoFeedBack{}, {}});
  driver.post(EditTracks{10, track_action::Remove{"slow"}, {}});
  driver.post(EditTracks{11, track_action::Rename{"copy", "best"}, {}});
  driver.post(SetParams{12, "best", {{"reseed", 1.0}, {"update_model_with_ema_every", 3.0}}, {}});
  driver.post(command::Resume{});
  EXPECT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_TRUE(driver.all<event::Rejected>().empty());
  return recordOf(driver);
}

TEST(LiveTracks, EveryActionIsEchoedInOrder) {
  const ToyWorld world;
  const RunRecord record = byHand();
  std::vector<std::uint64_t> requests;
  for (const TrackChange& change : record.track_changes) {
    requests.push_back(change.change.request);
  }
  EXPECT_EQ(requests, (std::vector<std::uint64_t>{3, 5, 7, 8, 9, 10, 11}));
  EXPECT_EQ(record.track_changes.front().change.step, 13);
  EXPECT_EQ(record.track_changes.back().change.step, 22);
  EXPECT_EQ(labelList(record.track_changes.back().change.tracks), "best, main, new");
  EXPECT_EQ(record.value("best", "beta"), 0.7);
  EXPECT_EQ(record.value("main", "beta"), 0.3);
  EXPECT_GT(record.points.back().feedbacks, 1);
}

TEST(LiveTracks, TheControlLogRepeatsTheRunBitByBit) {
  const ToyWorld world;
  const RunRecord live = byHand();
  EXPECT_EQ(curvesOf(ran(replayConfig(live))), curvesOf(live));
}

TEST(LiveTracks, SoDoesTheCommandLineOfIt) {
  const ToyWorld world;
  const RunRecord live = byHand();
  RunOptions options;
  const auto words = replayOptions(replayConfig(live));
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i] == "--steps") options.steps = words[i + 1];
    if (words[i] == "--eval-every") options.eval_every = words[i + 1];
    if (words[i] == "--set") options.sets.push_back(words[i + 1]);
    if (words[i] == "--do") options.dos.push_back(words[i + 1]);
  }
  const auto config = resolve(options, toyRunFactory().catalog);
  ASSERT_TRUE(config.ok()) << config.error().message();
  EXPECT_EQ(curvesOf(ran(*config)), curvesOf(live));
}

TEST(LiveTracks, ActionsOfTheConfigurationComeAtTheirSteps) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.edits = {{.step = 11, .action = track_action::Add{kNew}},
                  {12, "new", {{"beta", 0.25}}, {}},
                  {.step = 21, .action = track_action::Remove{"main"}}};
  const RunRecord record = ran(config);
  ASSERT_EQ(record.track_changes.size(), 2U);
  EXPECT_EQ(record.track_changes[0].change.request, 0U);
  EXPECT_EQ(record.track_changes[0].change.step, 11);
  EXPECT_EQ(record.value("new", "beta"), 0.25);
  const auto there = [&](std::size_t point, const std::string& label) {
    const auto k = static_cast<std::size_t>(record.trackIndex(label));
    return isPresent(record.points[point].tracks[k]);
  };
  EXPECT_FALSE(there(0, "new"));
  EXPECT_TRUE(there(1, "new"));
  EXPECT_TRUE(there(1, "main"));
  EXPECT_FALSE(there(2, "main"));
}

std::string answerTo(SessionDriver& driver, const Command& command, std::uint64_t request) {
  driver.post(command);
  std::string answer = "none";
  EXPECT_TRUE(driver.waitFor([&](const Event& event) {
    if (const auto* rejected = std::get_if<event::Rejected>(&event)) {
      answer = rejected->error.message();
      return rejected->request == request;
    }
    const auto* changed = std::get_if<event::TracksChanged>(&event);
    answer = "done";
    return changed != nullptr && changed->request == request;
  }));
  return answer;
}

TEST(LiveTracks, WrongActionsAreRefused) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  EXPECT_EQ(answerTo(driver, EditTracks{1, track_action::Remove{"slow"}, {}}, 1),
            "remove: the run is idle; allowed: during a run");
  driver.post(command::Start{2, paused(toyConfig())});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(answerTo(driver, EditTracks{3, track_action::Remove{"x"}, {}}, 3),
            "remove: there is no track 'x'; allowed: main, slow");
  EXPECT_EQ(
      answerTo(driver, EditTracks{4, track_action::Add{{.label = "x", .schedule = "y"}}, {}}, 4)
          .substr(0, 38),
      "add: track x: schedule: 'y' is not kno");
  EXPECT_EQ(answerTo(driver, EditTracks{5, track_action::Remove{"slow"}, 99}, 5),
            "remove at step 99: is outside the rest of the run; allowed: steps 1 to 40");
  EXPECT_EQ(answerTo(driver, EditTracks{6, track_action::Promote{"x"}, 30}, 6),
            "do at step 30: promote: there is no track 'x'; allowed: main, slow");
  EXPECT_EQ(answerTo(driver, EditTracks{7, track_action::Remove{"slow"}, {}}, 7), "done");
}

TEST(LiveTracks, ALaterEditMayNameATrackThatIsScheduledBeforeIt) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(EditTracks{2, track_action::Add{kNew}, 20});
  driver.post(SetParams{3, "new", {{"beta", 0.125}}, 25});
  driver.post(SetParams{4, "new", {{"beta", 0.25}}, 15});
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto refusals = driver.all<event::Rejected>();
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].request, 4U);
  EXPECT_EQ(recordOf(driver).value("new", "beta"), 0.125);
}

TEST(LiveTracks, WhatTheEndOfTheRunOvertakesIsAnswered) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  driver.post(EditTracks{9, track_action::Remove{"slow"}, 30});
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto refusals = driver.all<event::Rejected>();
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].error.message(), "remove: the run ended after step 0");
}

}  // namespace
}  // namespace emascope
