// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints that a run writes: on request and on each occasion, which of them stay, and what
// is said of one that cannot be written.
#include "core/protocol/record/run_record.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pins.h"
#include "tests/core/session/run_checkpoints_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(RunCheckpointsTest, AreWrittenAtAPauseAndWhereTheRunIsStopped) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  driver.post(command::Advance{2});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const auto all = told(driver);
  EXPECT_EQ(all.front(), "5 pause");
  // The second pause is soon after the first copy, and may be left out for the 1 %.
  EXPECT_THAT(all.back(), testing::AnyOf("7 stop", "7 pause"));
  EXPECT_THAT(stepsIn(), ElementsAre(5, 7));
}

TEST_F(RunCheckpointsTest, AreWrittenAtTheEnd) {
  SessionDriver driver(toySession());
  RunConfig config = inFolder();
  config.steps = 20;
  config.start_paused = false;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_THAT(told(driver), ElementsAre("20 end"));
  EXPECT_TRUE(isWritten(driver.seen()[driver.seen().size() - 2]));  // then the state
  const auto written = driver.all<event::CheckpointWritten>().front();
  EXPECT_EQ(written.path, checkpointPath(folder_ / "run", "step-000000020.emascope"));
  EXPECT_EQ(written.bytes, static_cast<std::int64_t>(std::filesystem::file_size(written.path)));
  EXPECT_EQ(written.request, 0U);
}

TEST_F(RunCheckpointsTest, AreWrittenBeforeAnEditThatMaySpoilTheRun) {
  SessionDriver driver(toySession());
  RunConfig config = inFolder();
  config.tracks.push_back({.label = "other", .schedule = "constant", .params = {{"beta", 0.5}}});
  begin(driver, config);
  const double rate = driver.all<event::Started>().front().config.lr;
  std::int64_t expected = 5;
  const auto risk = [&](const Command& edit, const auto& applied) {
    driver.post(command::Advance{1});
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
    ++expected;
    driver.post(edit);
    ASSERT_TRUE(driver.waitFor(applied));
  };
  risk(command::SetParams{2, "", {{"lr", 2.0 * rate}}, {}}, isApplied);
  driver.post(command::Checkpoint{9});  // also ends those that are being written
  ASSERT_TRUE(driver.waitFor([](const Event& event) {
    const auto* written = std::get_if<event::CheckpointWritten>(&event);
    return written != nullptr && written->request == 9;
  }));
  const auto edits = [&] {
    const auto all = told(driver);
    return std::ranges::count_if(all, [](const std::string& one) { return one.ends_with("edit"); });
  };
  EXPECT_EQ(edits(), 0);
  risk(command::SetParams{3, "", {{"lr", 7.0 * rate}}, {}}, isApplied);
  risk(command::EditTracks{4, track_action::FeedBack{"main", 0.0}, {}}, isTracksChanged);
  risk(command::EditTracks{5, track_action::Remove{"other"}, {}}, isTracksChanged);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(edits(), 3) << testing::PrintToString(told(driver));
}

TEST_F(RunCheckpointsTest, ARateThatIsRaisedInSmallPartsIsOneRisk) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  const double rate = driver.all<event::Started>().front().config.lr;
  double now = rate;
  while (now < 3.5 * rate) {
    now *= 1.2;
    driver.post(command::SetParams{2, "", {{"lr", now}}, {}});
    ASSERT_TRUE(driver.waitFor(isApplied));
  }
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_THAT(told(driver), ElementsAre("5 pause", "5 edit", "5 stop"));
}

TEST_F(RunCheckpointsTest, OnRequestIsAnsweredByItsNumber) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  driver.post(command::Checkpoint{77, true});
  ASSERT_TRUE(driver.waitFor(isWritten));
  const auto written = driver.all<event::CheckpointWritten>().back();
  EXPECT_EQ(written.request, 77U);
  EXPECT_EQ(written.reason, CheckpointReason::kAsked);
  EXPECT_TRUE(written.pinned);
  EXPECT_TRUE(isPinned(folder_ / "run", checkpointName(5)).value());
  driver.post(command::Stop{});
  driver.post(command::Checkpoint{78, false});  // of a finished run, too
  ASSERT_TRUE(driver.waitFor(isWritten));
  EXPECT_EQ(driver.all<event::CheckpointWritten>().back().request, 78U);
}

