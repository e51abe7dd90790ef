// SPDX-License-Identifier: Apache-2.0
//
// inverse-power against the recorded ema_pytorch.EMA: the same action at each of 400 calls, live
// edits included, and the same decay to 2e-7 (the library computes it in float32).
#include "core/rules/live_edit.h"

#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

nlohmann::json golden() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/ema_pytorch_decay.json");
  return nlohmann::json::parse(file).at("cases");
}

ParamValues numbers(const nlohmann::json& object) {
  ParamValues values;
  for (const auto& [id, value] : object.items()) values[id] = value.get<double>();
  return values;
}

char letter(ActionKind kind) {
  switch (kind) {
    case ActionKind::kCopy:
      return 'C';
    case ActionKind::kBlend:
      return 'L';
    case ActionKind::kSkip:
      break;
  }
  return 'S';
}

class EmaPytorch : public testing::TestWithParam<nlohmann::json> {};

TEST_P(EmaPytorch, SameActionsAndDecays) {
  const nlohmann::json& recorded = GetParam();
  const ScheduleEntry& rule = schedules().at("inverse-power");
  auto values = orderedValues(rule, numbers(recorded.at("args")), "").value();
  const auto actions = recorded.at("actions").get<std::string>();
  for (std::int64_t call = 1; call <= static_cast<std::int64_t>(actions.size()); ++call) {
    for (const auto& edit : recorded.at("edits")) {
      if (edit.at("before_call").get<std::int64_t>() != call) continue;
      const auto edited = editedValues(rule, values, numbers(edit.at("set")), call - 1, "");
      ASSERT_TRUE(edited.ok()) << edited.error().message();
      values = edited.value();
    }
    const EmaAction action = rule.action(values, {call});
    const auto index = static_cast<std::size_t>(call - 1);
    ASSERT_EQ(letter(action.kind), actions[index]) << "call " << call;
    if (action.kind == ActionKind::kSkip) continue;
    ASSERT_NEAR(action.beta, recorded.at("decay")[index].get<double>(), 2e-7) << "call " << call;
  }
}

INSTANTIATE_TEST_SUITE_P(Recorded, EmaPytorch, testing::ValuesIn(golden()), [](const auto& test) {
  auto name = test.param.at("id").template get<std::string>();
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

}  // namespace
}  // namespace emascope
