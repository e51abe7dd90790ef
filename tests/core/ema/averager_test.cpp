// SPDX-License-Identifier: Apache-2.0
#include "core/ema/averager.h"

#include "core/rules/live_edit.h"
#include "tests/core/ema/moving_online.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

TEST(Averager, AgreesWithTheClosedFormInDouble) {
  Online online(130);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.97}})});
  std::vector<double> expected;
  for (std::int64_t i = 0; i < 130; ++i) expected.push_back(Online::at(1, i));
  for (int step = 1; step <= 300; ++step) {
    online.moveTo(step);
    averager.update();
    for (std::int64_t i = 0; step > 1 && i < 130; ++i) {
      double& e = expected[static_cast<std::size_t>(i)];
      e = 0.97 * e + 0.03 * online.value(i);
    }
  }
  for (std::int64_t i = 0; i < 130; ++i) {
    EXPECT_NEAR(average(averager, 0, i), expected[static_cast<std::size_t>(i)], 2e-6);
  }
}

TEST(Averager, AtBetaZeroIsTheOnlineWeightsBitwise) {
  Online online(70, 9);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.0}})});
  for (int step = 1; step <= 5; ++step) {
    online.moveTo(step);
    averager.update();
    ASSERT_TRUE(sameBits(averager.floats(0), online.state().floats));
  }
}

TEST(Averager, AtBetaOneStaysBitwise) {
  Online online(70, 9);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.9}})});
  for (int step = 1; step <= 5; ++step) {
    online.moveTo(step);
    averager.update();
  }
  const at::Tensor before = averager.floats(0).clone();
  auto values = averager.rule(0).values;
  values[*paramIndex(*averager.rule(0).schedule, "beta")] = 1.0;
  averager.setValues(0, values);
  for (int step = 6; step <= 10; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_TRUE(sameBits(averager.floats(0), before));
  EXPECT_EQ(averager.lastAction(0).reason, Reason::kFrozen);
}

TEST(Averager, KeepsEqualTracksEqual) {
  Online online(1100, 40);
  const auto same = rule("inverse-power", {{"beta", 0.99}, {"update_after_step", 3}});
  Averager averager(online.state(), {same, same, same, rule("constant", {}), same});
  for (int step = 1; step <= 20; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(1)));
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(2)));
  EXPECT_TRUE(sameBits(averager.floats(0), averager.floats(4)));
  EXPECT_FALSE(sameBits(averager.floats(0), averager.floats(3)));
}

TEST(Averager, CopiesOrAveragesFloatBuffersAsTold) {
  Online online(64, 5);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.5}}),
                                     rule("constant", {{"beta", 0.5}, {"buffers", 1.0}})});
  for (int step = 1; step <= 4; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_NE(average(averager, 0, 66), online.value(66));
  EXPECT_EQ(average(averager, 1, 66), online.value(66));
  EXPECT_EQ(average(averager, 0, 10), average(averager, 1, 10));
}

TEST(Averager, CopiesCountersWithEachUpdateItMakes) {
  Online online(4);
  Averager averager(online.state(), {rule("constant", {{"update_every", 3}})});
  for (int step = 1; step <= 6; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_EQ(*averager.counters(0).const_data_ptr<std::int64_t>(), 4);  // calls 1 and 4
}

TEST(Averager, TellsWhatDecidedTheLastUpdateThatWasMade) {
  Online online(4);
  Averager averager(online.state(),
                    {rule("inverse-power", {{"update_after_step", 2}, {"update_every", 2}})});
  for (int step = 1; step <= 6; ++step) {
    online.moveTo(step);
    averager.update();
  }
  EXPECT_EQ(averager.lastAction(0).reason, Reason::kRamp);
  EXPECT_NEAR(averager.lastAction(0).beta, 1.0 - std::pow(3.0, -2.0 / 3.0), 1e-12);
}

TEST(Averager, ReseedTakesTheOnlineStateAndLetsTheClockRun) {
  Online online(64, 5);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.99}, {"buffers", 1.0}})});
  for (int step = 1; step <= 4; ++step) {
    online.moveTo(step);
    averager.update();
  }
  averager.reseed(0);
  EXPECT_TRUE(sameBits(averager.floats(0), online.state().floats));
  EXPECT_EQ(averager.calls(), 4);
}

nlohmann::json golden() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/ema_pytorch_weights.json");
  return nlohmann::json::parse(file);
}

std::vector<float> floats(const nlohmann::json& numbers) {
  std::vector<float> values;
  for (const auto& number : numbers) values.push_back(static_cast<float>(number.get<double>()));
  return values;
}

ParamValues numbers(const nlohmann::json& object) {
  ParamValues values;
  for (const auto& [id, value] : object.items()) values[id] = value.get<double>();
  return values;
}

/// Replays one recorded run of ema_pytorch.EMA.
void replay(const nlohmann::json& file, const nlohmann::json& recorded) {
  const auto first = floats(file.at("online")[0]);
  OnlineState online{flatFloats(static_cast<std::int64_t>(first.size()), at::kCPU),
                     file.at("weights").get<std::int64_t>(),
                     {}};
  const auto moveTo = [&](const std::vector<float>& values) {
    std::memcpy(online.floats.data_ptr(), values.data(), values.size() * sizeof(float));
  };
  moveTo(first);
  Averager averager(online, {rule("inverse-power", numbers(recorded.at("args")))});
  for (std::size_t call = 1; call < file.at("online").size(); ++call) {
    for (const auto& edit : recorded.at("edits")) {
      if (edit.at("before_call").get<std::size_t>() != call) continue;
      averager.setValues(0, editedValues(*averager.rule(0).schedule, averager.rule(0).values,
                                         numbers(edit.at("set")), averager.calls(), "")
                                .value());
    }
    moveTo(floats(file.at("online")[call]));
    averager.update();
    const auto snapshot = recorded.at("snapshots").find(std::to_string(call));
    if (snapshot == recorded.at("snapshots").end()) continue;
    const auto expected = floats(*snapshot);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(average(averager, 0, static_cast<std::int64_t>(i)), expected[i],
                  2e-5 * std::max(1.0F, std::abs(expected[i])))
          << recorded.at("id") << " call " << call << " value " << i;
    }
  }
}

TEST(Averager, AgreesWithRecordedEmaPytorchWeights) {
  const auto file = golden();
  ASSERT_EQ(file.at("cases").size(), 6U);
  for (const auto& recorded : file.at("cases")) replay(file, recorded);
}

}  // namespace
}  // namespace emascope
