// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/checkpoint_options.h"

#include "core/protocol/options/run_options.h"
#include "tests/support/fake_run.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string refusal(const CheckpointOptions& options) {
  CheckpointSettings settings;
  const Status status = readCheckpoints(options, settings);
  return status ? "" : status.error().message();
}

TEST(CheckpointOptions, AreNoneByDefault) {
  CheckpointSettings settings;
  ASSERT_TRUE(readCheckpoints({}, settings).ok());
  EXPECT_EQ(settings, CheckpointSettings{});
  EXPECT_EQ(settings.folder, "");
}

TEST(CheckpointOptions, AreRead) {
  CheckpointSettings settings;
  ASSERT_TRUE(readCheckpoints({"runs/a", "2.5", "10", "1000"}, settings).ok());
  EXPECT_EQ(settings, (CheckpointSettings{"runs/a", 2.5, 10, 1000}));
}

TEST(CheckpointOptions, NeedAFolder) {
  EXPECT_EQ(refusal({.minutes = "3"}),
            "checkpoint-minutes: no checkpoints are written; allowed: together with "
            "--checkpoints DIR or --keep");
  EXPECT_NE(refusal({.evaluations = "3"}), "");
  EXPECT_NE(refusal({.every = "3"}), "");
  EXPECT_EQ(refusal({.folder = ""}), "checkpoints: is empty; allowed: a folder");
}

TEST(CheckpointOptions, AreNumbersInRange) {
  EXPECT_NE(refusal({.folder = "a", .minutes = "soon"}), "");
  EXPECT_NE(refusal({.folder = "a", .evaluations = "1.5"}), "");
  EXPECT_NE(refusal({.folder = "a", .every = "x"}), "");
  EXPECT_FALSE(checkCheckpoints({"a", -1.0, 0, 0}).ok());
  EXPECT_FALSE(checkCheckpoints({"a", std::numeric_limits<double>::quiet_NaN(), 0, 0}).ok());
  EXPECT_FALSE(checkCheckpoints({"a", 1e7, 0, 0}).ok());
  EXPECT_FALSE(checkCheckpoints({"a", 1.0, -1, 0}).ok());
  EXPECT_FALSE(checkCheckpoints({"a", 1.0, 0, 1'000'000'001}).ok());
  EXPECT_TRUE(checkCheckpoints({"a", 0.0, 0, 0}).ok());
}

TEST(CheckpointOptions, AreASettingOfTheRunAndNotOfItsRepetition) {
  RunOptions options;
  options.checkpoints = {"runs/a", "2.5", {}, {}};
  const auto config = resolve(options, fakeCatalog());
  ASSERT_TRUE(config.ok()) << config.error().message();
  EXPECT_EQ(config->checkpoints, (CheckpointSettings{"runs/a", 2.5, 0, 0}));
  for (const std::string& word : replayOptions(*config)) EXPECT_NE(word, "--checkpoints");
  options.checkpoints.minutes = "-1";
  EXPECT_EQ(resolve(options, fakeCatalog()).error().where, "checkpoint-minutes");
}

}  // namespace
}  // namespace emascope
