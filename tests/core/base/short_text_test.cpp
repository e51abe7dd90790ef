// SPDX-License-Identifier: Apache-2.0
#include "core/base/short_text.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(ShortText, CutsBetweenCharactersOnlyWhatIsTooLong) {
  EXPECT_EQ(shortText("Zoë", 4), "Zoë");
  EXPECT_EQ(shortText("Zoës", 4), "Zoë…");
  EXPECT_EQ(shortText("Zoës", 3), "Zo…");
  EXPECT_EQ(shortText("\xF0\x9F\x8C\x8A!", 3), "…");
}

}  // namespace
}  // namespace emascope
