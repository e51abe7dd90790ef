// SPDX-License-Identifier: Apache-2.0
//
// inverse-power against the recorded ema_pytorch.EMA: the same action at each of 400 calls, live
// edits included, and the same decay to 2e-7 (the library computes it in float32).
#include "core/rules/live_edit.h"
#include "tests/support/golden_replay.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// Those whose settings the schedule has and whose edits it takes.
std::vector<golden::Case> golden() {
  std::vector<golden::Case> cases;
  for (const golden::Case& one : golden::readCases("ema_pytorch.json")) {
    const bool frozen_differently =
        one.id.find("freeze") != std::string::npos || one.id.find("frozen") != std::string::npos;
    const bool refused = one.id == "live_edit_raise_update_after_step";
    const bool negative = one.values.at("update_after_step") < 0.0;
    if (!one.feedback && one.names.empty() && !frozen_differently && !refused && !negative)
      cases.push_back(one);
  }
  return cases;
}

class EmaPytorch : public testing::TestWithParam<golden::Case> {};

TEST_P(EmaPytorch, SameActionsAndDecays) {
  const golden::Case& recorded = GetParam();
  const ScheduleEntry& rule = schedules().at("inverse-power");
  auto values = orderedValues(rule, recorded.values, "").value();
  for (std::size_t index = 0; index < recorded.actions.size(); ++index) {
    const auto call = static_cast<std::int64_t>(index + 1);
    for (const golden::Edit& edit : recorded.edits) {
      if (edit.before_call != call) continue;
      const auto edited = editedValues(rule, values, edit.set, call - 1, "");
      ASSERT_TRUE(edited.ok()) << edited.error().message();
      values = edited.value();
    }
    const EmaAction action = rule.action(values, {call});
    ASSERT_EQ(golden::letter(action), recorded.actions[index]) << "call " << call;
    if (action.kind == ActionKind::kSkip) continue;
    ASSERT_NEAR(action.beta, recorded.decay[index].value(), recorded.decay_tolerance)
        << "call " << call;
  }
}

INSTANTIATE_TEST_SUITE_P(Recorded, EmaPytorch, testing::ValuesIn(golden()), [](const auto& test) {
  std::string name = test.param.id;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

}  // namespace
}  // namespace emascope
