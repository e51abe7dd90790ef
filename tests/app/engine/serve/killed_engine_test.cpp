// SPDX-License-Identifier: Apache-2.0
//
// Engines that are killed while a run goes on, and the checkpoints that they leave.
#include "app/common/exit_code.h"
#include "core/protocol/record/run_record.h"
#include "core/store/checkpoint_folder.h"
#include "tests/app/engine/serve/served_engine.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace emascope {
namespace {

RunConfig spirals(std::int64_t steps) {
  RunConfig config;
  config.preset = "two-spirals";
  config.steps = steps;
  config.device = "cpu";
  config.threads = 1;
  config.tracks = {{.label = "main", .schedule = "inverse-power"},
                   {.label = "slow", .schedule = "constant"}};
  return config;
}

RunConfig from(const std::string& folder) {
  RunConfig config;
  config.preset.clear();
  config.steps = 0;
  config.device.clear();
  config.resume_from = folder;
  return config;
}

/// Feeds the record until `last` is true, or until the end of the run. Whether the run has ended.
template <typename Last>
bool follow(Engine& engine, RunRecord& record, const Last& last) {
  while (const auto message = engine.reader().next()) {
    const auto* event = std::get_if<Event>(&*message);
    if (event == nullptr) continue;
    record.apply(*event);
    const auto* refusal = std::get_if<event::Rejected>(event);
    EXPECT_EQ(refusal, nullptr) << refusal->error.message();
    if (refusal != nullptr || record.state == RunState::kFinished) return true;
    if (last(*event)) return false;
  }
  ADD_FAILURE() << engine.reader().problem();
  return true;
}

std::vector<EvalPoint> pointsOf(RunRecord record) {
  for (EvalPoint& point : record.points) point.seconds = 0.0;
  return record.points;
}

TEST(KilledEngine, LeavesARunThatGoesOnAsIfItHadNotBeenKilled) {
  constexpr std::int64_t kSteps = 6000;
  const TemporaryFolder folder;
  RunRecord whole;
  {
    Engine engine;
    engine.send(encode(Command(command::Start{1, spirals(kSteps)})));
    ASSERT_TRUE(follow(engine, whole, [](const Event&) { return false; }));
  }
  ASSERT_EQ(whole.points.size(), 240U);
  const std::string checkpoints = folder / "run";
  std::mt19937 random(20261201);
  RunRecord record;
  bool ended = false;
  bool any = false;  // a checkpoint is there
  int kills = 0;
  while (!ended) {
    RunConfig config = any ? from(checkpoints) : spirals(kSteps);
    config.checkpoints = {.folder = checkpoints, .minutes = 0.0, .steps = 1};
    config.speed = 2000.0;  // so that it is killed before its end
    Engine engine;
    engine.send(encode(Command(command::Start{1, config})));
    auto left = static_cast<int>(random() % 40) + 1;
    record = {};
    ended = follow(engine, record, [&](const Event& event) {
      any = any || std::holds_alternative<event::CheckpointWritten>(event);
      return any && kills < 10 && --left <= 0;
    });
    if (ended) break;
    ASSERT_EQ(kill(engine.process(), SIGKILL), 0);
    EXPECT_EQ(engine.exitCode(), -1);
    ++kills;
    const auto newest = newestGood(checkpoints);
    ASSERT_TRUE(newest.ok()) << newest.error().message();
    EXPECT_TRUE(newest->file);
    EXPECT_TRUE(newest->refused.empty());
  }
  EXPECT_GE(kills, 3);
  EXPECT_EQ(record.step, kSteps);
  EXPECT_EQ(pointsOf(record), pointsOf(whole));
}

TEST(KilledEngine, OfWhichTheWindowIsGoneKeepsTheRun) {
  const TemporaryFolder folder;
  Engine engine({"--checkpoints", folder / "all"});
  RunConfig config = spirals(1'000'000'000);
  config.checkpoints.folder = kAutomaticFolder;
  engine.send(encode(Command(command::Start{1, config})));
  RunRecord record;
  ASSERT_FALSE(follow(engine, record, [](const Event& event) {
    return std::holds_alternative<event::Evaluated>(event);
  }));
  const std::string chosen = record.config.checkpoints.folder;
  EXPECT_EQ(chosen.substr(0, (folder / "all/").size()), folder / "all/");
  EXPECT_NE(chosen.find("-two-spirals-"), std::string::npos);
  engine.endInput();
  EXPECT_EQ(engine.exitCode(), kExitOk);
  const auto newest = newestGood(chosen);
  ASSERT_TRUE(newest.ok()) << newest.error().message();
  ASSERT_TRUE(newest->file);
  EXPECT_GE(newest->file->step, 25);
}

TEST(KilledEngine, WritesCheckpointsIntoTheFoldersOfALibraryThatTheWindowKeeps) {
  const TemporaryFolder folder;
  Engine engine({"--checkpoints-in-library", folder / "library"});
  RunConfig config = spirals(1'000'000'000);
  config.checkpoints.folder = kAutomaticFolder;
  engine.send(encode(Command(command::Start{1, config})));
  const auto started = engine.reader().nextOf<event::Started>();
  ASSERT_TRUE(started) << engine.reader().problem();
  const std::string& chosen = started->config.checkpoints.folder;
  EXPECT_EQ(chosen.substr(0, (folder / "library/runs/").size()), folder / "library/runs/");
  EXPECT_TRUE(chosen.ends_with("/checkpoints"));
}

}  // namespace
}  // namespace emascope
