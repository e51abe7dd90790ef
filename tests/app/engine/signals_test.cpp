// SPDX-License-Identifier: Apache-2.0
//
// Signals and closed streams: what they end, what they leave alone, and what is there afterwards.
#include "core/protocol/wire/codec.h"
#include "tests/app/engine/engine_process.h"
#include "tests/support/quickest.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;
using Clock = std::chrono::steady_clock;

class Signals : public EngineTest {
 protected:
  /// Starts a run without end, by way of `shell` if it is not empty, and waits for its first rows.
  pid_t startLong(const std::string& shell = "", const std::vector<std::string>& more = {}) {
    const std::string pipe = path("pipe.csv");
    EXPECT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    std::vector<std::string> words = {program(), "train",         "--preset", "quadratic-bowl",
                                      "--steps", "1000000000",    "--csv",    pipe,
                                      "--json",  path("run.json")};
    words.insert(words.end(), more.begin(), more.end());
    if (!shell.empty())
      words.insert(words.begin(), {"/bin/sh", "-c", shell + "; exec \"$@\"", "sh"});
    const pid_t child = start(words);
    rows_.open(pipe);
    readRows(3);
    return child;
  }
  void readRows(int count) {
    std::string line;
    for (int row = 0; row < count; ++row) {
      ASSERT_TRUE(std::getline(rows_, line)) << "the run has ended";
    }
  }
  void readToTheEnd() {
    std::string line;
    while (std::getline(rows_, line)) {
    }
  }
  void send(pid_t child, int signal) { ASSERT_EQ(::kill(child, signal), 0); }

  std::ifstream rows_;
};

struct Ending {
  int signal;
  int code;
};

class EachSignal : public Signals, public testing::WithParamInterface<Ending> {};

TEST_P(EachSignal, EndsTheRunWithItsCodeAndEverythingWritten) {
  const pid_t child = startLong("", {"--save", "raw=" + path("raw.safetensors")});
  send(child, GetParam().signal);
  readToTheEnd();
  const Outcome outcome = finish(child);
  EXPECT_EQ(outcome.code, GetParam().code) << outcome.err;
  EXPECT_THAT(contents(path("run.json")), HasSubstr("\"state\": \"finished\""));
  EXPECT_THAT(contents(path("run.json")),
              HasSubstr("\"state_reason\": \"stopped before the last step\""));
  EXPECT_THAT(contents(path("raw.safetensors")), HasSubstr("raw, step"));
}

TEST_P(EachSignal, IsIgnoredIfItWasWhenTheProgramStarted) {
  const std::string name = std::to_string(GetParam().signal);
  const pid_t child = startLong("trap '' " + name);
  send(child, GetParam().signal);
  readRows(2000);  // more than a pipe holds: they were made after the signal
  send(child, GetParam().signal == SIGTERM ? SIGHUP : SIGTERM);
  readToTheEnd();
  EXPECT_EQ(finish(child).code, GetParam().signal == SIGTERM ? 129 : 143);
}

INSTANTIATE_TEST_SUITE_P(All, EachSignal,
                         testing::Values(Ending{SIGINT, 130}, Ending{SIGTERM, 143},
                                         Ending{SIGHUP, 129}));

TEST_F(Signals, ManyOfAClosedTerminalDoNotKeepTheResultsFromBeingWritten) {
  const pid_t child = startLong();
  for (int i = 0; i < 20; ++i) send(child, i % 2 == 0 ? SIGHUP : SIGTERM);
  readToTheEnd();
  const Outcome outcome = finish(child);
  // The handler of the second signal runs first where both arrive at once.
  EXPECT_THAT(outcome.code, testing::AnyOf(129, 143)) << outcome.err;
  EXPECT_THAT(contents(path("run.json")), HasSubstr("\"state\": \"finished\""));
  EXPECT_THAT(contents(path("run.json")),
              HasSubstr("\"state_reason\": \"stopped before the last step\""));
}

TEST_F(Signals, AStepOfAMillionPassesIsLeftBetweenTwo) {
  const std::string ready = path("run.json");
  const auto attempt = [&] {
    std::filesystem::remove(path("stderr"));
    const pid_t child =
        start({program(), "train", "--preset", "two-spirals", "--accumulate", "1000000", "--steps",
               "10", "--json", ready, "--save", "raw=" + path("raw.safetensors")});
    while (contents(path("stderr")).empty()) std::this_thread::yield();  // the run's title
    const auto begin = Clock::now();
    send(child, SIGTERM);
    const Outcome outcome = finish(child);
    const auto took = Clock::now() - begin;
    EXPECT_EQ(outcome.code, 143) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("stopped at step 0 of 10"));
    return took;
  };
  constexpr std::chrono::seconds kLimit(4);
  EXPECT_LT(quickest(kLimit, attempt), kLimit);
}

TEST_F(Signals, ClosedStreamsDoNotGiveTheirNumbersToFiles) {
  const Outcome outcome = shell("\"$ENGINE\" train --preset quadratic-bowl --steps 300 --csv " +
                                path("run.csv") + " <&- >&- 2>&-");
  EXPECT_EQ(outcome.code, 4);                  // nobody could be given the table
  EXPECT_FALSE(csv(path("run.csv")).empty());  // checks that each row has its cells
  EXPECT_THAT(contents(path("run.csv")), Not(HasSubstr("parameters")));
}

TEST_F(Signals, ServeSaysThatItsInputIsClosed) {
  const Outcome outcome = shell("\"$ENGINE\" serve <&-");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("standard input is closed"));
}

TEST_F(Signals, ServeEndsAtSigtermWithItsRunsWeightsWritten) {
  const std::string pipe = path("input");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const pid_t child = start({"/bin/sh", "-c", "exec \"$ENGINE\" serve <" + pipe});
  std::ofstream input(pipe);  // open until the end of the test
  command::Start run{.request = 1};
  run.config.preset = "quadratic-bowl";
  run.config.steps = 1'000'000'000;
  run.config.device = "cpu";
  run.config.tracks = {{.label = "main", .schedule = "inverse-power"}};
  run.config.saves = {{"raw", path("raw.safetensors")}};
  input << encode(Command(run)) << std::flush;
  // With the byte before that says how long the word is, so that no text of its hello is meant.
  const auto says = [this](const std::string& word) {
    return contents(path("stdout")).find(static_cast<char>(0x60 + word.size()) + word) !=
           std::string::npos;
  };
  while (!says("evaluated")) std::this_thread::yield();
  EXPECT_FALSE(std::filesystem::exists(path("raw.safetensors")));
  send(child, SIGTERM);
  EXPECT_EQ(finish(child).code, 143);
  EXPECT_TRUE(says("saved"));
  EXPECT_THAT(contents(path("raw.safetensors")), HasSubstr("raw, step"));
}

}  // namespace
}  // namespace emascope
