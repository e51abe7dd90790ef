// SPDX-License-Identifier: Apache-2.0
//
// `emascope-engine train --seeds`: several runs, a file for each, one table.
#include "tests/app/engine/engine_process.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(EngineTest, SeveralSeedsAreSeveralRunsAndOneTable) {
  const Outcome outcome = engine({"train", "--seeds", "2,5..6", "--steps", "300", "--csv",
                                  path("out.csv"), "--track", "a:schedule=constant,beta=0.9"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("3 seeds"));
  EXPECT_THAT(outcome.out, HasSubstr(" ± "));
  EXPECT_THAT(outcome.out, HasSubstr("of 3"));
  const auto alone =
      trained({"--seed", "5", "--steps", "300", "--track", "a:schedule=constant,beta=0.9"});
  EXPECT_EQ(csv(path("out-seed-5.csv")).at("a.val_loss"), alone.at("a.val_loss"));
  EXPECT_NE(csv(path("out-seed-2.csv")).at("a.val_loss"), alone.at("a.val_loss"));
  EXPECT_TRUE(std::filesystem::exists(path("out-seed-6.csv")));
  EXPECT_FALSE(std::filesystem::exists(path("out.csv")));
}

TEST_F(EngineTest, WithTooFewEvaluationsForABestLossNoAverageIsLower) {
  const Outcome outcome =
      engine({"train", "--seeds", "2,3", "--steps", "50", "--eval-every", "50"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(" ± "));
  EXPECT_THAT(outcome.out, Not(HasSubstr("of 2")));
}

TEST_F(EngineTest, SeedsThatAreNoneAreRefused) {
  const auto refusal = [this](const std::vector<std::string>& options) {
    std::vector<std::string> words = {"train"};
    words.insert(words.end(), options.begin(), options.end());
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 2);
    return outcome.err;
  };
  EXPECT_THAT(refusal({"--seeds", "1..x"}),
              HasSubstr("seeds: 'x' is not a seed; allowed: such as"));
  EXPECT_THAT(refusal({"--seeds", "5..1"}), HasSubstr("'5..1' goes backwards"));
  EXPECT_THAT(refusal({"--seeds", "1,2,1"}), HasSubstr("1 comes twice"));
  EXPECT_THAT(refusal({"--seeds", "1..100000000000"}), HasSubstr("at most 1000"));
  EXPECT_THAT(refusal({"--seeds", "1..2", "--seed", "3"}),
              HasSubstr("cannot be combined with --seed"));
  EXPECT_THAT(refusal({"--seeds", "1..2", "--save", "raw=" + path("w.safetensors")}),
              HasSubstr("cannot be combined with --seeds"));
}

}  // namespace
}  // namespace emascope