TEST_F(RunCheckpointsTest, TheOldestMakeRoomAndPinnedOnesStay) {
  SessionDriver driver(toySession());
  RunConfig config = inFolder();
  config.eval_every = 1'000'000;  // none is the best
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  std::uint64_t request = 1;
  for (std::int64_t step = 1; step <= 8; ++step) {
    driver.post(command::Advance{1});
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
    driver.post(command::Checkpoint{++request, step == 2});
    ASSERT_TRUE(driver.waitFor([request](const Event& event) {
      const auto* written = std::get_if<event::CheckpointWritten>(&event);
      return written != nullptr && written->request == request;
    }));
  }
  EXPECT_THAT(stepsIn(), ElementsAre(2, 6, 7, 8));
  RunRecord record;
  for (const Event& event : driver.seen()) record.apply(event);
  std::vector<std::int64_t> known;
  for (const auto& one : record.checkpoints) known.push_back(one.step);
  EXPECT_THAT(known, ElementsAre(2, 6, 7, 8));  // the events tell of those that are gone
}

TEST_F(RunCheckpointsTest, ArePinnedAndUnpinned) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  driver.post(command::PinCheckpoint{2, 5, true});
  ASSERT_TRUE(driver.waitFor(isWritten));
  event::CheckpointWritten written = driver.all<event::CheckpointWritten>().back();
  EXPECT_EQ(written.request, 2U);
  EXPECT_EQ(written.reason, CheckpointReason::kPause);
  EXPECT_TRUE(written.pinned);
  EXPECT_TRUE(isPinned(folder_ / "run", checkpointName(5)).value());
  driver.post(command::PinCheckpoint{3, 5, false});
  ASSERT_TRUE(driver.waitFor(isWritten));
  EXPECT_FALSE(driver.all<event::CheckpointWritten>().back().pinned);
  EXPECT_FALSE(isPinned(folder_ / "run", checkpointName(5)).value());
  driver.post(command::PinCheckpoint{4, 6, true});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().front(),
            (event::Rejected{4,
                             {"checkpoint of step 6", "does not exist",
                              "a step at which this run has a checkpoint"}}));
}

TEST_F(RunCheckpointsTest, OneThatCannotBeWrittenIsSaidOnceAndTheRunGoesOn) {
  std::ofstream(folder_ / "file") << "no folder";
  SessionDriver driver(toySession());
  RunConfig config = inFolder("file/run");
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  take(driver, 5);
  // It may be said before the pause.
  ASSERT_TRUE(!driver.all<event::Rejected>().empty() || driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().front().request, 0U);
  EXPECT_THAT(driver.all<event::Rejected>().front().error.message(),
              HasSubstr("the checkpoint after step 5 is not written"));
  driver.post(command::Checkpoint{2, false});  // whoever asks is answered
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().back().request, 2U);
  take(driver, 1);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Rejected>().size(), 2U);
  EXPECT_TRUE(driver.all<event::Failed>().empty());
}

TEST_F(RunCheckpointsTest, ThatOlderOnesAreNotRemovedIsSaidOnce) {
  std::filesystem::create_directory(folder_ / "run");
  std::ofstream(folder_ / "run/pins.json") << "{";
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  for (const std::uint64_t request : {2U, 3U}) {
    driver.post(command::Checkpoint{request, false});
    ASSERT_TRUE(driver.waitFor([request](const Event& event) {
      const auto* written = std::get_if<event::CheckpointWritten>(&event);
      return written != nullptr && written->request == request;
    }));
  }
  const auto rejected = driver.all<event::Rejected>();
  ASSERT_EQ(rejected.size(), 1U);
  EXPECT_EQ(rejected.front().request, 0U);
  EXPECT_THAT(rejected.front().error.where, HasSubstr("pins.json"));
  EXPECT_THAT(rejected.front().error.why, StartsWith("older checkpoints are not removed: "));
}

TEST_F(RunCheckpointsTest, OneThatWasDamagedMeanwhileIsSaid) {
  SessionDriver driver(toySession());
  RunConfig config = inFolder();
  config.eval_every = 1'000'000;  // none is the best
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  for (std::uint64_t request = 2; request <= 5; ++request) {
    if (request == 5) std::ofstream(folder_ / ("run/" + checkpointName(3))) << "damaged";
    driver.post(command::Advance{1});
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
    driver.post(command::Checkpoint{request, false});
    ASSERT_TRUE(driver.waitFor([request](const Event& event) {
      const auto* written = std::get_if<event::CheckpointWritten>(&event);
      return written != nullptr && written->request == request;
    }));
  }
  const auto rejected = driver.all<event::Rejected>();
  ASSERT_EQ(rejected.size(), 1U);
  EXPECT_EQ(rejected.front().error.where, checkpointPath(folder_ / "run", checkpointName(3)));
}

}  // namespace
}  // namespace emascope
