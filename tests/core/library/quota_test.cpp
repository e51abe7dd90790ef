// SPDX-License-Identifier: Apache-2.0
#include "core/library/quota.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Names of what goes, in order.
std::string goneOf(const PrunePlan& plan) {
  std::string names;
  for (const KeptCheckpoint& one : plan.gone) names += one.path;
  return names;
}

/// One checkpoint of 10 bytes for each letter: lower case of run "1", upper case of run "2"; in the
/// order of their age.
std::vector<KeptCheckpoint> checkpoints(const std::string& letters,
                                        const std::string& spared = "") {
  std::vector<KeptCheckpoint> all;
  for (std::size_t i = letters.size(); i-- > 0;) {
    const char letter = letters[i];
    all.push_back({std::string(1, letter), letter >= 'a' ? "1" : "2", 10,
                   static_cast<std::int64_t>(i), spared.find(letter) != std::string::npos});
  }
  return all;
}

TEST(Quota, DeletesTheOldestFirstUntilTheRestFits) {
  const PrunePlan plan = planPrune(checkpoints("abcdef"), 40);
  EXPECT_EQ(goneOf(plan), "ab");
  EXPECT_EQ(plan.before, 60U);
  EXPECT_EQ(plan.after, 40U);
}

TEST(Quota, DeletesNothingThatFits) { EXPECT_EQ(goneOf(planPrune(checkpoints("abcdef"), 60)), ""); }

TEST(Quota, LeavesTheNewestTwoOfEachRun) {
  const PrunePlan plan = planPrune(checkpoints("abcXYZ"), 0);
  EXPECT_EQ(goneOf(plan), "aX");
  EXPECT_EQ(plan.after, 40U);
}

TEST(Quota, SparesPinnedOnes) {
  EXPECT_EQ(goneOf(planPrune(checkpoints("abcdef", "ac"), 30)), "bd");
}

TEST(Quota, SaysWhyMoreThanTheQuotaStays) {
  EXPECT_EQ(pruneText(planPrune(checkpoints("ab"), 0)),
            "checkpoints take 20 B; none is deleted: 2 are among the newest 2 of a run");
  EXPECT_EQ(pruneText(planPrune(checkpoints("abcdX", "a"), 0)),
            "checkpoints take 50 B; 1 of them (10 B) is deleted, which leaves 40 B: 3 are among "
            "the newest 2 of a run, 1 is pinned or of a run that is pinned or being written");
}

TEST(Quota, SaysWhatGoes) {
  std::vector<KeptCheckpoint> all = checkpoints("abcd");
  for (KeptCheckpoint& one : all) one.bytes = 1'500'000'000;
  EXPECT_EQ(pruneText(planPrune(all, 5'000'000'000)),
            "checkpoints take 6 GB; 1 of them (1.5 GB) is deleted, which leaves 4.5 GB");
  EXPECT_EQ(pruneText(planPrune(all, 3'000'000'000)),
            "checkpoints take 6 GB; 2 of them (3 GB) are deleted, which leaves 3 GB");
  EXPECT_EQ(pruneText(planPrune(all, 9'000'000'000)), "checkpoints take 6 GB; none is deleted");
}

}  // namespace
}  // namespace emascope
