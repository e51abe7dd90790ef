// SPDX-License-Identifier: Apache-2.0
//
// Runs that are stopped and go on from a checkpoint: their weights, averages and files are those of
// a run that was not stopped; and what differs between checkpoint and request is named.
#include "core/protocol/record/run_writer.h"
#include "core/session/resumption.h"
#include "core/store/checkpoint_folder.h"
#include "tests/core/session/resuming_fixture.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/run_csv.h"
#include "tests/support/temporary_folder.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <limits>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(Resuming, GivesTheSameFilesFromAnyStop) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.steps = 45;
  config.snapshot_every = 1;
  config.training.lr_schedule = MethodSpec{"cosine", {{"warmup", 5.0}}};
  config.edits = {{12, "", {{"lr", 0.05}}, {}},
                  {.step = 20, .action = track_action::Fork{"main", "copy"}},
                  {33, "copy", {{"beta", 0.5}}, {}}};
  config.syntheses = {{"wide", "half_life", 12.0, 0}};
  config.saves = {{"raw", path("whole-raw.safetensors")},
                  {"copy", path("whole-copy.safetensors")},
                  {"slow", path("whole-slow.safetensors")},
                  {"best.main", path("whole-best.safetensors")}};
  const std::vector<Command> live = {
      command::SetParams{5, "slow", {{"beta", 0.9}}, {}},
      command::EditTracks{6, track_action::FeedBack{"main", 0.5}, {}},
      command::SetParams{7, "main", {{"power", 0.5}}, 30}};
  constexpr std::int64_t kLive = 8;  // the live edits come after so many steps
  const RunRecord expected = whole(config, live, kLive);
  ASSERT_TRUE(expected.refused.empty()) << expected.refused.front().message();
  std::vector<std::string> expected_files;  // a run that is stopped writes there, too
  for (const SaveSpec& save : config.saves) expected_files.push_back(bytesOf(save.path));
  for (std::int64_t i = 0; i < 20; ++i) {
    const std::int64_t stop = 1 + 2 * i;
    SCOPED_TRACE("stopped after step " + std::to_string(stop));
    const bool before_live = stop < kLive;
    const std::string file =
        stopped(config, stop, before_live ? std::vector<Command>{} : live, before_live ? 0 : kLive);
    RunConfig request = from(file);
    const std::string mark = path("rest-" + std::to_string(stop) + "-");
    for (SaveSpec save : config.saves) {
      save.path = mark + save.of + ".safetensors";
      request.saves.push_back(save);
    }
    RunRecord found;
    if (before_live) {  // the live edits are still to come
      SessionDriver driver(toySession());
      driver.post(command::Start{1, paused(request)});
      ASSERT_TRUE(driver.waitForState(RunState::kPaused));
      driver.post(command::Advance{kLive - stop});
      ASSERT_TRUE(driver.waitForState(RunState::kRunning));
      ASSERT_TRUE(driver.waitForState(RunState::kPaused));
      for (const Command& command : live) driver.post(command);
      driver.post(command::Resume{});
      ASSERT_TRUE(driver.waitForState(RunState::kFinished));
      found = recordOf(driver);
    } else {
      found = resumed(request);
    }
    EXPECT_EQ(runCsv(found), runCsv(expected));
    EXPECT_EQ(found.track_changes.size(), expected.track_changes.size());
    EXPECT_EQ(found.changes.size(), expected.changes.size());
    EXPECT_EQ(found.syntheses, expected.syntheses);
    EXPECT_EQ(found.tracks, expected.tracks);
    for (std::size_t k = 0; k < config.saves.size(); ++k) {
      EXPECT_TRUE(bytesOf(request.saves[k].path) == expected_files[k]) << config.saves[k].of;
    }
  }
}

// The weights of the checkpoint are those of step 20; its curve ends at step 10.
TEST_F(Resuming, TakesAnEvaluationThatAStopHasInterrupted) {
  std::promise<void> reached;
  std::promise<void> released;
  std::atomic<bool> armed = false;
  const ToyWorld world({.before_evaluation = [&] {
    if (!armed.exchange(false)) return;
    reached.set_value();
    released.get_future().wait();
  }});
  RunConfig config = toyConfig();
  config.threads =
      1;  // several would have begun with all weights before they see that they are to stop
  const RunRecord expected = whole(config);
  config.checkpoints = {.folder = path("cut"), .minutes = 0.0};
  {
    SessionDriver driver(toySession());
    begin(driver, config, {}, 15);
    armed = true;
    driver.post(command::Resume{});
    reached.get_future().wait();
    driver.post(command::Stop{});
    released.set_value();
    ASSERT_TRUE(driver.waitForState(RunState::kFinished));
    ASSERT_EQ(driver.points().back().step, 10);
  }
  const std::string file = checkpointPath(path("cut"), checkpointName(20));
  EXPECT_EQ(runCsv(resumed(from(file))), runCsv(expected));
}

