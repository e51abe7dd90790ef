// SPDX-License-Identifier: Apache-2.0
//
// TorchScript files that behave for 60 calls, so that a probe sees no deed, and then do not.
#include "tests/app/engine/engine_process.h"
#include "tests/support/quickest.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

class LaterScript : public EngineTest {
 protected:
  [[nodiscard]] std::vector<std::string> words(const std::string& model,
                                               const std::vector<std::string>& more) {
    const std::string file = path("points.csv");
    std::ofstream rows(file);
    rows << "a,b,c,d,corner\n";
    for (int row = 0; row < 90; ++row) {
      for (int column = 0; column < 4; ++column) rows << (column == row % 3 ? 1 : 0) << ',';
      rows << "corner" << row % 3 << '\n';
    }
    std::vector<std::string> words = {"train",
                                      "--data",
                                      file,
                                      "--model",
                                      EMASCOPE_SOURCE_DIR "/tests/golden/script/" + model,
                                      "--steps",
                                      "200",
                                      "--csv",
                                      path("run.csv"),
                                      "--json",
                                      path("run.json"),
                                      "--save",
                                      "raw=" + path("raw.safetensors"),
                                      "--save",
                                      "main=" + path("main.safetensors")};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  [[nodiscard]] Outcome train(const std::string& model, const std::vector<std::string>& more) {
    return engine(words(model, more));
  }
  void expectOutputs() {
    EXPECT_GT(csv(path("run.csv")).at("step").size(), 0U);
    EXPECT_THAT(contents(path("run.json")), HasSubstr("\"format\": \"emascope-run\""));
    EXPECT_THAT(contents(path("raw.safetensors")), HasSubstr("raw, step"));
    EXPECT_THAT(contents(path("main.safetensors")), HasSubstr("main, step"));
  }
};

TEST_F(LaterScript, AProbeSaysInHowManyCallsItSawNoDeed) {
  const Outcome outcome =
      shell("\"$ENGINE\" probe " EMASCOPE_SOURCE_DIR "/tests/golden/script/later_writes.pt");
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, testing::ContainsRegex("tried +nothing in [0-9]+ calls of forward and 1 "
                                                  "of backward"));
}

TEST_F(LaterScript, AnEndlessStepIsLeftSoonAfterASignal) {
  auto arguments = words("later_loops.pt", {"--trust", "--eval-every", "5"});
  arguments.insert(arguments.begin(), program());
  const auto attempt = [&] {
    std::filesystem::remove(path("run.csv"));
    const pid_t child = start(arguments);
    std::string rows;  // until no more come: it loops
    for (auto quiet = Clock::now(); Clock::now() - quiet < std::chrono::seconds(2);) {
      std::string now = contents(path("run.csv"));
      if (now.empty() || now != rows) quiet = Clock::now();
      rows = std::move(now);
      std::this_thread::yield();
    }
    const auto begin = Clock::now();
    EXPECT_EQ(::kill(child, SIGTERM), 0);
    const Outcome outcome = finish(child);
    const auto took = Clock::now() - begin;
    EXPECT_EQ(outcome.code, 143) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("the current step does not end"));
    expectOutputs();
    return took;
  };
  constexpr std::chrono::seconds kLimit(6);
  EXPECT_LT(quickest(kLimit, attempt), kLimit);
}

TEST_F(LaterScript, AStepHasALimitOfTime) {
  const Outcome outcome = train("later_loops.pt", {"--trust", "--step-limit", "1"});
  EXPECT_EQ(outcome.code, 4) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("; a step may take 1 s\n"));
  EXPECT_THAT(outcome.err, HasSubstr("time limit: "));
  EXPECT_THAT(
      outcome.err,
      HasSubstr("did not end within 1 s, the limit of a step; the weights are those after"));
  expectOutputs();
}

TEST_F(LaterScript, AFileThatItWouldWriteIsNotWritten) {
  const std::string written = std::filesystem::current_path() / "written_by_model.pt";
  std::filesystem::remove(written);
  const Outcome outcome = train("later_writes.pt", {"--trust"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;  // LibTorch overlooks that it could not
  EXPECT_FALSE(std::filesystem::exists(written));
  EXPECT_THAT(outcome.err, HasSubstr("no new files, programs or connections (seccomp)"));
  EXPECT_THAT(outcome.err, HasSubstr("; a step may take 600 s\n"));
  expectOutputs();
  const Outcome full = train("later_writes.pt", {"--trust=full"});
  EXPECT_EQ(full.code, 0) << full.err;
  EXPECT_THAT(full.err, testing::Not(HasSubstr("a step may take")));
  EXPECT_TRUE(std::filesystem::remove(written));
}

TEST_F(LaterScript, WithAWordThatIsNotKnownNothingIsRun) {
  const Outcome outcome = train("later_writes.pt", {"--trust=some"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("trust: 'some' is not known; allowed: --trust or "
                                     "--trust=full"));
}

}  // namespace
}  // namespace emascope
