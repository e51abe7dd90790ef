// SPDX-License-Identifier: Apache-2.0
//
// Filters by name that select nothing are refused, by the name that was typed.
#include "core/rules/name_filters.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

const std::vector<NameKey> kKeys = {{"ignore", TensorUse::kIgnore, false},
                                    {"begins", TensorUse::kCopy, true}};

Status check(const std::vector<NameSelection>& selections) {
  return checkSelections(kKeys, selections, {"bn.weight", "head.bias"}, "track t", "tensor");
}

TEST(NameFilters, ThatSelectSomethingAreAllowed) {
  EXPECT_TRUE(check({}).ok());
  EXPECT_TRUE(check({{"ignore", "bn.*"}, {"ignore", "head.bias"}, {"begins", "he"}}).ok());
}

TEST(NameFilters, ThatSelectNothingAreRefused) {
  const Status glob = check({{"ignore", "bn.*"}, {"ignore", "bn\\..*"}});
  ASSERT_FALSE(glob.ok());
  EXPECT_EQ(glob.error().where, "track t: ignore");
  EXPECT_THAT(glob.error().message(), HasSubstr("'bn\\..*' matches no tensor"));
  EXPECT_THAT(glob.error().message(), HasSubstr("not a regular expression"));
  EXPECT_THAT(glob.error().message(), HasSubstr("the names are bn.weight, head.bias"));
  EXPECT_THAT(check({{"begins", "ead"}}).error().message(),
              HasSubstr("'ead' matches no tensor; allowed: a prefix of a name"));
}

TEST(NameFilters, OfManyNamesTheFirstAreListed) {
  const std::vector<std::string> names(20, "a");
  EXPECT_THAT(someNames(names), testing::EndsWith("a, a, …"));
}

}  // namespace
}  // namespace emascope