TEST_F(Resuming, SaysWhereItGoesOnAndWhatWasBefore) {
  const ToyWorld world;
  const std::string file = stopped(toyConfig(), 25);
  SessionDriver driver(toySession());
  driver.post(command::Start{7, paused(from(file))});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  const auto started = driver.all<event::Started>();
  ASSERT_EQ(started.size(), 1U);
  EXPECT_EQ(started.front().request, 7U);
  EXPECT_EQ(started.front().from_step, 25);
  EXPECT_EQ(started.front().config.resume_from, file);
  EXPECT_EQ(started.front().config.steps, 40);
  const auto points = driver.points();
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points.front().step, 10);
  EXPECT_EQ(points.back().step, 20);
  EXPECT_EQ(driver.all<event::StateChanged>().back(),
            (event::StateChanged{RunState::kPaused, 25, ""}));
}

TEST_F(Resuming, GoesOnMoreThanOnce) {
  const ToyWorld world;
  const RunRecord expected = whole(toyConfig());
  const std::string first = stopped(toyConfig(), 7);
  RunConfig second = from(first);
  second.checkpoints = {.folder = path("second"), .minutes = 0.0};
  SessionDriver driver(toySession());
  begin(driver, second, {}, 16);
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(runCsv(resumed(from(path("second")))), runCsv(expected));
}

TEST_F(Resuming, WithMoreStepsIsALongerRunWithTheSchedulesOfTheFirst) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.training.lr_schedule = MethodSpec{"cosine", {{"floor", 0.1}}};
  RunConfig longer = config;
  longer.steps = 60;
  longer.planned_steps = 40;
  const RunRecord expected = whole(longer);
  for (const std::int64_t stop : {15, 40}) {
    RunConfig request = from(stopped(config, stop));
    request.steps = 60;
    const RunRecord found = resumed(request);
    EXPECT_EQ(runCsv(found), runCsv(expected)) << stop;
    EXPECT_EQ(found.config.steps, 60);
    EXPECT_EQ(found.config.planned_steps, 40);
  }
}

TEST_F(Resuming, WithEarlyStoppingCountsOn) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.steps = 400;
  config.eval_every = 2;
  config.training.stop = EarlyStop{6, "raw"};
  const RunRecord expected = whole(config);
  ASSERT_LT(expected.step, 400);
  const RunRecord found = resumed(from(stopped(config, expected.step - 5)));
  EXPECT_EQ(runCsv(found), runCsv(expected));
  EXPECT_EQ(found.state_reason, expected.state_reason);
}

TEST_F(Resuming, WithOtherTracksChangesThemAsEdits) {
  const ToyWorld world;
  const std::string file = stopped(toyConfig(), 15);
  RunConfig request = from(file);
  request.tracks = {{.label = "slow", .schedule = "constant", .params = {{"beta", 0.5}}},
                    {.label = "new", .schedule = "constant", .params = {{"beta", 0.9}}}};
  const RunRecord found = resumed(request);
  ASSERT_EQ(found.alive, 2U);
  EXPECT_EQ(found.tracks[0].label, "slow");
  EXPECT_EQ(found.tracks[1].label, "new");
  EXPECT_EQ(found.value("slow", "beta"), 0.5);
  EXPECT_EQ(found.tracks[2].label, "main");  // removed; its points stay
  EXPECT_TRUE(isPresent(found.points.front().tracks[2]));
  EXPECT_FALSE(isPresent(found.points.front().tracks[1]));
  RunConfig repeated = toyConfig();
  repeated.edits = replayConfig(found).edits;
  EXPECT_EQ(runCsv(whole(repeated)), runCsv(found));
}

