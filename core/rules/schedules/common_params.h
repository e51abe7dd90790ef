// SPDX-License-Identifier: Apache-2.0
//
// Helpers shared by several rules: common parameters with one name, range and tip each, and the
// calls that all schedules treat alike.
#pragma once

#include "core/rules/schedule.h"
#include "core/rules/track_params.h"
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace emascope {

inline constexpr double kLongestCount = 1e9;  ///< steps; longer than any run
inline constexpr double kNarrowestSigmaRel = 1e-6;
inline constexpr double kLargestGamma = 1e6;

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

[[nodiscard]] inline ParamSpec updateEverySpec(double initial = 1.0) {
  return {.id = "update_every",
          .label = "update every",
          .tip =
              "Steps between updates of the average. A decay applies per update; a half-life "
              "counts steps.",
          .min = 1.0,
          .max = kLongestCount,
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .whole = true,
          .slider_min = 1.0,
          .slider_max = 100.0};
}

/// A parameter whose values are named choices.
[[nodiscard]] inline ParamSpec choiceSpec(const char* id, const char* label,
                                          std::vector<std::string> choices, const char* tip,
                                          double initial = 0.0) {
  const auto last = static_cast<double>(choices.size() - 1);
  return {.id = id,
          .label = label,
          .tip = tip,
          .min = 0.0,
          .max = last,
          .initial = initial,
          .whole = true,
          .advanced = true,
          .slider_min = 0.0,
          .slider_max = last,
          .choices = std::move(choices)};
}

[[nodiscard]] inline ParamSpec flagSpec(const char* id, const char* label, const char* tip,
                                        bool initial = false) {
  return choiceSpec(id, label, {"false", "true"}, tip, initial ? 1.0 : 0.0);
}

/// A count of steps, among the advanced parameters. If `least` is 0, that value usually means
/// "never".
[[nodiscard]] inline ParamSpec countSpec(const char* id, const char* label, const char* tip,
                                         double least, double initial) {
  return {.id = id,
          .label = label,
          .tip = tip,
          .min = least,
          .max = kLongestCount,
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .whole = true,
          .advanced = true,
          .slider_min = least,
          .slider_max = 10000.0};
}

/// The width of a power-function profile.
[[nodiscard]] inline ParamSpec sigmaRelSpec(const char* id, double initial, const char* tip) {
  return {.id = id,
          .label = "relative width",
          .tip = tip,
          .min = kNarrowestSigmaRel,
          .max = kWidestSigmaRel,
          .initial = initial,
          .scale = ParamSpec::Scale::kLog,
          .slider_min = 0.01,
          .slider_max = 0.28};
}

/// The exponent of that profile. Its initial value belongs to the relative width 0.1.
[[nodiscard]] inline ParamSpec gammaSpec() {
  return {.id = "gamma",
          .label = "exponent γ",
          .tip = "Exponent of the averaging profile; another way to set the relative width.",
          .min = 0.0,
          .max = kLargestGamma,
          .initial = gammaOfSigmaRel(0.1),
          .scale = ParamSpec::Scale::kLog,
          .advanced = true,
          .slider_min = 0.1,
          .slider_max = 100.0};
}

/// ScheduleEntry::link for these two.
inline void linkSigmaRel(double& sigma_rel, double& gamma, const ParamValues& changes) {
  if (changes.contains("gamma")) {
    sigma_rel = std::clamp(sigmaRelOfGamma(gamma), kNarrowestSigmaRel, kWidestSigmaRel);
  } else if (changes.contains("sigma_rel")) {
    gamma = std::min(gammaOfSigmaRel(sigma_rel), kLargestGamma);
  }
}

/// The time scale of the ramp 1 - (1 + n/inv_gamma)^-power.
[[nodiscard]] inline ParamSpec invGammaSpec(const char* id) {
  return {.id = id,
          .label = "inverse gamma",
          .tip = "Time scale of the ramp, in steps.",
          .min = 0.0,
          .max = kLongestCount,
          .min_open = true,
          .initial = 1.0,
          .scale = ParamSpec::Scale::kLog,
          .advanced = true,
          .slider_min = 0.1,
          .slider_max = 1000.0};
}

/// An exponent of BEMA's time, 0 to 10.
[[nodiscard]] inline ParamSpec timeExponentSpec(const char* id, const char* label, const char* tip,
                                                double initial) {
  return {.id = id,
          .label = label,
          .tip = tip,
          .min = 0.0,
          .max = 10.0,
          .initial = initial,
          .slider_min = 0.0,
          .slider_max = 1.0};
}

[[nodiscard]] inline ParamSpec bufferBatchesSpec() {
  return countSpec(
      "buffer_batches", "BatchNorm batches",
      "Number of training batches that estimate BatchNorm statistics with buffers=estimate.", 1.0,
      8.0);
}

[[nodiscard]] inline ParamSpec feedbackEverySpec() {
  return countSpec("update_model_with_ema_every", "write back every",
                   "Write the average back into the raw weights every N steps; 0: never.", 0.0,
                   0.0);
}

/// Unit of a length of time.
enum class TimeUnit { kSteps, kEpochs, kRun };

/// Steps in one `unit`: the value of a parameter `unit` with TimeUnit's choices. @pre
/// checkRunLength() has ensured that the call knows the length
[[nodiscard]] inline double stepsPerUnit(double unit, const Call& call) {
  switch (static_cast<TimeUnit>(static_cast<int>(unit))) {
    case TimeUnit::kSteps:
      return 1.0;
    case TimeUnit::kEpochs:
      return call.steps_per_epoch;
    case TimeUnit::kRun:
      return call.run_steps;
  }
  return 1.0;
}

/// The call at which a ramp reaches `age`, in steps since the warm-up; at the earliest, the first
/// call after the warm-up. Empty if that is longer than any run, or if `age` is NaN.
[[nodiscard]] inline std::optional<std::int64_t> callAtAge(double age, double update_after_step) {
  const double call = std::ceil(age - 1e-9 * age) + update_after_step + 1.0;
  if (!(call < 9e15)) return std::nullopt;
  return static_cast<std::int64_t>(std::max(call, update_after_step + 2.0));
}

/// The action shared by all schedules at the first call, at calls skipped by update_every, during
/// the warm-up, and while frozen; empty where the schedule itself decides. `values` are all of the
/// schedule's values.
[[nodiscard]] inline std::optional<EmaAction> openingAction(std::span<const double> values,
                                                            const Call& call,
                                                            double update_after_step,
                                                            double update_every) {
  const auto step = static_cast<double>(call.index - 1);
  if (call.index == 1 && !(call.zero_start && update_after_step == 0.0))
    return EmaAction{.kind = ActionKind::kCopy, .reason = Reason::kFirst, .weight = 1.0};
  if (std::fmod(step, update_every) != 0.0)
    return EmaAction{.kind = ActionKind::kSkip, .reason = Reason::kStride};
  if (call.index > 1 && trackParam(values, TrackParam::kFrozen) != 0.0)
    return EmaAction{.kind = ActionKind::kSkip, .beta = 1.0, .reason = Reason::kFrozen};
  if (call.index > 1 && step <= update_after_step)
    return EmaAction{.kind = ActionKind::kCopy, .reason = Reason::kWarmup, .weight = 1.0};
  return std::nullopt;
}

}  // namespace emascope
