// SPDX-License-Identifier: Apache-2.0
//
// What ends a run other than its last step: exceptions of every type, and divergence.
#include "core/base/input_error.h"
#include "tests/core/session/session_driver.h"
#include "tests/core/session/toy_session.h"
#include "tests/support/temporary_folder.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>
#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include <c10/util/Exception.h>

namespace emascope {
namespace {

using event::FailureKind;

struct Planted {
  const char* name;
  std::function<void()> fail;
  FailureKind kind;
  const char* words;
};

class Failures : public testing::TestWithParam<Planted> {};

TEST_P(Failures, AreToldAndLeaveTheSessionReadyForAnotherRun) {
  SessionDriver driver(toySession());
  {
    const ToyWorld world({.after_pass = [](const ToyPass& pass) {
      // A pass that lacks memory is taken once more, and fails again.
      if (pass.number >= 4) GetParam().fail();
    }});
    driver.post(command::Start{1, toyConfig()});
    ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  }
  const auto failures = driver.all<event::Failed>();
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].kind, GetParam().kind);
  EXPECT_EQ(failures[0].step, 4);
  EXPECT_EQ(failures[0].what.find("step 4 failed: "), 0U) << failures[0].what;
  EXPECT_NE(failures[0].what.find(GetParam().words), std::string::npos) << failures[0].what;
  EXPECT_TRUE(failures[0].what.ends_with("; the weights are those after step 3"));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 3);
  EXPECT_EQ(failures[0].what.find("frame #"), std::string::npos);
  driver.post(command::Start{2, toyConfig()});
  EXPECT_TRUE(driver.waitForState(RunState::kFinished));
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Failures,
    testing::Values(Planted{"Standard", [] { throw std::runtime_error("planted"); },
                            FailureKind::kInternal, "planted"},
                    Planted{"BadAlloc", [] { throw std::bad_alloc(); }, FailureKind::kOutOfMemory,
                            "not enough memory"},
                    Planted{"NotAnException",
                            [] { throw 7; },  // NOLINT(misc-throw-by-value-catch-by-reference)
                            FailureKind::kInternal, "unknown error"},
                    Planted{"LibTorch", [] { TORCH_CHECK(false, "shapes differ"); },
                            FailureKind::kInternal, "shapes differ"},
                    Planted{"Sample",
                            [] {
                              throw InputError({"cat/1.png", "is damaged", "a PNG file"});
                            },
                            FailureKind::kInput, "cat/1.png: is damaged; allowed: a PNG file"},
                    Planted{"LibTorchMemory",
                            [] { TORCH_CHECK_WITH(OutOfMemoryError, false, "no room for it"); },
                            FailureKind::kOutOfMemory, "no room for it"},
                    Planted{
                        "CpuAllocator",
                        [] { TORCH_CHECK(false, "DefaultCPUAllocator: can't allocate memory"); },
                        FailureKind::kOutOfMemory, "DefaultCPUAllocator"},
                    Planted{"Cuda", [] { TORCH_CHECK(false, "CUDA error: an illegal address"); },
                            FailureKind::kDevice, "illegal address"}),
    [](const auto& test) { return std::string(test.param.name); });

RunFactory brokenRunFactory() {
  RunFactory run_factory = toyRunFactory();
  run_factory.prepare = [](const RunConfig& config) -> Result<PreparedRun> {
    return PreparedRun{toyPlan(config), []() -> std::unique_ptr<Trainer> {
                         throw std::runtime_error("no such file");
                       }};
  };
  return run_factory;
}

TEST(Failure, WhileARunIsMadeIsToldAsItsFailure) {
  const ToyWorld world;
  SessionDriver driver(std::make_unique<TrainingSession>(brokenRunFactory()));
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  EXPECT_TRUE(std::holds_alternative<event::Started>(driver.seen().front()));
  EXPECT_EQ(driver.all<event::Failed>().front().what, "no such file");
}

