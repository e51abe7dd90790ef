// SPDX-License-Identifier: Apache-2.0
//
// What --trust and --step-limit mean.
#include "core/protocol/spec/script_trust.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

using std::chrono_literals::operator""s;

TEST(StepLimit, IsTenMinutesForAConfinedFileAndNoneOtherwise) {
  EXPECT_EQ(stepLimitOf({{"trust", "1"}}), 600s);
  EXPECT_EQ(stepLimitOf({{"trust", "full"}}), 0s);
  EXPECT_EQ(stepLimitOf({}), 0s);
  EXPECT_EQ(stepLimitOf({{"data", "wine.csv"}}), 0s);
}

TEST(StepLimit, IsWhatIsSaid) {
  for (const char* trust : {"1", "full"}) {
    EXPECT_EQ(stepLimitOf({{"trust", trust}, {"step-limit", "7"}}), 7s) << trust;
    EXPECT_EQ(stepLimitOf({{"trust", trust}, {"step-limit", "0"}}), 0s) << trust;
  }
  EXPECT_EQ(stepLimitOf({{"step-limit", "7"}}), 7s);
}

TEST(StepLimit, OfAnotherFormIsRefused) {
  EXPECT_TRUE(checkScriptTrust({{"trust", "1"}, {"step-limit", "1000000"}}).ok());
  EXPECT_EQ(checkScriptTrust({{"step-limit", "1000001"}}).error().message(),
            "step-limit: 1000001 is not allowed; allowed: 0 to 1000000 seconds; 0: no limit");
  EXPECT_FALSE(checkScriptTrust({{"step-limit", "-1"}}).ok());
  EXPECT_FALSE(checkScriptTrust({{"step-limit", "soon"}}).ok());
}

TEST(Trust, ConfinesUnlessItIsFull) {
  EXPECT_TRUE(wantsConfinement({{"trust", "1"}}));
  EXPECT_FALSE(wantsConfinement({{"trust", "full"}}));
  EXPECT_FALSE(wantsConfinement({}));
}

}  // namespace
}  // namespace emascope
