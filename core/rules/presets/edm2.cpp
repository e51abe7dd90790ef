// SPDX-License-Identifier: Apache-2.0
//
// EDM2's PowerFunctionEMA and TraditionalEMA (Karras et al. 2024, arXiv 2312.02696).
#include "core/rules/presets/library_params.h"
#include "core/rules/units.h"

namespace emascope {
namespace {

enum Param { kClass, kStd, kHalfLife, kRampupRatio, kBatchSize };
enum Class { kPowerFunction, kTraditional };

constexpr double kShortestHalfLife = 1e-8;  ///< images

// Time is the number of images seen, including this step's, and the gap is the actual one, so the
// profile depends neither on the batch size nor on the update interval.
EmaAction action(std::span<const double> values, const Call& call) {
  const double now = call.time * values[kBatchSize];
  const double gap = (call.time - call.last_time) * values[kBatchSize];
  if (static_cast<int>(values[kClass]) == kPowerFunction) {
    if (gap >= now) return copyAction(Reason::kFirst);
    return blendAction(std::pow(1.0 - gap / now, gammaOfSigmaRel(values[kStd]) + 1.0),
                       Reason::kRamp);
  }
  const double half_life = isNone(values[kHalfLife]) ? HUGE_VAL : values[kHalfLife] * 1e6;
  const double ramp = isNone(values[kRampupRatio]) ? HUGE_VAL : values[kRampupRatio] * now;
  const double used = std::max(std::min(half_life, ramp), kShortestHalfLife);
  return blendAction(std::exp2(-gap / used), ramp < half_life ? Reason::kRamp : Reason::kCap);
}

std::optional<std::int64_t> capFrom(std::span<const double> values) {
  if (static_cast<int>(values[kClass]) == kPowerFunction || isNone(values[kHalfLife]) ||
      isNone(values[kRampupRatio]) || values[kRampupRatio] == 0.0)
    return std::nullopt;
  return capCall(values[kHalfLife] * 1e6 / (values[kRampupRatio] * values[kBatchSize]), 0.0, 1.0);
}

PythonLines python(std::span<const double> values) {
  const std::string batch = pyText(values[kBatchSize]);
  PythonLines lines = {
      .update = {"ema.update(cur_nimg=step * " + batch + ", batch_size=" + batch + ")"}};
  if (static_cast<int>(values[kClass]) == kPowerFunction) {
    const std::string stds = "[" + pyText(values[kStd]) + "]";
    lines.imports = {"from training.phema import PowerFunctionEMA  # in a clone of NVlabs/edm2"};
    lines.construct = pyCall("ema = PowerFunctionEMA", {"model", "stds=" + stds});
    lines.evaluate = {"averaged = ema.get()[0][0]"};
    lines.set = {{"std", "ema.stds = " + stds}};
  } else {
    const std::string half_life =
        isNone(values[kHalfLife]) ? "float('inf')" : pyText(values[kHalfLife]);
    lines.imports = {"from training.phema import TraditionalEMA  # in a clone of NVlabs/edm2"};
    lines.construct = pyCall(
        "ema = TraditionalEMA",
        {"model", "halflife_Mimg=" + half_life, pyOptional("rampup_ratio", values[kRampupRatio])});
    lines.evaluate = {"averaged = ema.get()"};
    lines.set = {{"halflife_Mimg", "ema.halflife_Mimg = " + half_life},
                 {"rampup_ratio", "ema.rampup_ratio = " + pyText(values[kRampupRatio])}};
  }
  return lines;
}

std::vector<ParamSpec> params() {
  return {
      choiceSpec("class_name", "kind", {"PowerFunctionEMA", "TraditionalEMA"},
                 "Power-function profile of width std, or a half-life that rises to a limit."),
      sigmaRelSpec("std", 0.05,
                   "Standard deviation of the averaging profile, as a fraction of the run so far; "
                   "for PowerFunctionEMA."),
      {.id = "halflife_Mimg",
       .label = "half-life",
       .tip = "Upper limit of the half-life in millions of images, for TraditionalEMA; none: "
              "no limit (float('inf') in Python).",
       .min = 0.0,
       .max = kLongestCount,
       .initial = kNoneValue,
       .scale = ParamSpec::Scale::kLog,
       .advanced = true,
       .slider_min = 0.01,
       .slider_max = 100.0,
       .optional = true},
      {.id = "rampup_ratio",
       .label = "ramp",
       .tip = "Half-life as a fraction of the images seen so far, up to the limit; none: the "
              "limit applies from the start.",
       .min = 0.0,
       .max = 1e6,
       .initial = 0.09,
       .scale = ParamSpec::Scale::kLog,
       .advanced = true,
       .slider_min = 0.01,
       .slider_max = 1.0,
       .optional = true},
      countSpec("batch_size", "batch size", "Images per step.", 1.0, 2048.0)};
}

}  // namespace

void registerRulePresetEdm2(ScheduleRegistry& registry) {
  registry["edm2"] = {
      .id = "edm2",
      .label = "EDM2",
      .formula =
          "(1 - gap/t)^(gamma + 1), or 0.5^(gap / min(halflife, rampup_ratio t)), t = images "
          "seen",
      .source = "Karras et al. 2024, arXiv 2312.02696, Eq. 2 and 126; edm2 training/phema.py",
      .params = params(),
      .action = action,
      .cap_from = capFrom,
      .python = python,
      .traits = parametersOnlyTraits,
      .library = "edm2 (NVlabs, commit 4bf8162)",
      .checked = kRecorded};
}

}  // namespace emascope
