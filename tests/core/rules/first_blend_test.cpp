// SPDX-License-Identifier: Apache-2.0
#include "core/rules/first_blend.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::optional<std::int64_t> first(const char* id, const ParamValues& params, std::int64_t calls) {
  const ScheduleEntry& rule = *findRule(id);
  return firstBlend(rule, orderedValues(rule, params, "").value(), {.steps = 200.0}, calls);
}

TEST(FirstBlend, ComesAfterTheWarmup) {
  EXPECT_EQ(first("constant", {{"beta", 0.9}}, 10), 2);  // the first call copies
  EXPECT_EQ(first("constant", {{"beta", 0.9}, {"update_after_step", 100.0}}, 200), 102);
}

TEST(FirstBlend, NeverComesIfTheWarmupIsLonger) {
  EXPECT_EQ(first("constant", {{"beta", 0.9}, {"update_after_step", 199.0}}, 200), std::nullopt);
  EXPECT_EQ(first("constant", {{"beta", 0.0}}, 200), std::nullopt);
  EXPECT_EQ(first("constant", {{"beta", 0.9}, {"update_every", 500.0}}, 200), std::nullopt);
}

}  // namespace
}  // namespace emascope
