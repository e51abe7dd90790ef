// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/rate_schedules.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/training_spec.h"

#include <utility>

namespace emascope {
namespace {

ParamSpec steps(const char* id, const char* label, const char* tip, double least, double initial) {
  return {.id = id,
          .label = label,
          .tip = tip,
          .min = least,
          .max = static_cast<double>(kMostSteps),
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .whole = true,
          .slider_min = 1.0,
          .slider_max = 10'000.0};
}

ParamSpec fraction(const char* id, const char* label, const char* tip, double initial) {
  return {.id = id, .label = label, .tip = tip, .initial = initial};
}

ParamSpec divisor(const char* id, const char* tip, double initial) {
  return {.id = id,
          .label = id,
          .tip = tip,
          .min = 1.0,
          .max = 1e9,
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .advanced = true,
          .slider_min = 1.0,
          .slider_max = 1e5};
}

ParamSpec floorParam() {
  return fraction("floor", "floor", "Final rate, as a share of the learning rate.", 0.0);
}

MethodInfo made(const char* id, const char* label, const char* source,
                std::vector<ParamSpec> params) {
  params.push_back(steps(
      "warmup", "warm-up",
      "Linear warm-up of N steps: step k has k/(N + 1) of the rate. The schedule begins after it: "
      "with the full rate, one-cycle with lr / div.",
      0.0, 0.0));
  return {id, label, source, std::move(params)};
}

}  // namespace

const std::vector<MethodInfo>& rateSchedules() {
  static const std::vector<MethodInfo> all = {
      made("constant", "constant", "torch.optim.lr_scheduler.ConstantLR, factor 1", {}),
      made("cosine", "cosine", "torch.optim.lr_scheduler.CosineAnnealingLR", {floorParam()}),
      made("linear", "linear to zero", "torch.optim.lr_scheduler.LinearLR", {floorParam()}),
      made("step", "steps", "torch.optim.lr_scheduler.StepLR",
           {steps("every", "every", "Steps between two reductions.", 1.0, 1000.0),
            fraction("factor", "factor", "Each reduction multiplies the rate by this.", 0.1)}),
      made("exponential", "exponential", "torch.optim.lr_scheduler.ExponentialLR",
           {{.id = "gamma",
             .label = "γ",
             .tip = "Each step multiplies the rate by this.",
             .min_open = true,
             .initial = 0.999,
             .scale = ParamSpec::Scale::kOneMinusLog,
             .slider_min = 0.9,
             .slider_max = 0.99999}}),
      made("one-cycle", "one cycle", "torch.optim.lr_scheduler.OneCycleLR, cosine, two phases",
           {fraction("pct_start", "rise", "Share of the steps during which the rate rises.", 0.3),
            divisor("div", "The initial rate is lr / div.", 25.0),
            divisor("final_div", "The final rate is the initial rate / final_div.", 1e4)})};
  return all;
}

Status checkRateSchedule(const MethodSpec& spec, std::int64_t steps, const std::string& where) {
  if (auto status = checkMethod(spec, rateSchedules(), where); !status) return status;
  const double warmup = methodValue(spec, *findMethod(rateSchedules(), spec.kind), "warmup");
  if (warmup < static_cast<double>(steps) || warmup == 0.0) return Ok{};
  return Error{where + " " + spec.kind + ": warmup",
               formatNumber(warmup) + " steps do not fit into a run of " + std::to_string(steps),
               "below " + std::to_string(steps)};
}

}  // namespace emascope
