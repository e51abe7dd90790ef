// SPDX-License-Identifier: Apache-2.0
//
// What `train` and `smooth` do to files: theirs, other people's, and those of another run.
#include "tests/app/engine/engine_process.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class OutputsTest : public EngineTest {
 protected:
  /// A table that can be trained on.
  [[nodiscard]] std::string table(const std::string& name) const {
    std::ofstream text(path(name));
    text << "width,height,kind\n";
    for (int i = 0; i < 90; ++i) {
      text << i % 3 + 0.01 * (i % 7) << "," << 3 - i % 3 << ",k" << i % 3 << "\n";
    }
    return path(name);
  }
  static std::vector<std::string> bowl(std::vector<std::string> more) {
    std::vector<std::string> words = {"train", "--preset", "quadratic-bowl", "--steps", "60"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  void expectRefused(const std::vector<std::string>& words, const std::string& why) {
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(why));
  }
};

TEST_F(OutputsTest, NoOutputIsAFileThatTheRunReads) {
  const std::string data = table("kinds.csv");
  const std::string before = contents(data);
  fs::create_symlink(data, path("link"));
  fs::create_hard_link(data, path("twin"));
  for (const char* option : {"--csv", "--json"}) {
    for (const std::string& output : {data, path("./kinds.csv"), path("link"), path("twin")}) {
      expectRefused(
          {"train", "--data", data, "--steps", "20", option, output},
          std::string(option) + " " + output + ": is the file that --data " + data + " reads");
    }
  }
  const std::string weights = path("w.safetensors");
  EXPECT_EQ(engine({"train", "--data", data, "--steps", "20", "--save", "raw=" + weights}).code, 0);
  const std::string saved = contents(weights);
  expectRefused({"train", "--data", data, "--steps", "20", "--weights", weights, "--save",
                 "raw=" + path("./w.safetensors")},
                "is the file that --weights " + weights + " reads");
  EXPECT_EQ(contents(weights), saved);
  EXPECT_EQ(contents(data), before);
}

TEST_F(OutputsTest, SmoothWritesNoFileThatItReads) {
  const std::string series = table("series.csv");
  const std::string before = contents(series);
  expectRefused({"smooth", "--input", series, "--output", path("./series.csv"), "--column", "width",
                 "--track", "t:schedule=uniform"},
                "is the file that --input " + series + " reads");
  const Outcome piped = shell("exec \"$ENGINE\" smooth --input - --output '" + series +
                              "' --column width --track t:schedule=uniform < '" + series + "'");
  EXPECT_EQ(piped.code, 2);
  EXPECT_EQ(contents(series), before);
}

TEST_F(OutputsTest, TwoOutputsAreTwoFiles) {
  expectRefused(bowl({"--csv", path("x"), "--json", path("./x")}), "is the file that --csv");
  expectRefused(bowl({"--save", "raw=" + path("a.safetensors"), "--save",
                      "best.raw=" + path("./a.safetensors")}),
                "is the file that --save raw");
  expectRefused(bowl({"--csv", path("a.safetensors"), "--save", "raw=" + path("a.safetensors")}),
                "is the file that --save raw");
  expectRefused({"train", "--preset", "quadratic-bowl", "--steps", "60", "--seeds", "1..3", "--csv",
                 path("x.csv"), "--json", path("x.csv")},
                "x-seed-1.csv also writes");
  EXPECT_FALSE(fs::exists(path("x-seed-1.csv")));
}

TEST_F(OutputsTest, AFileIsWrittenByOneRunAtATime) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const std::string record = path("run.json");
  const std::string weights = path("w.safetensors");
  const pid_t first = start({program(), "train", "--steps", "1000000000", "--csv", path("pipe"),
                             "--json", record, "--save", "raw=" + weights});
  std::ifstream pipe(path("pipe"));  // open once the first run is
  std::string line;
  std::getline(pipe, line);
  for (const auto& output : {std::pair{"--json", record}, std::pair{"--save", "raw=" + weights},
                             std::pair{"--csv", path("./run.json")}}) {
    expectRefused(bowl({output.first, output.second}), "is being written by another run");
  }
  ASSERT_EQ(::kill(first, SIGTERM), 0);
  while (std::getline(pipe, line)) {
  }
  EXPECT_EQ(finish(first).code, 143);
  EXPECT_TRUE(fs::exists(record));
  EXPECT_EQ(engine(bowl({"--json", record, "--save", "raw=" + weights})).code, 0);
}

