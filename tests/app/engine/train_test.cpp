// SPDX-License-Identifier: Apache-2.0
//
// Whole runs of the command line: what is written, what is the same from run to run, and how runs
// end that do not end well.
#include "core/protocol/options/run_options.h"
#include "tests/app/engine/engine_process.h"

#include <csignal>
#include <fstream>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::_;
using testing::ElementsAre;
using testing::HasSubstr;

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

/// The raw columns by step.
std::map<std::string, std::vector<std::string>> rawRows(const CsvColumns& columns) {
  std::map<std::string, std::vector<std::string>> rows;
  const auto& steps = columns.at("step");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    rows[steps[i]] = {columns.at("raw.val_loss")[i], columns.at("raw.val_accuracy")[i]};
  }
  return rows;
}

TEST_F(EngineTest, RowsAreAtEachMultipleAndAtTheLastStep) {
  const CsvColumns columns = trained({"--steps", "110", "--eval-every", "25"});
  EXPECT_THAT(columns.at("step"), ElementsAre("25", "50", "75", "100", "110"));
}

TEST_F(EngineTest, ATrackThatNeverAveragesIsNamed) {
  const auto notes = [this](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"train", "--steps", "20", "--track",
                                      "late:schedule=constant,beta=0.9,update_after_step=500"};
    words.insert(words.end(), more.begin(), more.end());
    return engine(words).err;
  };
  const char* const note =
      "note: track 'late' does not average: with its parameters it is a copy of the raw weights "
      "throughout this run of 20 steps\n";
  EXPECT_THAT(notes({}), HasSubstr(note));
  EXPECT_THAT(notes({"--set", "10:late.update_after_step=5"}), testing::Not(HasSubstr(note)));
}

TEST_F(EngineTest, ColumnsAreThoseOfTheTracks) {
  ASSERT_EQ(engine({"train", "--steps", "1", "--track", "beta=0.9", "--track",
                    "b:schedule=constant", "--csv", path("run.csv")})
                .code,
            0);
  const std::string text = contents(path("run.csv"));
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "step,seconds,train_loss,raw.val_loss,raw.val_accuracy,"
            "inverse-power.val_loss,inverse-power.val_accuracy,inverse-power.decay,"
            "b.val_loss,b.val_accuracy,b.decay");
}

TEST_F(EngineTest, TracksComeAndGoByTheirSteps) {
  const CsvColumns columns = trained({"--preset",     "digits",
                                      "--steps",      "80",
                                      "--eval-every", "20",
                                      "--track",      "main:beta=0.9",
                                      "--do",         "21:add new:like=ema-pytorch,beta=0.99",
                                      "--do",         "21:fork copy=main",
                                      "--do",         "41:remove main",
                                      "--do",         "41:promote copy",
                                      "--do",         "61:feedback copy,keep=0.5",
                                      "--set",        "30:new.power=1",
                                      "--set",        "50:copy.buffers=estimate"});
  EXPECT_THAT(columns.at("main.decay"), ElementsAre(_, _, "", ""));
  EXPECT_THAT(columns.at("new.decay"), ElementsAre("", _, _, _));
  EXPECT_EQ(columns.at("copy.val_loss")[1], columns.at("main.val_loss")[1]);
  EXPECT_NE(columns.at("copy.val_loss")[3], "");
}

TEST_F(EngineTest, TracksThatDoNotWriteBackLeaveTheRawCurve) {
  const std::vector<std::string> plain = {"--preset", "digits",       "--steps",
                                          "80",       "--eval-every", "20"};
  std::vector<std::string> busy = plain;
  for (const char* word : {"--do", "11:add a:schedule=constant,buffers=estimate", "--do",
                           "30:fork b=a", "--do", "50:remove a", "--do", "51:rename b=c"}) {
    busy.emplace_back(word);
  }
  std::vector<std::string> fed = busy;
  fed.insert(fed.end(), {"--do", "60:feedback c"});
  const auto expected = rawRows(trained(plain));
  EXPECT_EQ(rawRows(trained(busy)), expected);
  EXPECT_NE(rawRows(trained(fed)), expected);
}

TEST_F(EngineTest, AnAverageThatNobodyKeptIsMadeAtTheEnd) {
  const auto run = engine({"train", "--steps", "400", "--seed", "3", "--track",
                           "a:schedule=power-function,sigma_rel=0.05", "--track",
                           "b:schedule=power-function,sigma_rel=0.28", "--snapshots", "10",
                           "--synthesize", "mid:sigma_rel=0.15", "--synthesize",
                           "thin:sigma_rel=0.01", "--json", path("run.json")});
  EXPECT_EQ(run.code, 4);  // thin is missing
  EXPECT_THAT(run.err, HasSubstr("mid sigma_rel=0.15 at step 400: loss "));
  EXPECT_THAT(run.err, HasSubstr("refused: synthesize thin: "));
  EXPECT_THAT(run.out, HasSubstr("mid"));
  const auto json = nlohmann::json::parse(contents(path("run.json")));
  ASSERT_EQ(json.at("syntheses").size(), 1U);
  ASSERT_EQ(json.at("refused").size(), 1U);
  EXPECT_THAT(json.at("refused")[0].get<std::string>(), HasSubstr("synthesize thin: "));
  EXPECT_EQ(json.at("syntheses")[0].at("snapshots"), 80);
  EXPECT_THAT(json.at("replay_line").get<std::string>(),
              HasSubstr("--snapshots 10 --snapshot-mib 256 --synthesize mid:sigma_rel=0.15"));
}

