// SPDX-License-Identifier: Apache-2.0
//
// Learning-rate schedules against the rates that PyTorch's own have had in force, step by step.
#include "core/train/learning_rate.h"

#include "core/protocol/spec/rate_schedules.h"

#include <cmath>
#include <cstdint>
#include <fstream>
#include <numbers>
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

/// torch.optim.lr_scheduler.OneCycleLR with max_lr 1 and two cosine phases, in closed form: the
/// rate at `step`, from 0, of `total`.
double oneCycle(double step, double total, double pct_start, double div, double final_div) {
  const auto between = [](double begin, double end, double share) {
    return end + (begin - end) / 2.0 * (1.0 + std::cos(std::numbers::pi * share));
  };
  const double top = pct_start * total - 1.0;
  if (step <= top) return between(1.0 / div, 1.0, step / top);
  return between(1.0, 1.0 / div / final_div, (step - top) / (total - 1.0 - top));
}

TEST(LearningRate, OfOneCycleBeginsAtItsFirstRateAfterAWarmUp) {
  constexpr std::int64_t kSteps = 60;
  constexpr std::int64_t kWarmup = 10;
  const LearningRate ours = rate("one-cycle,pct_start=0.4,div=20,final_div=50,warmup=10");
  for (std::int64_t step = 1; step <= kSteps; ++step) {
    const auto taken = static_cast<double>(step - 1 - kWarmup);
    const double expected = step <= kWarmup ? static_cast<double>(step) / (kWarmup + 1)
                                            : oneCycle(taken, kSteps - kWarmup, 0.4, 20.0, 50.0);
    EXPECT_NEAR(ours.factor(step, kSteps), expected, 1e-12) << step;
  }
  EXPECT_NEAR(ours.factor(kWarmup + 1, kSteps), 1.0 / 20.0, 1e-12);
  EXPECT_NEAR(ours.factor(kSteps, kSteps), 1.0 / 1000.0, 1e-12);
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
