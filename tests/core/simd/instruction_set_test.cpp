// SPDX-License-Identifier: Apache-2.0
#include "core/simd/instruction_set.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// The exit status of a process of its own in which the variable has this value: 10 + the set that
/// it chose.
[[noreturn]] void exitWithChoice(const char* value) {
  ::setenv("EMASCOPE_INSTRUCTION_SET", value, 1);
  std::exit(10 + static_cast<int>(widestInstructionSet()));
}

class Environment : public testing::Test {
 protected:
  // A new process: the choice is made once in each.
  void SetUp() override { testing::FLAGS_gtest_death_test_style = "threadsafe"; }
};

TEST(InstructionSets, ThePortableOneIsAlwaysUsable) {
  EXPECT_TRUE(isUsable(InstructionSet::kPortable));
}

TEST(InstructionSets, TheWidestIsUsableAndNoneThatIsWiderIs) {
  const InstructionSet widest = widestInstructionSet();
  EXPECT_TRUE(isUsable(widest));
  for (const InstructionSet set : {InstructionSet::kAvx2, InstructionSet::kAvx512}) {
    EXPECT_TRUE(set <= widest || !isUsable(set)) << nameOf(set);
  }
}

TEST_F(Environment, ChoosesTheInstructionSet) {
  EXPECT_EXIT(exitWithChoice("portable"),
              testing::ExitedWithCode(10 + static_cast<int>(InstructionSet::kPortable)), "");
  if (isUsable(InstructionSet::kAvx2)) {
    EXPECT_EXIT(exitWithChoice("avx2"),
                testing::ExitedWithCode(10 + static_cast<int>(InstructionSet::kAvx2)), "");
  }
}

TEST_F(Environment, AnUnknownValueIsIgnored) {
  const int widest = 10 + static_cast<int>(widestInstructionSet());
  EXPECT_EXIT(exitWithChoice("sse9"), testing::ExitedWithCode(widest), "");
  EXPECT_EXIT(exitWithChoice(""), testing::ExitedWithCode(widest), "");
}

}  // namespace
}  // namespace emascope
