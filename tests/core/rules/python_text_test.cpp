// SPDX-License-Identifier: Apache-2.0
//
// The lines of Python that a schedule gives say the same rule: their decays, read from the text in
// the terms of AveragedModel's n, are those of the schedule's own calls.
#include "core/rules/rule_clock.h"

#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string python(const char* id, const ParamValues& values) {
  const ScheduleEntry& entry = schedules().at(id);
  return entry.python(orderedValues(entry, values, "").value());
}

constexpr const char* kHead = "AveragedModel(model, avg_fn=lambda e, w, n: e + (w - e) * (1 - ";
constexpr const char* kEveryStep =
    "), use_buffers=True)  # from torch.optim.swa_utils; update_parameters(model) every step";

std::string everyStep(const std::string& decay) { return kHead + decay + kEveryStep; }

TEST(PythonText, IsOfALibraryThatCountsAlike) {
  EXPECT_EQ(python("num-updates", {{"beta", 0.99}, {"update_after_step", 5.0}}),
            "EMAModel(model.parameters(), decay=0.99, update_after_step=5)  # from "
            "diffusers.training_utils");
  EXPECT_EQ(python("inverse-power", {{"beta", 1.0}}).find("beta=1,"), std::string::npos);
  EXPECT_NE(python("inverse-power", {{"beta", 1.0}}).find("beta=0.9999999999999999,"),
            std::string::npos);
  // Its first weights are those after step update_after, ours those of the last copy.
  EXPECT_NE(python("bema", {{"update_every", 5.0}}).find("update_freq=5"), std::string::npos);
  EXPECT_NE(python("bema", {{"update_every", 5.0}}).find("update_after=1,"), std::string::npos);
  EXPECT_NE(
      python("bema", {{"update_every", 5.0}, {"update_after_step", 12.0}}).find("update_after=11,"),
      std::string::npos);
}

struct Written {
  const char* id;
  ParamValues values;
  std::string text;
  std::function<double(double)> decay;  ///< by n, typed anew from the text
};

class WrittenDecay : public testing::TestWithParam<Written> {};

TEST_P(WrittenDecay, IsTheSchedulesOwn) {
  const Written& one = GetParam();
  EXPECT_EQ(python(one.id, one.values), one.text);
  const ScheduleEntry& entry = schedules().at(one.id);
  RuleClock clock(entry, orderedValues(entry, one.values, "").value());
  double states = 0.0;  // AveragedModel::n_averaged
  for (int call = 1; call <= 400; ++call) {
    const EmaAction action = clock.next();
    if (action.kind == ActionKind::kSkip) continue;
    if (states > 0.0) {
      ASSERT_NEAR(action.beta, one.decay(states), 1e-12) << call;
    }
    states += 1.0;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, WrittenDecay,
    testing::Values(
        Written{"exponential-ramp",
                {{"beta", 0.98}, {"tau", 40.0}},
                everyStep("0.98 * (1 - math.exp(-n / 40))"),
                [](double n) { return 0.98 * (1.0 - std::exp(-n / 40.0)); }},
        Written{"power-function",
                {{"gamma", 3.0}},
                everyStep("max(0, 1 - 1 / (n + 1)) ** 4"),
                [](double n) { return std::pow(std::max(0.0, 1.0 - 1.0 / (n + 1.0)), 4.0); }},
        Written{"power-function",
                {{"gamma", 1.0}, {"update_every", 10.0}, {"update_after_step", 25.0}},
                std::string(kHead) +
                    "(max(0, 1 - 10 / (10 * n - 25 + 1)) ** 2 if (10 * n - 25) > 0 else 0)), "
                    "use_buffers=True)  # from torch.optim.swa_utils; update_parameters(model) "
                    "every 10 steps, from the first on",
                [](double n) {
                  const double age = 10.0 * n - 25.0;
                  return age > 0.0 ? std::pow(std::max(0.0, 1.0 - 10.0 / (age + 1.0)), 2.0) : 0.0;
                }},
        Written{"num-updates",
                {{"beta", 1.0}, {"update_every", 4.0}},
                std::string(kHead) +
                    "min(1, (1 + (4 * n)) / (10 + (4 * n)))), use_buffers=True)  # from "
                    "torch.optim.swa_utils; update_parameters(model) every 4 steps, from the first "
                    "on",
                [](double n) { return std::min(1.0, (1.0 + 4.0 * n) / (10.0 + 4.0 * n)); }},
        Written{"annealed-momentum",
                {{"beta", 1.0}, {"gamma", 20.0}},
                everyStep("min(1, n / (20 + n))"),
                [](double n) { return std::min(1.0, n / (20.0 + n)); }},
        Written{"capped-half-life",
                {{"half_life", 30.0}, {"rampup_ratio", 0.5}},
                everyStep("0.5 ** (1 / min(30, 0.5 * (n + 1)))"),
                [](double n) { return std::pow(0.5, 1.0 / std::min(30.0, 0.5 * (n + 1.0))); }},
        Written{"half-life",
                {{"half_life", 12.0}, {"update_every", 3.0}},
                std::string(kHead) +
                    "0.5 ** (3 / 12)), use_buffers=True)  # from torch.optim.swa_utils; "
                    "update_parameters(model) every 3 steps, from the first on",
                [](double) { return std::pow(0.5, 0.25); }},
        Written{"polynomial",
                {{"r", 2.0}},
                everyStep("(1 - (n + 1) ** 2 / sum(k ** 2 for k in range(1, int(n) + 2)))"),
                [](double n) {
                  double sum = 0.0;
                  for (double k = 1.0; k < n + 2.0; k += 1.0) sum += k * k;
                  return 1.0 - (n + 1.0) * (n + 1.0) / sum;
                }},
        Written{"constant",
                {{"beta", 0.9}, {"update_after_step", 7.0}},
                everyStep("(0.9 if (n - 7) > 0 else 0)"),
                [](double n) { return n > 7.0 ? 0.9 : 0.0; }}));

}  // namespace
}  // namespace emascope