TEST_F(Resuming, WithAnotherRuleTheAverageAndItsClockGoOn) {
  const ToyWorld world;
  const RunConfig config = toyConfig();
  const TrackSpec ruled{.label = "main", .schedule = "constant", .params = {{"beta", 0.97}}};
  RunConfig request = from(stopped(config, 15));
  request.tracks = config.tracks;
  request.tracks[0] = ruled;
  request.tracks[1].schedule = "last-snapshots";  // an average of another kind
  request.tracks[1].params = {{"k", 3.0}, {"update_every", 2.0}};
  const RunRecord found = resumed(request);
  ASSERT_EQ(found.track_changes.size(), 3U);
  EXPECT_TRUE(changesRuleOf(found.track_changes[1].change.action, "main"));
  EXPECT_EQ(found.tracks[0].schedule, "constant");
  EXPECT_EQ(found.value("main", "beta"), 0.97);
  const std::vector<std::string>& notes = found.facts.model.notes;
  EXPECT_THAT(notes,
              testing::Contains("track main changes from " + config.tracks[0].schedule +
                                " to constant: its average and its count of steps are kept"));
  EXPECT_THAT(notes,
              testing::Contains(testing::EndsWith("it restarts from the raw weights of step 15")));
  // As a run does whose rule is changed while it goes on, and not as one with a new average.
  RunConfig live = config;
  live.edits = {{.step = 16, .action = track_action::Fork{"main", "main", ruled}}};
  RunConfig anew = config;
  anew.edits = {{.step = 16, .action = track_action::Remove{"main"}},
                {.step = 16, .action = track_action::Add{ruled}},
                {.step = 16, .action = track_action::Promote{"main"}}};
  const auto lossesOf = [](const RunRecord& record) {
    std::vector<double> losses;
    for (const EvalPoint& point : record.points) {
      losses.push_back(point.tracks[static_cast<std::size_t>(record.trackIndex("main"))].val.loss);
    }
    return losses;
  };
  EXPECT_EQ(lossesOf(found), lossesOf(whole(live)));
  EXPECT_NE(lossesOf(found), lossesOf(whole(anew)));
  RunConfig repeated = config;
  repeated.edits = replayConfig(found).edits;
  EXPECT_EQ(runCsv(whole(repeated)), runCsv(found));
}

TEST_F(Resuming, WithTheWholeConfigurationMustFit) {
  const ToyWorld world;
  const std::string file = stopped(toyConfig(), 15);
  RunConfig request = toyConfig();
  request.resume_from = file;
  EXPECT_EQ(runCsv(resumed(request)), runCsv(whole(toyConfig())));

  request.seed = 2;
  request.eval_every = 5;
  request.lr = 0.2;
  request.training.batch = 8;
  request.training.optimizer = MethodSpec{"adam", {}};
  request.snapshot_every = 3;
  request.edits = {{10, "", {{"lr", 0.5}}, {}}};
  EXPECT_THAT(refusal(request),
              AllOf(HasSubstr("seed is 1 in the checkpoint and 2 in the request"),
                    HasSubstr("eval-every is 10 in the checkpoint and 5 in the request"),
                    HasSubstr("lr is 0.1 in the checkpoint and 0.2 in the request"),
                    HasSubstr("batch is 4 in the checkpoint and 8 in the request"),
                    HasSubstr("optimizer is sgd,momentum=0.9"), HasSubstr("and adam"),
                    HasSubstr("snapshots is 0 in the checkpoint and 3 in the request"),
                    HasSubstr("an edit is for step 10, which the run has taken")));
  RunConfig shorter = from(file);
  shorter.steps = 14;
  EXPECT_THAT(refusal(shorter), HasSubstr("steps is 14, and the run has taken 15"));
}

TEST_F(Resuming, TakesFurtherEdits) {
  const ToyWorld world;
  RunConfig edited = toyConfig();
  edited.edits = {{30, "slow", {{"beta", 0.5}}, {}}};
  RunConfig request = from(stopped(toyConfig(), 15));
  request.edits = edited.edits;
  EXPECT_EQ(runCsv(resumed(request)), runCsv(whole(edited)));
  request.edits.front().track = "nobody";
  EXPECT_THAT(refusal(request), HasSubstr("nobody"));
}

/// The toy's data and model, changed.
std::string refusalWith(const RunConfig& request, const ModelEntry& entry,
                        const Preset& preset = toyPreset()) {
  RunFactory factory = toyRunFactory();
  factory.prepare = [&](const RunConfig& config) -> Result<PreparedRun> {
    const RunPlan plan = planRun(config, preset, entry.info, {});
    return PreparedRun{plan, [plan, &entry] { return std::make_unique<Trainer>(entry, plan); }};
  };
  SessionDriver driver(std::make_unique<TrainingSession>(factory));
  driver.post(command::Start{7, request});
  EXPECT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  EXPECT_TRUE(driver.all<event::Started>().empty());
  return driver.all<event::Rejected>().back().error.message();
}

