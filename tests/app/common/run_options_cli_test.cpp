// SPDX-License-Identifier: Apache-2.0
//
// What CLI11 hands on: every text as it was typed, also those that look like options or lists.
#include "app/common/run_options_cli.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace emascope {
namespace {

RunOptions parsed(std::vector<std::string> words) {
  CLI::App app;
  RunOptions options;
  addRunOptions(app, options);
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  app.parse(words);
  return options;
}

TEST(RunOptionsCli, EveryOptionOfAReplayIsUnderstood) {
  RunConfig config;
  config.lr = 0.02;
  config.tracks = {{.label = "main", .params = {{"beta", 0.995}}}};
  config.edits = {{20, "main", {{"beta", 0.5}, {"power", 0.6}}, {}},
                  {30, "", {{"lr", 0.01}}, {}},
                  {.step = 40, .action = track_action::FeedBack{"main", 0.5}}};
  const RunOptions options = parsed(replayOptions(config));
  EXPECT_EQ(options, (RunOptions{.preset = "two-spirals",
                                 .steps = "5000",
                                 .seed = "1",
                                 .eval_every = "25",
                                 .device = "auto",
                                 .threads = "0",
                                 .lr = "0.02",
                                 .speed = "0",
                                 .tracks = {"main:schedule=inverse-power,beta=0.995"},
                                 .sets = {"20:main.beta=0.5,power=0.6", "30:lr=0.01"},
                                 .dos = {"40:feedback main,keep=0.5"}}));
}

TEST(RunOptionsCli, NegativeNumbersAreValues) {
  const RunOptions options = parsed({"--steps", "-3", "--set", "-5:lr=1"});
  EXPECT_EQ(options.steps, "-3");
  EXPECT_EQ(options.sets, std::vector<std::string>{"-5:lr=1"});
}

TEST(RunOptionsCli, TheFormerNameOfPatienceIsTakenAndNotListed) {
  EXPECT_EQ(parsed({"--stop-after", "main:7"}).patience, "main:7");
  CLI::App app;
  RunOptions options;
  addRunOptions(app, options);
  EXPECT_NE(app.help().find("--patience"), std::string::npos);
  EXPECT_EQ(app.help().find("--stop-after"), std::string::npos);
}

TEST(RunOptionsCli, ATrackTakesOneWord) {
  EXPECT_THROW((void)parsed({"--track", "beta=0.9", "beta=0.8"}), CLI::ParseError);
}

std::string refusalOf(std::vector<std::string> words) {
  CLI::App app;
  OutputOptions options;
  addOutputOptions(app, options);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(RunOptionsCli, ASecondFileForOneOutputIsRefusedByName) {
  EXPECT_EQ(refusalOf({"--csv", "a.csv", "--json", "a.json"}), "accepted");
  EXPECT_EQ(refusalOf({"--csv", "a.csv", "--json", "a.json", "--csv", "b.csv"}),
            "--csv was given twice, with a.csv b.csv; allowed: once");
  EXPECT_EQ(refusalOf({"--json", "a", "--json", "a", "--json", "a"}),
            "--json was given 3 times, with a a a; allowed: once");
}

TEST(RunOptionsCli, AnOutputIsAFile) {
  EXPECT_EQ(refusalOf({"--csv", "-"}),
            "--csv: '-' is not a file name; allowed: a file, or /dev/stdout for standard output");
  EXPECT_EQ(refusalOf({"--json", ""}),
            "--json: '' is not a file name; allowed: a file, or /dev/stdout for standard output");
  EXPECT_EQ(refusalOf({"--json", "/dev/stdout"}), "accepted");
}

TEST(RunOptionsCli, TheLastValueOfASettingCounts) {
  EXPECT_EQ(parsed({"--steps", "100", "--steps", "200"}).steps, "200");
}

TEST(RunOptionsCli, AnEmptyTextIsATextToo) {
  EXPECT_EQ(parsed({"--track", "", "--seed", ""}).tracks, std::vector<std::string>{""});
}

}  // namespace
}  // namespace emascope
