// SPDX-License-Identifier: Apache-2.0
#include "app/common/exit_code.h"
#include "core/base/output_file.h"
#include "tests/app/engine/serve/served_engine.h"
#include "tests/support/quickest.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <thread>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using Clock = std::chrono::steady_clock;

command::Start spirals(std::int64_t steps) {
  command::Start start;
  start.request = 5;
  start.config.preset = "two-spirals";
  start.config.steps = steps;
  start.config.device = "cpu";
  start.config.tracks = {{.label = "main", .schedule = "inverse-power"}};
  return start;
}

TEST(EngineProcess, OffersWhatItCanDoInItsHello) {
  Engine engine;
  const auto first = engine.reader().next();
  ASSERT_TRUE(first) << engine.reader().problem();
  const auto* hello = std::get_if<Hello>(&*first);
  ASSERT_NE(hello, nullptr);
  EXPECT_EQ(hello->program.substr(0, 16), "emascope-engine ");
  EXPECT_NE(findSchedule(hello->catalog, "inverse-power"), nullptr);
  ASSERT_FALSE(hello->catalog.presets.empty());
  for (const PresetInfo& preset : hello->catalog.presets) {
    EXPECT_TRUE(validate(preset.config, hello->catalog).ok()) << preset.id;
    EXPECT_TRUE(std::ranges::any_of(hello->catalog.models, [&](const ModelInfo& model) {
      return model.id == preset.model;
    })) << preset.id;
  }
}

TEST(EngineProcess, TrainsToTheEndAndSendsNothingButFrames) {
  Engine engine;
  engine.send(encode(Command(spirals(200))));
  std::vector<std::int64_t> steps;
  bool started = false;
  bool finished = false;
  while (!finished) {
    const auto message = engine.reader().next();
    ASSERT_TRUE(message) << engine.reader().problem();
    const auto* event = std::get_if<Event>(&*message);
    if (event == nullptr) continue;
    if (const auto* evaluated = std::get_if<event::Evaluated>(event)) {
      for (const EvalPoint& point : evaluated->points) steps.push_back(point.step);
    } else if (const auto* begun = std::get_if<event::Started>(event)) {
      started = begun->request == 5 && begun->config.lr > 0.0;
    } else if (const auto* changed = std::get_if<event::StateChanged>(event)) {
      finished = changed->state == RunState::kFinished;
    }
  }
  EXPECT_TRUE(started);
  EXPECT_EQ(steps, (std::vector<std::int64_t>{25, 50, 75, 100, 125, 150, 175, 200}));
  engine.endInput();
  EXPECT_EQ(engine.exitCode(), kExitOk);
  EXPECT_FALSE(engine.reader().next());
  EXPECT_EQ(engine.reader().problem(), "end");
}

TEST(EngineProcess, RefusesAWrongConfigurationAndGoesOn) {
  Engine engine;
  command::Start wrong = spirals(200);
  wrong.config.steps = -3;
  engine.send(encode(Command(wrong)) + encode(Command(spirals(25))));
  const auto rejected = engine.reader().nextOf<event::Rejected>();
  ASSERT_TRUE(rejected) << engine.reader().problem();
  EXPECT_EQ(rejected->error.where, "steps");
  EXPECT_EQ(rejected->error.why, "-3 is not allowed");
  EXPECT_TRUE(engine.reader().nextOf<event::Started>());
}

