// SPDX-License-Identifier: Apache-2.0
//
// The folder into which a run writes its checkpoints: who chooses it, and that no two runs share
// one.
#include "core/protocol/record/run_record.h"
#include "core/session/run_checkpoints.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pins.h"
#include "tests/core/session/run_checkpoints_fixture.h"
#include "tests/support/other_process.h"

#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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

TEST_F(RunCheckpointsTest, ARunIsNotExtendedWhereAnotherHasWrittenLaterSteps) {
  SessionDriver driver(toySession());
  RunConfig config = inFolder();
  config.steps = 8;
  config.start_paused = false;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const std::string own = checkpointPath(folder_ / "run", checkpointName(8));
  std::filesystem::copy_file(own, checkpointPath(folder_ / "run", checkpointName(9)));
  driver.post(command::Extend{2, 10});
  ASSERT_TRUE(driver.waitFor(isRejected));
  EXPECT_EQ(driver.all<event::Rejected>().back().request, 2U);
  EXPECT_THAT(driver.all<event::Rejected>().back().error.message(),
              HasSubstr("has one after step 9, and the run goes on from step 8"));
  EXPECT_EQ(RunCheckpoints::lockFolder(folder_ / "run").value().use_count(), 1);
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