TEST_F(Resuming, WithOtherDataIsRefused) {
  const ToyWorld world;
  const RunConfig request = from(stopped(toyConfig(), 15));
  ModelEntry entry = toyModel();
  entry.info = {.id = "toy", .parameters = 4, .train_samples = 200};
  entry.data = [](std::uint64_t seed) { return toyModel().data(seed + 1); };
  EXPECT_THAT(refusalWith(request, entry),
              HasSubstr("the samples have changed, but not their number: their SHA-256 is"));
  entry.info.train_samples = 199;
  entry.info.test_samples = 20;
  EXPECT_THAT(refusalWith(request, entry),
              AllOf(HasSubstr("there are 200 training samples in the checkpoint and 199 now"),
                    HasSubstr("there are 0 test samples in the checkpoint and 20 now")));
}

TEST_F(Resuming, ARefusedRequestLeavesTheRunThatIsOn) {
  const ToyWorld world;
  SessionDriver driver(toySession());
  driver.post(command::Start{1, paused(toyConfig())});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Start{2, from(path("nothing.emascope"))});
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::Rejected>(event); }));
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::Started>().size(), 1U);
}

TEST_F(Resuming, ADamagedNewestIsNamedAndTheOneBeforeIsUsed) {
  const ToyWorld world;
  RunConfig config = toyConfig();
  config.checkpoints = {.folder = path("run"), .minutes = 0.0};
  SessionDriver driver(toySession());
  begin(driver, config, {command::Checkpoint{3, false}}, 10);
  ASSERT_TRUE(driver.waitFor(
      [](const Event& event) { return std::holds_alternative<event::CheckpointWritten>(event); }));
  driver.post(command::Advance{10});
  ASSERT_TRUE(driver.waitForState(RunState::kRunning));
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  driver.post(command::Stop{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  const std::string newest = path("run/" + checkpointName(20));
  std::string bytes = bytesOf(newest);
  ASSERT_FALSE(bytes.empty());
  bytes[bytes.size() - 5] = static_cast<char>(bytes[bytes.size() - 5] ^ 1);
  std::ofstream(newest, std::ios::binary) << bytes;

  const RunRecord found = resumed(from(path("run")));
  EXPECT_EQ(runCsv(found), runCsv(whole(toyConfig())));
  EXPECT_THAT(found.facts.model.notes,
              ElementsAre(AllOf(HasSubstr("checkpoint step-000000020.emascope is not used"),
                                HasSubstr("damaged")),
                          "checkpoint step-000000010.emascope is used instead"));
}

TEST_F(Resuming, RemovesWhatAKilledRunWasWriting) {
  const ToyWorld world;
  const std::string file = stopped(toyConfig(), 15);
  const auto left = std::filesystem::path(file).parent_path() / ".emascope-0123456789abcdef.a1B2c3";
  std::ofstream(left) << "half of a checkpoint";
  RunConfig request = from(file);
  request.checkpoints.folder = path("elsewhere");
  static_cast<void>(resumed(request));
  EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(Resuming, SaysThatThreadsAreOthers) {
  const ToyWorld world;
  RunConfig request = from(stopped(toyConfig(), 15));
  request.threads = 2;
  const RunRecord found = resumed(request);
  EXPECT_THAT(found.facts.model.notes,
              ElementsAre(HasSubstr("with 2 instead of 1 threads; the last bits")));
}

TEST_F(Resuming, StepsThatWereSkippedStayKnown) {
  ToyHooks hooks;
  hooks.after_pass = [](const ToyPass& pass) {
    if (pass.number == 6 || pass.number == 31) {
      pass.loss = std::numeric_limits<float>::quiet_NaN();
    }
  };
  const ToyWorld world(hooks);
  const RunRecord expected = whole(toyConfig());
  ASSERT_EQ(expected.skipped.size(), 2U);
  const RunRecord found = resumed(from(stopped(toyConfig(), 15)));
  EXPECT_EQ(found.skipped, expected.skipped);
  EXPECT_EQ(runCsv(found), runCsv(expected));
}

TEST_F(Resuming, AFolderWithoutCheckpointsIsNamed) {
  const ToyWorld world;
  std::filesystem::create_directory(path("empty"));
  EXPECT_THAT(refusal(from(path("empty"))), HasSubstr("empty: has no checkpoint"));
  EXPECT_THAT(refusal(from(path("missing"))), HasSubstr("missing"));
}

}  // namespace
}  // namespace emascope
