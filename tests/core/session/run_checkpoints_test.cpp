// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints that a run writes: on request and on each occasion, which of them stay, and what
// is said of one that cannot be written.
#include "core/session/run_checkpoints.h"

#include "core/protocol/record/run_record.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pins.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/other_process.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

bool isWritten(const Event& event) {
  return std::holds_alternative<event::CheckpointWritten>(event);
}
bool isRejected(const Event& event) { return std::holds_alternative<event::Rejected>(event); }
bool isApplied(const Event& event) { return std::holds_alternative<event::Applied>(event); }
bool isTracksChanged(const Event& event) {
  return std::holds_alternative<event::TracksChanged>(event);
}

/// "3 edit": step and reason of each that was announced, in order.
std::vector<std::string> told(const SessionDriver& driver) {
  std::vector<std::string> all;
  for (const auto& one : driver.all<event::CheckpointWritten>()) {
    all.push_back(std::to_string(one.step) + " " + std::string(checkpointReasonId(one.reason)));
  }
  return all;
}

class RunCheckpointsTest : public testing::Test {
 protected:
  RunConfig inFolder(const std::string& name = "run") const {
    RunConfig config = paused(longToy());
    config.checkpoints = {.folder = folder_ / name, .minutes = 0.0};
    return config;
  }
  static void take(SessionDriver& driver, std::int64_t steps) {
    driver.post(command::Advance{steps});
    ASSERT_TRUE(driver.waitForState(RunState::kRunning));
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  }
  /// A run that has taken five steps and is paused, without a checkpoint: the first pause is one.
  static void begin(SessionDriver& driver, const RunConfig& config) {
    driver.post(command::Start{1, config});
    ASSERT_TRUE(driver.waitForState(RunState::kPaused));
    take(driver, 5);
    ASSERT_TRUE(driver.waitFor(isWritten));
  }
  std::vector<std::int64_t> stepsIn(const std::string& name = "run") const {
    std::vector<std::int64_t> steps;
    const auto files = listCheckpoints(folder_ / name);
    if (!files) return steps;
    for (const CheckpointFile& file : *files) steps.push_back(file.step);
    return steps;
  }

  const ToyWorld world_;
  TemporaryFolder folder_;
};

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

TEST_F(RunCheckpointsTest, WithoutAFolderThereAreNone) {
  SessionDriver driver(toySession());
  RunConfig config = paused(toyConfig());
  config.checkpoints.folder = kAutomaticFolder;  // this engine has no place for them
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(driver.all<event::Started>().front().config.checkpoints.folder, "");
  driver.post(command::Checkpoint{2, false});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().front(),
            (event::Rejected{2,
                             {"checkpoint", "the run has no folder for checkpoints",
                              "a run that was started with --checkpoints DIR or --keep"}}));
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_THAT(told(driver), IsEmpty());
}

TEST_F(RunCheckpointsTest, TheEngineMayChooseTheFolder) {
  RunFactory factory = toyRunFactory();
  factory.checkpoint_folder = [this](const RunPlan& plan) -> Result<std::string> {
    return folder_ / ("of-" + plan.config.preset);
  };
  SessionDriver driver(std::make_unique<TrainingSession>(std::move(factory)));
  RunConfig config = toyConfig();
  config.checkpoints.folder = kAutomaticFolder;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const std::string name = "of-" + config.preset;
  EXPECT_EQ(driver.all<event::Started>().front().config.checkpoints.folder, folder_ / name);
  EXPECT_THAT(stepsIn(name), ElementsAre(40));
}

TEST_F(RunCheckpointsTest, AFolderThatCannotBeChosenIsSaidAndTheRunGoesOn) {
  RunFactory factory = toyRunFactory();
  factory.checkpoint_folder = [](const RunPlan&) -> Result<std::string> {
    return Error{"/nowhere", "Permission denied", ""};
  };
  SessionDriver driver(std::make_unique<TrainingSession>(std::move(factory)));
  RunConfig config = toyConfig();
  config.checkpoints.folder = kAutomaticFolder;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Rejected>(),
            (std::vector<event::Rejected>{{0, {"/nowhere", "Permission denied", ""}}}));
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
  ASSERT_TRUE(driver.waitFor(isRejected));
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