TEST(EngineProcess, SavesOverNoFileThatIsReadOrWritten) {
  const TemporaryFolder folder;
  std::string rows = "width,height,kind\n";
  for (int i = 0; i < 90; ++i) {
    rows += std::to_string(i % 3 + 0.01 * (i % 7)) + "," + std::to_string(3 - i % 3) + ",k" +
            std::to_string(i % 3) + "\n";
  }
  const std::string data = folder.file("kinds.csv", rows);
  std::filesystem::create_hard_link(data, folder / "twin.safetensors");
  Engine engine;
  const auto hello = engine.reader().next();
  ASSERT_TRUE(hello) << engine.reader().problem();
  command::Start start{1, std::get<Hello>(*hello).catalog.own.config};
  start.config.user_task = {{"data", data}};
  start.config.start_paused = true;
  start.config.steps = 3;
  const std::string at_end = folder / "end.safetensors";
  start.config.saves = {{"raw", at_end}};
  engine.send(encode(Command(start)));
  const auto refusal = [&engine](const std::string& path) {
    engine.send(encode(Command(command::Save{2, {"raw", path}})));
    const auto refused = engine.reader().nextOf<event::Rejected>();
    return refused ? refused->error.message() : engine.reader().problem();
  };
  EXPECT_EQ(refusal(folder / "twin.safetensors"), "save raw " + folder / "twin.safetensors" +
                                                      ": is the file that --data " + data +
                                                      " reads; allowed: another file");
  EXPECT_EQ(refusal(at_end), "save raw " + at_end + ": is the file that --save raw " + at_end +
                                 " also writes; allowed: a different file for each");
  const std::string held = folder / "held.safetensors";
  {
    const auto ours = HeldOutput::take(held);  // as a window holds its outputs
    ASSERT_TRUE(ours.ok());
    EXPECT_EQ(refusal(held), held +
                                 ": is being written by another run; allowed: another file, or "
                                 "this one once that run has ended");
  }
  engine.send(encode(Command(command::Save{3, {"raw", held}})));
  EXPECT_TRUE(engine.reader().nextOf<event::Saved>()) << engine.reader().problem();
  engine.send(encode(Command(command::Resume{})));
  const auto last = engine.reader().nextOf<event::Saved>();  // as the configuration asks for
  ASSERT_TRUE(last) << engine.reader().problem();
  EXPECT_EQ(last->spec.path, at_end);
  engine.send(encode(Command(command::Save{4, {"raw", at_end}})));  // the run is over
  const auto again = engine.reader().nextOf<event::Saved>();
  ASSERT_TRUE(again) << engine.reader().problem();
  EXPECT_EQ(again->request, 4U);
  EXPECT_EQ(TemporaryFolder::contents(data), rows);
}

constexpr std::chrono::seconds kEndLimit(1);

/// From the end of the input to that of the engine.
Clock::duration ending(Engine& engine) {
  const auto before = Clock::now();
  engine.endInput();
  EXPECT_EQ(engine.exitCode(), kExitOk);
  return Clock::now() - before;
}

TEST(EngineProcess, EndsWithItsInputWithinASecondInTheMiddleOfARun) {
  const auto attempt = [] {
    Engine engine;
    engine.send(encode(Command(spirals(1'000'000'000))));
    EXPECT_TRUE(engine.reader().nextOf<event::Evaluated>()) << engine.reader().problem();
    return ending(engine);
  };
  EXPECT_LT(quickest(kEndLimit, attempt), kEndLimit);
}

TEST(EngineProcess, EndsWithItsInputEvenIfItsOutputIsFull) {
  command::Start start = spirals(1'000'000'000);
  start.config.eval_every = 1;
  const auto attempt = [&start] {
    Engine engine;
    engine.send(encode(Command(start)));
    EXPECT_TRUE(engine.reader().nextOf<event::Evaluated>()) << engine.reader().problem();
    engine.waitForFullOutput();
    return ending(engine);
  };
  EXPECT_LT(quickest(kEndLimit, attempt), kEndLimit);
}

TEST(EngineProcess, LeavesCtrlCToTheWindow) {
  Engine engine;
  ASSERT_TRUE(engine.reader().next()) << engine.reader().problem();
  EXPECT_EQ(getpgid(engine.process()), engine.process());
  ASSERT_EQ(kill(engine.process(), SIGINT), 0);
  engine.send(encode(Command(spirals(25))));
  EXPECT_TRUE(engine.reader().nextOf<event::Started>()) << engine.reader().problem();
  engine.endInput();
  EXPECT_EQ(engine.exitCode(), kExitOk);
}

TEST(EngineProcess, EndsByItselfOnInputThatIsNotTheProtocol) {
  Engine engine;
  engine.send("GET / HTTP/1.1\r\n");
  const auto failed = engine.reader().nextOf<event::Failed>();
  ASSERT_TRUE(failed) << engine.reader().problem();
  EXPECT_EQ(failed->kind, event::FailureKind::kInput);
  EXPECT_EQ(engine.exitCode(), kExitUsage);
}

}  // namespace
}  // namespace emascope
