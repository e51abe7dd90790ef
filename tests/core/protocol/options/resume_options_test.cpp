// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/resume_options.h"

#include "tests/support/fake_run.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST(ResumeOptions, AskForWhatIsTypedAlone) {
  RunOptions options;
  options.resume = "run";
  const auto plain = resolve(options, fakeCatalog());
  ASSERT_TRUE(plain) << plain.error().message();
  EXPECT_EQ(plain->resume_from, "run");
  EXPECT_EQ(plain->preset, "");
  EXPECT_EQ(plain->steps, 0);
  EXPECT_EQ(plain->device, "");
  EXPECT_TRUE(plain->tracks.empty());

  options.steps = "900";
  options.threads = "2";
  options.tracks = {"a:schedule=constant,beta=0.5"};
  options.saves = {"a=a.safetensors"};
  const auto more = resolve(options, fakeCatalog());
  ASSERT_TRUE(more) << more.error().message();
  EXPECT_EQ(more->steps, 900);
  EXPECT_EQ(more->threads, 2);
  EXPECT_EQ(more->tracks.front().label, "a");
  EXPECT_EQ(more->saves.front().path, "a.safetensors");
}

TEST(ResumeOptions, NameAllThatCannotBeGiven) {
  RunOptions options;
  options.resume = "run";
  options.seed = "2";
  options.lr = "0.1";
  options.user_task = {{"data", "a.csv"}};
  EXPECT_THAT(resolve(options, fakeCatalog()).error().message(),
              HasSubstr("cannot be given again: --seed, --lr, --data; allowed: --steps"));
}

TEST(ResumeOptions, OverTheSettingsOfTheRunMayBeAny) {
  RunOptions options;
  options.resume = "run";
  options.seed = "2";
  options.user_task = {{"data", "moved.csv"}};
  RunConfig base;
  base.preset = "own-data";
  base.eval_every = 7;
  base.user_task = {{"data", "a.csv"}, {"target", "kind"}};
  const auto config = resolveOver(options, fakeCatalog(), base);
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->seed, 2U);
  EXPECT_EQ(config->eval_every, 7);
  EXPECT_EQ(config->user_task, (UserTaskOptions{{"data", "moved.csv"}, {"target", "kind"}}));
  EXPECT_EQ(config->resume_from, "run");
  options.resume = "";
  EXPECT_THAT(resolveOver(options, fakeCatalog(), base).error().message(), HasSubstr("is empty"));
}

}  // namespace
}  // namespace emascope