TEST(Failure, OfAnEvaluationIsToldAfterItsStep) {
  const ToyWorld world({.before_evaluation = [] { throw std::runtime_error("planted"); }});
  SessionDriver driver(toySession());
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  const event::Failed failed = driver.all<event::Failed>().front();
  EXPECT_EQ(failed.step, toyConfig().eval_every);
  EXPECT_EQ(failed.what, "after step " + std::to_string(failed.step) + ": planted");
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, failed.step);
}

TEST(Failure, CommandsBehindTheOneThatFailedAreStillAnswered) {
  const ToyWorld world;
  SessionDriver driver(std::make_unique<TrainingSession>(brokenRunFactory()));
  driver.post(command::Start{1, toyConfig()});
  driver.post(command::SetParams{2, "main", {{"beta", 0.5}}, {}});
  EXPECT_TRUE(driver.waitFor([](const Event& event) {
    const auto* refusal = std::get_if<event::Rejected>(&event);
    return refusal != nullptr && refusal->request == 2;
  }));
}

ToyHooks divergeFrom(std::int64_t step) {
  return {.after_pass = [step](const ToyPass& pass) {
    if (pass.number >= step) pass.loss = std::numeric_limits<float>::quiet_NaN();
  }};
}

TEST(Divergence, EndsARunThatNobodyWatches) {
  const ToyWorld world(divergeFrom(6));
  SessionDriver driver(toySession());
  driver.post(command::Start{1, toyConfig()});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  const auto skipped = driver.all<event::SkippedStep>();
  ASSERT_EQ(skipped.size(), 3U);
  EXPECT_EQ(skipped[2], (event::SkippedStep{8, "loss", 3}));
  const auto failed = driver.all<event::Failed>().front();
  EXPECT_EQ(failed.kind, FailureKind::kDiverged);
  EXPECT_EQ(failed.step, 8);
  EXPECT_EQ(failed.what,
            "3 steps in a row were not finite (loss); the weights are those after step 5");
}

std::vector<std::string> savedBy(const SessionDriver& driver) {
  std::vector<std::string> of;
  for (const event::Saved& saved : driver.all<event::Saved>()) {
    EXPECT_TRUE(std::filesystem::exists(saved.spec.path));
    of.push_back(saved.spec.of);
  }
  return of;
}