TEST_F(EngineTest, SnapshotsThatDoNotFitTheirMemoryAreRefused) {
  const auto run =
      engine({"train", "--preset", "digits", "--snapshots", "1", "--snapshot-mib", "1"});
  EXPECT_EQ(run.code, 2);
  EXPECT_THAT(run.err, HasSubstr("snapshots: "));
  EXPECT_THAT(run.err, HasSubstr("within 1 MiB"));
}

TEST_F(EngineTest, SameSeedSameBytes) {
  for (const char* preset : {"two-spirals", "digits"}) {
    const std::vector<std::string> arguments = {"--preset", preset,   "--steps",
                                                "120",      "--seed", "7"};
    EXPECT_EQ(trained(arguments), trained(arguments)) << preset;
  }
}

TEST_F(EngineTest, AnotherSeedIsAnotherRun) {
  EXPECT_NE(trained({"--steps", "100", "--seed", "1"}), trained({"--steps", "100", "--seed", "2"}));
}

TEST_F(EngineTest, RawIsTheSameWhateverWatchesIt) {
  const auto expected = rawRows(trained({"--steps", "300", "--eval-every", "50"}));
  EXPECT_EQ(rawRows(trained({"--steps", "300", "--eval-every", "50", "--track", "none"})),
            expected);
  EXPECT_EQ(rawRows(trained({"--steps", "300", "--eval-every", "50", "--speed", "1500"})),
            expected);
  auto often = rawRows(trained({"--steps", "300", "--eval-every", "10"}));
  std::erase_if(often, [&](const auto& row) { return !expected.contains(row.first); });
  EXPECT_EQ(often, expected);
}

TEST_F(EngineTest, ASetIsInForceFromItsStepOnAndForItsTrackAlone) {
  const CsvColumns plain = trained({"--steps", "200"});
  const CsvColumns edited = trained({"--steps", "200", "--set", "150:fast.beta=0.5"});
  for (const auto& [name, column] : plain) {
    if (name.starts_with("fast.")) continue;
    EXPECT_EQ(column, edited.at(name)) << name;
  }
  // Rows 25, 50, …: the sixth is step 150, whose update is the first with the new decay.
  EXPECT_THAT(edited.at("fast.decay"),
              ElementsAre("0.9", "0.9", "0.9", "0.9", "0.9", "0.5", "0.5", "0.5"));
}

TEST_F(EngineTest, TheJsonHoldsTheCommandThatRepeatsTheRun) {
  const CsvColumns first = trained({"--preset", "digits",
                                    "--steps",  "150",
                                    "--seed",   "3",
                                    "--set",    "60:main.beta=hl=200,power=0.7",
                                    "--set",    "80:lr=0.05",
                                    "--set",    "100:main.reseed=1",
                                    "--do",     "60:fork b=main",
                                    "--do",     "60:set b.buffers=estimate",
                                    "--do",     "90:feedback b,keep=0.5",
                                    "--do",     "95:undo-feedback",
                                    "--do",     "120:promote b",
                                    "--json",   path("run.json")});
  const auto json = nlohmann::json::parse(contents(path("run.json")));
  EXPECT_EQ(json["facts"]["threads"], 1);
  EXPECT_EQ(json["changes"].size(), 4U);
  EXPECT_EQ(json["track_changes"].size(), 4U);
  auto words = json["replay"].get<std::vector<std::string>>();
  EXPECT_EQ(json["replay_line"], shellLine(words));
  words.erase(words.begin(), words.begin() + 2);  // emascope-engine train
  EXPECT_EQ(trained(words), first);
}

TEST_F(EngineTest, ProgressIsAPlainLineNowAndThenWhereThereIsNoTerminal) {
  const Outcome outcome = engine({"train", "--steps", "1000"});
  EXPECT_GE(count(outcome.err, " %"), 1U) << outcome.err;
  EXPECT_LE(count(outcome.err, " %"), 10U) << outcome.err;
  EXPECT_EQ(count(outcome.err, "\r"), 0U);
}

TEST_F(EngineTest, TheTableAtTheEndHasARowForRawAndEachTrack) {
  const Outcome outcome = engine({"train", "--steps", "200"});
  for (const char* name : {"\nraw ", "\nmain ", "\nfast ", "\nslow "}) {
    EXPECT_THAT(outcome.out, HasSubstr(name));
  }
}