TEST_F(RunCheckpointsTest, OfAnotherRunAreLeftAlone) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  driver.post(command::Start{2, inFolder()});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(
      driver.all<event::Rejected>().back().error.message(),
      "checkpoints: " + (folder_ / "run") +
          " has checkpoints of another run; allowed: another folder, or to go on from there with "
          "--resume");
  EXPECT_THAT(stepsIn(), ElementsAre(5));
}

TEST_F(RunCheckpointsTest, ARunDoesNotTakeTheFolderOfTheOneThatItReplaces) {
  SessionDriver driver(toySession());
  const RunConfig config = inFolder();
  driver.post(command::Start{1, config});  // without a checkpoint yet
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Start{2, config});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().back().error.message(),
            "checkpoints: " + (folder_ / "run") +
                ": the present run writes its checkpoints there; allowed: another folder, or this "
                "one once that run has ended");
  EXPECT_EQ(driver.all<event::Started>().size(), 1U);
  take(driver, 5);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_THAT(stepsIn(), ElementsAre(5));
}

TEST_F(RunCheckpointsTest, AFolderIntoWhichAnotherRunWritesIsRefused) {
  OtherProcess other([this] { return RunCheckpoints::lockFolder(folder_ / "run"); });
  SessionDriver driver(toySession());
  driver.post(command::Start{1, inFolder()});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().back().error.message(),
            "checkpoints: " + (folder_ / "run") +
                ": another run writes its checkpoints there; allowed: another folder, or this one "
                "once that run has ended");
  other.end();
  begin(driver, inFolder());
  EXPECT_THAT(stepsIn(), ElementsAre(5));
}

TEST_F(RunCheckpointsTest, TheFolderIsLockedFromTheStartToTheEndOfTheRun) {
  SessionDriver driver(toySession());
  RunConfig config = inFolder();
  config.steps = 8;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  const auto lock = RunCheckpoints::lockFolder(folder_ / "run").value();  // shared with the run
  ASSERT_NE(lock, nullptr);
  EXPECT_GT(lock.use_count(), 1);
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(lock.use_count(), 1);
  driver.post(command::Extend{2, 1'000'000});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  EXPECT_GT(lock.use_count(), 1);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(lock.use_count(), 1);
}

TEST_F(RunCheckpointsTest, OfTheRunBeforeAreAnnouncedByTheOneThatGoesOn) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  take(driver, 3);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  RunConfig request;
  request.preset.clear();
  request.steps = 0;
  request.device.clear();
  request.start_paused = true;
  request.resume_from = checkpointPath(folder_ / "run", checkpointName(5));
  request.checkpoints = {.folder = folder_ / "run", .minutes = 0.0};
  driver.post(command::Start{2, request});  // the folder has the one after step 8
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_THAT(driver.all<event::Rejected>().back().error.message(),
              HasSubstr("has one after step 8, and the run goes on from step 5"));
  request.checkpoints.folder = folder_ / "fork";
  driver.post(command::Start{3, request});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  RunRecord record;
  for (const Event& event : driver.seen()) record.apply(event);
  ASSERT_EQ(record.checkpoints.size(), 1U);
  EXPECT_EQ(record.checkpoints[0].path, request.resume_from);
  driver.post(command::PinCheckpoint{4, 5, true});
  ASSERT_TRUE(driver.waitFor(isWritten));
  EXPECT_TRUE(isPinned(folder_ / "run", checkpointName(5)).value());
  take(driver, 1);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_THAT(stepsIn("fork"), ElementsAre(6));
  EXPECT_THAT(stepsIn(), ElementsAre(5, 8));  // the other branch stays
}

TEST_F(RunCheckpointsTest, OfARunThatIsReplacedAreWritten) {
  SessionDriver driver(toySession());
  begin(driver, inFolder());
  driver.post(command::Advance{1});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Start{2, paused(toyConfig())});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_THAT(stepsIn(), ElementsAre(5, 6));
}

}  // namespace
}  // namespace emascope