TEST_F(OutputsTest, WhatCannotWorkIsSaidBeforeTheRun) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  expectRefused(bowl({"--csv", path("pipe")}), "pipe: is a pipe that nobody reads");
  expectRefused(bowl({"--json", path("pipe")}), "pipe: is a pipe that nobody reads");
  expectRefused(bowl({"--save", "raw=" + path("no/w.safetensors")}), "No such file or directory");
  expectRefused(bowl({"--json", path(std::string(256, 'j'))}), "File name too long");
  expectRefused(bowl({"--save", "mian=" + path("w.safetensors")}), "save mian: there is no track");
  expectRefused(bowl({"--scan", "mian"}), "scan mian: there is no track");
}

TEST_F(OutputsTest, TheLongestNamesAreWritten) {
  const std::string record = path(std::string(250, 'j') + ".json");
  const std::string weights = path(std::string(243, 'w') + ".safetensors");
  EXPECT_EQ(engine(bowl({"--json", record, "--save", "raw=" + weights})).code, 0);
  EXPECT_TRUE(fs::exists(record));
  EXPECT_TRUE(fs::exists(weights));
}

TEST_F(OutputsTest, ADivergedRunLeavesItsLastFiniteWeights) {
  const Outcome outcome =
      engine({"train", "--preset", "digits", "--steps", "400", "--set", "60:lr=1e6", "--save",
              "raw=" + path("raw.safetensors"), "--save", "best.main=" + path("best.safetensors")});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_GT(fs::file_size(path("raw.safetensors")), 1000U);
  EXPECT_GT(fs::file_size(path("best.safetensors")), 1000U);
}

TEST_F(OutputsTest, WeightsThatNoTrackKeptAreSaved) {
  const Outcome outcome =
      engine({"train", "--steps", "300", "--track", "a:schedule=power-function,sigma_rel=0.06",
              "--track", "b:schedule=power-function,sigma_rel=0.25", "--snapshots", "15",
              "--synthesize", "mid:sigma_rel=0.14", "--save", "mid=" + path("mid.safetensors"),
              "--json", path("run.json")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_GT(fs::file_size(path("mid.safetensors")), 1000U);
  const auto record = nlohmann::json::parse(contents(path("run.json")));
  EXPECT_EQ(record.at("saves")[0].at("spec").at("of"), "mid");
}

TEST_F(OutputsTest, WhatAFolderThatIsGoneShouldHoldIsWrittenElsewhere) {
  fs::create_directory(path("out"));
  fs::create_directory(path("else"));
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const pid_t child = start({"/bin/sh", "-c",
                             "TMPDIR='" + path("else") +
                                 "' exec \"$ENGINE\" train --steps 1000000000"
                                 " --csv '" +
                                 path("pipe") + "' --json '" + path("out/run.json") +
                                 "' --save raw='" + path("out/w.safetensors") + "'"});
  std::ifstream pipe(path("pipe"));
  std::string line;
  std::getline(pipe, line);
  fs::remove_all(path("out"));
  ASSERT_EQ(::kill(child, SIGINT), 0);
  while (std::getline(pipe, line)) {
  }
  const Outcome outcome = finish(child);
  EXPECT_EQ(outcome.code, 4) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("written to " + path("else/run.json") + " instead"));
  EXPECT_THAT(outcome.err, HasSubstr("written to " + path("else/w.safetensors") + " instead"));
  EXPECT_TRUE(fs::exists(path("else/run.json")));
  EXPECT_TRUE(fs::exists(path("else/w.safetensors")));
}

}  // namespace
}  // namespace emascope
