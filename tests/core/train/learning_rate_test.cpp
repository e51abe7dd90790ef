// SPDX-License-Identifier: Apache-2.0
//
// Learning-rate schedules against the rates that PyTorch's own have had in force, step by step.
#include "core/train/learning_rate.h"

#include "core/protocol/spec/rate_schedules.h"

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

struct Case {
  std::string schedule;
  std::vector<double> factors;  ///< one for each step
};

void PrintTo(const Case& recorded, std::ostream* out) { *out << recorded.schedule; }

std::vector<Case> cases() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/learning_rates.json");
  std::vector<Case> all;
  const auto recorded = nlohmann::json::parse(file);
  for (const auto& item : recorded["cases"]) {
    all.push_back({item["schedule"], item["factors"]});
  }
  return all;
}

LearningRate rate(const std::string& schedule) {
  return LearningRate(readMethod(schedule, rateSchedules(), "lr-schedule").value());
}

class Recorded : public testing::TestWithParam<Case> {};

TEST_P(Recorded, ScheduleHasPyTorchsRateAtEachStep) {
  const LearningRate ours = rate(GetParam().schedule);
  const auto steps = static_cast<std::int64_t>(GetParam().factors.size());
  for (std::int64_t step = 1; step <= steps; ++step) {
    const double theirs = GetParam().factors[static_cast<std::size_t>(step - 1)];
    EXPECT_NEAR(ours.factor(step, steps), theirs, 1e-12) << "step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Schedules, Recorded, testing::ValuesIn(cases()));

TEST(Recorded, ScheduleIsThereForEachKind) {
  std::set<std::string> kinds;
  for (const Case& recorded : cases()) {
    kinds.insert(recorded.schedule.substr(0, recorded.schedule.find(',')));
  }
  for (const MethodInfo& info : rateSchedules()) EXPECT_TRUE(kinds.count(info.id)) << info.id;
}

TEST(LearningRate, StaysAtItsLastBeyondTheEnd) {
  EXPECT_EQ(rate("linear").factor(1000, 10), rate("linear").factor(10, 10));
  EXPECT_NEAR(rate("linear").factor(10, 10), 0.1, 1e-15);
}

TEST(LearningRate, OfAWarmUpIsNeverZero) {
  EXPECT_GT(rate("cosine,warmup=1000").factor(1, 2000), 0.0);
  EXPECT_EQ(rate("cosine,warmup=1000").factor(1001, 2000), 1.0);
}

}  // namespace
}  // namespace emascope
