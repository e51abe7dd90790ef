// SPDX-License-Identifier: Apache-2.0
//
// An average that begins as zero must take something up.
#include "core/rules/zero_start.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

Status check(const char* id, const ParamValues& params) {
  const ScheduleEntry& rule = *findRule(id);
  return checkTakesUp(rule, orderedValues(rule, params, "").value(), {}, "track t");
}

TEST(ZeroStart, ADecayOfOneWouldStayZero) {
  const Status status = check("constant", {{"beta", 1.0}, {"debias", 1.0}});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().where, "track t: debias");
  EXPECT_THAT(status.error().message(), testing::HasSubstr("would stay zero"));
  EXPECT_THAT(status.error().message(), testing::HasSubstr("schedule=uniform"));
}

TEST(ZeroStart, OthersAreAllowed) {
  EXPECT_TRUE(check("constant", {{"beta", 1.0}}).ok());
  EXPECT_TRUE(check("constant", {{"beta", 0.999999}, {"debias", 1.0}}).ok());
  EXPECT_TRUE(
      check("constant", {{"beta", 0.9}, {"debias", 1.0}, {"update_after_step", 10.0}}).ok());
  EXPECT_TRUE(check("uniform", {{"debias", 1.0}}).ok());
  EXPECT_TRUE(check("half-life", {{"half_life", 1e9}, {"debias", 1.0}}).ok());
}

}  // namespace
}  // namespace emascope