TEST(Failure, KeepsTheWeightsOfTheStepsBefore) {
  const TemporaryFolder folder;
  const ToyWorld world({.after_pass = [](const ToyPass& pass) {
    if (pass.number == 4) throw std::runtime_error("planted");
  }});
  RunConfig config = toyConfig();
  config.saves = {{"raw", folder / "raw.safetensors"}, {"slow", folder / "slow.safetensors"}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  EXPECT_EQ(savedBy(driver), (std::vector<std::string>{"raw", "slow"}));
}

TEST(Failure, BeforeTheFirstStepLeavesFilesOfAnEarlierRunAlone) {
  const TemporaryFolder folder;
  const ToyWorld world({.after_pass = [](const ToyPass&) { throw std::bad_alloc(); }});
  RunConfig config = toyConfig();
  config.saves = {{"raw", folder.file("raw.safetensors", "of an earlier run")}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  EXPECT_EQ(TemporaryFolder::contents(config.saves[0].path), "of an earlier run");
  EXPECT_EQ(driver.all<event::Failed>().front().what, "step 1 failed: not enough memory");
  EXPECT_EQ(driver.all<event::Rejected>().front().error.message(),
            "save raw: no step was taken; " + config.saves[0].path + " is not written");
}

TEST(Divergence, FromTheFirstStepOnLeavesFilesOfAnEarlierRunAlone) {
  const TemporaryFolder folder;
  const ToyWorld world(divergeFrom(1));
  RunConfig config = toyConfig();
  config.saves = {{"main", folder.file("main.safetensors", "of an earlier run")}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  EXPECT_EQ(TemporaryFolder::contents(config.saves[0].path), "of an earlier run");
  EXPECT_EQ(driver.all<event::Failed>().front().what, "3 steps in a row were not finite (loss)");
  EXPECT_EQ(driver.all<event::Rejected>().front().error.message(),
            "save main: no step was taken; " + config.saves[0].path + " is not written");
}

TEST(Divergence, KeepsTheLastFiniteWeights) {
  const TemporaryFolder folder;
  const ToyWorld world(divergeFrom(6));
  RunConfig config = toyConfig();
  config.saves = {{"raw", folder / "raw.safetensors"}, {"main", folder / "main.safetensors"}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFailed));
  EXPECT_EQ(savedBy(driver), (std::vector<std::string>{"raw", "main"}));
}

TEST(End, SavesElsewhereWhatCannotBeWrittenWhereItWasAskedFor) {
  const TemporaryFolder folder;
  const ToyWorld world;
  std::filesystem::create_directory(folder / "else");
  ::setenv("TMPDIR", (folder / "else").c_str(), 1);
  RunConfig config = toyConfig();
  config.saves = {{"raw", folder / "gone/raw.safetensors"}, {"main", folder / "main.safetensors"}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  ::unsetenv("TMPDIR");
  EXPECT_EQ(savedBy(driver), (std::vector<std::string>{"raw", "main"}));
  EXPECT_TRUE(std::filesystem::exists(folder / "else/raw.safetensors"));
  const auto refused = driver.all<event::Rejected>();
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_NE(
      refused[0].error.message().find("it was written to " + (folder / "else/raw.safetensors")),
      std::string::npos);
}

TEST(End, TriesEachOtherPlaceForItsWeights) {
  const TemporaryFolder folder;
  const ToyWorld world;
  ::setenv("TMPDIR", "/proc", 1);  // takes no file, though the administrator may write there
  ::setenv("XDG_STATE_HOME", (folder / "state").c_str(), 1);
  RunConfig config = toyConfig();
  config.saves = {{"raw", folder / "gone/raw.safetensors"}};
  SessionDriver driver(toySession());
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  ::unsetenv("TMPDIR");
  ::unsetenv("XDG_STATE_HOME");
  EXPECT_EQ(savedBy(driver), std::vector<std::string>{"raw"});
  EXPECT_TRUE(std::filesystem::exists(folder / "state/emascope/raw.safetensors"));
}

TEST(Divergence, PausesARunThatIsWatchedAndLetsItGoOn) {
  const ToyWorld world(divergeFrom(6));
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.pause_on_divergence = true;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(driver.all<event::StateChanged>().back().why,
            "3 steps in a row were not finite (loss): lower the learning rate and go on, or stop");
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 11);
}

TEST(Divergence, AtTheLastStepOfAWatchedRunIsItsEndWhenItGoesOn) {
  const ToyWorld world(divergeFrom(38));
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.pause_on_divergence = true;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 40);
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  EXPECT_EQ(driver.all<event::StateChanged>().back().step, 40);
  EXPECT_EQ(driver.points().size(), 4U);
}

TEST(Memory, ThatIsShortAtTheLastEvaluationLetsItBeMadeAfterThePause) {
  std::atomic<bool> is_short = true;
  const ToyWorld world({.before_evaluation = [&is_short] {
    if (is_short) throw std::bad_alloc();
  }});
  SessionDriver driver(toySession());
  RunConfig config = toyConfig();
  config.eval_every = config.steps;
  config.pause_on_divergence = true;
  driver.post(command::Start{1, config});
  ASSERT_TRUE(driver.waitForState(RunState::kPaused));
  EXPECT_TRUE(driver.points().empty());
  EXPECT_EQ(driver.all<event::StateChanged>().back().why,
            "the evaluation after step 40 does not fit in memory: end other programs or remove a "
            "track and go on, or stop");
  is_short = false;
  driver.post(command::Resume{});
  ASSERT_TRUE(driver.waitForState(RunState::kFinished));
  ASSERT_EQ(driver.points().size(), 1U);
  EXPECT_EQ(driver.points().back().step, 40);
}

}  // namespace
}  // namespace emascope
