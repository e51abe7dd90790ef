// SPDX-License-Identifier: Apache-2.0
#include "core/rules/param_spec.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

const ParamSpec kGiven = {.id = "share", .min = 0.0, .max = 0.5};
const ParamSpec kOptional = {
    .id = "steps", .min = 0.0, .max = 90.0, .whole = true, .optional = true};

TEST(ParamSpec, NoneIsAValueOfOptionalParametersAlone) {
  EXPECT_EQ(readValue(kOptional, "none", "").value(), kNoneValue);
  EXPECT_EQ(readValue(kOptional, "None", "").value(), kNoneValue);
  EXPECT_EQ(readValue(kOptional, "0", "").value(), 0.0);
  EXPECT_TRUE(checkValue(kOptional, kNoneValue, "").ok());
  EXPECT_FALSE(readValue(kGiven, "none", "share").ok());
  const Status refused = checkValue(kGiven, kNoneValue, "track a");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message(),
            "track a: share: none is not allowed; allowed: at least 0 and at most 0.5");
}

TEST(ParamSpec, NoneIsWrittenAsItIsRead) {
  EXPECT_EQ(valueText(kOptional, kNoneValue), "none");
  EXPECT_EQ(valueText(kOptional, 7.0), "7");
  EXPECT_EQ(allowedText(kOptional), "a whole number, at least 0 and at most 90, or none");
  const Status refused = checkValue(kOptional, 91.0, "");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().allowed, "a whole number, at least 0 and at most 90, or none");
  EXPECT_NE(readValue(kOptional, "nothing", "steps").error().allowed.find("or none"),
            std::string::npos);
}

}  // namespace
}  // namespace emascope
