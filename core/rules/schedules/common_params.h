// SPDX-License-Identifier: Apache-2.0
//
// The parameters that several rules share, so that they have one name, range and sentence each.
#pragma once

#include "core/rules/param_spec.h"

namespace emascope {

inline constexpr double kLongestCount = 1e9;  ///< steps; longer than any run

[[nodiscard]] inline ParamSpec betaSpec(double initial, const char* label, const char* tip) {
  return {.id = "beta",
          .label = label,
          .tip = tip,
          .min = 0.0,
          .max = 1.0,
          .initial = initial,
          .scale = ParamSpec::Scale::kOneMinusLog,
          .slider_min = 0.9,
          .slider_max = 0.99999};
}

[[nodiscard]] inline ParamSpec updateAfterStepSpec(double initial) {
  return {.id = "update_after_step",
          .label = "warm-up",
          .tip = "Steps during which the average is a copy of the raw weights.",
          .min = 0.0,
          .max = kLongestCount,
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .whole = true,
          .slider_min = 0.0,
          .slider_max = 10000.0};
}

[[nodiscard]] inline ParamSpec updateEverySpec() {
  return {.id = "update_every",
          .label = "update every",
          .tip = "Steps between two updates of the average; the decay is not corrected for it.",
          .min = 1.0,
          .max = kLongestCount,
          .initial = 1.0,
          .scale = ParamSpec::Scale::kLog,
          .whole = true,
          .slider_min = 1.0,
          .slider_max = 100.0};
}

}  // namespace emascope
