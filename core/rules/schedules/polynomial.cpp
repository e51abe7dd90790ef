// SPDX-License-Identifier: Apache-2.0
//
// A mean in which state k has the weight k^r.
#include "core/rules/schedule.h"
#include "core/rules/schedules/common_params.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

enum Param { kR, kUpdateAfterStep, kUpdateEvery };

/// 1^r + 2^r + … + count^r: the first terms exactly, the rest by the Euler-Maclaurin formula.
double powerSum(std::int64_t count, double r) {
  constexpr std::int64_t kTerms = 500;
  double sum = 0.0;
  for (std::int64_t k = 1; k <= std::min(count, kTerms); ++k)
    sum += std::pow(static_cast<double>(k), r);
  if (count <= kTerms) return sum;
  const auto from = static_cast<double>(kTerms);
  const auto to = static_cast<double>(count);
  const auto power = [](double base, double exponent) { return std::pow(base, exponent); };
  sum += (power(to, r + 1.0) - power(from, r + 1.0)) / (r + 1.0);
  sum += (power(to, r) - power(from, r)) / 2.0;
  return sum + r * (power(to, r - 1.0) - power(from, r - 1.0)) / 12.0;
}

// x <- (1 - c) x + c w with c = k^r / sum of k^r. Uses the running sum, so that r may change.
EmaAction action(std::span<const double> values, const Call& call) {
  if (const auto opening =
          openingAction(values, call, values[kUpdateAfterStep], values[kUpdateEvery]))
    return *opening;
  const double sum = call.weight_sum > 0.0 ? call.weight_sum : powerSum(call.averaged, values[kR]);
  const double weight = std::pow(static_cast<double>(call.averaged + 1), values[kR]);
  return {.kind = ActionKind::kBlend,
          .beta = sum / (sum + weight),
          .reason = Reason::kRamp,
          .weight = weight};
}

}  // namespace

void registerSchedulePolynomial(ScheduleRegistry& registry) {
  registry["polynomial"] = {
      .id = "polynomial",
      .label = "polynomial weights",
      .formula = "1 - k^r / (1^r + … + k^r), k = states averaged since the warm-up",
      .source =
          "Defazio et al. 2024, arXiv 2405.15682; schedulefree.SGDScheduleFree(r), at a "
          "constant learning rate",
      .params = {{.id = "r",
                  .label = "exponent r",
                  .tip = "0 weights all states equally; larger values favor later states.",
                  .min = 0.0,
                  .max = 20.0,
                  .initial = 1.0,
                  .scale = ParamSpec::Scale::kLinear,
                  .slider_min = 0.0,
                  .slider_max = 10.0},
                 updateAfterStepSpec(0.0),
                 updateEverySpec()},
      .action = action,
      .cap_from = [](std::span<const double>) { return std::optional<std::int64_t>(); },
      .python_decay =
          "weight = (self.states + 1) ** self.r\n"
          "self.total += weight\n"
          "return 1 - weight / self.total"};
}

}  // namespace emascope
