// SPDX-License-Identifier: Apache-2.0
//
// What every schedule on offer promises, for whichever files lie in core/rules/schedules/.
#include "core/rules/live_edit.h"
#include "core/rules/python_text.h"
#include "core/rules/rule_clock.h"
#include "core/rules/schedule.h"
#include "tests/core/rules/corners.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace emascope {
namespace {

class ScheduleContract : public testing::TestWithParam<std::string> {
 protected:
  const ScheduleEntry& entry() const { return schedules().at(GetParam()); }
};

/// Of those that have a `beta`.
class CappedScheduleContract : public ScheduleContract {};

TEST_P(ScheduleContract, IsDescribedCompletely) {
  EXPECT_EQ(entry().id, GetParam());
  EXPECT_FALSE(entry().label.empty());
  EXPECT_FALSE(entry().formula.empty());
  EXPECT_FALSE(entry().source.empty());
  EXPECT_NE(entry().action, nullptr);
  EXPECT_NE(entry().cap_from, nullptr);
  EXPECT_NE(entry().python_decay.find("return "), std::string::npos);
}

TEST_P(ScheduleContract, AcceptsItsOwnBoundsAndInitialValues) { expectBoundsAccepted(entry()); }

TEST_P(ScheduleContract, TheFirstCallCopies) {
  const auto values = orderedValues(entry(), {}, "").value();
  EXPECT_EQ(entry().action(values, {1}).kind, ActionKind::kCopy);
}

TEST_P(ScheduleContract, DecaysStayBetweenZeroAndOneAtEveryCorner) { expectDecaysInRange(entry()); }

TEST_P(ScheduleContract, DecaysStayBetweenZeroAndOneForAMillionCalls) {
  const auto values = orderedValues(entry(), {}, "").value();
  for (std::int64_t call = 1; call <= 1'000'000; call += 37) {
    const EmaAction action = entry().action(values, {call});
    ASSERT_TRUE(action.beta >= 0.0 && action.beta <= 1.0) << call;
  }
}

TEST_P(ScheduleContract, HasPythonAtEveryCorner) {
  for (const ParamValues& corner : corners(entry())) {
    const auto text = pythonText({.rule = &entry(), .values = corner});
    ASSERT_TRUE(text.ok()) << textOf(corner);
    EXPECT_NE(text->find("import "), std::string::npos) << *text;
    EXPECT_NE(text->find("\nema = "), std::string::npos) << *text;
    EXPECT_NE(text->find("\naveraged = "), std::string::npos) << *text;
  }
}

TEST_P(CappedScheduleContract, BetaZeroIsACopyInEffectAndBetaOneIsNoCap) {
  auto values = orderedValues(entry(), {{"beta", 0.0}}, "").value();
  EXPECT_EQ(entry().action(values, {1000}).beta, 0.0);
  values = orderedValues(entry(), {{"beta", 1.0}}, "").value();
  const EmaAction action = entry().action(values, {1000});
  if (entry().id == "constant") {  // keeps all of the old average
    EXPECT_EQ(action, (EmaAction{ActionKind::kSkip, 1.0, Reason::kFrozen}));
    return;
  }
  EXPECT_EQ(action.kind, ActionKind::kBlend);
  EXPECT_EQ(action.reason, Reason::kRamp);
  EXPECT_LT(action.beta, 1.0);
}

TEST_P(ScheduleContract, FrozenIsAWordOfItsOwnAndComesAndGoes) {
  const RunLength run = {.steps = 1000.0, .steps_per_epoch = 10.0};
  RuleClock frozen(entry(), orderedValues(entry(), {{"update_every", 1.0}}, "").value(), run);
  const auto set = [&](double value) {
    const ParamValues change = {{"frozen", value}};
    frozen.setValues(editedValues(entry(), frozen.values(), change, frozen.calls(), "").value());
  };
  set(1.0);
  EXPECT_EQ(frozen.next().kind, ActionKind::kCopy);  // with which it begins
  for (int call = 2; call <= 300; ++call) {
    const EmaAction action = frozen.next();
    ASSERT_EQ(action.kind, ActionKind::kSkip) << call;
    ASSERT_EQ(action.reason, Reason::kFrozen) << call;
  }
  set(0.0);
  EXPECT_EQ(frozen.next().kind, ActionKind::kBlend);
}

TEST_P(CappedScheduleContract, TheCapBindsFromTheCallItSays) {
  const auto values = orderedValues(entry(), {{"beta", 0.995}}, "").value();
  const auto from = entry().cap_from(values);
  if (!from) {
    EXPECT_NE(entry().action(values, {100000}).reason, Reason::kCap);
    return;
  }
  EXPECT_EQ(entry().action(values, {*from}).reason, Reason::kCap);
  EXPECT_EQ(entry().action(values, {*from - 1}).reason, Reason::kRamp);
}

std::vector<std::string> ids(bool with_beta_only) {
  std::vector<std::string> found;
  for (const auto& [id, entry] : schedules()) {
    if (!with_beta_only || paramIndex(entry, "beta")) found.push_back(id);
  }
  return found;
}

std::string testName(const testing::TestParamInfo<std::string>& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ScheduleContract, testing::ValuesIn(ids(false)), testName);
INSTANTIATE_TEST_SUITE_P(All, CappedScheduleContract, testing::ValuesIn(ids(true)), testName);

TEST(OrderedValues, NamesTheParameterTheValueAndWhatIsAllowed) {
  const auto& entry = schedules().at("inverse-power");
  const auto power = orderedValues(entry, {{"power", 0.0}}, "track main");
  ASSERT_FALSE(power.ok());
  EXPECT_EQ(power.error().message(),
            "track main: power: 0 is not allowed; allowed: above 0 and at most 10");
  const auto unknown = orderedValues(entry, {{"decay", 0.9}}, "track main");
  ASSERT_FALSE(unknown.ok());
  EXPECT_NE(unknown.error().message().find("'decay' is not a parameter of inverse-power"),
            std::string::npos);
}

}  // namespace
}  // namespace emascope