TEST_F(EngineTest, ADivergedRunEndsWithExitCodeThree) {
  const Outcome outcome =
      engine({"train", "--preset", "digits", "--steps", "400", "--set", "100:lr=1e6", "--csv",
              path("run.csv"), "--json", path("run.json")});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("diverged at step 10"));
  EXPECT_THAT(outcome.err, HasSubstr(": 3 steps in a row were not finite"));
  EXPECT_THAT(outcome.err, HasSubstr("; the weights are those after step 10"));
  EXPECT_THAT(csv(path("run.csv")).at("step"), ElementsAre("25", "50", "75", "100"));
  const auto json = nlohmann::json::parse(contents(path("run.json")));
  EXPECT_EQ(json["state"], "failed");
  EXPECT_EQ(json["skipped"].size(), 3U);
}

TEST_F(EngineTest, AFullDiskIsSaidOnceAndTrainingGoesOn) {
  const Outcome outcome =
      engine({"train", "--steps", "200", "--csv", "/dev/full", "--json", path("run.json")});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_EQ(count(outcome.err, "/dev/full"), 1U) << outcome.err;
  EXPECT_EQ(count(outcome.err, "No space left on device"), 1U);
  EXPECT_EQ(nlohmann::json::parse(contents(path("run.json")))["points"]["step"].size(), 8U);
}

TEST_F(EngineTest, AFileThatMayNotGrowKeepsWholeRows) {
  const Outcome outcome =
      shell("ulimit -f 8; exec \"$ENGINE\" train --steps 4000 --csv '" + path("run.csv") + "'");
  EXPECT_EQ(outcome.code, 4);
  EXPECT_EQ(count(outcome.err, "its rows are kept"), 1U);
  EXPECT_EQ(count(outcome.err, "nor could its rows be written elsewhere"), 1U);
  EXPECT_LT(csv(path("run.csv")).at("step").size(), 160U);
}

TEST_F(EngineTest, HowWeightsAreSteppedIsRecordedAndReplayed) {
  const Outcome outcome = engine({"train",
                                  "--preset",
                                  "digits",
                                  "--epochs",
                                  "2",
                                  "--optimizer",
                                  "rmsprop",
                                  "--momentum",
                                  "0.5",
                                  "--weight-decay",
                                  "0.001",
                                  "--lr-schedule",
                                  "cosine,warmup=5",
                                  "--batch",
                                  "16",
                                  "--accumulate",
                                  "2",
                                  "--clip-norm",
                                  "1",
                                  "--csv",
                                  path("first.csv"),
                                  "--json",
                                  path("run.json")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(contents(path("run.json")));
  EXPECT_EQ(json["config"]["steps"], 82);  // 2 x 1297 samples, 32 a step
  EXPECT_EQ(json["config"]["training"]["optimizer"]["params"]["momentum"], 0.5);
  EXPECT_EQ(json["config"]["training"]["optimizer"]["params"]["alpha"], 0.99);
  auto words = json["replay"].get<std::vector<std::string>>();
  words.erase(words.begin());
  words.insert(words.end(), {"--csv", path("second.csv")});
  ASSERT_EQ(engine(words).code, 0);
  EXPECT_EQ(rawRows(csv(path("second.csv"))), rawRows(csv(path("first.csv"))));
}

TEST_F(EngineTest, ARunThatGetsNoBetterSaysWhyItEnds) {
  const Outcome outcome = engine({"train", "--steps", "1000000", "--eval-every", "1", "--patience",
                                  "still:3", "--track", "still:schedule=constant,beta=1"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("ended at step 4: the loss of still has not improved for 3 "
                                     "evaluations"));
}

TEST_F(EngineTest, AnInterruptEndsTheRunWithEverythingWritten) {
  const std::string pipe = path("pipe.csv");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const pid_t child = start(
      {program(), "train", "--steps", "1000000000", "--csv", pipe, "--json", path("run.json")});
  std::ifstream rows(pipe);
  std::string text;
  std::string line;
  for (int row = 0; row < 3 && std::getline(rows, line); ++row) text += line + "\n";
  ASSERT_EQ(::kill(child, SIGINT), 0);
  while (std::getline(rows, line)) text += line + "\n";
  const Outcome outcome = finish(child);
  EXPECT_EQ(outcome.code, 130) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("stopped at step"));
  EXPECT_THAT(outcome.out, HasSubstr("\nmain "));
  std::ofstream(path("copy.csv")) << text;
  const CsvColumns columns = csv(path("copy.csv"));
  const auto json = nlohmann::json::parse(contents(path("run.json")));
  EXPECT_EQ(json["state"], "finished");
  EXPECT_EQ(json["points"]["step"].size(), columns.at("step").size());
}

}  // namespace
}  // namespace emascope
